"""The tree of divisions: a province, the edition's prefecture, its counties."""

from collections.abc import Iterator, Mapping

from catalogs.edition import Edition
from catalogs.fault_words import fault
from catalogs.faults import Fault, FaultKind

_PARENT_LEVEL: Mapping[str, str | None] = {"province": None, "prefecture": "province", "county": "prefecture"}


def region_faults(edition: Edition) -> Iterator[Fault]:
    levels = {region.code: region.level for region in edition.regions}
    for code, level in ((edition.province, "province"), (edition.region, "prefecture")):
        if levels.get(code) != level:
            yield _broken(code, "level", f"{code} ≠ {level}")
    for region in edition.regions:
        expected = _PARENT_LEVEL.get(region.level)
        if region.parent_code in levels and levels[region.parent_code] != expected:
            yield _broken(region.code, "parent_code", f"{region.parent_code} ≠ {expected}")
        if expected and not region.parent_code:
            yield _broken(region.code, "parent_code", f"∅ ≠ {expected}")


def _broken(code: str, field: str, why: str) -> Fault:
    return fault(FaultKind.BROKEN_REGION_TREE, "regions", code, field, value=why)
