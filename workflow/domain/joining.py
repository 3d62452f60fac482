"""Join policies: when the parallel part of a stage is over."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from catalogs.schema import JoinPolicy
from workflow.domain.aggregate import Project, Stage
from workflow.domain.sub_approval import SubApproval


class Verdict(StrEnum):
    """What the join says of a stage now. BLOCKED: it cannot fire unless something is applied for again."""

    PENDING = "pending"
    PASSED = "passed"
    BLOCKED = "blocked"


def _all(subs: Iterable[SubApproval]) -> Verdict:
    subs = list(subs)
    if all(sub.has_passed for sub in subs):
        return Verdict.PASSED
    return Verdict.BLOCKED if all(sub.has_ended for sub in subs) else Verdict.PENDING


def _any(subs: Iterable[SubApproval]) -> Verdict:
    subs = list(subs)
    if not subs or any(sub.has_passed for sub in subs):
        return Verdict.PASSED
    return Verdict.BLOCKED if all(sub.has_ended for sub in subs) else Verdict.PENDING


def _milestone(subs: Iterable[SubApproval]) -> Verdict:
    subs = list(subs)
    return _all([sub for sub in subs if sub.milestone] or subs)


def _lead_veto(subs: Iterable[SubApproval]) -> Verdict:
    subs = list(subs)
    leads = [sub for sub in subs if sub.of_lead_office]
    if not leads:
        return _all(subs)
    if not all(sub.has_ended for sub in subs):
        return Verdict.PENDING
    return _all(leads)


_POLICIES: Mapping[JoinPolicy, Callable[[Iterable[SubApproval]], Verdict]] = {
    JoinPolicy.ALL: _all,
    JoinPolicy.ANY: _any,
    JoinPolicy.MILESTONE: _milestone,
    JoinPolicy.LEAD_VETO: _lead_veto,
}


def verdict(project: Project, stage: Stage) -> Verdict:
    """The stage's join, from the attempts that count; the order in which they were decided does not enter.

    A stage whose items all stand beside it (并行推进) is over when each of them has passed.
    """
    joined = project.joined(stage)
    if joined:
        return _POLICIES[stage.join](joined)
    return _all(project.in_stage(stage))
