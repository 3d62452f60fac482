"""Typed identifiers. Those of stages and sub-approvals follow from what they stand for: none can exist twice."""

from typing import NewType
from uuid import UUID, uuid5

from catalogs.schema import ItemKey, StageCode

ProjectId = NewType("ProjectId", UUID)
StageId = NewType("StageId", UUID)
SubApprovalId = NewType("SubApprovalId", UUID)
DocumentId = NewType("DocumentId", UUID)
PersonId = NewType("PersonId", UUID)
SideProcedureId = NewType("SideProcedureId", UUID)


def stage_id(project: ProjectId, stage: StageCode) -> StageId:
    """The one identifier of a project's stage."""
    return StageId(uuid5(project, f"stage/{stage}"))


def sub_approval_id(project: ProjectId, item: ItemKey, attempt: int) -> SubApprovalId:
    """The one identifier of an attempt (from 1) at an item of a project."""
    return SubApprovalId(uuid5(project, f"item/{item}/{attempt}"))


def side_procedure_id(sub_approval: SubApprovalId, kind: str, number: int) -> SideProcedureId:
    """The one identifier of the nth correction, hold, withdrawal or consultation of a sub-approval."""
    return SideProcedureId(uuid5(sub_approval, f"{kind}/{number}"))
