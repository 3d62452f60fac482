"""What has served its purpose goes: carried-out messages, answered keys, spent signatures, expired tokens.

Nothing of a project is ever deleted. May run at any time, twice, and beside itself.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import TextClause, text

from workflow.store.unit_of_work import UnitOfWork

# Two purges side by side take different rows.
_CARRIED_OUT = text(
    "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE delivered_at < :before "
    "ORDER BY id LIMIT :limit FOR UPDATE SKIP LOCKED)"
)
_ANSWERED = text(
    "DELETE FROM commands WHERE (key, principal) IN (SELECT key, principal FROM commands WHERE at < :before "
    "LIMIT :limit FOR UPDATE SKIP LOCKED)"
)
_SPENT = text(
    "DELETE FROM callbacks WHERE nonce IN (SELECT nonce FROM callbacks WHERE arrived_at < :before "
    "LIMIT :limit FOR UPDATE SKIP LOCKED)"
)
_EXPIRED = text(
    "DELETE FROM tokens WHERE digest IN (SELECT digest FROM tokens WHERE expires_at < :before "
    "LIMIT :limit FOR UPDATE SKIP LOCKED)"
)
PURGES: Mapping[str, TextClause] = {
    "messages_carried_out": _CARRIED_OUT,
    "commands_answered": _ANSWERED,
    "callbacks_spent": _SPENT,
    "tokens_expired": _EXPIRED,
}


def purge(work: UnitOfWork, *, older_than: timedelta, limit: int, now: datetime) -> Mapping[str, int]:
    """Delete at most `limit` of each sort that ended longer ago than that; how many of each went."""
    bounds = {"before": now - older_than, "limit": limit}
    return {name: work.connection.execute(each, bounds).rowcount for name, each in PURGES.items()}
