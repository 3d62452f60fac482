"""A project with its stages and sub-approvals: what one transaction loads, locks, changes and writes back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from catalogs.schema import (
    EditionId,
    ItemKey,
    ItemRole,
    JoinPolicy,
    Kind,
    MaterialKey,
    OfficeId,
    RegionCode,
    StageCode,
    StageOpening,
    ThemeKey,
)
from workflow.domain.absence import no_case
from workflow.domain.events import Event, EventType
from workflow.domain.ids import DocumentId, ProjectId, StageId, SubApprovalId
from workflow.domain.people import Actor
from workflow.domain.statuses import (
    FINAL_PROJECT,
    CodeStatus,
    ProjectStatus,
    StageStatus,
    Status,
)
from workflow.domain.sub_approval import SubApproval
from workflow.errors import NotFound


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
