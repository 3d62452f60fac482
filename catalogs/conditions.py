"""Conditions in CEL, evaluated with three answers: true, false, or open on a fact that was not stated.

CEL absorbs an undefined variable where the other side of `||` or `&&` decides; what is left of it is Kleene logic, and
the error names the variable the evaluation stumbled over. That name is what a guided question should ask for next.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import cel

from catalogs.errors import BrokenCondition


class OpenOn(str):
    """The answer of a condition that cannot be decided yet: the name of a fact it needs."""

    __slots__ = ()


Answer = bool | OpenOn

_UNDEFINED = re.compile(r"Undefined variable or function: '([^']+)'")
_BOUND_BY_MACRO = re.compile(r"\.(?:exists|all|exists_one|filter|map)\(\s*([A-Za-z_]\w*)\s*,")


@dataclass(frozen=True)
class Condition:
    """A compiled condition; `variables` are the facts it mentions, without those its own macros bind."""

    source: str
    program: cel.Program
    variables: frozenset[str]

    def answer(self, context: cel.Context) -> Answer:
        """True, false, or open on a fact. Raises BrokenCondition when it fails otherwise or is not a truth value."""
        try:
            value = self.program.execute(context)
        except RuntimeError as error:
            return self._open_on(error)
        except (TypeError, ValueError, ArithmeticError, LookupError) as error:
            raise BrokenCondition(self.source, str(error)) from error
        if not isinstance(value, bool):
            raise BrokenCondition(self.source, f"{type(value).__name__} ≠ bool")
        return value

    def _open_on(self, error: RuntimeError) -> OpenOn:
        named = _UNDEFINED.match(str(error))
        if named is None or named[1] not in self.variables:
            raise BrokenCondition(self.source, str(error)) from error
        return OpenOn(named[1])


@cache
def condition(source: str) -> Condition:
    """The compiled condition, compiled once in a process. Blank means always. BrokenCondition when it is not CEL."""
    try:
        program = cel.compile(source.strip() or "true")
    except ValueError as error:
        raise BrokenCondition(source, " ".join(str(error).split())) from error
    bound = set(_BOUND_BY_MACRO.findall(source))
    return Condition(source, program, frozenset(program.references()["variables"]) - bound)


def context(values: Mapping[str, object]) -> cel.Context:
    """Typed facts as CEL sees them: decimals as doubles, tuples as lists. Facts that are None are not stated."""
    return cel.Context({key: as_cel(value) for key, value in values.items() if value is not None})


def as_cel(value: object) -> object:
    """A typed fact as a CEL value.

    Only comparisons run on the double; amounts are never calculated from it. Doubles hold every sum below
    90 × 10¹² yuan to the cent, so no threshold of the law is blurred.
    """
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, (tuple, frozenset)):
        return list(value)
    return value
