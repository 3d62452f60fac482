"""The tables of a catalog edition, one frozen dataclass a table.

A field's name is the column's name in the table's CSV file, so a clerk who reads the file and a programmer who reads
this module see the same words. Every row carries the `source` it was read from; a cell that holds one of the
`MEMORY_MARKS` was written from memory and not read in a source, and stays marked so wherever the row is shown.
"""

from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import NewType

ItemKey = NewType("ItemKey", str)
MaterialKey = NewType("MaterialKey", str)
OfficeId = NewType("OfficeId", str)
RegionCode = NewType("RegionCode", str)
DepartmentKey = NewType("DepartmentKey", str)
ThemeKey = NewType("ThemeKey", str)
StageCode = NewType("StageCode", str)
EditionId = NewType("EditionId", str)

MEMORY_MARKS = ("[from knowledge", "[verify")


class Kind(StrEnum):
    """How the state treats a project (条例673 Art.3; 政府投资条例 Art.9)."""

    APPROVAL = "approval"  # 审批
    VERIFICATION = "verification"  # 核准
    FILING = "filing"  # 备案


class Level(StrEnum):
    """Administrative level of an organ. STATE is outside the platform: the province forwards and records."""

    COUNTY = "county"
    CITY = "city"
    PROVINCE = "province"
    STATE = "state"


class LimitUnit(StrEnum):
    """How a time limit is counted. NONE: the law sets no number and the promised days are the only measure."""

    WORKING_DAY = "working-day"
    CALENDAR_DAY = "calendar-day"
    AT_ONCE = "at-once"
    NONE = "none"


class Procedure(StrEnum):
    """Which life a sub-approval of the item leads."""

    PERMIT = "permit"  # received, accepted, reviewed, decided, delivered
    VERIFICATION = "verification"  # as a permit, with consultation of other offices before the decision
    APPROVAL = "approval"  # internal government approval of the chain proposal, feasibility study, design
    FILING = "filing"  # complete when its information is complete (条例673 Art.13)
    ASSESSMENT = "assessment"  # an evaluation or technical review whose conclusion is recorded


class DependencyKind(StrEnum):
    PRECONDITION = "precondition"  # the later item may not be dispatched before the earlier has passed
    SHARES_RESULT = "shares-result"  # only the earlier item's result document is passed on


class JoinPolicy(StrEnum):
    """What closes a stage."""

    ALL = "all"  # every required item has passed
    ANY = "any"  # one required item has passed
    MILESTONE = "milestone"  # every milestone item has passed
    LEAD_VETO = "lead-veto"  # every required item has ended and the lead office's items have all passed


class StageOpening(StrEnum):
    """What unlocks a stage."""

    CODED = "coded"  # the project code is confirmed
    PREVIOUS_CLOSED = "previous-closed"  # the stage before it, by order, is closed
    CONSTRUCTING = "constructing"  # the applicant has reported the start of construction


class ItemRole(StrEnum):
    """Place of an item in a theme's stage. BESIDE (并行推进) is outside the join."""

    MANDATORY = "mandatory"
    CONDITIONAL = "conditional"
    BESIDE = "beside"


class FactType(StrEnum):
    BOOLEAN = "boolean"
    CHOICE = "choice"
    CHOICES = "choices"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"  # yuan
    TEXT = "text"
    DATE = "date"  # ISO; a string in conditions, where ISO dates compare as they should
    REGIONS = "regions"  # county codes, the main county first


class LegRole(StrEnum):
    PRELIMINARY_EXAMINATION = "preliminary-examination"  # 初审
    DECISION = "decision"


