"""Whether a division of GB/T 2260 exists, as far as the tables go."""

from collections.abc import Callable

from catalogs.codes.tables import divisions
from catalogs.edition import Edition

RegionKnown = Callable[[str], bool | None]  # None: a region this callable cannot judge, checked by format alone

_WHOLE_PROVINCE = "0000"


def in_the_country(code: str) -> bool | None:
    """False where no province begins so, nor a prefecture of a province whose prefectures are in the table."""
    province, prefecture = code[:2], code[:4]
    if province not in divisions():
        return False
    if any(one.startswith(province) and one != province for one in divisions()):
        return prefecture in divisions() or code[2:] == _WHOLE_PROVINCE
    return None


def region_known(edition: Edition) -> RegionKnown:
    """Judges codes of the edition's prefecture by its regions, former codes included, and all others by the country's.

    A project keeps its code when its county gets another one.
    """
    at_home = {region.code for region in edition.regions} | {region.former_code for region in edition.regions}

    def known(code: str) -> bool | None:
        if code in at_home:
            return True
        return False if code[:4] == edition.region[:4] else in_the_country(code)

    return known
