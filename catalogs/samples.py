"""Sample values of facts: enough of them to reach every branch of the conditions that mention the fact.

Thresholds come from the numbers written in the conditions, so a sample lies below, on and above each.
"""

import re
from collections.abc import Iterable
from decimal import Decimal

from catalogs.choices import choices_of
from catalogs.conditions import condition
from catalogs.edition import Edition
from catalogs.schema import Fact, FactType, Kind, Level

ORGANS = ("state", "province", "local", "local-choice", "enterprise", "out-of-scope", "")
EARLY_AND_LATE = ("0001-01-01", "9999-12-31")
_NUMBER = re.compile(r"(?<![\w.'\"])\d+(?:\.\d+)?(?:[eE]\d+)?")
_TEXT = re.compile(r"'([^']*)'|\"([^\"]*)\"")


def samples(edition: Edition, name: str, sources: Iterable[str]) -> tuple[object, ...]:
    """Typed sample values of a stated or derived fact for the conditions; none for an unknown name."""
    mentioning = [source for source in sources if name in condition(source).variables]
    fact = edition.fact_by_key.get(name)
    return _of_fact(edition, fact, mentioning) if fact else _of_derived(edition, name, mentioning)


def _of_fact(edition: Edition, fact: Fact, sources: list[str]) -> tuple[object, ...]:
    if fact.type is FactType.BOOLEAN:
        return (True, False)
    keys = tuple(choice.key for choice in choices_of(fact.choices))
    if fact.type is FactType.CHOICE:
        return keys
    if fact.type is FactType.CHOICES:
        return ((), *((key,) for key in keys), keys)
    if fact.type is FactType.INTEGER:
        return tuple(sorted({int(one) for one in _around(sources)}))
    if fact.type in (FactType.DECIMAL, FactType.MONEY):
        return _around(sources)
    if fact.type is FactType.DATE:
        return (*literals(sources), *EARLY_AND_LATE)
    return places(edition) if fact.type is FactType.REGIONS else _texts(sources)


def _of_derived(edition: Edition, name: str, sources: list[str]) -> tuple[object, ...]:
    values: dict[str, tuple[object, ...]] = {
        "kind": tuple(Kind),
        "organ_level": tuple(Level),
        "catalog_organ": ORGANS,
        "county_count": (1, 2),
        "region": tuple(county.code for county in edition.counties),
    }
    if name == "catalog_row":
        return tuple(dict.fromkeys(row for row, _ in catalog_places(edition, sources)))
    return values.get(name, ())


def _around(sources: list[str]) -> tuple[Decimal, ...]:
    thresholds = {Decimal(number) for source in sources for number in _NUMBER.findall(_TEXT.sub("", source))}
    near = {limit + step for limit in thresholds for step in (-1, 0, 1)} | {Decimal(0)}
    return tuple(sorted(one for one in near if one >= 0))


def _texts(sources: list[str]) -> tuple[str, ...]:
    """The texts the conditions compare with, and two that sort before and after all of them."""
    return tuple(dict.fromkeys([*literals(sources), "0", "~"]))


def literals(sources: list[str]) -> list[str]:
    """The texts written in the conditions."""
    return [one or other for source in sources for one, other in _TEXT.findall(source)]


def places(edition: Edition) -> tuple[tuple[str, ...], ...]:
    """Each county alone, and two together."""
    codes = tuple(county.code for county in edition.counties)
    return tuple(dict.fromkeys([*((code,) for code in codes), codes[:2]])) if codes else ()


def catalog_places(edition: Edition, sources: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Catalogue row and organ: outside the catalogue, the rows the conditions name, and one for each organ."""
    named = set(literals(list(sources)))
    by_organ = {row.organ: row.key for row in reversed(edition.catalog_in_order)}
    rows = [(row.key, row.organ) for row in edition.catalog_in_order if row.key in named]
    return tuple(dict.fromkeys([("", ""), *rows, *((key, organ) for organ, key in by_organ.items())]))
