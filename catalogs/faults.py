"""Faults of a catalogue: what is wrong, in which table, row and field, and how to mend it."""

from dataclasses import dataclass
from enum import StrEnum

from catalogs.wording import Wording


class FaultKind(StrEnum):
    """A sort of fault that `catalog check` finds. `fault_words` has the sentences."""

    MISSING_TABLE = "missing-table"
    EDITED_AFTER_PUBLICATION = "edited-after-publication"
    PUBLISHED_WITHOUT_DIGEST = "published-without-digest"
    WRONG_HEADER = "wrong-header"
    MALFORMED_CELL = "malformed-cell"
    UNKNOWN_REFERENCE = "unknown-reference"
    DUPLICATE_KEY = "duplicate-key"
    CYCLE = "cycle"
    ITEM_WITHOUT_THEME = "item-without-theme"
    CONDITION_NEVER_HOLDS = "condition-never-holds"
    ITEM_WITHOUT_OFFICE = "item-without-office"
    DEPARTMENT_NOT_AT_LEVEL = "department-not-at-level"
    CONDITION_DOES_NOT_COMPILE = "condition-does-not-compile"
    UNKNOWN_FACT = "unknown-fact"
    UNKNOWN_CHOICE = "unknown-choice"
    FACT_NOT_YET_KNOWN = "fact-not-yet-known"
    CONDITION_FAILS = "condition-fails"
    CONDITION_MISSING = "condition-missing"
    MISSING_LIMIT = "missing-limit"
    MISSING_BASIS = "missing-basis"
    CHECKED_FILING = "checked-filing"
    MISSING_SOURCE = "missing-source"
    MISSING_NAME = "missing-name"
    UNASKED_RESULT = "unasked-result"
    UNASKED_MATERIAL = "unasked-material"
    ITEM_WITHOUT_MATERIAL = "item-without-material"
    RESULT_WITHOUT_PREREQUISITE = "result-without-prerequisite"
    JOIN_CAN_STARVE = "join-can-starve"
    STAGE_NEVER_OPENS = "stage-never-opens"
    STAGE_ORDER_GAP = "stage-order-gap"
    STAGE_WITHOUT_ITEM = "stage-without-item"
    UNPLACEABLE_ADDITION = "unplaceable-addition"
    IMPOSSIBLE_ORDER = "impossible-order"
    ROW_NEVER_CHOSEN = "row-never-chosen"
    ROOT_NOT_LISTED = "root-not-listed"
    NO_CATCH_ALL = "no-catch-all"
    CALENDAR_GAP = "calendar-gap"
    CALENDAR_DOUBLE_DAY = "calendar-double-day"
    MALFORMED_CAP = "malformed-cap"
    CAP_WITHOUT_EFFECT = "cap-without-effect"
    HOLD_WITHOUT_CLOCK = "hold-without-clock"
    BROKEN_REGION_TREE = "broken-region-tree"
    MALFORMED_CHOICES = "malformed-choices"
    REQUIRED_FACT_MISSING = "required-fact-missing"
    MALFORMED_WORDS = "malformed-words"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing wrong with a catalogue. `row` is the row's key, or its line where it has none."""

    kind: FaultKind
    table: str
    row: str
    field: str
    what: Wording
    mend: Wording

    @property
    def where(self) -> str:
        """Table, row and field in one word: `items.csv[root].limit_days`."""
        return f"{self.table}.csv[{self.row}].{self.field}" if self.field else f"{self.table}.csv[{self.row}]"
