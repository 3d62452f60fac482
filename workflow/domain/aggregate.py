"""A project with its stages and sub-approvals: what one transaction loads, locks, changes and writes back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from catalogs.schema import (
    EditionId,
    ItemKey,
    ItemRole,
    JoinPolicy,
    Kind,
    LegRole,
    LimitUnit,
    MaterialKey,
    OfficeId,
    Procedure,
    RegionCode,
    StageCode,
    StageOpening,
    ThemeKey,
)
from workflow.domain.absence import no_case
from workflow.domain.events import Event, EventType
from workflow.domain.ids import DocumentId, ProjectId, SideProcedureId, StageId, SubApprovalId
from workflow.domain.people import Actor
from workflow.domain.statuses import (
    FINAL,
    FINAL_PROJECT,
    PASSING,
    CodeStatus,
    FilingStatus,
    Hold,
    LegStatus,
    Outcome,
    ProjectStatus,
    SideProcedureKind,
    SideProcedureStatus,
    StageStatus,
    Status,
)
from workflow.errors import NotFound


@dataclass(eq=False, kw_only=True)
class Leg:
    """One office's hold of a sub-approval. Legs of one `position` run side by side."""

    position: int
    office: OfficeId
    role: LegRole
    days: int | None = None  # working days, where a rule sets them
    status: LegStatus = LegStatus.WAITING
    offered_at: datetime | None = None
    arrived_at: datetime | None = None  # at the centre whose queue serves the office
    acknowledged_at: datetime | None = None
    handed_over_at: datetime | None = None
    opinion: str = ""


_NOT_DONE = (LegStatus.WAITING, LegStatus.OFFERED, LegStatus.ACTIVE)


@dataclass(eq=False, kw_only=True)
class SideProcedure:
    """A correction, special procedure, withdrawal or consultation, with its own deadline."""

    id: SideProcedureId
    kind: SideProcedureKind
    status: SideProcedureStatus = SideProcedureStatus.OPEN
    opened_at: datetime
    closed_at: datetime | None = None
    reason: str = ""
    due_on: date | None = None
    type: str = ""  # the catalogue's type of a special procedure
    office: OfficeId | None = None  # the office consulted
    materials: list[MaterialKey] = field(default_factory=list)  # materials to correct
    answer: str = ""

    @property
    def is_open(self) -> bool:
        return self.status is SideProcedureStatus.OPEN


