"""Passwords, kept as argon2id hashes."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# RFC 9106, second recommendation: 64 MiB, three passes, four lanes, the library's own default.
_HASHER = PasswordHasher()


def hash_of(password: str) -> str:
    """A salted hash that says itself how it was made."""
    return _HASHER.hash(password)


def fits(password: str, hashed: str) -> bool:
    """Does the password belong to the hash? A hash that is none fits nothing."""
    try:
        return _HASHER.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def hash_of_nobody() -> str:
    """What the password of an unknown login is compared with, so that its refusal takes as long as any other."""
    return hash_of("nobody's password")
