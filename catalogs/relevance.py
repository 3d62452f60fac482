"""Which facts an open condition still turns on.

A condition that mentions a fact need not turn on it: with `(new_land && forest) || mine` and no new land, the forest
does not matter. Branching on the fact the evaluation stumbles over, with sample values, gives the facts that do.
"""

from collections.abc import Iterable, Mapping

from catalogs.conditions import Condition, OpenOn, condition, context
from catalogs.edition import Edition
from catalogs.errors import BrokenCondition
from catalogs.facts import DERIVED
from catalogs.given import Given
from catalogs.samples import samples

_BUDGET = 400  # evaluations for one condition; beyond it every fact it mentions counts

Tree = bool | tuple[str, tuple["Tree", ...]]


class _TooLarge(Exception):
    """The decision tree passed its budget."""


def facts_needed(edition: Edition, given: Given, open_conditions: Iterable[str]) -> frozenset[str]:
    """The stated facts, not the derived, that the open conditions turn on."""
    needed: set[str] = set()
    for source in open_conditions:
        if given.answer(source) is None:
            needed |= turns_on(edition, given, _on_known_facts(edition, source))
    if needed & {"region", "county_count"}:
        needed.add("regions")
    return frozenset(needed - set(DERIVED))


def _on_known_facts(edition: Edition, source: str) -> Condition:
    """The condition; one that nobody can ever decide, for want of a question, is broken."""
    one = condition(source)
    unknown = one.variables - set(edition.fact_by_key) - set(DERIVED)
    if unknown:
        raise BrokenCondition(source, f"? {', '.join(sorted(unknown))}")
    return one


def turns_on(edition: Edition, given: Given, open_condition: Condition) -> frozenset[str]:
    """The unknown facts, stated or derived, on which the answer of one condition depends."""
    unknown = open_condition.variables - set(given.facts)
    if len(unknown) == 1:
        return frozenset(unknown)
    known = {key: given.facts[key] for key in open_condition.variables & set(given.facts)}
    choices = {name: samples(edition, name, [open_condition.source]) for name in unknown}
    try:
        tree = _tree(open_condition, known, choices, [_BUDGET])
    except _TooLarge:
        return frozenset(unknown)
    # A condition true or false whatever the facts still has to be settled by one of them.
    return frozenset(_names(tree) or unknown)


def _tree(
    one: Condition, known: Mapping[str, object], choices: Mapping[str, tuple[object, ...]], budget: list[int]
) -> Tree:
    budget[0] -= 1
    if budget[0] < 0:
        raise _TooLarge
    answer = one.answer(context(known))
    if not isinstance(answer, OpenOn):
        return answer
    name = str(answer)
    branches = tuple(_tree(one, {**known, name: value}, choices, budget) for value in choices[name])
    return branches[0] if branches and all(branch == branches[0] for branch in branches) else (name, branches)


def _names(tree: Tree) -> set[str]:
    if isinstance(tree, bool):
        return set()
    name, branches = tree
    return {name}.union(*(_names(branch) for branch in branches))
