"""Random projects and random things happening to them, for the properties of the engine."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from uuid import uuid5

from hypothesis import strategies as st

from catalogs.calendar import Calendar
from catalogs.schema import ItemKey, ItemRole, JoinPolicy, MaterialKey, OfficeId, Procedure
from tests.factories.projects import APPLICANT, NOON, case, coded, officer, project_of
from workflow.domain import applying, filing_checks, holding, receiving, relaying, reviewing, withdrawing
from workflow.domain.aggregate import Document, Project
from workflow.domain.ids import DocumentId
from workflow.domain.statuses import LegStatus, Outcome, Status
from workflow.domain.sub_approval import SubApproval
from workflow.errors import Refused

CALENDAR = Calendar([])  # ordinary weeks: these properties do not depend on holidays
OFFICES = [OfficeId(f"{region}.{office}") for region in ("530600", "530602", "530621") for office in ("drc", "water")]

joins = st.sampled_from(list(JoinPolicy))
outcomes = st.sampled_from([Outcome.APPROVED, Outcome.REFUSED])


@st.composite
def projects(draw: st.DrawFn, *, max_items: int = 7, stages: int = 2) -> Project:
    """A coded project: items in stages, waiting only for earlier items of their own or an earlier stage."""
    cases: list[SubApproval] = []
    for number in range(draw(st.integers(1, max_items))):
        stage = str(draw(st.integers(1, stages)))
        earlier = [sub.item for sub in cases if sub.stage <= stage and sub.role is not ItemRole.BESIDE]
        cases.append(
            case(
                f"item_{number}",
                stage=stage,
                role=draw(st.sampled_from([ItemRole.MANDATORY, ItemRole.CONDITIONAL, ItemRole.BESIDE])),
                procedure=draw(st.sampled_from([Procedure.PERMIT, Procedure.VERIFICATION, Procedure.FILING])),
                files_itself=draw(st.sampled_from([None, False])),
                waits_for=draw(st.lists(st.sampled_from(earlier), unique=True, max_size=2)) if earlier else (),
                needs=draw(st.lists(st.sampled_from(["map", "report"]), unique=True)),
                offices=draw(st.lists(st.sampled_from(OFFICES), min_size=1, max_size=3, unique=True)),
                milestone=draw(st.booleans()),
                of_lead_office=draw(st.booleans()),
            )
        )
        if len(cases[-1].legs) == 3 and draw(st.booleans()):
            _examine_side_by_side(cases[-1])
    codes = {sub.stage for sub in cases}
    required = draw(st.lists(st.sampled_from([sub.item for sub in cases]), unique=True, max_size=2))
    project = coded(project_of(cases, joins={code: draw(joins) for code in codes}, start_requires=required))
    for material in ("map", "report"):
        hand_in(project, material, NOON)
    return project


def hand_in(project: Project, material: str, at: datetime) -> None:
    """A version of a material."""
    document = Document(
        id=DocumentId(uuid5(project.id, f"{material} {at}")),
        material=MaterialKey(material),
        version=1,
        sha256="0" * 64,
        size=1,
        filename="a.pdf",
        media_type="application/pdf",
        submitted_at=at,
        submitted_by="applicant",
    )
    applying.submit_document(project, document, by=APPLICANT, at=at)


def _examine_side_by_side(sub: SubApproval) -> None:
    """Two counties examine at the same time, the third office decides."""
    sub.legs[1].position, sub.legs[2].position = 0, 1


def apply_everywhere(project: Project, at: datetime) -> None:
    """The applicant applies for whatever stage lets him."""
    for stage in project.stages:
        attempt(lambda stage=stage: applying.apply_for_stage(project, stage.stage, None, by=APPLICANT, at=at))


def attempt(action: Callable[[], object]) -> bool:
    """Do it, unless the engine refuses."""
    try:
        action()
    except Refused:
        return False
    return True


def carry_to_decision(project: Project, sub: SubApproval, outcome: Outcome, at: datetime) -> None:
    """Everything the offices do with one case, from receipt to decision."""
    receiving.receive(project, sub, at=at)
    if sub.has_ended:
        return
    receiving.accept(project, sub, by=officer(sub.accepting_office), at=at, calendar=CALENDAR)
    reviewing.begin_review(project, sub, by=officer(sub.accepting_office), at=at)
    while not sub.decision_leg_is_active:
        for leg in sub.legs:
            if leg.status is LegStatus.ACTIVE:
                relaying.hand_over(project, sub, "同意", by=officer(leg.office), at=at)
        for leg in sub.legs:
            if leg.status is LegStatus.OFFERED:
                relaying.acknowledge(project, sub, by=officer(leg.office), at=at)
    decide(project, sub, outcome, at)


def decide(project: Project, sub: SubApproval, outcome: Outcome, at: datetime) -> None:
    reviewing.decide(
        project, sub, outcome=outcome, number="昭〔2026〕1号", reason="理由", by=officer(sub.deciding_office), at=at
    )


def run_to_the_end(
    project: Project,
    outcome_of: Mapping[ItemKey, Outcome],
    order: Callable[[list[SubApproval]], SubApproval],
    at: datetime,
) -> None:
    """Decide whatever is on its way, one case after the other in the given order, until nothing is left to decide."""
    apply_everywhere(project, at)
    while ready := [sub for sub in project.sub_approvals if sub.status is Status.DISPATCHED]:
        sub = order(ready)
        carry_to_decision(project, sub, outcome_of.get(sub.item, Outcome.APPROVED), at)
        apply_everywhere(project, at)


Action = Callable[[Project, SubApproval, datetime], object]


def _offered(sub: SubApproval) -> OfficeId:
    return next((leg.office for leg in sub.legs if leg.status is LegStatus.OFFERED), sub.deciding_office)


def _acting(sub: SubApproval) -> OfficeId:
    return (sub.acting_offices or [sub.accepting_office])[0]


ACTIONS: Mapping[str, Action] = {
    "receive": lambda p, s, at: receiving.receive(p, s, at=at),
    "accept": lambda p, s, at: receiving.accept(p, s, by=officer(s.accepting_office), at=at, calendar=CALENDAR),
    "refuse acceptance": lambda p, s, at: receiving.refuse_acceptance(
        p, s, reason="不属本机关", right_office=OFFICES[0], by=officer(s.accepting_office), at=at
    ),
    "ask a correction": lambda p, s, at: receiving.request_correction(
        p, s, materials=s.needs[:1], reason="不清", due_on=None, by=officer(s.accepting_office), at=at
    ),
    "hand in again": lambda p, s, at: hand_in(p, (s.needs or ["map"])[0], at),
    "submit the correction": lambda p, s, at: receiving.submit_correction(p, s, by=APPLICANT, at=at),
    "return": lambda p, s, at: receiving.return_uncorrected(
        p, s, reason="未补正", by=officer(s.accepting_office), at=at
    ),
    "record from elsewhere": lambda p, s, at: reviewing.record_elsewhere(
        p, s.item, number="1", on=date(2026, 1, 5), evidence=p.documents[0], by=officer(s.deciding_office), at=at
    ),
    "add an item": lambda p, s, at: applying.add_item(
        p,
        case("late", stage=s.stage, waits_for=[s.item]),
        unlocks=(),
        start_requires=True,
        by=APPLICANT,
        at=at,
        reason="需要",
    ),
    "start construction": lambda p, _, at: applying.report_start(p, by=APPLICANT, at=at),
    "begin review": lambda p, s, at: reviewing.begin_review(p, s, by=officer(_acting(s)), at=at),
    "hand over": lambda p, s, at: relaying.hand_over(p, s, "同意", by=officer(_acting(s)), at=at),
    "acknowledge": lambda p, s, at: relaying.acknowledge(p, s, by=officer(_offered(s)), at=at),
    "start special procedure": lambda p, s, at: holding.start_special_procedure(
        p,
        s,
        type="expert_review",
        reason="专家评审",
        expected_until=date(2026, 4, 1),
        basis="",
        by=officer(_acting(s)),
        at=at,
    ),
    "end special procedure": lambda p, s, at: holding.end_special_procedure(
        p, s, by=officer(_acting(s)), at=at, calendar=CALENDAR
    ),
    "ask an opinion": lambda p, s, at: reviewing.request_opinion(
        p, s, office=OFFICES[1], question="意见", due_on=date(2026, 4, 1), by=officer(_acting(s)), at=at
    ),
    "give an opinion": lambda p, s, at: reviewing.give_opinion(p, s, opinion="同意", by=officer(OFFICES[1]), at=at),
    "approve": lambda p, s, at: decide(p, s, Outcome.APPROVED, at),
    "refuse": lambda p, s, at: decide(p, s, Outcome.REFUSED, at),
    "deliver": lambda p, s, at: reviewing.deliver(p, s, by=officer(s.deciding_office), at=at),
    "ask withdrawal": lambda p, s, at: withdrawing.request_withdrawal(p, s, reason="不建了", by=APPLICANT, at=at),
    "confirm withdrawal": lambda p, s, at: withdrawing.confirm_withdrawal(p, s, by=officer(_acting(s)), at=at),
    "refuse withdrawal": lambda p, s, at: withdrawing.refuse_withdrawal(
        p, s, reason="已办结", by=officer(_acting(s)), at=at
    ),
    "withdraw the project": lambda p, _, at: withdrawing.request_withdrawal_of_project(
        p, reason="不建了", by=APPLICANT, at=at
    ),
    "apply again": lambda p, s, at: applying.apply_again(p, s.item, by=APPLICANT, at=at),
    "verify the filing": lambda p, s, at: filing_checks.check_filing(
        p, s, "verify", reason="", by=officer(s.deciding_office), at=at
    ),
    "cancel the filing": lambda p, s, at: filing_checks.check_filing(
        p, s, "cancel", reason="应当核准", by=officer(s.deciding_office), at=at
    ),
}

moves = st.tuples(st.sampled_from(sorted(ACTIONS)), st.integers(0, 11))


def happen(project: Project, move: tuple[str, int], at: datetime) -> bool:
    """One random thing to one random case; False when the engine refused it."""
    name, which = move
    sub = project.sub_approvals[which % len(project.sub_approvals)]
    return attempt(lambda: ACTIONS[name](project, sub, at))


GOOD_WILL: tuple[str, ...] = (
    "refuse withdrawal",
    "end special procedure",
    "hand in again",
    "submit the correction",
    "receive",
    "accept",
    "begin review",
    "hand over",
    "acknowledge",
    "approve",
    "deliver",
)


def finish_with_good_will(project: Project, at: datetime) -> None:
    """Everybody does what he can for every case, once opinions asked for are overdue, until nothing moves any more."""
    moved = True
    while moved:
        each = [(name, sub) for name in GOOD_WILL for sub in list(project.sub_approvals)]
        moved = sum(attempt_move(project, name, sub, at) for name, sub in each) > 0


def attempt_move(project: Project, name: str, sub: SubApproval, at: datetime) -> bool:
    """Did the action move the case, its legs or its hold?"""
    before = (sub.status, sub.hold, [leg.status for leg in sub.legs])
    attempt(lambda: ACTIONS[name](project, sub, at))
    return (sub.status, sub.hold, [leg.status for leg in sub.legs]) != before
