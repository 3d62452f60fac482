"""The facts: choices that can be read, and the facts the platform itself relies on."""

from collections.abc import Iterator, Mapping

from catalogs.choices import malformed_choices
from catalogs.edition import Edition
from catalogs.facts import DERIVED
from catalogs.fault_words import fault
from catalogs.faults import Fault, FaultKind
from catalogs.schema import FactType

RELIED_ON: Mapping[str, FactType] = {
    "regions": FactType.REGIONS,
    "industry": FactType.TEXT,
    "investment": FactType.MONEY,
    "secret": FactType.BOOLEAN,
}
_OFFERING = (FactType.CHOICE, FactType.CHOICES)


def fact_faults(edition: Edition) -> Iterator[Fault]:
    for key, kind in RELIED_ON.items():
        fact = edition.fact_by_key.get(key)
        if fact is None or fact.type is not kind:
            yield fault(FaultKind.REQUIRED_FACT_MISSING, "facts", key, "type", value=key, expected=kind)
    for fact in edition.facts:
        if fact.key in DERIVED:
            yield fault(FaultKind.DUPLICATE_KEY, "facts", fact.key, "key", value=fact.key, count=2)
        if fact.type in _OFFERING:
            for part in malformed_choices(fact.choices):
                yield fault(FaultKind.MALFORMED_CHOICES, "facts", fact.key, "choices", value=part or "∅")
        elif fact.choices:
            yield fault(FaultKind.MALFORMED_CHOICES, "facts", fact.key, "choices", value=f"{fact.type}: {fact.choices}")
