"""What can be asked of the provincial platform, in its own terms, and the two ways in which asking fails."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from workflow.errors import Refused

LARGEST_BATCH = 50  # records in one sending; the receiver takes no more


class PlatformUnavailable(Refused):
    """The platform could not be reached or gave no usable answer. What was sent may have been stored: send it again."""

    slug = "platform-unavailable"


class PlatformRefused(Refused):
    """The platform understood the call and refused it; repeating it unchanged is useless. `facts` hold its reason."""

    slug = "platform-refused"


@dataclass(frozen=True, kw_only=True)
class CodeApplication:
    """What a project code is asked for with. `project_id` makes the asking repeatable: one project, one code."""

    project_id: str
    provisional_code: str
    name: str
    region: str
    kind: str
    industry: str
    applicant_code: str
    applicant_name: str


@dataclass(frozen=True, kw_only=True)
class ConfirmedCode:
    code: str
    confirmed_at: datetime


@dataclass(frozen=True, kw_only=True)
class ExchangeRow:
    """A row of an exchange table, on its way out."""

    table: str
    row: Mapping[str, object]  # holds DFSJZJ, the key under which the row is known for ever


@dataclass(frozen=True, kw_only=True)
class RowReceipt:
    """What became of a row: accepted (SJSCZT 3), or rejected (2) with the receiver's reason (SBYY)."""

    table: str
    local_key: str
    accepted: bool
    reason: str
    receipt: str


@dataclass(frozen=True, kw_only=True)
class HeldRow:
    """A row as the platform holds it; positions grow in order of first acceptance."""

    position: int
    table: str
    local_key: str
    version: int
    row: Mapping[str, object]
    received_at: datetime


class ProvincialPlatform(Protocol):
    """Every call raises PlatformUnavailable or PlatformRefused, and may be repeated without doubling anything."""

    def issue_code(self, application: CodeApplication) -> ConfirmedCode:
        """The project's code; the same one each time it is asked for."""

    def send(self, rows: Sequence[ExchangeRow]) -> Sequence[RowReceipt]:
        """Send at most LARGEST_BATCH rows, parents before children; one receipt for each, in order."""

    def holdings(self, *, project: str | None = None, table: str | None = None) -> Iterator[HeldRow]:
        """What the platform holds of a project (its code) or a table, in order of first acceptance."""

    def counts(self, *, project: str | None = None) -> Mapping[str, int]:
        """How many rows the platform holds, by table."""
