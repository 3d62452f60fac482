"""Which conditions can be reasoned about: those that compile, know their facts and do not fail."""

from functools import lru_cache
from itertools import islice, product

from catalogs.conditions import OpenOn, condition, context
from catalogs.edition import Edition
from catalogs.errors import BrokenCondition
from catalogs.facts import DERIVED
from catalogs.samples import samples

_SAMPLES = 400  # assignments tried for one condition


def is_sound(edition: Edition, source: str) -> bool:
    """Whether the condition compiles, uses known facts only and answers true or false on samples of them."""
    return not source or (compiles(source) and not unknown_facts(edition, source) and failure(edition, source) is None)


def compiles(source: str) -> bool:
    try:
        condition(source)
    except BrokenCondition:
        return False
    return True


def unknown_facts(edition: Edition, source: str) -> list[str]:
    """The variables of a condition that are neither facts nor derived."""
    return sorted(
        name for name in condition(source).variables if name not in edition.fact_by_key and name not in DERIVED
    )


@lru_cache(maxsize=4096)
def failure(edition: Edition, source: str) -> tuple[dict[str, object], str] | None:
    """Well-typed facts on which the condition fails, and how; None when it answers on all samples."""
    one = condition(source)
    names = sorted(one.variables)
    domains = [samples(edition, name, [source]) for name in names]
    for values in islice(product(*domains), _SAMPLES):
        given = dict(zip(names, values, strict=True))
        try:
            answer = one.answer(context(given))
        except BrokenCondition as broken:
            return given, broken.why
        if isinstance(answer, OpenOn):
            return given, str(answer)
    return None
