"""Receipt of a batch of records: each row is judged in turn, so that a child may follow its parent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from simulators.provincial_platform.checks import faults_of
from simulators.provincial_platform.columns import Row, text_of
from simulators.provincial_platform.faults import reason_of
from simulators.provincial_platform.ledger import ACCEPTED, Ledger, Upload, canonical
from simulators.provincial_platform.store import Store


@dataclass(frozen=True, slots=True)
class Sent:
    """A record as the city sent it."""

    table: str
    row: Row


def receive(store: Store, records: Iterable[Sent], *, now: datetime) -> list[Upload]:
    """Store the batch in one transaction and return what became of each record, in order."""
    with store.transaction() as connection:
        ledger = Ledger(connection)
        return [_receive_one(ledger, record, now=now) for record in records]


def _receive_one(ledger: Ledger, sent: Sent, *, now: datetime) -> Upload:
    before = ledger.latest_upload(sent.table, text_of(sent.row, "DFSJZJ"))
    is_same = before is not None and before.content == canonical(sent.row)
    if before and is_same and before.state == ACCEPTED:
        return before
    # A row once rejected is judged again even when unchanged: what it lacked may have arrived since.
    reason = reason_of(faults_of(sent.table, sent.row, ledger))
    if before and is_same and before.reason == reason:
        return before
    version = 1 if before is None else before.version + (not is_same)
    return ledger.store(sent.table, sent.row, version=version, reason=reason, now=now)
