"""Who may do what: one table of verbs, one gate."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from catalogs.schema import OfficeId
from workflow.domain.aggregate import Project, SubApproval
from workflow.domain.people import Actor, Role
from workflow.domain.statuses import LegStatus, SideProcedureKind
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
    SEE_EXCHANGE = "see_exchange"
    RESEND = "resend"


class Scope(StrEnum):
    """Over what a role has a verb."""

    ANYTHING = "anything"
    OWN_PROJECT = "own project"
    INVOLVED_OFFICE = "an office with a case in the project"
    ACCEPTING_OFFICE = "the accepting office"
    ACTING_OFFICE = "the office that has the case in hand"
    OFFERED_OFFICE = "the office the case is handed to"
    DECIDING_OFFICE = "the deciding office"
    CONSULTED_OFFICE = "the consulted office"


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
    Verb.ADD_ITEM: (*_APPLICANT, *_officer(Scope.INVOLVED_OFFICE)),
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
    Verb.ANSWER_WITHDRAWAL: _officer(Scope.ACTING_OFFICE),
    Verb.CHECK_FILING: _officer(Scope.DECIDING_OFFICE),
    Verb.RECORD_ELSEWHERE: _officer(Scope.DECIDING_OFFICE),
    Verb.SEE_INBOX: _officer(Scope.ANYTHING),
    Verb.SEE_EXCHANGE: _OVERSEERS,
    Verb.RESEND: (Grant(Role.ADMINISTRATOR, Scope.ANYTHING),),
}


def _consulted(sub: SubApproval) -> set[OfficeId]:
    return {p.office for p in sub.open_side_procedures(SideProcedureKind.CONSULTATION) if p.office}


_OFFICES: Mapping[Scope, Callable[[SubApproval], set[OfficeId]]] = {
    Scope.ACCEPTING_OFFICE: lambda sub: {sub.accepting_office},
    Scope.ACTING_OFFICE: lambda sub: set(sub.acting_offices),
    Scope.OFFERED_OFFICE: lambda sub: {leg.office for leg in sub.legs if leg.status is LegStatus.OFFERED},
    Scope.DECIDING_OFFICE: lambda sub: {sub.deciding_office},
    Scope.CONSULTED_OFFICE: _consulted,
}


def check(actor: Actor, verb: Verb, project: Project | None = None, sub: SubApproval | None = None) -> None:
    """Return quietly, or raise `NotPermitted` that says who may."""
    if not any(grant.role is actor.role and _covers(grant.scope, actor, project, sub) for grant in GRANTS[verb]):
        raise _refusal(actor, verb, sub)


def scopes(actor: Actor, verb: Verb) -> frozenset[Scope]:
    """How far the actor's role reaches with a verb: what a list is narrowed to. Raises `NotPermitted` when nowhere."""
    found = frozenset(grant.scope for grant in GRANTS[verb] if grant.role is actor.role)
    if not found:
        raise _refusal(actor, verb, None)
    return found


def may(actor: Actor, verb: Verb, project: Project, sub: SubApproval) -> bool:
    """Would `check` return quietly?"""
    return any(grant.role is actor.role and _covers(grant.scope, actor, project, sub) for grant in GRANTS[verb])


def _covers(scope: Scope, actor: Actor, project: Project | None, sub: SubApproval | None) -> bool:
    if scope is Scope.ANYTHING:
        return True
    if project is None:
        return False
    if scope is Scope.OWN_PROJECT:
        return actor.organisation == project.applicant_code
    if scope is Scope.INVOLVED_OFFICE:
        return any(actor.office in _all_offices(each) for each in project.sub_approvals)
    return sub is not None and actor.office in _OFFICES[scope](sub)


def _all_offices(sub: SubApproval) -> set[OfficeId]:
    consulted = {p.office for p in sub.side_procedures if p.office}
    return {leg.office for leg in sub.legs} | consulted


def _refusal(actor: Actor, verb: Verb, sub: SubApproval | None) -> NotPermitted:
    scopes = {grant.scope for grant in GRANTS[verb]}
    offices = sorted({o for s in scopes & set(_OFFICES) if sub for o in _OFFICES[s](sub)})
    roles = ", ".join(sorted({str(grant.role) for grant in GRANTS[verb]}))
    where = ", ".join(offices) or ", ".join(sorted(scopes))
    return NotPermitted(
        f"“{actor.name}”（{actor.role}，{actor.office or actor.organisation or '-'}）无权执行“{verb}”。",
        f"{actor.name} ({actor.role}, {actor.office or actor.organisation or '-'}) may not '{verb}' here.",
        mend_zh=f"有权者：{roles}；范围：{where}。",
        mend_en=f"Who may: {roles} of {where}.",
        verb=str(verb),
        offices=offices,
    )