class DayKind(StrEnum):
    HOLIDAY = "holiday"
    WORKING_WEEKEND = "working-weekend"


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of a table, with the place it was read from."""

    source: str

    @property
    def from_memory(self) -> bool:
        """True when any cell of the row is marked as written from memory."""
        texts = (getattr(self, field.name) for field in fields(self))
        return any(mark in text for text in texts if isinstance(text, str) for mark in MEMORY_MARKS)


@dataclass(frozen=True, kw_only=True)
class Region(Row):
    """regions.csv: a division of GB/T 2260."""

    code: RegionCode
    name_zh: str
    name_en: str
    level: str  # province, prefecture, county
    parent_code: RegionCode
    former_code: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Industry(Row):
    """industries.csv: a two-digit division of GB/T 4754-2017."""

    code: str
    name_zh: str
    name_en: str
    section: str


@dataclass(frozen=True, kw_only=True)
class CalendarDay(Row):
    """workcalendar.csv: a day that differs from its weekday (Monday to Friday work, Saturday and Sunday rest)."""

    date: date
    kind: DayKind
    festival_en: str
    festival_zh: str


@dataclass(frozen=True, kw_only=True)
class Department(Row):
    """departments.csv: a sort of office and the levels at which it exists (`levels`: words separated by spaces)."""

    key: DepartmentKey
    name_zh: str
    name_en: str
    levels: str


@dataclass(frozen=True, kw_only=True)
class Office(Row):
    """offices.csv: a department of a level and region. Its `region` is also the centre whose queue serves it."""

    id: OfficeId  # <region>.<department>
    region: RegionCode
    department: DepartmentKey
    level: Level
    name_zh: str
    name_en: str


@dataclass(frozen=True, kw_only=True)
class Fact(Row):
    """facts.csv: something a project states about itself, and the question that asks for it."""

    key: str
    type: FactType
    unit: str
    choices: str  # key=中文=English, separated by " | "
    question_zh: str
    question_en: str
    hint_zh: str
    hint_en: str
    order: int
    always: bool  # asked of every project, whether or not a condition needs it


@dataclass(frozen=True, kw_only=True)
class Item(Row):
    """items.csv: something an office must decide, examine or take note of (事项)."""

    key: ItemKey
    code: str  # provincial item code; blank until the province issues one
    name_zh: str
    name_en: str
    department: DepartmentKey
    applies_to: str  # kinds, separated by spaces
    procedure: Procedure
    files_itself: bool  # the law makes receipt of the complete information the filing; no office checks it first
    kind_zh: str  # 行政许可, 备案, 技术审查 …
    limit_days: int | None
    limit_unit: LimitUnit
    limit_basis: str
    extension_days: int | None
    promised_days: int | None
    legal_basis: str
    trigger_zh: str
    when: str  # CEL; blank: always, where a theme lists the item
    result_zh: str  # the document that an approval issues
    result_en: str


@dataclass(frozen=True, kw_only=True)
class Material(Row):
    """materials.csv: a document one item asks for. The same `material` asked for by several items is one document."""

    item: ItemKey
    material: MaterialKey
    name_zh: str
    name_en: str
    required: bool  # False: only when `when` holds
    condition_zh: str
    when: str
    form: str  # file, or field: part of a form the applicant fills in on the platform


@dataclass(frozen=True, kw_only=True)
class ResultMaterial(Row):
    """results.csv: a material that an item's result supplies, so that nobody is asked for it again (268号 item 4)."""

    material: MaterialKey
    item: ItemKey


@dataclass(frozen=True, kw_only=True)
class Dependency(Row):
    """dependencies.csv: an edge of the prerequisite graph. `after` may be CONSTRUCTION_START."""

    before: ItemKey
    after: ItemKey
    kind: DependencyKind
    condition_zh: str
    when: str


CONSTRUCTION_START = ItemKey("construction_start")  # 开工建设: an event of the project, not an item


@dataclass(frozen=True, kw_only=True)
class CatalogRow(Row):
    """verification_catalog.csv: a row of 政府核准的投资项目目录. The matching row with the lowest `rank` counts."""

    key: str
    rank: int
    sector_zh: str
    sector_en: str
    item_zh: str
    project_description_zh: str
    threshold: str
    level_zh: str
    level_en: str
    english: str
    diff_2014_edition: str
    when: str
    prohibited_unless: str  # CEL; blank, or a condition without which the project is prohibited
    organ: str  # state, province, local, local-choice, enterprise, out-of-scope


@dataclass(frozen=True, kw_only=True)
class Refusal(Row):
    """refusals.csv: a project the platform must not take (令第3号 Art.3: secret projects; prohibited projects)."""

    key: str
    when: str
    rule_zh: str
    rule_en: str
    basis: str


@dataclass(frozen=True, kw_only=True)
class KindRule(Row):
    """kinds.csv: decision table project → kind; the first row whose condition holds."""

    order: int
    when: str
    kind: Kind
    root_item: ItemKey  # the item that settles the project's standing
    why_zh: str
    why_en: str
    basis: str


@dataclass(frozen=True, kw_only=True)
class HandlingRule(Row):
    """handling.csv: decision table item → organ; the first row that fits.

    `item` is an item key or "*". `preliminary` names the levels that examine first, lowest first, separated by
    spaces; blank: the deciding office handles the case alone.
    """

    order: int
    item: str
    when: str
    level: Level
    preliminary: str
    preliminary_days: int | None  # working days for each preliminary examination (行政许可法 Art.43)
    why_zh: str
    why_en: str
    basis: str


@dataclass(frozen=True, kw_only=True)
class LegalBasis(Row):
    """legal_bases.csv: the article an act of a procedure rests on. Blank cells hold for every procedure or item."""

    act: str  # type of the event that records it, such as sub-approval:decision:made
    procedure: Procedure | None
    item: ItemKey
    basis: str


@dataclass(frozen=True, kw_only=True)
class Theme(Row):
    """themes.csv: the flow template of a sort of project; the first row, by order, whose condition holds."""

    key: ThemeKey
    order: int
    flow_type: int  # 1–10 of the exchange standard
    name_zh: str
    name_en: str
    when: str


@dataclass(frozen=True, kw_only=True)
class ThemeStage(Row):
    """stages.csv: a stage of a theme."""

    theme: ThemeKey
    stage: StageCode
    order: int
    standard_stage: int  # 1–4, 5 并行推进
    name_zh: str
    name_en: str
    lead_department: DepartmentKey
    join: JoinPolicy
    opens: StageOpening
    limit_days: int | None  # working days for the stage as a whole


@dataclass(frozen=True, kw_only=True)
class StageItem(Row):
    """stage_items.csv: an item in a theme's stage."""

    theme: ThemeKey
    stage: StageCode
    item: ItemKey
    role: ItemRole
    milestone: bool
    when: str  # CEL on top of the item's own condition
