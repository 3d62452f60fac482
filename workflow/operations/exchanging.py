"""What a person does to the exchange: send records again, let parked messages go."""

from datetime import datetime

from workflow.domain.messages import EXCHANGE, Message, Topic
from workflow.store.unit_of_work import UnitOfWork

EDITION = "edition:"


def resend(
    work: UnitOfWork,
    *,
    shard: str | None = None,
    table: str | None = None,
    key: str | None = None,
    now: datetime,
) -> int:
    """Let records (of a project or edition, of a table, of one key) be sent again. Returns of how many projects."""
    shards = work.exchange.resend(shard=shard, table=table, key=key)
    for each in shards:
        work.outbox.add(report_of(each), now=now)
    return len(shards)


def release(work: UnitOfWork, message: int | None, *, now: datetime) -> int:
    """Let a parked message, or all of them, try again. Returns how many there were."""
    return work.outbox.release(message, now=now)


def report_of(shard: str) -> Message:
    """The message that has a shard's records sent."""
    if shard.startswith(EDITION):
        payload, topic = {"edition": shard.removeprefix(EDITION)}, Topic.REPORT_EDITION
    else:
        payload, topic = {"project": shard}, Topic.REPORT
    return Message(destination=EXCHANGE, shard=shard, topic=topic, payload=payload)
