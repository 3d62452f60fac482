"""The stored due date is what the log gives again, and every minute of a case is exactly one holder's."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from catalogs.calendar import Calendar
from catalogs.holds import HoldEffect
from catalogs.loader import load
from catalogs.schema import LegRole, LimitUnit, OfficeId
from tests.factories.projects import APPLICANT, NOON, case, coded, officer, project_of
from tests.property.clocks import REAL_DAYS
from tests.property.stories import OFFICES
from workflow.domain import applying, holding, receiving, relaying, reviewing
from workflow.domain.aggregate import Project
from workflow.domain.clock import HoldRule, Limit, reckon
from workflow.domain.clock.holders import ENDS_A_CASE, time_by_holder, totals
from workflow.domain.clock.recalling import recalled
from workflow.domain.events import Event, EventType
from workflow.domain.statuses import LegStatus
from workflow.domain.sub_approval import Leg, SubApproval

CALENDAR = Calendar(REAL_DAYS)
EDITION = load("zhaotong-2026")
HOLDERS = {row.key: row.holder for row in EDITION.special_procedures}
MINUTE = timedelta(minutes=1)
MONTHS = 200_000  # minutes
pauses = st.tuples(st.sampled_from(sorted(HOLDERS)), st.integers(1, MONTHS // 4), st.integers(0, MONTHS // 4))
instants = st.integers(0, MONTHS).map(lambda minute: NOON + MINUTE * minute)


def in_review(limit: int, unit: LimitUnit, at: datetime) -> tuple[Project, SubApproval]:
    sub = case("eia", limit_days=limit, limit_unit=unit, offices=OFFICES[:2])
    project = coded(project_of([sub]))
    applying.apply_for_stage(project, sub.stage, None, by=APPLICANT, at=NOON)
    receiving.receive(project, sub, at=at)
    receiving.accept(project, sub, by=officer(OFFICES[0]), at=at, calendar=CALENDAR)
    reviewing.begin_review(project, sub, by=officer(OFFICES[0]), at=at)
    return project, sub


def pass_through(project: Project, sub: SubApproval, pauses: list[tuple[str, int, int]], at: datetime) -> datetime:
    """Hold the case for each pause in turn: its type, the minutes before it, the minutes it takes."""
    for type, before, length in pauses:
        at += MINUTE * before
        holding.start_special_procedure(
            project, sub, type=type, reason="-", expected_until=at.date(), basis="-", by=officer(), at=at
        )
        at += MINUTE * length
        holding.end_special_procedure(project, sub, by=officer(), at=at, calendar=CALENDAR)
    return at


@given(
    instants, st.integers(1, 60), st.sampled_from([LimitUnit.WORKING_DAY, LimitUnit.CALENDAR_DAY]),
    st.lists(pauses, max_size=4),
)  # fmt: skip
def test_recomputing_from_the_log_gives_the_stored_due_date(
    at: datetime, limit: int, unit: LimitUnit, pauses: list[tuple[str, int, int]]
) -> None:
    project, sub = in_review(limit, unit, at)
    pass_through(project, sub, pauses, at)

    events = recalled([event for event in project.events if event.sub_approval == sub.id])

    assert events
    allowed = {hold.type: HoldRule(effect=HoldEffect.PAUSE) for hold in events.holds}
    found = reckon(events, limit=Limit(days=limit, unit=unit), allowed=allowed, calendar=CALENDAR)
    assert (found.due_on, found.is_provisional) == (sub.due_on, sub.due_is_provisional)


@given(instants, st.lists(pauses, max_size=4), st.integers(0, MONTHS))
def test_the_shares_of_a_case_that_went_from_office_to_office_sum_to_its_time(
    at: datetime, pauses: list[tuple[str, int, int]], later: int
) -> None:
    project, sub = in_review(20, LimitUnit.WORKING_DAY, at)
    end = pass_through(project, sub, pauses, at)
    relaying.hand_over(project, sub, "同意", by=officer(OFFICES[0]), at=end)
    now = end + MINUTE * later

    log = [event for event in project.events if event.sub_approval == sub.id]
    found = totals(time_by_holder(log, sub.legs, holders=HOLDERS, now=now))

    assert sum(found.values(), timedelta()) == now - at
    assert sub.legs[1].status is LegStatus.OFFERED
    assert all(whose.office != OFFICES[1] or time == MINUTE * later for whose, time in found.items())


@st.composite
def legs(draw: st.DrawFn) -> Leg:
    """A leg with any instants, also such as no engine would write."""
    return Leg(
        position=draw(st.integers(0, 2)),
        office=OfficeId(draw(st.sampled_from(OFFICES))),
        role=LegRole.DECISION,
        offered_at=draw(st.none() | instants),
        handed_over_at=draw(st.none() | instants),
    )


@st.composite
def happenings(draw: st.DrawFn) -> Event:
    return Event(
        type=draw(st.sampled_from(list(EventType))),
        at=draw(instants),
        actor=APPLICANT,
        data={"procedure": draw(st.sampled_from([*HOLDERS, "unheard of"]))},
    )


@given(st.lists(happenings(), max_size=12), st.lists(legs(), min_size=1, max_size=4), instants)
def test_every_minute_belongs_to_exactly_one_holder_even_in_a_log_out_of_order(
    log: list[Event], legs: list[Leg], now: datetime
) -> None:
    shares = time_by_holder(log, legs, holders=HOLDERS, now=now)

    received = [event.at for event in log if event.type is EventType.RECEIVED]
    if not received:
        assert shares == ()
        return
    end = max(min(received), min((event.at for event in log if event.type in ENDS_A_CASE), default=now))
    assert sum(totals(shares).values(), timedelta()) == end - min(received)
    assert all(share.duration > timedelta() for share in shares)
    assert all(one.until == other.since and one.whose != other.whose for one, other in pairwise(shares))
    assert all(share.since.tzinfo is UTC for share in shares)
