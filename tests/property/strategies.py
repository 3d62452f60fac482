"""Random projects for an edition: any well-typed facts, whether or not they make sense together."""

from decimal import Decimal

from hypothesis import strategies as st

from catalogs.checks.conditions import CONDITIONS
from catalogs.checks.row_keys import rows_of
from catalogs.edition import Edition
from catalogs.plan import Facts
from catalogs.samples import samples
from catalogs.schema import FactType

MONEY = st.decimals(min_value=0, max_value=Decimal("1e12"), places=2)


def projects(edition: Edition) -> st.SearchStrategy[Facts]:
    """All facts of a project that is not secret. Numbers lie around the thresholds of the conditions."""
    sources = [
        getattr(row, column) for table, some in CONDITIONS.items() for row in rows_of(edition, table) for column in some
    ]
    return st.fixed_dictionaries(
        {fact.key: _values(edition, fact.key, fact.type, sources) for fact in edition.facts}
    ).map(lambda facts: {**facts, "secret": False})


def _values(edition: Edition, key: str, kind: FactType, sources: list[str]) -> st.SearchStrategy[object]:
    if key == "industry":
        return st.sampled_from(sorted(edition.industry_by_code))
    if kind is FactType.MONEY:
        return MONEY
    if kind is FactType.REGIONS:
        codes = [county.code for county in edition.counties]
        return st.lists(st.sampled_from(codes), min_size=1, max_size=3, unique=True).map(tuple)
    return st.sampled_from(samples(edition, key, [source for source in sources if source]))
