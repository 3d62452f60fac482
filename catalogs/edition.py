"""An edition of the catalogues: its tables, sealed once published, and the indexes the rules read them by."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from catalogs.holds import SpecialProcedure
from catalogs.schema import (
    CalendarDay,
    CatalogRow,
    Department,
    DepartmentKey,
    Dependency,
    EditionId,
    Fact,
    HandlingRule,
    Industry,
    Item,
    ItemKey,
    KindRule,
    LegalBasis,
    Material,
    Office,
    OfficeId,
    Refusal,
    Region,
    RegionCode,
    ResultMaterial,
    Row,
    StageCode,
    StageItem,
    Theme,
    ThemeKey,
    ThemeStage,
)

TABLES: Mapping[str, type[Row]] = {
    "regions": Region,
    "industries": Industry,
    "workcalendar": CalendarDay,
    "departments": Department,
    "offices": Office,
    "facts": Fact,
    "items": Item,
    "materials": Material,
    "results": ResultMaterial,
    "dependencies": Dependency,
    "verification_catalog": CatalogRow,
    "refusals": Refusal,
    "kinds": KindRule,
    "handling": HandlingRule,
    "special_procedures": SpecialProcedure,
    "legal_bases": LegalBasis,
    "themes": Theme,
    "stages": ThemeStage,
    "stage_items": StageItem,
}

R = TypeVar("R")
K = TypeVar("K")


@dataclass(frozen=True, kw_only=True, eq=False)
class Edition:
    """The tables of one edition. Compared by identity: an edition is loaded once in a process."""

    id: EditionId
    title_zh: str
    title_en: str
    region: RegionCode  # the prefecture
    province: RegionCode
    effective_on: date
    published_on: date | None  # None: a draft, which may still be edited
    digest: str  # of what it holds; blank while it is a draft
    notes: str
    regions: tuple[Region, ...]
    industries: tuple[Industry, ...]
    workcalendar: tuple[CalendarDay, ...]
    departments: tuple[Department, ...]
    offices: tuple[Office, ...]
    facts: tuple[Fact, ...]
    items: tuple[Item, ...]
    materials: tuple[Material, ...]
    results: tuple[ResultMaterial, ...]
    dependencies: tuple[Dependency, ...]
    verification_catalog: tuple[CatalogRow, ...]
    refusals: tuple[Refusal, ...]
    kinds: tuple[KindRule, ...]
    handling: tuple[HandlingRule, ...]
    special_procedures: tuple[SpecialProcedure, ...]
    legal_bases: tuple[LegalBasis, ...]
    themes: tuple[Theme, ...]
    stages: tuple[ThemeStage, ...]
    stage_items: tuple[StageItem, ...]

    @cached_property
    def item_by_key(self) -> Mapping[ItemKey, Item]:
        return {item.key: item for item in self.items}

    @cached_property
    def fact_by_key(self) -> Mapping[str, Fact]:
        return {fact.key: fact for fact in self.facts}

    @cached_property
    def region_by_code(self) -> Mapping[RegionCode, Region]:
        return {region.code: region for region in self.regions}

    @cached_property
    def industry_by_code(self) -> Mapping[str, Industry]:
        return {industry.code: industry for industry in self.industries}

    @cached_property
    def department_by_key(self) -> Mapping[DepartmentKey, Department]:
        return {department.key: department for department in self.departments}

    @cached_property
    def office_by_id(self) -> Mapping[OfficeId, Office]:
        return {office.id: office for office in self.offices}

    @cached_property
    def office_by_place(self) -> Mapping[tuple[RegionCode, DepartmentKey], Office]:
        return {(office.region, office.department): office for office in self.offices}

    @cached_property
    def special_procedure_by_key(self) -> Mapping[str, SpecialProcedure]:
        return {procedure.key: procedure for procedure in self.special_procedures}

    @cached_property
    def basis_by_act(self) -> Mapping[tuple[str, str, str], str]:
        """The legal bases by act, procedure and item, each of the latter two blank where it holds for all."""
        return {(row.act, row.procedure or "", row.item): row.basis for row in self.legal_bases}

    @cached_property
    def counties(self) -> tuple[Region, ...]:
        """The counties of the edition's prefecture."""
        return tuple(one for one in self.regions if one.level == "county" and one.parent_code == self.region)

    @cached_property
    def materials_by_item(self) -> Mapping[ItemKey, tuple[Material, ...]]:
        return grouped(self.materials, lambda row: row.item)

    @cached_property
    def stages_by_theme(self) -> Mapping[ThemeKey, tuple[ThemeStage, ...]]:
        return grouped(sorted(self.stages, key=lambda row: row.order), lambda row: row.theme)

    @cached_property
    def items_by_stage(self) -> Mapping[tuple[ThemeKey, StageCode], tuple[StageItem, ...]]:
        return grouped(self.stage_items, lambda row: (row.theme, row.stage))

    @cached_property
    def themes_in_order(self) -> tuple[Theme, ...]:
        return tuple(sorted(self.themes, key=lambda row: row.order))

    @cached_property
    def kinds_in_order(self) -> tuple[KindRule, ...]:
        return tuple(sorted(self.kinds, key=lambda row: row.order))

    @cached_property
    def catalog_in_order(self) -> tuple[CatalogRow, ...]:
        """The verification catalogue's rows that can match, lowest rank first: a row without a condition never does."""
        return tuple(sorted((row for row in self.verification_catalog if row.when), key=lambda row: row.rank))

    @cached_property
    def handling_by_item(self) -> Mapping[ItemKey, tuple[HandlingRule, ...]]:
        """The handling rules that can fit each item, in order."""
        rules = sorted(self.handling, key=lambda row: row.order)
        return {key: tuple(rule for rule in rules if rule.item in (key, "*")) for key in self.item_by_key}


def grouped(rows: Iterable[R], key: Callable[[R], K]) -> Mapping[K, tuple[R, ...]]:
    """Rows by key, in their order."""
    groups: defaultdict[K, list[R]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return {one: tuple(some) for one, some in groups.items()}
