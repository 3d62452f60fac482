"""Signature of what the platform pushes downward."""

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime

NonceSource = Callable[[], str]


def signed_headers(secret: str, body: bytes, *, now: datetime, nonce: str) -> dict[str, str]:
    """The headers that prove to the city who pushed this body, and when."""
    timestamp = str(int(now.timestamp()))
    message = f"{timestamp}.{nonce}.".encode() + body
    return {
        "X-Binglian-Timestamp": timestamp,
        "X-Binglian-Nonce": nonce,
        "X-Binglian-Signature": hmac.new(secret.encode(), message, hashlib.sha256).hexdigest(),
    }
