"""Which office acts for a department at a level, for a project in these counties."""

from catalogs.edition import Edition
from catalogs.errors import CatalogFaults
from catalogs.fault_words import fault
from catalogs.faults import FaultKind
from catalogs.plan import Facts
from catalogs.schema import DepartmentKey, Level, Office, RegionCode


def offices_at(edition: Edition, department: DepartmentKey, level: Level, facts: Facts) -> tuple[Office, ...]:
    """The department's offices at the level: one in each county of the project, or the one of the city or province."""
    return tuple(_office(edition, department, level, region) for region in _regions_at(edition, level, facts))


def office_at(edition: Edition, department: DepartmentKey, level: Level, facts: Facts) -> Office:
    """The one office that decides at the level: in the main county, the city or the province.

    Organs of the state are outside the platform; the province's office forwards to them and records what they decide.
    """
    return _office(edition, department, level, _regions_at(edition, level, facts)[0])


def has_office(edition: Edition, department: DepartmentKey, region: RegionCode) -> bool:
    return (region, department) in edition.office_by_place


def _regions_at(edition: Edition, level: Level, facts: Facts) -> tuple[RegionCode, ...]:
    if level is Level.COUNTY:
        return facts["regions"]  # type: ignore[return-value]  # typed by facts.typed
    return (edition.region,) if level is Level.CITY else (edition.province,)


def _office(edition: Edition, department: DepartmentKey, level: Level, region: RegionCode) -> Office:
    office = edition.office_by_place.get((region, department))
    if office is None:
        words = {"value": department, "level": level, "region": region}
        raise CatalogFaults([fault(FaultKind.ITEM_WITHOUT_OFFICE, "offices", f"{region}.{department}", **words)])
    return office
