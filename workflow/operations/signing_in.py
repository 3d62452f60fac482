"""Sign-in: a name and a password for a token that expires. Only the token's digest is kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from workflow.domain.people import Actor
from workflow.errors import NotSignedIn
from workflow.operations.passwords import fits, hash_of_nobody
from workflow.store.people import Person
from workflow.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class Bearer:
    """Whoever carries a token."""

    login: str
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class Signed:
    """Who signed in, and the token that proves it until it expires. The token is shown this once."""

    token: str
    expires_at: datetime
    bearer: Bearer


def sign_in(
    new_work: Callable[[], UnitOfWork],
    *,
    login: str,
    password: str,
    lifetime: timedelta,
    now: datetime,
    new_token: Callable[[], str],
) -> Signed:
    """Raises `NotSignedIn`, the same in words and time whether the login or the password is wrong.

    In two transactions: comparing a password takes long, and meanwhile no connection is held.
    """
    with new_work() as work:
        known = work.people.by_login(login)
    person, token = _proven(known, password), new_token()
    with new_work() as work:
        work.people.add_token(digest_of(token), person.id, issued_at=now, expires_at=now + lifetime)
    return Signed(token=token, expires_at=now + lifetime, bearer=Bearer(login=person.login, actor=person.actor))


def _proven(person: Person | None, password: str) -> Person:
    nobodys = hash_of_nobody()
    if not fits(password, person.password_hash if person else nobodys) or person is None:
        raise NotSignedIn(
            "用户名或密码不正确。",
            "The login and the password do not belong together.",
            mend_zh="请核对后重试；演示账户列在 var/demonstration-accounts.txt。",
            mend_en="Check both; demonstration accounts are listed in var/demonstration-accounts.txt.",
        )
    return person


def signed_in(work: UnitOfWork, token: str, *, now: datetime) -> Bearer:
    """Whose token it is. Raises `NotSignedIn` for one that is unknown, expired or revoked."""
    person = work.people.by_token(digest_of(token), now=now)
    if person is None:
        raise not_signed_in()
    return Bearer(login=person.login, actor=person.actor)


def sign_out(work: UnitOfWork, token: str) -> None:
    """The token is worth nothing any more; saying so again changes nothing."""
    work.people.revoke_token(digest_of(token))


def not_signed_in() -> NotSignedIn:
    """The one refusal of a request without a valid token."""
    return NotSignedIn(
        "请先登录：请求没有带有效的令牌，或令牌已过期。",
        "Sign in first: the request carries no valid token, or it has expired.",
        mend_zh="请用 POST /api/v1/tokens 取得令牌，放在请求头 Authorization: Bearer 之后。",
        mend_en="Get a token by POST /api/v1/tokens and send it as 'Authorization: Bearer …'.",
    )


def digest_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()
