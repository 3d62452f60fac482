"""A sub-approval (子审批): one attempt at an item, with its legs and what is open beside it."""

from dataclasses import dataclass, field
from datetime import date, datetime

from catalogs.schema import (
    ItemKey,
    ItemRole,
    LegRole,
    LimitUnit,
    MaterialKey,
    OfficeId,
    Procedure,
    StageCode,
)
from workflow.domain.ids import DocumentId, SideProcedureId, SubApprovalId
from workflow.domain.statuses import (
    FINAL,
    PASSING,
    FilingStatus,
    Hold,
    LegStatus,
    Outcome,
    SideProcedureKind,
    SideProcedureStatus,
    Status,
)


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