@dataclass(eq=False, kw_only=True)
class SubApproval:
    """An item in a running project (子审批), one attempt at it."""

    id: SubApprovalId
    stage: StageCode
    item: ItemKey
    attempt: int = 1
    role: ItemRole
    milestone: bool = False
    of_lead_office: bool = False
    procedure: Procedure
    files_itself: bool = False  # receipt of the complete information is the filing
    limit_days: int | None
    limit_unit: LimitUnit
    promised_days: int | None
    waits_for: list[ItemKey] = field(default_factory=list)  # preconditions
    needs: list[MaterialKey] = field(default_factory=list)  # files the applicant must hand in
    legs: list[Leg]
    side_procedures: list[SideProcedure] = field(default_factory=list)
    status: Status = Status.PLANNED
    hold: Hold = Hold.NONE
    outcome: Outcome = Outcome.NONE
    filing: FilingStatus = FilingStatus.NONE
    applied_at: datetime | None = None
    received_at: datetime | None = None
    accepted_at: datetime | None = None
    decided_at: datetime | None = None
    due_on: date | None = None
    due_is_provisional: bool = False
    promised_on: date | None = None
    result_number: str = ""
    result_on: date | None = None
    result_document: DocumentId | None = None

    @property
    def has_passed(self) -> bool:
        return self.outcome in PASSING and self.filing is not FilingStatus.CANCELLED

    @property
    def has_ended(self) -> bool:
        """No office works on it any more; delivery of a decision may be outstanding."""
        return self.status in FINAL or self.status is Status.DECIDED

    @property
    def accepting_office(self) -> OfficeId:
        return self.legs[0].office

    @property
    def deciding_office(self) -> OfficeId:
        return self.legs[-1].office

    @property
    def acting_offices(self) -> list[OfficeId]:
        """The offices that can do something about it now; empty before its dispatch and after its end."""
        if self.status in (Status.DISPATCHED, Status.RECEIVED):
            return [self.accepting_office]
        if self.status is Status.DECIDED:
            return [self.deciding_office]
        if self.status in (Status.ACCEPTED, Status.IN_REVIEW):
            return [leg.office for leg in self.legs_at_hand]
        return []

    @property
    def holding_offices(self) -> list[OfficeId]:
        """Of the acting offices those whose leg has begun: not those the case is still on its way to."""
        return [leg.office for leg in self.legs_at_hand if leg.status is LegStatus.ACTIVE]

    @property
    def legs_at_hand(self) -> list[Leg]:
        """The legs of the first position that is not done; those of them that have been done are left out."""
        waiting = [leg for leg in self.legs if leg.status in _NOT_DONE]
        return [leg for leg in waiting if leg.position == waiting[0].position]

    @property
    def consulted_offices(self) -> list[OfficeId]:
        """The offices whose opinion is asked for now."""
        return sorted({p.office for p in self.open_side_procedures(SideProcedureKind.CONSULTATION) if p.office})

    @property
    def involved_offices(self) -> list[OfficeId]:
        """The offices it was ever sent to, the one that settled it, and those consulted now: they may see it."""
        sent_to = {leg.office for leg in self.legs if leg.offered_at}
        on_its_way = {leg.office for leg in self.legs_at_hand} if self.status is not Status.PLANNED else set()
        settled = {self.deciding_office} if self.decided_at else set()
        return sorted(sent_to | on_its_way | settled | set(self.consulted_offices))

    def open_side_procedures(self, kind: SideProcedureKind) -> list[SideProcedure]:
        return [p for p in self.side_procedures if p.kind is kind and p.is_open]

    @property
    def is_before_its_decision(self) -> bool:
        """Nothing but an opinion asked of another office can stand between it and its decision."""
        return self.status is Status.IN_REVIEW and self.is_not_held and self.decision_leg_is_active

    def waits_for_opinion(self, on: date) -> bool:
        """Is an opinion outstanding whose time is not over on that day?"""
        asked = self.open_side_procedures(SideProcedureKind.CONSULTATION)
        return any(each.due_on is None or each.due_on >= on for each in asked)

    def waits_for_correction(self, on: date) -> bool:
        """Has the applicant until that day, or longer, to correct?"""
        asked = self.open_side_procedures(SideProcedureKind.CORRECTION)
        return any(each.due_on is not None and each.due_on >= on for each in asked)

    # Guards of the lifecycles: facts that can be read aloud.
    @property
    def is_not_held(self) -> bool:
        return self.hold is Hold.NONE

    @property
    def has_open_correction(self) -> bool:
        return bool(self.open_side_procedures(SideProcedureKind.CORRECTION))

    @property
    def has_been_asked_to_correct(self) -> bool:
        return any(procedure.kind is SideProcedureKind.CORRECTION for procedure in self.side_procedures)

    @property
    def is_not_being_withdrawn(self) -> bool:
        return not self.withdrawal_is_pending

    @property
    def withdrawal_is_pending(self) -> bool:
        return bool(self.open_side_procedures(SideProcedureKind.WITHDRAWAL))

    @property
    def decision_leg_is_active(self) -> bool:
        return self.legs[-1].status is LegStatus.ACTIVE

    @property
    def every_opinion_is_in(self) -> bool:
        return not self.open_side_procedures(SideProcedureKind.CONSULTATION)

    @property
    def is_a_filing(self) -> bool:
        return self.procedure is Procedure.FILING


@dataclass(eq=False, kw_only=True)
class Stage:
    """A stage (阶段) of a project: one application, one join."""

    id: StageId
    stage: StageCode
    order: int
    lead_office: OfficeId
    join: JoinPolicy
    opens: StageOpening
    status: StageStatus = StageStatus.LOCKED
    is_blocked: bool = False  # its join cannot fire unless something is applied for again
    opened_at: datetime | None = None
    applied_at: datetime | None = None
    closed_at: datetime | None = None


@dataclass(eq=False, kw_only=True)
class Document:
    """A version of a material handed in once for the whole project; the content is stored by its digest."""

    id: DocumentId
    material: MaterialKey
    version: int
    sha256: str
    size: int  # bytes
    filename: str
    media_type: str
    submitted_at: datetime
    submitted_by: str


