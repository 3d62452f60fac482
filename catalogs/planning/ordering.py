"""The order of one plan: an order in which every item comes after its prerequisites and its stage's opening."""

from collections.abc import Iterable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from catalogs.errors import CatalogFaults
from catalogs.fault_words import fault
from catalogs.faults import Fault, FaultKind
from catalogs.schema import ItemKey

Before = tuple[ItemKey, ItemKey]  # the first comes before the second


def in_order(keys: Sequence[ItemKey], pairs: Iterable[Before]) -> tuple[ItemKey, ...]:
    """The keys, each after those before it and otherwise as listed. CatalogFaults names a cycle's items."""
    sorter: TopologicalSorter[ItemKey] = TopologicalSorter(dict.fromkeys(keys, ()))
    for before, after in pairs:
        sorter.add(after, before)
    try:
        sorter.prepare()
    except CycleError as error:
        raise CatalogFaults([cycle_fault(error.args[1])]) from error
    return _drained(sorter, {key: place for place, key in enumerate(keys)})


def all_before(order: Sequence[ItemKey], pairs: Iterable[Before]) -> Mapping[ItemKey, frozenset[ItemKey]]:
    """For each key every key that comes before it, directly or through others."""
    direct: dict[ItemKey, list[ItemKey]] = {key: [] for key in order}
    for before, after in pairs:
        direct[after].append(before)
    closure: dict[ItemKey, frozenset[ItemKey]] = {}
    for key in order:
        closure[key] = frozenset(direct[key]).union(*(closure[one] for one in direct[key]))
    return closure


def cycle_fault(cycle: Sequence[str]) -> Fault:
    """The fault of a cycle: its items from one round to the same again, each before the next."""
    return fault(FaultKind.CYCLE, "dependencies", f"{cycle[0]}/{cycle[1]}", "when", value=" → ".join(cycle))


def _drained(sorter: TopologicalSorter[ItemKey], place: dict[ItemKey, int]) -> tuple[ItemKey, ...]:
    order: list[ItemKey] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready(), key=place.__getitem__)
        order.extend(ready)
        sorter.done(*ready)
    return tuple(order)
