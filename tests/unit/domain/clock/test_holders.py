"""Whose time it was: office by office, and away from the offices while others have the case."""

from datetime import timedelta

import pytest

from catalogs.holds import Holder
from catalogs.loader import load
from catalogs.schema import LegRole, OfficeId
from tests.factories.projects import APPLICANT, CITY, COUNTY, minutes
from workflow.domain.clock.holders import Share, Whose, time_by_holder, totals
from workflow.domain.events import Event, EventType
from workflow.domain.sub_approval import Leg

HOLDERS = {row.key: row.holder for row in load("zhaotong-2026").special_procedures}
OTHER_COUNTY = OfficeId("530621.natural_resources")
AT_CITY = Whose(holder=Holder.GOVERNMENT, office=CITY)
AT_COUNTY = Whose(holder=Holder.GOVERNMENT, office=COUNTY)


def event(type: EventType, minute: int, **data: object) -> Event:
    return Event(type=type, at=minutes(minute), actor=APPLICANT, data=data)


def leg(office: OfficeId, offered: int | None, handed_over: int | None = None, *, position: int = 0) -> Leg:
    return Leg(
        position=position,
        office=office,
        role=LegRole.DECISION,
        offered_at=None if offered is None else minutes(offered),
        handed_over_at=None if handed_over is None else minutes(handed_over),
    )


def spent(shares: tuple[Share, ...]) -> list[tuple[Whose, int]]:
    return [(share.whose, share.duration // timedelta(minutes=1)) for share in shares]


def test_before_its_receipt_a_case_takes_nobodys_time() -> None:
    assert time_by_holder([event(EventType.DISPATCHED, 0)], [leg(CITY, None)], holders=HOLDERS, now=minutes(9)) == ()


def test_an_undecided_case_takes_the_time_of_its_office_until_now() -> None:
    shares = time_by_holder([event(EventType.RECEIVED, 0)], [leg(CITY, 0)], holders=HOLDERS, now=minutes(9))

    assert spent(shares) == [(AT_CITY, 9)]


def test_a_decided_case_takes_no_more_time_however_late_it_is_asked() -> None:
    log = [event(EventType.RECEIVED, 0), event(EventType.DECIDED, 7), event(EventType.DELIVERED, 20)]

    assert spent(time_by_holder(log, [leg(CITY, 0)], holders=HOLDERS, now=minutes(99))) == [(AT_CITY, 7)]


def test_a_correction_is_the_applicants_time() -> None:
    log = [
        event(EventType.RECEIVED, 0),
        event(EventType.CORRECTION_REQUESTED, 3),
        event(EventType.CORRECTION_SUBMITTED, 8),
    ]

    assert spent(time_by_holder(log, [leg(CITY, 0)], holders=HOLDERS, now=minutes(10))) == [
        (AT_CITY, 3),
        (Whose(holder=Holder.APPLICANT), 5),
        (AT_CITY, 2),
    ]


@pytest.mark.parametrize(
    ("type", "whose"),
    [
        pytest.param("expert_review", Whose(holder=Holder.EXPERT), id="expert"),
        pytest.param("commissioned_evaluation", Whose(holder=Holder.INTERMEDIARY), id="intermediary"),
        pytest.param("publicity", Whose(holder=Holder.PUBLICITY), id="publicity"),
        pytest.param("hearing", AT_CITY, id="hearing-is-the-offices-own"),
        pytest.param("a long lunch", AT_CITY, id="unlisted-is-the-offices-own"),
    ],
)
def test_a_special_procedure_is_the_time_of_whom_the_catalogue_says(type: str, whose: Whose) -> None:
    log = [
        event(EventType.RECEIVED, 0),
        event(EventType.SPECIAL_PROCEDURE_STARTED, 2, procedure=type),
        event(EventType.SPECIAL_PROCEDURE_ENDED, 6),
        event(EventType.DECIDED, 7),
    ]

    found = totals(time_by_holder(log, [leg(CITY, 0)], holders=HOLDERS, now=minutes(7)))

    assert found[whose] >= timedelta(minutes=4)
    assert sum(found.values(), timedelta()) == timedelta(minutes=7)


def test_a_running_special_procedure_goes_on_until_now() -> None:
    log = [event(EventType.RECEIVED, 0), event(EventType.SPECIAL_PROCEDURE_STARTED, 2, procedure="testing")]

    shares = time_by_holder(log, [leg(CITY, 0)], holders=HOLDERS, now=minutes(5))

    assert spent(shares) == [(AT_CITY, 2), (Whose(holder=Holder.INTERMEDIARY), 3)]


def test_a_case_handed_over_is_the_receivers_from_that_instant() -> None:
    legs = [leg(COUNTY, 0, 4), leg(CITY, 4, position=1)]

    shares = time_by_holder([event(EventType.RECEIVED, 0)], legs, holders=HOLDERS, now=minutes(9))

    assert spent(shares) == [(AT_COUNTY, 4), (AT_CITY, 5)]


def test_of_offices_side_by_side_the_first_that_has_not_handed_over_holds_the_case() -> None:
    legs = [leg(COUNTY, 0, 3), leg(OTHER_COUNTY, 0, 5), leg(CITY, 5, position=1)]

    shares = time_by_holder([event(EventType.RECEIVED, 0)], legs, holders=HOLDERS, now=minutes(6))

    assert spent(shares) == [(AT_COUNTY, 3), (Whose(holder=Holder.GOVERNMENT, office=OTHER_COUNTY), 2), (AT_CITY, 1)]


@pytest.mark.parametrize(
    "end",
    [
        EventType.NOT_ACCEPTED,
        EventType.CORRECTION_LAPSED,
        EventType.RECORDED_ELSEWHERE,
        EventType.FILED,
        EventType.WITHDRAWAL_CONFIRMED,
        EventType.VOIDED,
    ],
)
def test_whatever_ends_a_case_ends_its_time(end: EventType) -> None:
    log = [event(EventType.RECEIVED, 1), event(end, 4)]

    assert spent(time_by_holder(log, [leg(CITY, 1)], holders=HOLDERS, now=minutes(50))) == [(AT_CITY, 3)]


def test_waiting_for_another_offices_opinion_stays_the_time_of_the_office_that_asked() -> None:
    log = [
        event(EventType.RECEIVED, 0),
        event(EventType.OPINION_REQUESTED, 2, office=COUNTY),
        event(EventType.OPINION_GIVEN, 6, office=COUNTY),
    ]

    shares = time_by_holder(log, [leg(CITY, 0)], holders=HOLDERS, now=minutes(9))

    assert spent(shares) == [(AT_CITY, 9)]
