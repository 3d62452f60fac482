"""What an edition answers about one project: its classification and its plan. Values only; no rule lives here."""

from collections.abc import Mapping
from dataclasses import dataclass

from catalogs.schema import (
    DependencyKind,
    EditionId,
    ItemKey,
    ItemRole,
    JoinPolicy,
    Kind,
    LegRole,
    Level,
    LimitUnit,
    MaterialKey,
    OfficeId,
    Procedure,
    StageCode,
    StageOpening,
    ThemeKey,
)

Facts = Mapping[str, object]  # fact key → a value of the fact's type; Decimal for decimals and money


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why a rule gave its answer: the row, in both languages, and the basis it cites."""

    zh: str
    en: str
    basis: str
    from_memory: bool


@dataclass(frozen=True, kw_only=True)
class Classification:
    """Kind, catalogue row, organ and office of a project."""

    edition: EditionId
    kind: Kind
    root_item: ItemKey
    catalog_row: str | None  # key of the verification-catalogue row matched, if any
    level: Level  # of the organ that settles the root item
    office: OfficeId
    preliminary_offices: tuple[OfficeId, ...]  # in the order they examine; empty: no preliminary examination
    theme: ThemeKey
    why: tuple[Reason, ...]


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A statutory time limit. `days` is None where the law sets no number, 0 where the item is settled at once."""

    days: int | None
    unit: LimitUnit
    basis: str
    promised_days: int | None
    from_memory: bool


@dataclass(frozen=True, kw_only=True)
class PlannedLeg:
    """One office's hold of an item. Legs that share a `position` run side by side; positions follow each other."""

    position: int  # from 0
    office: OfficeId
    role: LegRole
    days: int | None  # working days for this leg, where a rule sets them


@dataclass(frozen=True, kw_only=True)
class PlannedPrerequisite:
    """An item (always one of the same plan) that comes before."""

    item: ItemKey
    kind: DependencyKind
    why: Reason


@dataclass(frozen=True, kw_only=True)
class PlannedItem:
    """A sub-approval to be."""

    item: ItemKey
    name_zh: str
    name_en: str
    role: ItemRole
    milestone: bool
    procedure: Procedure
    legs: tuple[PlannedLeg, ...]
    limit: Limit
    prerequisites: tuple[PlannedPrerequisite, ...]
    why: Reason  # why it is in the plan
    days: int  # how long the plan reckons with: promised days, else statutory, in working days
    files_itself: bool = False  # receipt of the complete information is the filing itself (条例673 Art.13)


@dataclass(frozen=True, kw_only=True)
class PlannedStage:
    """A stage with its items in an order in which each comes after its prerequisites."""

    stage: StageCode
    order: int
    standard_stage: int
    name_zh: str
    name_en: str
    lead_office: OfficeId
    join: JoinPolicy
    opens: StageOpening
    limit_days: int | None
    items: tuple[PlannedItem, ...]


@dataclass(frozen=True, kw_only=True)
class PlannedDocument:
    """A document the project needs once, however many items ask for it."""

    material: MaterialKey
    name_zh: str
    name_en: str
    form: str  # file, field
    serves: tuple[ItemKey, ...]
    comes_from: tuple[ItemKey, ...]  # items of the plan whose result supplies it; non-empty: never asked for
    from_memory: bool


@dataclass(frozen=True, kw_only=True)
class Plan:
    """All a project must pass from its registration to completion, and how long it takes."""

    classification: Classification
    stages: tuple[PlannedStage, ...]
    documents: tuple[PlannedDocument, ...]
    start_requires: tuple[ItemKey, ...]  # items that must have passed before construction may start
    critical_path: tuple[ItemKey, ...]  # the longest chain to the start of construction
    days_in_parallel: int  # working days along the critical path
    days_one_after_another: int  # working days if each item waited for the one before it

    def item(self, key: ItemKey) -> PlannedItem:
        """The planned item of that key; KeyError when the plan has none."""
        for stage in self.stages:
            for item in stage.items:
                if item.item == key:
                    return item
        raise KeyError(key)
