"""Everything that can be wrong with an edition, found all at once.

Each family is a function from an edition to faults. Families that reason about conditions skip those that another
family reports as unsound, so that one mistake gives one fault.
"""

from collections.abc import Callable, Iterable

from catalogs.checks.additions import addition_faults
from catalogs.checks.calendar import calendar_faults
from catalogs.checks.completeness import completeness_faults
from catalogs.checks.conditions import condition_faults
from catalogs.checks.cycles import cycle_faults
from catalogs.checks.decision_tables import decision_table_faults
from catalogs.checks.fact_tables import fact_faults
from catalogs.checks.keys import duplicate_faults
from catalogs.checks.materials import material_faults
from catalogs.checks.office_tables import office_faults
from catalogs.checks.reach import reach_faults
from catalogs.checks.references import reference_faults
from catalogs.checks.region_tree import region_faults
from catalogs.checks.special_procedures import special_procedure_faults
from catalogs.checks.stage_joins import join_faults
from catalogs.checks.stage_order import order_faults
from catalogs.checks.words import word_faults
from catalogs.edition import Edition
from catalogs.faults import Fault

FAMILIES: tuple[Callable[[Edition], Iterable[Fault]], ...] = (
    reference_faults,
    duplicate_faults,
    word_faults,
    completeness_faults,
    fact_faults,
    region_faults,
    calendar_faults,
    special_procedure_faults,
    condition_faults,
    office_faults,
    decision_table_faults,
    reach_faults,
    material_faults,
    join_faults,
    order_faults,
    cycle_faults,
    addition_faults,
)


def check(edition: Edition) -> list[Fault]:
    """All faults of the edition, family by family. Empty: the edition is sound."""
    return [fault for family in FAMILIES for fault in family(edition)]
