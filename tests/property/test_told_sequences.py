"""Whatever officers and applicants do in whatever order, the receiver finds the told sequence of each case legal."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from catalogs.schema import MaterialKey, OfficeId, Procedure
from simulators.provincial_platform.sequence import sequence_refusal
from tests.factories.projects import APPLICANT, CITY, COUNTY, case, minutes, officer
from tests.unit.gateways.told import STAGE, applied, told
from workflow.domain import applying, ending, filing_checks, holding, receiving, relaying, reviewing, withdrawing
from workflow.domain.aggregate import Document, Project
from workflow.domain.ids import DocumentId
from workflow.domain.people import SYSTEM
from workflow.domain.statuses import Outcome
from workflow.domain.sub_approval import SubApproval
from workflow.errors import Refused
from workflow.gateways.provincial.checking import checked
from workflow.gateways.provincial.tables import Table
from workflow.operations.cases import calendar_of

Step = Callable[[Project, SubApproval, datetime], object]
Story = list[tuple[str, str]]
MAP = MaterialKey("map")
OTHER_COUNTY = OfficeId("530621.natural_resources")
FIRST, OTHER, LAST = officer(COUNTY), officer(OTHER_COUNTY), officer(CITY)
ITEMS = ("forest_land_use", "geohazard_assessment", "land_use_planning_permit")
EVIDENCE = Document(
    id=DocumentId(UUID(int=7)),
    material=MaterialKey("result"),
    version=1,
    sha256="b" * 64,
    size=1,
    filename="x.pdf",
    media_type="application/pdf",
    submitted_at=minutes(0),
    submitted_by="officer",
)

STEPS: dict[str, Step] = {
    "receive": lambda p, s, at: receiving.receive(p, s, at=at),
    "receive in one county": lambda p, s, at: receiving.receive(p, s, centre=relaying.centre_of(COUNTY), at=at),
    "receive in the other": lambda p, s, at: receiving.receive(p, s, centre=relaying.centre_of(OTHER_COUNTY), at=at),
    "accept": lambda p, s, at: receiving.accept(
        p, s, by=officer(s.accepting_office), at=at, calendar=calendar_of(p.edition)
    ),
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
    "hand over beside": lambda p, s, at: relaying.hand_over(p, s, "", by=OTHER, at=at),
    "take over": lambda p, s, at: relaying.take_over(p, s, relaying.centre_of(CITY), at=at),
    "acknowledge": lambda p, s, at: relaying.acknowledge(p, s, by=LAST, at=at),
    "approve": lambda p, s, at: reviewing.decide(p, s, outcome=Outcome.APPROVED, number="1", reason="", by=LAST, at=at),
    "refuse": lambda p, s, at: reviewing.decide(p, s, outcome=Outcome.REFUSED, number="1", reason="x", by=LAST, at=at),
    "deliver": lambda p, s, at: reviewing.deliver(p, s, by=LAST, at=at),
    "apply again": lambda p, s, at: applying.apply_again(p, s.item, by=APPLICANT, at=at),
    "verify the filing": lambda p, s, at: filing_checks.check_filing(p, s, "verify", reason="", by=LAST, at=at),
    "correct the filing": lambda p, s, at: filing_checks.check_filing(p, s, "correct", reason="", by=LAST, at=at),
    "cancel the filing": lambda p, s, at: filing_checks.check_filing(p, s, "cancel", reason="", by=LAST, at=at),
    "record from elsewhere": lambda p, s, at: reviewing.record_elsewhere(
        p, s.item, number="1", on=date(2026, 1, 1), evidence=EVIDENCE, by=LAST, at=at
    ),
    "ask to withdraw": lambda p, s, at: withdrawing.request_withdrawal(p, s, reason="", by=APPLICANT, at=at),
    "withdraw the whole": lambda p, _, at: withdrawing.request_withdrawal_of_project(p, reason="", by=APPLICANT, at=at),
    "let go": lambda p, s, at: withdrawing.confirm_withdrawal(p, s, by=FIRST, at=at),
    "keep": lambda p, s, at: withdrawing.refuse_withdrawal(p, s, reason="", by=FIRST, at=at),
}
# Much of a story is a case going its way: what any two random officers do would seldom get it to a decision.
WAY = (
    "receive",
    "accept",
    "review",
    "hand over",
    "hand over beside",
    "take over",
    "acknowledge",
    "approve",
    "apply again",
)
GO_ON = "go on"
# An end of the whole is rare, else few stories get far.
ENDS: dict[str, Step] = {
    "terminate": lambda p, _, at: ending.end(p, "terminate", reason="", basis="", by=SYSTEM, at=at),
    "lapse": lambda p, _, at: ending.end(p, "lapse", reason="", basis="", by=SYSTEM, at=at),
}
moves = st.tuples(st.just(GO_ON) | st.sampled_from(sorted(STEPS)), st.sampled_from(ITEMS))
stories = st.lists(moves, min_size=40, max_size=120)


def beside_and_relayed() -> SubApproval:
    """Two counties examine side by side, the city decides."""
    sub = case("forest_land_use", stage=STAGE, offices=[COUNTY, OTHER_COUNTY, CITY], needs=["map"])
    sub.legs[1].position, sub.legs[2].position = 0, 1
    return sub


def a_project() -> Project:
    """A relayed case, a filing, a permit that waits for the relayed case and may be recorded from elsewhere."""
    project = applied(
        case("land_pre_examination", stage=STAGE),
        beside_and_relayed(),
        case("geohazard_assessment", stage=STAGE, procedure=Procedure.FILING),
        case("land_use_planning_permit", stage=STAGE, waits_for=["forest_land_use"]),
    )
    hand_in_the_map(project)
    return project


def hand_in_the_map(project: Project) -> None:
    document = Document(**{**vars(EVIDENCE), "material": MAP})
    applying.submit_document(project, document, by=APPLICANT, at=minutes(0))


@given(stories, st.none() | st.sampled_from(sorted(ENDS)))
def test_the_receiver_finds_every_told_sequence_legal(story: Story, end: str | None) -> None:
    project = a_project()
    play(project, story)
    if end is not None:
        happen(ENDS[end], project, ITEMS[0], minutes(len(story) + 1))

    told_of = handling(project)

    assert {case: sequence_refusal(states) for case, states in told_of.items()} == dict.fromkeys(told_of)


@given(stories)
def test_everything_told_has_its_parent_before_it_and_passes_our_own_check(story: Story) -> None:
    project = a_project()
    play(project, story)

    records = told(project)

    assert [checked(record).reason for record in records if checked(record).reason] == []
    assert len({(record.table, record.local_key) for record in records}) == len(records)
    begun: set[object] = {""}
    for record in records:
        begun |= {record.row["SPSXSLBM"]} if record.table == Table.CASE else set()
        assert record.row.get("SPSXSLBM", "") in begun


@given(stories, st.integers(0, 200))
def test_telling_in_two_parts_tells_the_same_as_telling_at_once(story: Story, first: int) -> None:
    project = a_project()
    play(project, story)

    whole = {record.local_key: record for record in told(project)}

    after = min(first, len(project.events))
    assert {record.local_key: record for record in told(project, after=after)}.items() <= whole.items()


def handling(project: Project) -> Mapping[object, list[int]]:
    """The states told of each case, in order."""
    found: dict[object, list[int]] = {}
    for record in told(project):
        if record.table == Table.HANDLING:
            found.setdefault(record.row["SPSXSLBM"], []).append(int(str(record.row["BLZT"])))
    return found


def play(project: Project, story: Story) -> None:
    """One move a minute."""
    for minute, (name, item) in enumerate(story, start=1):
        if name == GO_ON:
            next((way for way in WAY if happen(STEPS[way], project, item, minutes(minute))), None)
        else:
            happen(STEPS[name], project, item, minutes(minute))


def happen(step: Step, project: Project, item: str, at: datetime) -> bool:
    """Do it to the attempt that counts; False when nothing came of it. What the rules refuse changes nothing."""
    sub = max((sub for sub in project.sub_approvals if sub.item == item), key=lambda sub: sub.attempt)
    before = len(project.events)
    with suppress(Refused):
        step(project, sub, at)
    return len(project.events) > before
