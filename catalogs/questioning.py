"""Guided questions (情形引导): which facts a project still has to state, and what its answers have settled so far."""

from dataclasses import dataclass

from catalogs.choices import Choice, choices_of
from catalogs.edition import Edition
from catalogs.plan import Facts
from catalogs.planning.candidates import Candidates, candidates
from catalogs.relevance import facts_needed
from catalogs.schema import Fact, FactType, Kind, Level, ThemeKey
from catalogs.standing import REGIONS, Standing, stand
from catalogs.wording import Wording


@dataclass(frozen=True, kw_only=True)
class Question:
    """A fact to ask for. `choices` are empty unless the fact is a choice."""

    fact: str
    type: FactType
    unit: str
    question: Wording
    hint: Wording
    choices: tuple[Choice, ...]


@dataclass(frozen=True, kw_only=True)
class Guidance:
    """Where the questioning stands: what is settled (None: still open) and what to ask, the next question first."""

    refused_by: str | None  # key of the refusal or of the prohibiting catalogue row; nothing is asked any more
    kind: Kind | None
    level: Level | None
    theme: ThemeKey | None
    questions: tuple[Question, ...]


def questions_that_matter(edition: Edition, answers: Facts) -> tuple[Question, ...]:
    """The questions whose answer can still change the classification or the plan, in the order to ask them."""
    return guide(edition, answers).questions


def guide(edition: Edition, answers: Facts) -> Guidance:
    """What the typed answers settle, and what must still be asked.

    A fact is asked when it is asked of everybody, or when an open condition turns on it that can change the
    classification, or the plan of any theme and kind still possible. A refused project is asked nothing more.
    """
    standing = stand(edition, answers)
    refusal = standing.refusal or standing.prohibition
    kind, handling, theme = standing.kind, standing.handling, standing.theme
    return Guidance(
        refused_by=refusal.key if refusal else None,
        kind=kind.row.kind if kind.row and kind.is_settled else None,
        level=handling.row.level if handling.row and handling.is_settled else None,
        theme=theme.row.key if theme.row and theme.is_settled else None,
        questions=() if refusal else _questions(edition, _mattering(edition, standing), answers),
    )


def _mattering(edition: Edition, standing: Standing) -> frozenset[str]:
    reach = _within_reach(edition, standing)
    always = {fact.key for fact in edition.facts if fact.always}
    open_conditions = standing.open_conditions | reach.open_conditions
    return facts_needed(edition, standing.given, open_conditions) | always | {REGIONS}


def _within_reach(edition: Edition, standing: Standing) -> Candidates:
    themes = [theme.key for theme in standing.theme.candidates]
    return candidates(edition, standing.given, themes, standing.possible_kinds)


def _questions(edition: Edition, keys: frozenset[str], answers: Facts) -> tuple[Question, ...]:
    asked = [fact for fact in edition.facts if fact.key in keys and fact.key not in answers]
    return tuple(_question(fact) for fact in sorted(asked, key=lambda fact: (fact.order, fact.key)))


def _question(fact: Fact) -> Question:
    offers = fact.type in (FactType.CHOICE, FactType.CHOICES)
    return Question(
        fact=fact.key,
        type=fact.type,
        unit=fact.unit,
        question=Wording(fact.question_zh, fact.question_en),
        hint=Wording(fact.hint_zh, fact.hint_en),
        choices=choices_of(fact.choices) if offers else (),
    )
