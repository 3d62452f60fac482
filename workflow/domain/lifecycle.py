"""A lifecycle: a table of transitions, checked when it is built, fired on plain records by one shared machine."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from transitions import Machine, MachineError

from catalogs.wording import Wording
from workflow.domain.words import act, called, listed
from workflow.errors import TransitionRefused

S = TypeVar("S", bound=StrEnum)


@dataclass(frozen=True)
class Transition(Generic[S]):
    """One line of a lifecycle. `guards` are properties of the record that must be true."""

    trigger: str
    sources: tuple[S, ...]
    target: S
    guards: tuple[str, ...] = ()


@dataclass(frozen=True)
class GuardText:
    """What a guard that does not hold tells the person, and what to do about it."""

    zh: str
    en: str
    mend_zh: str
    mend_en: str


class Lifecycle(Generic[S]):
    """The allowed moves of one attribute of a record."""

    def __init__(
        self,
        name: Wording,
        *,
        attribute: str,
        initial: S,
        final: Iterable[S],
        table: Sequence[Transition[S]],
        guard_texts: Mapping[str, GuardText] | None = None,
    ) -> None:
        self.name, self.attribute, self.initial, self.final = name, attribute, initial, frozenset(final)
        self.states: type[S] = type(initial)
        self.table = tuple(table)
        self._guard_texts = guard_texts or {}
        self._refuse_faulty_table()
        self._machine = Machine(
            model=None,
            states=self.states,
            initial=initial,
            auto_transitions=False,
            send_event=True,
            model_attribute=attribute,
            transitions=[
                {"trigger": t.trigger, "source": list(t.sources), "dest": t.target, "conditions": list(t.guards)}
                for t in self.table
            ],
        )

    def fire(self, record: object, trigger: str) -> None:
        """Move the record, or raise `TransitionRefused` naming trigger, status and why."""
        try:
            moved = self._machine.events[trigger].trigger(record)
        except MachineError:
            raise self._refusal(record, trigger) from None
        if not moved:
            raise self._refusal(record, trigger)

    def allows(self, record: object, trigger: str) -> bool:
        """Would `fire` move the record?"""
        status = getattr(record, self.attribute)
        return any(
            t.trigger == trigger and status in t.sources and all(getattr(record, guard) for guard in t.guards)
            for t in self.table
        )

    def allowed(self, record: object) -> tuple[str, ...]:
        """The triggers that would move the record now."""
        return tuple(sorted({t.trigger for t in self.table if self.allows(record, t.trigger)}))

    def _refusal(self, record: object, trigger: str) -> TransitionRefused:
        status: Any = getattr(record, self.attribute)
        for t in self.table:
            if t.trigger != trigger or status not in t.sources:
                continue
            for guard in t.guards:
                if not getattr(record, guard):
                    return self._guard_refusal(guard, trigger, status)
        sources = sorted({source for t in self.table if t.trigger == trigger for source in t.sources})
        now, verb, wanted = called(status), act(trigger), listed(called(source) for source in sources)
        return TransitionRefused(
            f"{self.name.zh}状态为“{now.zh}”，不能“{verb.zh}”。",
            f"The {self.name.en} is {now.en}; '{verb.en}' is not possible.",
            mend_zh=f"该操作只在下列状态可行：{wanted.zh}。请刷新后按当前状态办理。",
            mend_en=f"It is possible when {wanted.en}. Reload and act on the present status.",
            trigger=trigger,
            status=str(status),
            possible_in=sources,
        )

    def _guard_refusal(self, guard: str, trigger: str, status: str) -> TransitionRefused:
        text = self._guard_texts[guard]
        return TransitionRefused(
            text.zh, text.en, mend_zh=text.mend_zh, mend_en=text.mend_en, trigger=trigger, status=str(status), why=guard
        )

    def _refuse_faulty_table(self) -> None:
        """A table with a dead end or an unreachable state is a mistake of ours, found before anything runs."""
        left = {source for t in self.table for source in t.sources}
        reached = {self.initial} | {t.target for t in self.table}
        faults = [f"{state} cannot be left" for state in self.states if state not in left | self.final]
        faults += [f"{state} cannot be reached" for state in self.states if state not in reached]
        faults += [f"final {state} can be left" for state in self.final & left]
        guards = {guard for t in self.table for guard in t.guards}
        faults += [f"guard {guard} has no text" for guard in guards - set(self._guard_texts)]
        if faults:
            raise ValueError(f"lifecycle {self.name.en}: " + "; ".join(sorted(faults)))
