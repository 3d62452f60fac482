"""Who may do what: one table of verbs, one gate."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from catalogs.schema import OfficeId
from catalogs.wording import Wording
from workflow.domain.absence import no_case, no_project
from workflow.domain.aggregate import Project
from workflow.domain.people import Actor, Role
from workflow.domain.statuses import LegStatus, ProjectStatus
from workflow.domain.sub_approval import SubApproval
from workflow.domain.words import act, called, listed
from workflow.errors import NotPermitted


class Verb(StrEnum):
    REGISTER = "register"
    SEE_PROJECT = "see_project"
    SUBMIT_DOCUMENT = "submit_document"
    APPLY = "apply"
    APPLY_AGAIN = "apply_again"
    ADD_ITEM = "add_item"
    SUBMIT_CORRECTION = "submit_correction"
    REQUEST_WITHDRAWAL = "request_withdrawal"
    REPORT_CONSTRUCTION = "report_construction"
    TERMINATE = "terminate"
    ACCEPT = "accept"
    REFUSE_ACCEPTANCE = "refuse_acceptance"
    REQUEST_CORRECTION = "request_correction"
    RETURN = "return"
    BEGIN_REVIEW = "begin_review"
    HOLD = "hold"
    REQUEST_OPINION = "request_opinion"
    GIVE_OPINION = "give_opinion"
    HAND_OVER = "hand_over"
    ACKNOWLEDGE = "acknowledge"
    DECIDE = "decide"
    DELIVER = "deliver"
    ANSWER_WITHDRAWAL = "answer_withdrawal"
    CHECK_FILING = "check_filing"
    RECORD_ELSEWHERE = "record_elsewhere"
    SEE_INBOX = "see_inbox"
    SEE_SUPERVISION_ORDERS = "see_supervision_orders"
    SEE_EXCHANGE = "see_exchange"
    RESEND = "resend"


class Scope(StrEnum):
    """Over what a role has a verb."""

    ANYTHING = "anything"
    OWN_PROJECT = "own project"
    INVOLVED_OFFICE = "an office that a case of the project was sent to, or that is consulted now"
    LEAD_OFFICE = "the lead office of the stage"
    ACCEPTING_OFFICE = "the accepting office"
    ACTING_OFFICE = "the office that has the case in hand"
    LEADING_OFFICE = "the first of the offices that have the case in hand"
    OFFERED_OFFICE = "the office the case is handed to"
    DECIDING_OFFICE = "the deciding office"
    CONSULTED_OFFICE = "the consulted office"


SCOPES: Mapping[Scope, Wording] = {
    Scope.ANYTHING: Wording("全部", "anything"),
    Scope.OWN_PROJECT: Wording("本单位的项目", "their own project"),
    Scope.INVOLVED_OFFICE: Wording(
        "办件已送达或正被征求意见的部门", "an office a case was sent to, or that is consulted now"
    ),
    Scope.LEAD_OFFICE: Wording("阶段牵头部门", "the lead office of the stage"),
    Scope.ACCEPTING_OFFICE: Wording("受理部门", "the accepting office"),
    Scope.ACTING_OFFICE: Wording("正在办理的部门", "the office that has the case in hand"),
    Scope.LEADING_OFFICE: Wording("牵头办理的部门", "the first of the offices that have the case in hand"),
    Scope.OFFERED_OFFICE: Wording("待签收的部门", "the office the case is handed to"),
    Scope.DECIDING_OFFICE: Wording("决定部门", "the deciding office"),
    Scope.CONSULTED_OFFICE: Wording("被征求意见的部门", "the consulted office"),
}


@dataclass(frozen=True)
class Grant:
    role: Role
    scope: Scope


def _officer(scope: Scope) -> tuple[Grant, ...]:
    return (Grant(Role.OFFICER, scope),)


_APPLICANT = (Grant(Role.APPLICANT, Scope.OWN_PROJECT),)
_OVERSEERS = (Grant(Role.SUPERVISOR, Scope.ANYTHING), Grant(Role.ADMINISTRATOR, Scope.ANYTHING))

GRANTS: Mapping[Verb, tuple[Grant, ...]] = {
    Verb.REGISTER: _APPLICANT,
    Verb.SEE_PROJECT: (*_APPLICANT, *_officer(Scope.INVOLVED_OFFICE), *_OVERSEERS),
    Verb.SUBMIT_DOCUMENT: _APPLICANT,
    Verb.APPLY: _APPLICANT,
    Verb.APPLY_AGAIN: _APPLICANT,
    Verb.ADD_ITEM: (*_APPLICANT, *_officer(Scope.LEAD_OFFICE)),
    Verb.SUBMIT_CORRECTION: _APPLICANT,
    Verb.REQUEST_WITHDRAWAL: _APPLICANT,
    Verb.REPORT_CONSTRUCTION: _APPLICANT,
    Verb.TERMINATE: (Grant(Role.ADMINISTRATOR, Scope.ANYTHING),),
    Verb.ACCEPT: _officer(Scope.ACCEPTING_OFFICE),
    Verb.REFUSE_ACCEPTANCE: _officer(Scope.ACCEPTING_OFFICE),
    Verb.REQUEST_CORRECTION: _officer(Scope.ACCEPTING_OFFICE),
    Verb.RETURN: _officer(Scope.ACCEPTING_OFFICE),
    Verb.BEGIN_REVIEW: _officer(Scope.ACTING_OFFICE),
    Verb.HOLD: _officer(Scope.ACTING_OFFICE),
    Verb.REQUEST_OPINION: _officer(Scope.ACTING_OFFICE),
    Verb.GIVE_OPINION: _officer(Scope.CONSULTED_OFFICE),
    Verb.HAND_OVER: _officer(Scope.ACTING_OFFICE),
    Verb.ACKNOWLEDGE: _officer(Scope.OFFERED_OFFICE),
    Verb.DECIDE: _officer(Scope.DECIDING_OFFICE),
    Verb.DELIVER: _officer(Scope.DECIDING_OFFICE),
    Verb.ANSWER_WITHDRAWAL: _officer(Scope.LEADING_OFFICE),
    Verb.CHECK_FILING: _officer(Scope.DECIDING_OFFICE),
    Verb.RECORD_ELSEWHERE: _officer(Scope.DECIDING_OFFICE),
    Verb.SEE_INBOX: _officer(Scope.ANYTHING),
    Verb.SEE_SUPERVISION_ORDERS: (*_officer(Scope.INVOLVED_OFFICE), *_OVERSEERS),
    Verb.SEE_EXCHANGE: _OVERSEERS,
    Verb.RESEND: (Grant(Role.ADMINISTRATOR, Scope.ANYTHING),),
}


_OFFICES: Mapping[Scope, Callable[[Project, SubApproval], set[OfficeId]]] = {
    Scope.LEAD_OFFICE: lambda project, sub: {project.stage(sub.stage).lead_office},
    Scope.ACCEPTING_OFFICE: lambda _, sub: {sub.accepting_office},
    Scope.ACTING_OFFICE: lambda _, sub: set(sub.holding_offices),
    Scope.LEADING_OFFICE: lambda _, sub: set(sub.acting_offices[:1]),
    Scope.OFFERED_OFFICE: lambda _, sub: {leg.office for leg in sub.legs if leg.status is LegStatus.OFFERED},
    Scope.DECIDING_OFFICE: lambda _, sub: {sub.deciding_office},
    Scope.CONSULTED_OFFICE: lambda _, sub: set(sub.consulted_offices),
}


def check(actor: Actor, verb: Verb, project: Project | None = None, sub: SubApproval | None = None) -> None:
    """Return quietly, or raise `NotPermitted` that says who may.

    Of a project he may not even see the asker learns nothing: `NotFound`, as if there were none.
    """
    if _has(actor, verb, project, sub):
        return
    if project is not None and _is_hidden(actor, project):
        raise no_case(sub.id) if sub else no_project(project.id)
    raise _refusal(actor, verb, project, sub)


def scopes(actor: Actor, verb: Verb) -> frozenset[Scope]:
    """How far the actor's role reaches with a verb: what a list is narrowed to. Raises `NotPermitted` when nowhere."""
    found = frozenset(grant.scope for grant in GRANTS[verb] if grant.role is actor.role)
    if not found:
        raise _refusal(actor, verb)
    return found


