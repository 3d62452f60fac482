"""Idempotency keys: a command from outside acts once; its repetition returns the first answer."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, bindparam, text
from sqlalchemy.dialects.postgresql import JSONB

from workflow.errors import KeyReused

_BEGIN = text(
    "INSERT INTO commands (key, principal, fingerprint, at) VALUES (:key, :principal, :fingerprint, :now) "
    "ON CONFLICT DO NOTHING RETURNING key"
)
_ANSWERED = text("SELECT fingerprint, answer FROM commands WHERE key = :key AND principal = :principal")
_FINISH = text("UPDATE commands SET answer = :answer WHERE key = :key AND principal = :principal").bindparams(
    bindparam("answer", type_=JSONB)
)


class Commands:
    """The keys one transaction begins and finishes.

    `begin` waits when the same key is in another open transaction, so fifty at once act once.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, key: str, *, principal: str, fingerprint: str, now: datetime) -> Mapping[str, object] | None:
        """None: carry the command out, then `finish`. Else the answer given the first time.

        Raises `KeyReused` when the key came with another command before.
        """
        known = {"key": key, "principal": principal}
        if self._connection.execute(_BEGIN, {**known, "fingerprint": fingerprint, "now": now}).first():
            return None
        row = self._connection.execute(_ANSWERED, known).one()
        if row.fingerprint != fingerprint:
            raise KeyReused(
                f"幂等键“{key}”已用于另一条命令。",
                f"The idempotency key '{key}' was used for another command.",
                mend_zh="每条命令请使用新的键；只有重发同一条命令才用原来的键。",
                mend_en="Use a new key for each command; repeat a key only with the very same command.",
                key=key,
            )
        answer: Mapping[str, object] = row.answer
        return answer

    def finish(self, key: str, *, principal: str, answer: Mapping[str, object]) -> None:
        """Remember the answer, in the same transaction as the effect."""
        self._connection.execute(_FINISH, {"key": key, "principal": principal, "answer": dict(answer)})
