"""The tables of transitions: sound when loaded, drawn in docs, refusals that say what and why."""

from enum import StrEnum
from pathlib import Path

import pytest

from catalogs.wording import Wording
from tests.factories.projects import case
from workflow.domain.diagrams import page
from workflow.domain.lifecycle import Lifecycle, Transition
from workflow.domain.lifecycles import SUB_APPROVAL
from workflow.domain.statuses import (
    CLOCK_RUNS,
    FINAL,
    IN_HAND,
    UNDECIDED,
    Status,
)
from workflow.errors import TransitionRefused


class Light(StrEnum):
    RED = "red"
    GREEN = "green"
    DARK = "dark"


def lifecycle(*table: Transition[Light], final: tuple[Light, ...] = (Light.DARK,)) -> Lifecycle[Light]:
    return Lifecycle(Wording("灯", "light"), attribute="status", initial=Light.RED, final=final, table=table)


GO = Transition("go", (Light.RED,), Light.GREEN)
BREAK = Transition("break", (Light.RED, Light.GREEN), Light.DARK)


@pytest.mark.parametrize(
    ("table", "final", "fault"),
    [
        pytest.param((GO,), (Light.DARK,), "green cannot be left", id="dead end"),
        pytest.param((BREAK,), (Light.DARK,), "green cannot be reached", id="unreachable"),
        pytest.param(
            (GO, BREAK, Transition("mend", (Light.DARK,), Light.RED)),
            (Light.DARK,),
            "final dark can be left",
            id="final left",
        ),
        pytest.param(
            (GO, Transition("break", (Light.GREEN,), Light.DARK, ("is_old",))),
            (Light.DARK,),
            "is_old has no text",
            id="guard",
        ),
    ],
)
def test_a_faulty_table_is_refused_when_it_is_built(
    table: tuple[Transition[Light], ...], final: tuple[Light, ...], fault: str
) -> None:
    with pytest.raises(ValueError, match=fault):
        lifecycle(*table, final=final)


def test_a_refused_move_says_trigger_status_and_where_it_is_possible() -> None:
    sub = case("eia")

    with pytest.raises(TransitionRefused) as refusal:
        SUB_APPROVAL.fire(sub, "accept")

    assert refusal.value.facts["trigger"] == "accept"
    assert refusal.value.facts["status"] == "planned"
    assert refusal.value.facts["possible_in"] == ["received"]
    assert "received" in refusal.value.mend_en
    assert refusal.value.zh == "子审批状态为“待派发”，不能“受理”。"
    assert sub.status is Status.PLANNED


def test_a_guard_that_does_not_hold_says_why() -> None:
    sub = case("eia")
    sub.status = Status.IN_REVIEW

    with pytest.raises(TransitionRefused) as refusal:
        SUB_APPROVAL.fire(sub, "decide")

    assert refusal.value.facts["why"] == "decision_leg_is_active"
    assert "初审" in refusal.value.zh


def test_every_status_of_a_case_is_classified() -> None:
    assert set(Status) == FINAL | UNDECIDED | {Status.DECIDED}
    assert not FINAL & UNDECIDED
    assert CLOCK_RUNS < IN_HAND < UNDECIDED


def test_the_page_of_lifecycles_is_drawn_from_the_tables() -> None:
    drawn = Path(__file__).parents[3] / "docs" / "lifecycles.md"

    assert drawn.read_text(encoding="utf-8") == page(), "run `make diagrams`"
