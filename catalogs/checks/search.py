"""Is there a project for which these conditions hold and those do not?

Branches on the fact an evaluation stumbles over, with sample values, and gives up a branch as soon as one condition
answers wrongly. Within its budget the answer is exact for the samples; beyond it the question counts as answered yes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from catalogs.conditions import OpenOn, condition, context
from catalogs.edition import Edition
from catalogs.samples import catalog_places, places, samples

_BUDGET = 20_000  # evaluations
# Derived facts that belong together: a branch fixes all of them, so that none contradicts another.
_PLACES = ("regions", "region", "county_count")
_CATALOG = ("catalog_row", "catalog_organ")

Wanted = tuple[tuple[str, bool], ...]


class _BudgetSpentError(Exception):
    """The search passed its budget."""


def possible(
    edition: Edition,
    holding: Iterable[str],
    failing: Iterable[str] = (),
    *,
    given: Mapping[str, object] | None = None,
) -> bool:
    """Whether some project, with `given` fixed, makes all of `holding` true and all of `failing` false."""
    wanted = _wanted(holding, failing)
    search = _Search(edition, wanted)
    try:
        return search.succeeds(dict(given or {}))
    except _BudgetSpentError:
        return True


def _wanted(holding: Iterable[str], failing: Iterable[str]) -> Wanted:
    pairs = [(source, True) for source in holding if source] + [(source, False) for source in failing]
    return tuple(dict.fromkeys(pairs))


class _Search:
    def __init__(self, edition: Edition, wanted: Wanted) -> None:
        self._edition = edition
        self._wanted = wanted
        self._sources: Sequence[str] = [source for source, _ in wanted]
        self._left = _BUDGET

    def succeeds(self, known: dict[str, object]) -> bool:
        open_on = self._stumble(known)
        if not isinstance(open_on, OpenOn):
            return open_on
        return any(self.succeeds({**known, **more}) for more in self._branches(str(open_on)))

    def _stumble(self, known: Mapping[str, object]) -> OpenOn | bool:
        """False on a contradiction, True when all is as wanted, else the first fact that keeps it open."""
        values, first = context(known), None
        for source, wish in self._wanted:
            self._spend()
            answer = condition(source).answer(values)
            if isinstance(answer, OpenOn):
                first = first or answer
            elif answer is not wish:
                return False
        return first or True

    def _branches(self, name: str) -> Iterator[dict[str, object]]:
        """The fact's values, with those of the facts that follow from the same choice."""
        if name in _PLACES:
            for counties in places(self._edition):
                yield {"regions": counties, "region": counties[0], "county_count": len(counties)}
        elif name in _CATALOG:
            for row, organ in catalog_places(self._edition, self._sources):
                yield {"catalog_row": row, "catalog_organ": organ}
        else:
            yield from ({name: value} for value in samples(self._edition, name, self._sources))

    def _spend(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise _BudgetSpentError
