"""The offices: each in its place, and one for every item at every level its handling can give."""

from collections.abc import Iterator

from catalogs.checks.search import possible
from catalogs.checks.soundness import is_sound
from catalogs.edition import Edition
from catalogs.fault_words import fault
from catalogs.faults import Fault, FaultKind
from catalogs.schema import Item, Level, Office, RegionCode

_LEVEL_OF_REGION = {"province": Level.PROVINCE, "prefecture": Level.CITY, "county": Level.COUNTY}


def office_faults(edition: Edition) -> Iterator[Fault]:
    for office in edition.offices:
        yield from _misplaced(edition, office)
    for item in edition.items:
        if item.department in edition.department_by_key:
            yield from _unhandled(edition, item)
    yield from _stages_without_lead(edition)


def _misplaced(edition: Edition, office: Office) -> Iterator[Fault]:
    department = edition.department_by_key.get(office.department)
    region = edition.region_by_code.get(office.region)
    if department and office.level not in department.levels.split():
        words = {"value": office.department, "level": office.level}
        yield fault(FaultKind.DEPARTMENT_NOT_AT_LEVEL, "offices", office.id, "level", **words)
    if region and _LEVEL_OF_REGION.get(region.level) is not office.level:
        yield fault(FaultKind.MALFORMED_WORDS, "offices", office.id, "level", value=office.level, expected=region.level)
    expected = f"{office.region}.{office.department}"
    if office.id != expected:
        yield fault(FaultKind.MALFORMED_WORDS, "offices", office.id, "id", value=office.id, expected=expected)


def _unhandled(edition: Edition, item: Item) -> Iterator[Fault]:
    for level in sorted(_levels(edition, item)):
        missing = [
            region for region in _regions(edition, level) if (region, item.department) not in edition.office_by_place
        ]
        if missing:
            words = {"value": item.department, "level": level, "region": " ".join(missing)}
            yield fault(FaultKind.ITEM_WITHOUT_OFFICE, "items", item.key, "department", **words)


def _levels(edition: Edition, item: Item) -> set[Level]:
    """Every level the handling table can give the item, the examining ones included."""
    levels: set[Level] = set()
    before: list[str] = []
    condition = [item.when] if is_sound(edition, item.when) else []
    for rule in edition.handling_by_item[item.key]:
        if not is_sound(edition, rule.when):
            continue
        if any(possible(edition, [*condition, rule.when], before, given={"kind": kind}) for kind in _kinds(item)):
            words = [*rule.preliminary.split(), rule.level]
            levels |= {Level(word) for word in words if word in set(Level)}
        before.append(rule.when or "true")
    return levels


def _kinds(item: Item) -> list[str]:
    return item.applies_to.split()


def _regions(edition: Edition, level: Level) -> tuple[RegionCode, ...]:
    if level is Level.COUNTY:
        return tuple(county.code for county in edition.counties)
    return (edition.region,) if level is Level.CITY else (edition.province,)


def _stages_without_lead(edition: Edition) -> Iterator[Fault]:
    departments = {office.department for office in edition.offices}
    for stage in edition.stages:
        if stage.lead_department in edition.department_by_key and stage.lead_department not in departments:
            words = {"value": stage.lead_department, "level": "*", "region": "*"}
            yield fault(
                FaultKind.ITEM_WITHOUT_OFFICE, "stages", f"{stage.theme}/{stage.stage}", "lead_department", **words
            )
