"""Whose time a case took: every instant from its receipt to its end belongs to exactly one holder.

What an officer did not do in his time cannot be booked on anybody else: an unlisted procedure, a pending withdrawal
and a consultation of another office leave the time with the office that has the case in hand.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from catalogs.holds import Holder
from catalogs.schema import OfficeId
from workflow.domain.events import Event, EventType
from workflow.domain.sub_approval import Leg

ENDS_A_CASE = frozenset(
    {
        EventType.NOT_ACCEPTED,
        EventType.CORRECTION_LAPSED,
        EventType.DECIDED,
        EventType.RECORDED_ELSEWHERE,
        EventType.FILED,
        EventType.WITHDRAWAL_CONFIRMED,
        EventType.VOIDED,
    }
)
_CORRECTION_ENDS = frozenset({EventType.CORRECTION_SUBMITTED, EventType.CORRECTION_LAPSED})


@dataclass(frozen=True, kw_only=True)
class Whose:
    """A holder; of the government, which office."""

    holder: Holder
    office: OfficeId | None = None


@dataclass(frozen=True, kw_only=True)
class Share:
    """A stretch of a case's life, from an instant up to another, that is one holder's."""

    whose: Whose
    since: datetime
    until: datetime

    @property
    def duration(self) -> timedelta:
        return self.until - self.since


@dataclass(frozen=True, kw_only=True)
class _Away:
    """A stretch in which the case does not lie with an office."""

    holder: Holder
    since: datetime
    until: datetime


def time_by_holder(
    log: Sequence[Event], legs: Sequence[Leg], *, holders: Mapping[str, Holder], now: datetime
) -> tuple[Share, ...]:
    """The shares of one case's time, in order and without a gap, from its receipt to its end or `now`.

    `log` is the log of that case alone; `holders` says whose time each type of special procedure is. Empty before
    the receipt. With several legs at once the first that has not handed over holds the case, since all wait for it.
    """
    received = min((event.at for event in log if event.type is EventType.RECEIVED), default=None)
    if received is None:
        return ()
    end = max(received, min((event.at for event in log if event.type in ENDS_A_CASE), default=now))
    away = _away(log, holders, end)
    cuts = sorted({received, end, *_inside(_instants(away, legs), received, end)})
    return _joined(
        [Share(whose=_whose(since, away, legs), since=since, until=until) for since, until in pairwise(cuts)]
    )


def totals(shares: Iterable[Share]) -> Mapping[Whose, timedelta]:
    """How long each holder had the case; the sum is its whole life."""
    found: defaultdict[Whose, timedelta] = defaultdict(timedelta)
    for share in shares:
        found[share.whose] += share.duration
    return found


def _away(log: Sequence[Event], holders: Mapping[str, Holder], end: datetime) -> list[_Away]:
    """Corrections are the applicant's time; special procedures are whose the catalogue says."""
    found = []
    for begun in log:
        if begun.type is EventType.CORRECTION_REQUESTED:
            over = _first_after(log, begun.at, _CORRECTION_ENDS, end)
            found.append(_Away(holder=Holder.APPLICANT, since=begun.at, until=over))
        elif begun.type is EventType.SPECIAL_PROCEDURE_STARTED:
            over = _first_after(log, begun.at, frozenset({EventType.SPECIAL_PROCEDURE_ENDED}), end)
            holder = holders.get(str(begun.data.get("procedure")), Holder.GOVERNMENT)
            found.append(_Away(holder=holder, since=begun.at, until=over))
    return [one for one in found if one.holder is not Holder.GOVERNMENT]


def _first_after(log: Sequence[Event], at: datetime, types: frozenset[EventType], end: datetime) -> datetime:
    return min((event.at for event in log if event.type in types and event.at >= at), default=end)


def _instants(away: Iterable[_Away], legs: Iterable[Leg]) -> Iterable[datetime | None]:
    for one in away:
        yield from (one.since, one.until)
    for leg in legs:
        yield from (leg.offered_at, leg.handed_over_at)


def _inside(instants: Iterable[datetime | None], first: datetime, last: datetime) -> list[datetime]:
    return [at for at in instants if at is not None and first < at < last]


def _whose(at: datetime, away: Iterable[_Away], legs: Sequence[Leg]) -> Whose:
    for one in away:
        if one.since <= at < one.until:
            return Whose(holder=one.holder)
    return Whose(holder=Holder.GOVERNMENT, office=_office(at, legs))


def _office(at: datetime, legs: Sequence[Leg]) -> OfficeId:
    """An office answers for the case from the moment it is offered, since nobody else can act on it."""
    offered = [leg for leg in legs if leg.offered_at and leg.offered_at <= at]
    holding = [leg for leg in offered if leg.handed_over_at is None or at < leg.handed_over_at]
    if holding:
        return holding[0].office
    return (offered or legs[:1])[-1].office


def _joined(shares: Iterable[Share]) -> tuple[Share, ...]:
    found: list[Share] = []
    for share in shares:
        if found and found[-1].whose == share.whose:
            found[-1] = Share(whose=share.whose, since=found[-1].since, until=share.until)
        else:
            found.append(share)
    return tuple(found)
