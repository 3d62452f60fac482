"""Accounts and tokens."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, text
from sqlalchemy.dialects.postgresql import insert

from catalogs.schema import OfficeId
from workflow.domain.ids import PersonId
from workflow.domain.people import Actor, Role
from workflow.store import tables

_BY_LOGIN = text("SELECT * FROM people WHERE login = :login")
_BY_TOKEN = text(
    "SELECT p.* FROM tokens t JOIN people p ON p.id = t.person_id WHERE t.digest = :digest AND t.expires_at > :now"
)

_FORGET_EXPIRED = text("DELETE FROM tokens WHERE person_id = :person AND expires_at <= :now")
_DEMONSTRATION_PASSWORD = text("UPDATE people SET password_hash = :password_hash WHERE is_demonstration")


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody with an account."""

    id: PersonId
    login: str
    name: str
    role: Role
    office: OfficeId | None
    organisation: str | None
    password_hash: str
    is_demonstration: bool = False

    @property
    def actor(self) -> Actor:
        return Actor(
            role=self.role, id=str(self.id), name=self.name, office=self.office, organisation=self.organisation
        )


class People:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, people: Iterable[Person]) -> int:
        """Add accounts; those whose login exists stay as they are. Returns how many are new."""
        rows = [asdict(person) for person in people]
        statement = insert(tables.people).on_conflict_do_nothing(index_elements=["login"]).returning(tables.people.c.id)
        return len(self._connection.execute(statement, rows).all()) if rows else 0

    def by_login(self, login: str) -> Person | None:
        return self._one(_BY_LOGIN.bindparams(login=login))

    def by_token(self, digest: str, *, now: datetime) -> Person | None:
        """Whose token this is, while it has not expired."""
        return self._one(_BY_TOKEN.bindparams(digest=digest, now=now))

    def give_demonstration_password(self, password_hash: str) -> None:
        """All demonstration people share one password."""
        self._connection.execute(_DEMONSTRATION_PASSWORD, {"password_hash": password_hash})

    def add_token(self, digest: str, person: UUID, *, issued_at: datetime, expires_at: datetime) -> None:
        """Keep a token's digest; those of the person that have expired go."""
        self._connection.execute(_FORGET_EXPIRED, {"person": person, "now": issued_at})
        self._connection.execute(
            tables.tokens.insert(),
            {"digest": digest, "person_id": person, "issued_at": issued_at, "expires_at": expires_at},
        )

    def revoke_token(self, digest: str) -> None:
        self._connection.execute(tables.tokens.delete().where(tables.tokens.c.digest == digest))

    def _one(self, statement: object) -> Person | None:
        row = self._connection.execute(statement).mappings().one_or_none()  # type: ignore[call-overload]
        return Person(**{**row, "role": Role(row["role"])}) if row else None
