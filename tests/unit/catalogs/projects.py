"""Facts of invented projects for the small edition; a test states only what matters to it."""

from decimal import Decimal

from catalogs.plan import Facts


def facts_of(**more: object) -> Facts:
    """A filed project in one county, on land it already has."""
    facts: dict[str, object] = {
        "secret": False,
        "regions": ("990121",),
        "industry": "44",
        "investment": Decimal(100_000_000),
        "funding": "own",
        "sector": "other",
        "new_land": False,
        "storeys": 3,
        "uses_water": False,
    }
    return {key: value for key, value in {**facts, **more}.items() if value is not None}


def wind_farm(**more: object) -> Facts:
    """A verified wind farm in two counties on allocated land."""
    wind = {"sector": "wind", "capacity": Decimal(200), "regions": ("990121", "990122"), "new_land": True}
    return facts_of(**{**wind, "land": "allocated", **more})


def school(**more: object) -> Facts:
    """A school paid for from the budget, so approved."""
    return facts_of(**{"funding": "budget", "sector": None, "industry": "83", "storeys": 12, **more})
