"""What is known of a project at one moment of its classification, and what the conditions answer to that."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from catalogs.conditions import OpenOn, condition, context
from catalogs.plan import Facts


class Conditional(Protocol):
    """A row that holds under a condition."""

    @property
    def when(self) -> str: ...


C = TypeVar("C", bound=Conditional)


class Given:
    """Typed facts, stated and derived, with the answers of conditions remembered.

    An answer is True, False, or None where a fact it needs was not stated. Adding a fact can settle an open answer but
    never turn one, so what is settled is carried on.
    """

    def __init__(self, facts: Facts, settled: dict[str, bool] | None = None) -> None:
        self.facts = facts
        self._context = context(facts)
        self._settled = dict(settled or {})
        self._open: dict[str, OpenOn] = {}

    def answer(self, when: str) -> bool | None:
        """What the condition answers; None while it is open."""
        if not when or self._settled.get(when) is True:
            return True
        if when in self._settled or when in self._open:
            return self._settled.get(when)
        answer = condition(when).answer(self._context)
        if isinstance(answer, OpenOn):
            self._open[when] = answer
            return None
        self._settled[when] = answer
        return answer

    def open_on(self, when: str) -> OpenOn | None:
        """The fact an open condition stumbled over; None when it is settled."""
        return self._open.get(when) if self.answer(when) is None else None

    def together(self, *whens: str) -> bool | None:
        """What the conditions answer when all of them must hold."""
        answers = [self.answer(when) for when in whens]
        if False in answers:
            return False
        return None if None in answers else True

    def with_derived(self, **derived: object) -> "Given":
        """The same with derived facts added."""
        return Given({**self.facts, **derived}, self._settled)

    def first(self, rows: Iterable[C]) -> "FirstFit[C]":
        """Read a decision table: the first row that holds, and the rows before it that may still turn out to."""
        open_rows: list[C] = []
        for row in rows:
            answer = self.answer(row.when)
            if answer:
                return FirstFit(row, tuple(open_rows))
            if answer is None:
                open_rows.append(row)
        return FirstFit(None, tuple(open_rows))


@dataclass(frozen=True)
class FirstFit(Generic[C]):
    """The answer of a decision table. While `open_rows` is not empty, one of them may still be the answer."""

    row: C | None
    open_rows: tuple[C, ...]

    @property
    def is_settled(self) -> bool:
        return not self.open_rows

    @property
    def candidates(self) -> tuple[C, ...]:
        """All rows that can be the answer."""
        return self.open_rows + ((self.row,) if self.row is not None else ())


def conditions_of(rows: Sequence[Conditional]) -> frozenset[str]:
    """The conditions of rows."""
    return frozenset(row.when for row in rows)
