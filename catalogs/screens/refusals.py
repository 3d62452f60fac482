"""Refusals of the catalogues, as sentences and as data."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from catalogs.errors import (
    CatalogError,
    CatalogFaults,
    ProjectRefused,
    UndeterminedFacts,
    WrongCode,
    WrongFacts,
)
from catalogs.screens.language import Speaker


def as_lines(refusal: CatalogError, speaker: Speaker) -> list[str]:
    """The refusal in sentences, one for each thing that is wrong."""
    for kind, lines in _LINES.items():
        if isinstance(refusal, kind):
            return list(lines(refusal, speaker))
    return [str(refusal)]


def as_data(refusal: CatalogError) -> dict[str, Any]:
    """The refusal for a program: its name and its attributes."""
    return {"refused": type(refusal).__name__, **vars(refusal)}


def _faults(refusal: CatalogFaults, speaker: Speaker) -> Iterator[str]:
    for one in refusal.faults:
        yield f"{one.where}: {speaker.of(one.what)} — {speaker.of(one.mend)}"


def _project(refusal: ProjectRefused, speaker: Speaker) -> Iterator[str]:
    yield speaker.word("refused") + speaker.of(refusal)
    yield f"[{refusal.rule}] {refusal.basis}"


def _wrong_facts(refusal: WrongFacts, speaker: Speaker) -> Iterator[str]:
    for one in refusal.wrong:
        yield f"{one.fact}: {speaker.of(one.what)} — {speaker.of(one.mend)}"


def _undetermined(refusal: UndeterminedFacts, speaker: Speaker) -> Iterator[str]:
    yield speaker.say("还须说明以下情形:", "These facts must be stated first:")
    for one in refusal.facts:
        yield f"  {one.fact}: {speaker.of(one.question)}"


def _code(refusal: WrongCode, speaker: Speaker) -> Iterator[str]:
    yield from (speaker.of(reason) for reason in refusal.reasons)


_LINES: Mapping[type[CatalogError], Callable[[Any, Speaker], Iterator[str]]] = {
    CatalogFaults: _faults,
    ProjectRefused: _project,
    WrongFacts: _wrong_facts,
    UndeterminedFacts: _undetermined,
    WrongCode: _code,
}
