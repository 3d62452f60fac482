"""Signatures of the platform's callbacks."""

from datetime import UTC, datetime, timedelta

import pytest

from workflow.gateways.provincial.signing import NONCE, SIGNATURE, TIMESTAMP, SignatureWrong, sign, verify

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
MAX_AGE = timedelta(minutes=5)
SECRET = "shared"
BODY = '{"matter":"督办"}'.encode()


def headers(**replaced: str) -> dict[str, str]:
    names = {"timestamp": TIMESTAMP, "nonce": NONCE, "signature": SIGNATURE}
    signed = sign(SECRET, BODY, now=NOW, nonce="nonce-0001")
    return signed | {names[name]: value for name, value in replaced.items()}


def check(given: dict[str, str], *, secret: str = SECRET, body: bytes = BODY, now: datetime = NOW) -> str:
    return verify(secret, given, body, now=now, max_age=MAX_AGE)


def test_signed_body_is_proven_and_its_nonce_handed_over() -> None:
    assert check(headers()) == "nonce-0001"


def test_signature_is_the_one_written_in_the_protocol() -> None:
    # Computed with: printf '1772415000.nonce-0001.{"matter":"督办"}' | openssl dgst -sha256 -hmac shared
    assert headers()[TIMESTAMP] == "1772415000"
    assert headers()[SIGNATURE] == "3cbfde9faf26cb84a80cbd5900e623020c565d04e534cd17048340dd8442c331"


def test_header_names_may_come_in_any_case() -> None:
    assert check({name.lower(): value for name, value in headers().items()}) == "nonce-0001"


@pytest.mark.parametrize("seconds", [-300, 0, 300])
def test_callback_within_the_age_is_proven(seconds: int) -> None:
    assert check(headers(), now=NOW + timedelta(seconds=seconds)) == "nonce-0001"


@pytest.mark.parametrize("seconds", [-301, 301])
def test_callback_outside_the_age_is_refused(seconds: int) -> None:
    with pytest.raises(SignatureWrong) as refused:
        check(headers(), now=NOW + timedelta(seconds=seconds))

    assert refused.value.facts["header"] == TIMESTAMP


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(headers(timestamp="1772415001"), id="other-time"),
        pytest.param(headers(nonce="nonce-0002"), id="other-nonce"),
        pytest.param(headers(signature="0" * 64), id="other-signature"),
    ],
)
def test_changed_header_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(SignatureWrong) as refused:
        check(given)

    assert refused.value.facts["header"] == SIGNATURE


def test_changed_body_and_other_secret_are_refused() -> None:
    with pytest.raises(SignatureWrong):
        check(headers(), body=BODY + b" ")
    with pytest.raises(SignatureWrong):
        check(headers(), secret="guessed")


@pytest.mark.parametrize(
    ("given", "header"),
    [
        pytest.param({}, TIMESTAMP, id="no-header"),
        pytest.param(headers(timestamp="-5"), TIMESTAMP, id="timestamp-not-a-number"),
        pytest.param(headers(timestamp="١٢٣"), TIMESTAMP, id="digits-of-another-script"),
        pytest.param(headers(timestamp="9" * 400), TIMESTAMP, id="endless-timestamp"),
        pytest.param(headers(nonce="short"), NONCE, id="nonce-too-short"),
        pytest.param(headers(nonce="a.b.c.d.e"), NONCE, id="nonce-with-the-separator"),
        pytest.param(headers(signature="签名"), SIGNATURE, id="signature-not-hex"),
    ],
)
def test_missing_or_malformed_header_is_named(given: dict[str, str], header: str) -> None:
    with pytest.raises(SignatureWrong) as refused:
        check(given)

    assert refused.value.facts["header"] == header
    assert "BINGLIAN_CALLBACK_SECRET" in refused.value.mend_en
