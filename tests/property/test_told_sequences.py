"""Whatever officers and applicants do in whatever order, the receiver finds the told sequence legal."""

from collections.abc import Callable
from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from catalogs.schema import MaterialKey
from simulators.provincial_platform.sequence import sequence_refusal
from tests.factories.projects import APPLICANT, CITY, COUNTY, case, minutes, officer
from tests.unit.gateways.told import STAGE, applied, rows
from workflow.domain import ending, holding, receiving, relaying, reviewing, withdrawing
from workflow.domain.aggregate import Project, SubApproval
from workflow.domain.people import SYSTEM
from workflow.domain.statuses import Outcome
from workflow.errors import Refused
from workflow.gateways.provincial.tables import Table
from workflow.operations.cases import calendar_of

Step = Callable[[Project, SubApproval, datetime], object]
MAP = MaterialKey("map")
FIRST, LAST = officer(COUNTY), officer(CITY)

STEPS: dict[str, Step] = {
    "receive": lambda p, s, at: receiving.receive(p, s, at=at),
    "accept": lambda p, s, at: receiving.accept(p, s, by=FIRST, at=at, calendar=calendar_of(p.edition)),
    "refuse acceptance": lambda p, s, at: receiving.refuse_acceptance(
        p, s, reason="", right_office=None, by=FIRST, at=at
    ),
    "ask for correction": lambda p, s, at: receiving.request_correction(
        p, s, materials=[MAP], reason="", due_on=None, by=FIRST, at=at
    ),
    "return": lambda p, s, at: receiving.return_uncorrected(p, s, reason="", by=FIRST, at=at),
    "review": lambda p, s, at: reviewing.begin_review(p, s, by=FIRST, at=at),
    "hold": lambda p, s, at: holding.start_special_procedure(
        p, s, type="x", reason="", basis="", expected_until=date(2026, 5, 1), by=FIRST, at=at
    ),
    "run on": lambda p, s, at: holding.end_special_procedure(p, s, by=FIRST, at=at, calendar=calendar_of(p.edition)),
    "hand over": lambda p, s, at: relaying.hand_over(p, s, "", by=FIRST, at=at),
    "take over": lambda p, s, at: relaying.take_over(p, s, relaying.centre_of(CITY), at=at),
    "acknowledge": lambda p, s, at: relaying.acknowledge(p, s, by=LAST, at=at),
    "approve": lambda p, s, at: reviewing.decide(p, s, outcome=Outcome.APPROVED, number="1", reason="", by=LAST, at=at),
    "refuse": lambda p, s, at: reviewing.decide(p, s, outcome=Outcome.REFUSED, number="1", reason="x", by=LAST, at=at),
    "deliver": lambda p, s, at: reviewing.deliver(p, s, by=LAST, at=at),
    "ask to withdraw": lambda p, s, at: withdrawing.request_withdrawal(p, s, reason="", by=APPLICANT, at=at),
    "let go": lambda p, s, at: withdrawing.confirm_withdrawal(p, s, by=FIRST, at=at),
    "keep": lambda p, s, at: withdrawing.refuse_withdrawal(p, s, reason="", by=FIRST, at=at),
    "terminate": lambda p, _, at: ending.end(p, "terminate", reason="", basis="", by=SYSTEM, at=at),
}


@given(st.lists(st.sampled_from(sorted(STEPS)), min_size=5, max_size=100))
def test_the_receiver_finds_every_told_sequence_legal(names: list[str]) -> None:
    sub = case("forest_land_use", stage=STAGE, offices=[COUNTY, CITY])
    project = applied(case("land_pre_examination", stage=STAGE), sub)
    sub.needs.append(MAP)
    for minute, name in enumerate(names):
        _try(STEPS[name], project, sub, minutes(minute))

    told = [int(str(row["BLZT"])) for row in rows(project, Table.HANDLING) if row["SPSXSLBM"] == str(sub.id)]

    assert sequence_refusal(told) is None


def _try(step: Step, project: Project, sub: SubApproval, at: datetime) -> None:
    """What the rules refuse changes nothing; what they let pass is part of the story."""
    try:
        step(project, sub, at)
    except Refused:
        return
