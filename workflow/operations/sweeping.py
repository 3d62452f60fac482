"""Safety net: finds work that no message will do any more, writes the message again and counts what it found.

In an undamaged system every sweep counts zero. All may run at any time, twice, and beside each other.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, TextClause, text

from catalogs.schema import OfficeId, RegionCode
from workflow.domain.messages import EXCHANGE, Message, Topic, queue_of
from workflow.domain.relaying import centre_of
from workflow.operations.exchanging import report_of
from workflow.store.unit_of_work import UnitOfWork

_ONE_SWEEP_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended('sweep', 0))")
# Each centre that examines from the first takes in its own leg, whatever the others have done with theirs.
_DISPATCHED = text(
    """
    SELECT s.project_id::text AS shard, leg->>'office' AS office, array_agg(s.id::text ORDER BY s.id) AS cases
    FROM sub_approvals s, jsonb_array_elements(s.legs) AS leg
    WHERE s.status IN ('dispatched', 'received', 'accepted', 'in_review')
      AND leg->>'position' = '0' AND leg->>'status' = 'waiting' AND NOT EXISTS (
      SELECT 1 FROM outbox o WHERE o.delivered_at IS NULL AND o.shard = s.project_id::text AND o.topic = 'receive'
        AND o.payload->'sub_approvals' ? s.id::text
        AND o.destination = 'centre.' || split_part(leg->>'office', '.', 1))
    GROUP BY s.project_id, leg->>'office'
    """
)
_HANDED_OVER = text(
    """
    SELECT s.project_id::text AS shard, leg->>'office' AS office, array_agg(s.id::text ORDER BY s.id) AS cases
    FROM sub_approvals s, jsonb_array_elements(s.legs) AS leg
    WHERE s.status = 'in_review' AND leg->>'status' = 'offered' AND leg->>'arrived_at' IS NULL AND NOT EXISTS (
      SELECT 1 FROM outbox o WHERE o.delivered_at IS NULL AND o.shard = s.project_id::text AND o.topic = 'take_over'
        AND o.payload->'sub_approvals' ? s.id::text
        AND o.destination = 'centre.' || split_part(leg->>'office', '.', 1))
    GROUP BY s.project_id, leg->>'office'
    """
)
_WITHOUT_CODE = text(
    """
    SELECT p.id::text AS shard FROM projects p
    WHERE p.status = 'registered' AND p.code_status = 'provisional' AND NOT EXISTS (
      SELECT 1 FROM outbox o WHERE o.delivered_at IS NULL AND o.destination = 'exchange' AND o.shard = p.id::text
        AND o.topic = 'request_code')
    """
)
_UNREPORTED = text(
    """
    SELECT p.id::text AS shard FROM projects p LEFT JOIN exchange_cursors c ON c.project_id = p.id
    WHERE p.code_status = 'confirmed' AND p.event_count > coalesce(c.position, 0) AND NOT EXISTS (
      SELECT 1 FROM outbox o WHERE o.delivered_at IS NULL AND o.destination = 'exchange' AND o.shard = p.id::text
        AND o.topic = 'report')
    """
)
# Behind a row that was not accepted nothing goes until a person mends it, so that is not left-over work.
_UNSENT = text(
    """
    SELECT r.shard FROM exchange_records r WHERE r.status <> 3
    GROUP BY r.shard
    HAVING min(r.id) FILTER (WHERE r.status = 0) < coalesce(min(r.id) FILTER (WHERE r.status <> 0), 9223372036854775807)
      AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.delivered_at IS NULL AND o.destination = 'exchange'
        AND (o.shard = r.shard OR r.shard LIKE 'edition:%' AND o.topic = 'report'))
    """
)


@dataclass(frozen=True)
class Sweep:
    """A sort of left-over work: how it is found, and the message that has it done."""

    find: TextClause
    message: Callable[[Row[tuple[object, ...]]], Message]


def _cases_to(topic: Topic) -> Callable[[Row[tuple[object, ...]]], Message]:
    def message(row: Row[tuple[object, ...]]) -> Message:
        centre = queue_of(RegionCode(centre_of(OfficeId(row.office))))
        return Message(destination=centre, shard=row.shard, topic=topic, payload={"sub_approvals": row.cases})

    return message


def _request_code(row: Row[tuple[object, ...]]) -> Message:
    return Message(destination=EXCHANGE, shard=row.shard, topic=Topic.REQUEST_CODE, payload={"project": row.shard})


def _report(row: Row[tuple[object, ...]]) -> Message:
    return report_of(row.shard)


SWEEPS: Mapping[str, Sweep] = {
    "dispatched_not_received": Sweep(_DISPATCHED, _cases_to(Topic.RECEIVE)),
    "handed_over_not_arrived": Sweep(_HANDED_OVER, _cases_to(Topic.TAKE_OVER)),
    "registered_without_code": Sweep(_WITHOUT_CODE, _request_code),
    "events_not_reported": Sweep(_UNREPORTED, _report),
    "records_not_sent": Sweep(_UNSENT, _report),
}


def sweep(work: UnitOfWork, *, now: datetime) -> Mapping[str, int]:
    """Re-drive whatever was left; how many of each sort were found."""
    work.connection.execute(_ONE_SWEEP_AT_A_TIME)
    return {name: _sweep_one(work, each, now) for name, each in SWEEPS.items()}


def _sweep_one(work: UnitOfWork, sweep: Sweep, now: datetime) -> int:
    found = work.connection.execute(sweep.find).all()
    for row in found:
        work.outbox.add(sweep.message(row), now=now)
    return len(found)
