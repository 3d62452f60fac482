"""What a person does to the exchange: send records again, let parked messages go."""

from datetime import datetime

from workflow.domain.messages import EXCHANGE, Message, Topic
from workflow.errors import WrongInput
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
    """Let records (of a project or edition, of a table, of one key) be written and sent again. Of how many projects?

    Raises `WrongInput` when nothing is named: everything ever told is never meant.
    """
    if shard is None and table is None and key is None:
        raise WrongInput(
            "没有说明要重新报送什么。",
            "Nothing was named that should be sent again.",
            mend_zh="请指定项目、目录版本、表或记录的主键。",
            mend_en="Name a project, the edition, a table or a record's key.",
        )
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