@dataclass(eq=False, kw_only=True)
class Project:
    """The aggregate root. Its row is locked by name before anything below it is read."""

    id: ProjectId
    name: str
    kind: Kind
    edition: EditionId
    theme: ThemeKey
    region: RegionCode
    applicant_code: str
    applicant_name: str
    code: str
    code_status: CodeStatus = CodeStatus.PROVISIONAL
    status: ProjectStatus = ProjectStatus.DRAFT
    withdrawal_reason: str = ""  # non-empty: withdrawal of the whole is asked for
    start_requires: list[ItemKey] = field(default_factory=list)
    registered_at: datetime | None = None
    event_count: int = 0
    chain_hash: str = ""
    stages: list[Stage] = field(default_factory=list)
    sub_approvals: list[SubApproval] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)  # the latest version of each material
    events: list[Event] = field(default_factory=list)  # those of this transaction

    @property
    def is_open(self) -> bool:
        return self.status not in FINAL_PROJECT

    @property
    def everything_required_has_passed(self) -> bool:
        """All items the law wants before the start, and all stages that come before construction."""
        before = (s for s in self.stages if s.opens is not StageOpening.CONSTRUCTING and self.joined(s))
        return all(self.has_passed(item) for item in self.start_requires) and all(
            stage.status is StageStatus.CLOSED for stage in before
        )

    @property
    def something_required_is_missing(self) -> bool:
        return not self.everything_required_has_passed

    @property
    def every_stage_is_closed(self) -> bool:
        return all(stage.status is StageStatus.CLOSED for stage in self.stages if self.joined(stage))

    @property
    def code_is_confirmed(self) -> bool:
        return self.code_status is CodeStatus.CONFIRMED

    @property
    def nothing_is_in_hand(self) -> bool:
        return all(s.has_ended or s.status is Status.PLANNED for s in self.sub_approvals)

    def stage(self, code: StageCode) -> Stage:
        for stage in self.stages:
            if stage.stage == code:
                return stage
        known = ", ".join(stage.stage for stage in self.stages)
        raise NotFound(
            f"项目没有阶段“{code}”。",
            f"The project has no stage '{code}'.",
            mend_zh=f"本项目的阶段：{known}。",
            mend_en=f"Its stages are: {known}.",
            stage=code,
        )

    def sub_approval(self, id: SubApprovalId) -> SubApproval:
        for sub in self.sub_approvals:
            if sub.id == id:
                return sub
        raise no_case(id)

    def attempts(self, item: ItemKey) -> list[SubApproval]:
        return [sub for sub in self.sub_approvals if sub.item == item]

    def latest(self, item: ItemKey) -> SubApproval | None:
        """The attempt that counts."""
        return max(self.attempts(item), key=lambda sub: sub.attempt, default=None)

    def has_passed(self, item: ItemKey) -> bool:
        latest = self.latest(item)
        return latest is not None and latest.has_passed

    def in_stage(self, stage: Stage) -> Iterator[SubApproval]:
        """The attempts that count, of the stage's items."""
        last = {sub.item: sub for sub in sorted(self.sub_approvals, key=lambda sub: sub.attempt)}
        return (sub for sub in last.values() if sub.stage == stage.stage)

    def joined(self, stage: Stage) -> list[SubApproval]:
        """The attempts the stage's join waits for: not those beside it."""
        return [sub for sub in self.in_stage(stage) if sub.role is not ItemRole.BESIDE]

    def digests(self, sub: SubApproval) -> dict[str, str]:
        """What the case is judged on: the digest of each of its documents as it stands now."""
        return {document.material: document.sha256 for document in self.documents if document.material in sub.needs}

    def missing_documents(self, sub: SubApproval) -> list[MaterialKey]:
        have = {document.material for document in self.documents}
        return [material for material in sub.needs if material not in have]

    def unmet_prerequisites(self, sub: SubApproval) -> list[ItemKey]:
        return [item for item in sub.waits_for if not self.has_passed(item)]

    def dependants(self, item: ItemKey) -> set[ItemKey]:
        """All items that wait for this one, directly or through others."""
        found: set[ItemKey] = set()
        frontier: Iterable[ItemKey] = [item]
        while frontier:
            frontier = [
                sub.item for sub in self.sub_approvals if sub.item not in found and set(sub.waits_for) & set(frontier)
            ]
            found |= set(frontier)
        return found

    def record(
        self,
        type: EventType,
        *,
        by: Actor,
        at: datetime,
        sub: SubApproval | None = None,
        stage: StageCode | None = None,
        reason: str = "",
        basis: str = "",
        **data: object,
    ) -> None:
        """Append a fact to the log of this transaction."""
        self.events.append(
            Event(
                type=type,
                at=at,
                actor=by,
                stage=sub.stage if sub else stage,
                sub_approval=sub.id if sub else None,
                reason=reason,
                basis=basis,
                data=data,
            )
        )
