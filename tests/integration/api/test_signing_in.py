"""Tokens: got by a password, good until they expire or are given back."""

from datetime import timedelta
from time import perf_counter

from sqlalchemy import text

from tests.integration.api.counter import COUNTY_OFFICE, FOOD, Counter, problem
from workflow.operations import signing_in

OFFICER = f"officer.{COUNTY_OFFICE}"


def sign_in(counter: Counter, login: str, password: str) -> object:
    return counter.client.post("/api/v1/tokens", json={"login": login, "password": password})


def test_a_token_says_who_its_bearer_is(counter: Counter) -> None:
    me = counter.desk(OFFICER).get("/people/me").json()

    assert (me["login"], me["role"]) == (OFFICER, "officer")
    assert me["office"] == {
        "key": COUNTY_OFFICE,
        "zh": "鲁甸县发展和改革局",
        "en": "Ludian County Development and Reform Office",
    }


def test_a_token_that_was_given_back_is_worth_nothing(counter: Counter) -> None:
    token = counter.client.post("/api/v1/tokens", json={"login": FOOD, "password": counter.password}).json()["token"]
    bearer = {"Authorization": f"Bearer {token}"}

    given_back = counter.client.delete("/api/v1/tokens/current", headers=bearer)
    after = counter.client.get("/api/v1/people/me", headers=bearer)

    assert given_back.status_code == 204
    assert problem(after)["type"] == "urn:binglian:problem:not-signed-in"


def test_a_token_expires(counter: Counter) -> None:
    desk, now = counter.desk(FOOD), counter.clock.at

    counter.clock.at = now + timedelta(hours=13)
    after = desk.get("/people/me")
    counter.clock.at = now

    assert after.status_code == 401
    assert after.headers["WWW-Authenticate"] == "Bearer"


def test_expired_tokens_are_forgotten_at_the_next_sign_in(counter: Counter) -> None:
    now = counter.clock.at
    sign_in(counter, "administrator", counter.password)

    counter.clock.at = now + timedelta(hours=13)
    sign_in(counter, "administrator", counter.password)
    counter.clock.at = now

    owner = "SELECT count(*) FROM tokens t JOIN people p ON p.id = t.person_id WHERE p.login = 'administrator'"
    with counter.wiring.reading() as connection:
        assert connection.execute(text(owner)).scalar_one() == 1


def test_an_unknown_login_is_refused_as_a_wrong_password_is(counter: Counter) -> None:
    wrong, unknown = sign_in(counter, FOOD, "guess"), sign_in(counter, "nobody.here", "guess")

    assert problem(wrong) == problem(unknown)  # type: ignore[arg-type]


def test_an_unknown_login_takes_as_long_as_a_wrong_password(counter: Counter) -> None:
    def quickest(login: str) -> float:
        taken = []
        for _ in range(5):
            begun = perf_counter()
            sign_in(counter, login, "guess")
            taken.append(perf_counter() - begun)
        return min(taken)

    known, unknown = quickest(FOOD), quickest("nobody.here")

    assert 0.5 < unknown / known < 2


def test_no_connection_is_held_while_a_password_is_compared(counter: Counter) -> None:
    held = []

    def new_token() -> str:
        held.append(counter.wiring.engine.pool.checkedout())  # type: ignore[attr-defined]
        return "a-token-of-this-test"

    signing_in.sign_in(
        counter.wiring.work,
        login=FOOD,
        password=counter.password,
        lifetime=timedelta(hours=1),
        now=counter.clock(),
        new_token=new_token,
    )

    assert held == [0]


def test_a_malformed_sign_in_does_not_repeat_the_password(counter: Counter) -> None:
    answer = counter.client.post("/api/v1/tokens", json={"login": FOOD, "password": ["hunter2"]})

    assert problem(answer)["status"] == 422
    assert "hunter2" not in answer.text


def test_only_the_digest_of_a_token_is_kept(counter: Counter) -> None:
    token = counter.desk(FOOD).token

    with counter.wiring.reading() as connection:
        kept = connection.execute(text("SELECT digest FROM tokens")).scalars().all()

    assert token not in kept
    assert all(len(digest) == 64 for digest in kept)


def test_loading_the_demonstration_again_changes_nothing(counter: Counter) -> None:
    with counter.wiring.reading() as connection:
        before = connection.execute(text("SELECT * FROM people ORDER BY login")).all()

    accounts = counter.wiring.load_demonstration()

    with counter.wiring.reading() as connection:
        assert connection.execute(text("SELECT * FROM people ORDER BY login")).all() == before
    assert len(accounts) == len(before)


def test_the_demonstration_has_an_officer_for_every_office(counter: Counter) -> None:
    officers = {account.office for account in counter.wiring.load_demonstration() if account.office}

    assert officers == {office.id for office in counter.wiring.edition.offices}


def test_a_lost_accounts_file_gives_the_demonstration_a_new_password(counter: Counter) -> None:
    file = counter.wiring.settings.var_dir / "demonstration-accounts.txt"
    old = file.read_text()

    file.unlink()
    counter.wiring.load_demonstration()
    fresh = file.read_text().splitlines()[1].removeprefix("password: ")
    with_fresh, with_old = sign_in(counter, FOOD, fresh), sign_in(counter, FOOD, counter.password)
    file.write_text(old)
    counter.wiring.load_demonstration()

    assert (with_fresh.status_code, with_old.status_code) == (201, 401)  # type: ignore[attr-defined]
    assert sign_in(counter, FOOD, counter.password).status_code == 201  # type: ignore[attr-defined]
