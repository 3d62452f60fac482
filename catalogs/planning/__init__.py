"""What a project must pass: stages, sub-approvals with their legs and limits, documents, order and duration."""

from catalogs.planning.addition import PlannedAddition, plan_item
from catalogs.planning.project import plan

__all__ = ["PlannedAddition", "plan", "plan_item"]