def may(actor: Actor, verb: Verb, project: Project, sub: SubApproval | None = None) -> bool:
    """Would `check` return quietly?"""
    return _has(actor, verb, project, sub)


def _has(actor: Actor, verb: Verb, project: Project | None, sub: SubApproval | None) -> bool:
    return any(grant.role is actor.role and _covers(grant.scope, actor, project, sub) for grant in GRANTS[verb])


def _is_hidden(actor: Actor, project: Project) -> bool:
    """A draft is not: whoever asks about it has just written it himself."""
    return project.status is not ProjectStatus.DRAFT and not _has(actor, Verb.SEE_PROJECT, project, None)


def _covers(scope: Scope, actor: Actor, project: Project | None, sub: SubApproval | None) -> bool:
    if scope is Scope.ANYTHING:
        return True
    if project is None:
        return False
    if scope is Scope.OWN_PROJECT:
        return actor.organisation == project.applicant_code
    if scope is Scope.INVOLVED_OFFICE:
        return any(actor.office in each.involved_offices for each in project.sub_approvals)
    return sub is not None and actor.office in _OFFICES[scope](project, sub)


def _refusal(actor: Actor, verb: Verb, project: Project | None = None, sub: SubApproval | None = None) -> NotPermitted:
    scopes = {grant.scope for grant in GRANTS[verb]}
    offices = sorted({o for s in scopes & set(_OFFICES) if project and sub for o in _OFFICES[s](project, sub)})
    roles = listed(called(role) for role in sorted({grant.role for grant in GRANTS[verb]}))
    reach = listed(SCOPES[scope] for scope in sorted(scopes))
    what, who = act(verb), called(actor.role)
    return NotPermitted(
        f"“{actor.name}”（{who.zh}，{actor.office or actor.organisation or '-'}）无权“{what.zh}”。",
        f"{actor.name} ({who.en}, {actor.office or actor.organisation or '-'}) may not '{what.en}' here.",
        mend_zh=f"有权者：{roles.zh}；范围：{'、'.join(offices) or reach.zh}。",
        mend_en=f"Who may: {roles.en} of {', '.join(offices) or reach.en}.",
        verb=str(verb),
        offices=offices,
    )
