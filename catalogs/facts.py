"""What a project states about itself: JSON values to typed facts and back, with everything wrong named at once."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches

from catalogs.edition import Edition
from catalogs.errors import MissingFact, UndeterminedFacts, WrongFact, WrongFacts
from catalogs.fact_values import READERS, NotThat
from catalogs.plan import Facts
from catalogs.wording import Wording

# Added by classification, never stated by a project.
DERIVED = ("kind", "catalog_row", "catalog_organ", "organ_level", "county_count", "region")


def typed(edition: Edition, stated: Mapping[str, object]) -> Facts:
    """Facts of the edition's types from JSON values; a null is not stated. WrongFacts lists all that is wrong."""
    facts: dict[str, object] = {}
    wrong: list[WrongFact] = []
    for key, value in stated.items():
        if value is None:
            continue
        try:
            facts[key] = _one(edition, key, value)
        except NotThat as no:
            wrong.append(WrongFact(key, value, no.what, no.mend))
    if wrong:
        raise WrongFacts(wrong)
    return facts


def as_json(facts: Facts) -> dict[str, object]:
    """The same facts as JSON values: decimals and dates as strings, lists as lists. `typed` reads them back."""
    return {key: _as_json(value) for key, value in facts.items()}


def require_what_is_always_asked(edition: Edition, facts: Facts) -> None:
    """Raise UndeterminedFacts unless every fact that is asked of each project is stated (条例673 Art.6, 13)."""
    unstated = frozenset(fact.key for fact in edition.facts if fact.always and fact.key not in facts)
    if unstated:
        raise UndeterminedFacts(missing(edition, unstated))


def missing(edition: Edition, keys: frozenset[str]) -> tuple[MissingFact, ...]:
    """The facts of these keys with their questions, in the order to ask them."""
    known = [edition.fact_by_key[key] for key in keys if key in edition.fact_by_key]
    asked = sorted(known, key=lambda fact: (fact.order, fact.key))
    return tuple(MissingFact(fact.key, Wording(fact.question_zh, fact.question_en)) for fact in asked)


def _one(edition: Edition, key: str, value: object) -> object:
    fact = edition.fact_by_key.get(key)
    if fact is None:
        raise _unknown(edition, key)
    reading = READERS[fact.type](value, fact, edition)
    if key == "industry" and reading not in edition.industry_by_code:
        what = Wording("没有行业大类“{value}”", "there is no industry division '{value}'").filled(value=value)
        raise NotThat(what, Wording("用 GB/T 4754 的两位大类代码", "use a two-digit division of GB/T 4754"))
    return reading


def _unknown(edition: Edition, key: str) -> NotThat:
    if key in DERIVED:
        what = Wording(f"“{key}”由平台推定,不能申报", f"'{key}' is worked out by the platform, not stated")
        return NotThat(what, Wording("删去它", "leave it out"))
    what = Wording(f"没有名为“{key}”的情形", f"there is no fact '{key}'")
    return NotThat(what, _nearest(edition, key))


def _nearest(edition: Edition, key: str) -> Wording:
    near = get_close_matches(key, edition.fact_by_key, n=1)
    if near:
        return Wording(f"是否指“{near[0]}”?", f"did you mean '{near[0]}'?")
    return Wording("见 facts.csv 中的键", "see the keys in facts.csv")


def _as_json(value: object) -> object:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
