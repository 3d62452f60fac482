"""Texts a condition compares with that none of its facts can be: a misspelt choice is a branch never taken."""

from collections.abc import Iterator

from catalogs.choices import choices_of
from catalogs.conditions import condition
from catalogs.edition import Edition
from catalogs.samples import literals, samples
from catalogs.schema import FactType

_FREE = (FactType.TEXT, FactType.DATE, FactType.REGIONS)


def unknown_choices(edition: Edition, source: str) -> Iterator[tuple[str, list[str]]]:
    """Each such text with what the facts of the condition can be."""
    names = condition(source).variables
    facts = [edition.fact_by_key[name] for name in names if name in edition.fact_by_key]
    if any(fact.type in _FREE for fact in facts) or "region" in names:
        return
    expected = [choice.key for fact in facts for choice in choices_of(fact.choices)]
    expected += [str(value) for name in names - set(edition.fact_by_key) for value in _derived(edition, name)]
    for literal in dict.fromkeys(literals([source])):
        if literal not in expected:
            yield literal, sorted(set(expected))


def _derived(edition: Edition, name: str) -> tuple[object, ...]:
    if name == "catalog_row":
        return ("", *(row.key for row in edition.verification_catalog))
    return samples(edition, name, [])
