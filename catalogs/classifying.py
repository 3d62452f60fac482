"""Kind, organ, office and theme of a project, each with the rule that said so."""

from catalogs.edition import Edition
from catalogs.errors import CatalogFaults, ProjectRefused, UndeterminedFacts
from catalogs.facts import missing
from catalogs.fault_words import fault
from catalogs.faults import FaultKind
from catalogs.offices import office_at, offices_at
from catalogs.plan import Classification, Facts, Reason
from catalogs.relevance import facts_needed
from catalogs.schema import CatalogRow, DepartmentKey, HandlingRule, KindRule, Level, OfficeId, Theme
from catalogs.standing import OUT_OF_SCOPE, REGIONS, Standing, stand


def classify(edition: Edition, facts: Facts) -> Classification:
    """The classification of a project with these typed facts.

    Raises ProjectRefused for a secret, prohibited or out-of-scope project, and UndeterminedFacts naming every fact that
    was not stated and is needed.
    """
    return classification(edition, settled(edition, facts))


def settled(edition: Edition, facts: Facts) -> Standing:
    """The project's standing, with nothing left open."""
    standing = stand(edition, facts)
    refuse(standing)
    needed = facts_needed(edition, standing.given, standing.open_conditions)
    if REGIONS not in facts:
        needed |= {REGIONS}
    if needed:
        raise UndeterminedFacts(missing(edition, needed))
    return standing


def refuse(standing: Standing) -> None:
    """Raise ProjectRefused when the standing refuses the project."""
    if standing.refusal is not None:
        rule = standing.refusal
        raise ProjectRefused(rule=rule.key, zh=rule.rule_zh, en=rule.rule_en, basis=rule.basis)
    row = standing.prohibition
    if row is None:
        return
    if row.organ == OUT_OF_SCOPE:
        zh, en = f"{row.item_zh}不由本平台办理", f"the platform does not handle these projects: {row.english}"
    else:
        zh, en = f"禁止建设的项目:{row.project_description_zh}", f"a prohibited project: {row.english}"
    raise ProjectRefused(rule=row.key, zh=zh, en=en, basis=row.source)


def classification(edition: Edition, standing: Standing) -> Classification:
    """The classification that a settled standing amounts to."""
    rule, handling, theme = _complete(standing)
    row = standing.catalog_row
    department = edition.item_by_key[rule.root_item].department
    facts = standing.given.facts
    return Classification(
        edition=edition.id,
        kind=rule.kind,
        root_item=rule.root_item,
        catalog_row=row.key if row else None,
        level=handling.level,
        office=office_at(edition, department, handling.level, facts).id,
        preliminary_offices=_preliminary_offices(edition, handling, department, facts),
        theme=theme.key,
        why=_reasons(row, rule, handling, theme),
    )


def _preliminary_offices(
    edition: Edition, handling: HandlingRule, department: DepartmentKey, facts: Facts
) -> tuple[OfficeId, ...]:
    levels = [Level(word) for word in handling.preliminary.split()]
    return tuple(office.id for level in levels for office in offices_at(edition, department, level, facts))


def _complete(standing: Standing) -> tuple[KindRule, HandlingRule, Theme]:
    """The three answers; a decision table that ends without one has no catch-all, a fault of the catalogue."""
    rule, handling, theme = standing.kind.row, standing.handling.row, standing.theme.row
    if rule is None or handling is None or theme is None:
        tables = {"kinds": rule, "handling": handling, "themes": theme}
        raise CatalogFaults(
            [fault(FaultKind.NO_CATCH_ALL, name, "-", "when") for name, row in tables.items() if not row]
        )
    return rule, handling, theme


def _reasons(row: CatalogRow | None, rule: KindRule, handling: HandlingRule, theme: Theme) -> tuple[Reason, ...]:
    matched = (
        []
        if row is None
        else [
            Reason(
                zh=f"符合核准目录“{row.item_zh}”:{row.project_description_zh}",
                en=f"matches the verification catalogue: {row.english}",
                basis=row.source,
                from_memory=row.from_memory,
            )
        ]
    )
    rules = [
        Reason(zh=one.why_zh, en=one.why_en, basis=one.basis, from_memory=one.from_memory) for one in (rule, handling)
    ]
    themed = Reason(
        zh=f"流程模板:{theme.name_zh}",
        en=f"flow template: {theme.name_en}",
        basis=theme.source,
        from_memory=theme.from_memory,
    )
    return (*matched, *rules, themed)
