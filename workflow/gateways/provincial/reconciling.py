"""Reconciliation: what we count as accepted against what the province holds, record by record."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Engine

from workflow.domain.ids import ProjectId
from workflow.gateways.provincial.platform import ProvincialPlatform
from workflow.store.unit_of_work import UnitOfWork

Row = Mapping[str, object]
Rows = Mapping[tuple[str, str], Row]


class Kind(StrEnum):
    NOT_HELD = "not-held"  # accepted by our books, unknown to the province
    UNKNOWN_HERE = "unknown-here"  # held by the province, not accepted by our books
    DIFFERENT = "different"  # both have it, with different contents


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One record on which the two sides do not agree; `columns` are those that differ."""

    kind: Kind
    table: str
    local_key: str
    columns: tuple[str, ...] = ()


def compare(engine: Engine, platform: ProvincialPlatform, project: ProjectId) -> list[Difference]:
    """Every difference about a project; empty when both sides hold the same."""
    with UnitOfWork(engine) as work:
        code = work.projects.load(project).code
        ours = {(one.table, one.local_key): one.row for one in work.exchange.accepted(str(project))}
    theirs = {(held.table, held.local_key): held.row for held in platform.holdings(project=code)}
    return differences(ours, theirs)


def differences(ours: Rows, theirs: Rows) -> list[Difference]:
    """What one side has and the other has not, or has otherwise."""
    return [
        *_only_in(ours, theirs, Kind.NOT_HELD),
        *_only_in(theirs, ours, Kind.UNKNOWN_HERE),
        *(
            Difference(kind=Kind.DIFFERENT, table=key[0], local_key=key[1], columns=columns)
            for key in ours
            if key in theirs and (columns := _differing(ours[key], theirs[key]))
        ),
    ]


def _only_in(one: Rows, other: Rows, kind: Kind) -> Iterable[Difference]:
    return (Difference(kind=kind, table=key[0], local_key=key[1]) for key in one if key not in other)


def _differing(one: Row, other: Row) -> tuple[str, ...]:
    return tuple(sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name)))
