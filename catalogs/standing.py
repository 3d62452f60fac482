"""How far a project's standing is settled by the facts stated so far: refusals, catalogue row, kind, organ, theme.

The same walk serves classification, which needs all of it settled, and the guided questions, which ask for what is
still open. Each step adds what it derives and notes the conditions that keep it open.
"""

from dataclasses import dataclass, field

from catalogs.edition import Edition
from catalogs.given import FirstFit, Given, conditions_of
from catalogs.plan import Facts
from catalogs.schema import CatalogRow, HandlingRule, Kind, KindRule, Refusal, Theme

REGIONS = "regions"
OUT_OF_SCOPE = "out-of-scope"


@dataclass(kw_only=True)
class Standing:
    """What is settled, and what is still possible. `open_conditions` keep the rest from being settled."""

    given: Given
    refusal: Refusal | None = None
    prohibition: CatalogRow | None = None  # the catalogue row that prohibits the project or puts it out of scope
    catalog_row: CatalogRow | None = None
    kind: FirstFit[KindRule] = field(default_factory=lambda: FirstFit(None, ()))
    handling: FirstFit[HandlingRule] = field(default_factory=lambda: FirstFit(None, ()))
    theme: FirstFit[Theme] = field(default_factory=lambda: FirstFit(None, ()))
    open_conditions: frozenset[str] = frozenset()

    @property
    def is_refused(self) -> bool:
        return self.refusal is not None or self.prohibition is not None

    @property
    def possible_kinds(self) -> frozenset[Kind]:
        return frozenset(rule.kind for rule in self.kind.candidates)


def stand(edition: Edition, facts: Facts) -> Standing:
    """The standing of a project with these typed facts."""
    standing = Standing(given=Given(_with_places(facts)))
    _refuse(edition, standing)
    if not standing.is_refused:
        _settle_kind(edition, standing)
    if not standing.is_refused:
        _refuse(edition, standing)
    if not standing.is_refused:
        _settle_organ(edition, standing)
        standing.theme = _first(standing, edition.themes_in_order)
    return standing


def _with_places(facts: Facts) -> Facts:
    regions = facts.get(REGIONS)
    if not isinstance(regions, tuple):
        return facts
    return {**facts, "region": regions[0], "county_count": len(regions)}


def _refuse(edition: Edition, standing: Standing) -> None:
    """Refusals come first: a secret project must not be examined further. Again later, on what was derived."""
    found = standing.given.first(edition.refusals)
    standing.refusal = found.row
    standing.open_conditions |= conditions_of(found.open_rows)


def _settle_kind(edition: Edition, standing: Standing) -> None:
    # A government-invested project is settled without the catalogue, which rules enterprise investment only.
    rule = standing.given.first(edition.kinds_in_order)
    if rule.is_settled and rule.row is not None and rule.row.kind is Kind.APPROVAL:
        standing.given = standing.given.with_derived(catalog_row="", catalog_organ="")
    else:
        _match_catalog(edition, standing)
    standing.kind = _first(standing, edition.kinds_in_order)
    if standing.kind.is_settled and standing.kind.row is not None:
        standing.given = standing.given.with_derived(kind=standing.kind.row.kind.value)


def _match_catalog(edition: Edition, standing: Standing) -> None:
    match = _first(standing, edition.catalog_in_order)
    for row in match.candidates:
        allowed = standing.given.answer(row.prohibited_unless)
        if allowed is None:
            standing.open_conditions |= {row.prohibited_unless}
    if not match.is_settled:
        return
    row = standing.catalog_row = match.row
    organ = row.organ if row else ""
    standing.given = standing.given.with_derived(catalog_row=row.key if row else "", catalog_organ=organ)
    if row and (organ == OUT_OF_SCOPE or standing.given.answer(row.prohibited_unless) is False):
        standing.prohibition = row


def _settle_organ(edition: Edition, standing: Standing) -> None:
    rule = standing.kind.row
    if rule is None or not standing.kind.is_settled:
        return
    standing.handling = _first(standing, edition.handling_by_item.get(rule.root_item, ()))
    if standing.handling.is_settled and standing.handling.row is not None:
        standing.given = standing.given.with_derived(organ_level=standing.handling.row.level.value)


def _first(standing: Standing, rows: tuple) -> FirstFit:  # type: ignore[type-arg]
    fit = standing.given.first(rows)
    standing.open_conditions |= conditions_of(fit.open_rows)
    return fit
