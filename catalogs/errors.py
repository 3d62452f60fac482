"""What the catalogues refuse, each named for its refusal, with the facts a program needs and a sentence for people."""

from collections.abc import Sequence
from dataclasses import dataclass

from catalogs.faults import Fault
from catalogs.wording import Wording


class CatalogError(Exception):
    """Base of all refusals of this room. `str()` gives both languages."""


class CatalogFaults(CatalogError):
    """The catalogue itself is wrong; `faults` lists everything found, not only the first."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(f"{fault.where}: {fault.what} — {fault.mend}" for fault in self.faults))


class UnknownEdition(CatalogError):
    """No edition of that name is installed."""

    def __init__(self, edition: str, known: Sequence[str]) -> None:
        self.edition, self.known = edition, tuple(known)
        names = ", ".join(known) or "—"
        super().__init__(f"没有目录版本“{edition}”,现有:{names} / there is no edition '{edition}'; installed: {names}")


class ProjectRefused(CatalogError):
    """The platform must not take this project: secret, prohibited or out of its scope."""

    def __init__(self, *, rule: str, zh: str, en: str, basis: str) -> None:
        self.rule, self.zh, self.en, self.basis = rule, zh, en, basis
        super().__init__(f"{zh} / {en} [{rule}; {basis}]")


@dataclass(frozen=True)
class WrongFact:
    """One stated fact that cannot be right: `fact` is its key."""

    fact: str
    stated: object
    what: Wording
    mend: Wording


class WrongFacts(CatalogError):
    """Everything wrong with the stated facts, at once."""

    def __init__(self, wrong: Sequence[WrongFact]) -> None:
        self.wrong = tuple(wrong)
        super().__init__("\n".join(f"{one.fact}: {one.what} — {one.mend}" for one in self.wrong))


@dataclass(frozen=True)
class MissingFact:
    """A fact a rule needs, with the question that asks for it."""

    fact: str
    question: Wording


class UndeterminedFacts(CatalogError):
    """A rule needs facts that were not stated. `facts` names them with their questions, in the order to ask them."""

    def __init__(self, facts: Sequence[MissingFact]) -> None:
        self.facts = tuple(facts)
        lines = "\n".join(f"{one.fact}: {one.question}" for one in self.facts)
        super().__init__(f"还须说明以下情形 / these facts must be stated first:\n{lines}")


class BrokenCondition(CatalogError):
    """A condition that is not CEL, or that answers neither true nor false."""

    def __init__(self, source: str, why: str) -> None:
        self.source, self.why = source, why
        super().__init__(f"条件“{source}”无法求值:{why} / the condition '{source}' cannot be evaluated: {why}")


class ItemNotInTheme(CatalogError):
    """The item is unknown, or the project's theme, its kind or the order of its items has no place for it."""

    def __init__(self, item: str, theme: str, why: Wording) -> None:
        self.item, self.theme, self.why = item, theme, why
        super().__init__(f"事项“{item}”:{why.zh} / item '{item}': {why.en} [{theme}]")


class WrongCode(CatalogError):
    """A text that is not the code it should be; `reasons` gives every one found."""

    def __init__(self, code: str, reasons: Sequence[Wording]) -> None:
        self.code, self.reasons = code, tuple(reasons)
        super().__init__(f"{code}: " + "; ".join(map(str, reasons)))
