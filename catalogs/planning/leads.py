"""The office that leads a stage (国办发〔2019〕11号: one lead department for each stage)."""

from collections.abc import Sequence

from catalogs.edition import Edition
from catalogs.errors import CatalogFaults
from catalogs.fault_words import fault
from catalogs.faults import FaultKind
from catalogs.given import Given
from catalogs.plan import PlannedItem
from catalogs.schema import DepartmentKey, ItemRole, OfficeId, RegionCode


def lead_office(edition: Edition, given: Given, department: DepartmentKey, planned: Sequence[PlannedItem]) -> OfficeId:
    """The office of the lead department that decides one of the stage's items, a mandatory one for choice.

    So the lead of a stage handled in the counties is a county's office, and a lead-veto join finds its items. Where the
    department decides none of them, its office at the level that settled the project leads, or the next below.
    """
    deciding = [item for item in planned if edition.item_by_key[item.item].department == department]
    deciding.sort(key=lambda item: item.role is not ItemRole.MANDATORY)
    if deciding:
        return deciding[0].legs[-1].office
    for region in _from_organ_level_down(edition, given):
        office = edition.office_by_place.get((region, department))
        if office is not None:
            return office.id
    raise CatalogFaults(
        [
            fault(
                FaultKind.UNKNOWN_REFERENCE,
                "stages",
                department,
                "lead_department",
                value=department,
                target="offices.csv",
            )
        ]
    )


def _from_organ_level_down(edition: Edition, given: Given) -> tuple[RegionCode, ...]:
    facts = given.facts
    places = {"county": facts["region"], "city": edition.region, "province": edition.province}
    levels = {"county": ("county", "city"), "city": ("city", "county")}
    return tuple(
        RegionCode(str(places[level]))
        for level in levels.get(str(facts["organ_level"]), ("province", "city", "county"))
    )
