"""Signatures of the platform's callbacks: HMAC-SHA256 over timestamp, nonce and body, with a key both sides hold."""

import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from workflow.errors import NotSignedIn

TIMESTAMP = "X-Binglian-Timestamp"  # unix seconds
NONCE = "X-Binglian-Nonce"
SIGNATURE = "X-Binglian-Signature"  # hex

_WELL_FORMED = {
    TIMESTAMP: re.compile(r"[0-9]{1,12}"),
    NONCE: re.compile(r"[A-Za-z0-9_-]{8,128}"),
    SIGNATURE: re.compile(r"[0-9a-f]{64}"),
}


class SignatureWrong(NotSignedIn):
    """A callback did not prove that it comes from the platform, and just now."""

    slug = "signature-wrong"


def sign(secret: str, body: bytes, *, now: datetime, nonce: str) -> dict[str, str]:
    """The headers that prove who sends the body, and when. A nonce is used once: for each try a new one."""
    timestamp = str(int(now.timestamp()))
    return {TIMESTAMP: timestamp, NONCE: nonce, SIGNATURE: _signature(secret, timestamp, nonce, body)}


def verify(secret: str, headers: Mapping[str, str], body: bytes, *, now: datetime, max_age: timedelta) -> str:
    """Check a callback and return its nonce, which the caller remembers for `max_age` on both sides of now.

    Raises SignatureWrong. The clocks of the two sides may differ by `max_age` either way.
    """
    timestamp, nonce, signature = (_header(headers, name) for name in (TIMESTAMP, NONCE, SIGNATURE))
    if not hmac.compare_digest(signature, _signature(secret, timestamp, nonce, body)):
        raise _wrong("签名与内容不符", "the signature does not fit the body", SIGNATURE)
    if abs(now.timestamp() - int(timestamp)) > max_age.total_seconds():
        raise _wrong("时间戳超出允许范围", "the timestamp is too far from now", TIMESTAMP)
    return nonce


def _signature(secret: str, timestamp: str, nonce: str, body: bytes) -> str:
    return hmac.new(secret.encode(), f"{timestamp}.{nonce}.".encode() + body, hashlib.sha256).hexdigest()


def _header(headers: Mapping[str, str], name: str) -> str:
    """The header's value, found whatever the case of its name."""
    value = next((value for key, value in headers.items() if key.lower() == name.lower()), "")
    if not _WELL_FORMED[name].fullmatch(value):
        raise _wrong(f"请求头 {name} 缺失或格式不对", f"the header {name} is missing or malformed", name)
    return value


def _wrong(zh: str, en: str, header: str) -> SignatureWrong:
    return SignatureWrong(
        f"省平台回调未通过验证：{zh}。",
        f"The callback of the provincial platform is not proven: {en}.",
        mend_zh="请核对双方的 BINGLIAN_CALLBACK_SECRET 和系统时间。",
        mend_en="Check that BINGLIAN_CALLBACK_SECRET is the same on both sides, and both clocks.",
        header=header,
    )
