"""The legs of an item: which offices hold it, one after another or side by side."""

from collections.abc import Iterator

from catalogs.edition import Edition
from catalogs.errors import CatalogFaults
from catalogs.fault_words import fault
from catalogs.faults import FaultKind
from catalogs.given import Given
from catalogs.offices import office_at, offices_at
from catalogs.plan import PlannedLeg
from catalogs.schema import HandlingRule, Item, LegRole, Level


def handling_of(edition: Edition, given: Given, item: Item) -> HandlingRule:
    """The handling rule that fits the item."""
    rule = given.first(edition.handling_by_item[item.key]).row
    if rule is None:
        raise CatalogFaults([fault(FaultKind.NO_CATCH_ALL, "handling", item.key, "when", value=f" ({item.key})")])
    return rule


def legs(edition: Edition, given: Given, item: Item, rule: HandlingRule) -> tuple[PlannedLeg, ...]:
    """Preliminary examinations, lowest level first, then the decision.

    A county examination is one leg in each county of the project, all at one position: no county waits for another.
    What an organ of the state decides is forwarded and recorded by the province's office.
    """
    examined = tuple(_examinations(edition, given, item, rule))
    office = office_at(edition, item.department, rule.level, given.facts)
    position = len(rule.preliminary.split())
    return (*examined, PlannedLeg(position=position, office=office.id, role=LegRole.DECISION, days=None))


def _examinations(edition: Edition, given: Given, item: Item, rule: HandlingRule) -> Iterator[PlannedLeg]:
    for position, level in enumerate(rule.preliminary.split()):
        for office in offices_at(edition, item.department, Level(level), given.facts):
            role = LegRole.PRELIMINARY_EXAMINATION
            yield PlannedLeg(position=position, office=office.id, role=role, days=rule.preliminary_days)
