"""The sorts of project an edition tells apart: for each row of the kinds table, what makes it the one that counts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from catalogs.checks.search import possible
from catalogs.checks.soundness import is_sound
from catalogs.edition import Edition
from catalogs.given import Conditional
from catalogs.schema import Kind, KindRule, Theme


@dataclass(frozen=True, kw_only=True)
class World:
    """The projects that a row of the kinds table takes, with further conditions."""

    edition: Edition
    rule: KindRule
    holding: tuple[str, ...]
    failing: tuple[str, ...]

    @property
    def kind(self) -> Kind:
        return self.rule.kind

    def allows(self, holding: Iterable[str] = (), failing: Iterable[str] = ()) -> bool:
        """Whether some project of this world makes these hold and those fail."""
        return possible(
            self.edition,
            (*self.holding, *holding),
            (*self.failing, *failing),
            given={"kind": self.kind.value},
        )


def worlds(edition: Edition) -> Iterator[World]:
    """One world for each row of the kinds table that can be chosen."""
    for rule, before in with_those_before(edition, edition.kinds_in_order):
        world = World(edition=edition, rule=rule, holding=(rule.when,), failing=before)
        if world.allows():
            yield world


def theme_worlds(edition: Edition, theme: Theme) -> Iterator[World]:
    """The worlds in which a project can have the theme."""
    before = next(some for row, some in with_those_before(edition, edition.themes_in_order) if row is theme)
    for world in worlds(edition):
        narrowed = World(
            edition=edition,
            rule=world.rule,
            holding=(*world.holding, theme.when),
            failing=(*world.failing, *before),
        )
        if narrowed.allows():
            yield narrowed


def with_those_before(edition: Edition, rows: Iterable[Conditional]) -> Iterator[tuple]:  # type: ignore[type-arg]
    """Each row of a decision table with the conditions of those before it, as far as they are sound."""
    before: tuple[str, ...] = ()
    for row in rows:
        if is_sound(edition, row.when):
            yield row, before
            before = (*before, row.when or "true")


def both(*whens: str) -> str:
    """One condition for all of them."""
    stated = [f"({when})" for when in whens if when]
    return " && ".join(stated)
