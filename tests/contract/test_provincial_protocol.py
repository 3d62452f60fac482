"""The real platform process, spoken to over the network.

A city asks for a code and reports a case; answers get lost, the platform is killed and comes back; what was
acknowledged is still there, once. Then the platform pushes downward, and stops at once when told to.
"""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import chain, repeat
from pathlib import Path
from queue import Queue
from threading import Thread

import httpx
import pytest

from tests import exchange_rows as rows
from workflow.gateways.provincial.client import HttpProvincialPlatform
from workflow.gateways.provincial.platform import CodeApplication, ExchangeRow, PlatformRefused, PlatformUnavailable
from workflow.gateways.provincial.signing import verify

TOKEN, SECRET = "token-of-the-test", "secret-of-the-test"


@dataclass
class RunningPlatform:
    """A platform process on a free port, with a client that knows its token."""

    process: subprocess.Popen[str]
    http: httpx.Client

    def control(self, **changes: object) -> None:
        self.http.post("/control", json=changes).raise_for_status()

    def ask_for_code(self) -> httpx.Response:
        return self.http.post("/codes", json=rows.code_request(), headers={"Idempotency-Key": "project-1"})

    def send(self, *records: rows.Record) -> list[rows.Row]:
        answer = self.http.post("/records", json={"records": list(records)}).raise_for_status()
        receipts: list[rows.Row] = answer.json()["receipts"]
        return receipts

    def end(self, sig: signal.Signals) -> int:
        self.http.close()
        self.process.send_signal(sig)
        return self.process.wait(timeout=10)


@dataclass
class Starter:
    """Starts platforms on one database, as an operator would after a crash."""

    database: Path
    callback_url: str
    started: list[RunningPlatform] = field(default_factory=list)

    def command(self, port: int = 0) -> list[str]:
        options = {"port": port, "database": self.database, "callback-url": self.callback_url, "seed": 7}
        words = [word for name, value in options.items() for word in (f"--{name}", str(value))]
        return [sys.executable, "-m", "simulators.provincial_platform", *words]

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "BINGLIAN_PROVINCE_TOKEN": TOKEN, "BINGLIAN_CALLBACK_SECRET": SECRET}

    def start(self) -> RunningPlatform:
        process = subprocess.Popen(self.command(), stdout=subprocess.PIPE, text=True, env=self.environment)
        assert process.stdout is not None
        address = re.search(r"http://\S+?(?=/?$)", process.stdout.readline().strip())
        assert address is not None
        headers = {"Authorization": f"Bearer {TOKEN}"}
        client = httpx.Client(base_url=address.group(), headers=headers, timeout=10, trust_env=False)
        self.started.append(RunningPlatform(process, client))
        return self.started[-1]

    def clean_up(self) -> None:
        for running in self.started:
            running.http.close()
            if running.process.poll() is None:
                running.process.kill()
            running.process.wait()
            assert running.process.stdout is not None
            running.process.stdout.close()


@dataclass(frozen=True)
class Pushed:
    path: str
    body: bytes
    headers: dict[str, str]


@pytest.fixture
def city() -> Iterator[tuple[str, "Queue[Pushed]"]]:
    """The city's address, and what arrives there. The first push is answered 503, the others 204."""
    arrived: Queue[Pushed] = Queue()
    answers = chain([503], repeat(204))

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(next(answers))
            arrived.put(Pushed(self.path, body, dict(self.headers)))
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the base class names it so
            """Keep the test's output quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as server:
        Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}/api/v1", arrived
        server.shutdown()


@pytest.fixture
def starter(tmp_path: Path, city: tuple[str, "Queue[Pushed]"]) -> Iterator[Starter]:
    starter = Starter(tmp_path / "deep" / "province.sqlite3", city[0])
    yield starter
    starter.clean_up()


def test_what_was_stored_survives_lost_answers_and_a_killed_process(starter: Starter) -> None:
    platform = starter.start()
    platform.control(lose_answer_next=1)
    with pytest.raises(httpx.TransportError):
        platform.ask_for_code()
    code = platform.ask_for_code()
    case = rows.whole_case(code.json()["code"])
    platform.control(lose_answer_next=1)
    with pytest.raises(httpx.TransportError):
        platform.send(*case)
    before = platform.send(*case)

    killed = platform.end(signal.SIGKILL)
    restarted = starter.start()

    assert (code.status_code, killed) == (200, -signal.SIGKILL)
    assert {receipt["SJSCZT"] for receipt in before} == {3}
    assert restarted.send(*case) == before
    assert restarted.ask_for_code().json() == code.json()
    held = restarted.http.get("/records").json()["records"]
    assert [record["row"] for record in held] == [record["row"] for record in case]
    assert {record["version"] for record in held} == {1}


def test_lost_answer_gives_no_byte_and_uses_itself_up(starter: Starter) -> None:
    platform = starter.start()
    platform.control(lose_answer_next=1)

    with pytest.raises(httpx.RemoteProtocolError, match="without sending a response") as lost:
        platform.send(rows.flow())

    assert isinstance(lost.value, httpx.TransportError)
    assert platform.send(rows.flow())[0]["SJSCZT"] == 3


def test_our_client_and_the_platform_understand_each_other(starter: Starter) -> None:
    platform = starter.start()
    timeout = httpx.Timeout(10)
    application = CodeApplication(project_id="project-1", **rows.code_request())
    with HttpProvincialPlatform(str(platform.http.base_url), token=TOKEN, timeout=timeout) as client:
        platform.control(lose_answer_next=1)
        with pytest.raises(PlatformUnavailable):
            client.issue_code(application)
        code = client.issue_code(application).code
        case = [ExchangeRow(**record) for record in rows.whole_case(code)]

        receipts = client.send(case)

        assert all(receipt.accepted for receipt in receipts)
        assert [held.row for held in client.holdings()] == [sent.row for sent in case]
        assert sum(client.counts(project=code).values()) == 9
        with pytest.raises(PlatformRefused, match="region"):
            client.issue_code(replace(application, project_id="project-2", region="110000"))


def test_push_is_repeated_until_the_city_takes_it(starter: Starter, city: tuple[str, "Queue[Pushed]"]) -> None:
    platform = starter.start()
    order = {
        "order_id": "DB-2026-1",
        "project_code": "2603-530602-04-01-000001",
        "matter": "请说明超期原因",
        "due_on": "2026-03-09",
        "issued_by": "云南省发展和改革委员会",
        "issued_at": "2026-03-02T01:00:00+00:00",
    }

    platform.http.post("/control/push/supervision-order", json=order).raise_for_status()

    for attempt in (city[1].get(timeout=10), city[1].get(timeout=10)):
        now, max_age = datetime.now(UTC), timedelta(minutes=5)
        assert attempt.path == "/api/v1/callbacks/provincial/supervision-orders"
        assert verify(SECRET, attempt.headers, attempt.body, now=now, max_age=max_age)


@pytest.mark.parametrize("sig", [signal.SIGTERM, signal.SIGINT], ids=["sigterm", "ctrl-c"])
def test_stopping_ends_a_delayed_request_at_once_and_exits_cleanly(starter: Starter, sig: signal.Signals) -> None:
    platform = starter.start()
    platform.control(delay_ms=600_000)
    address = platform.http.base_url
    delayed = HTTPConnection(address.host, address.port, timeout=10)
    delayed.request("GET", "/records", headers={"Authorization": f"Bearer {TOKEN}"})
    with httpx.Client(base_url=address, trust_env=False) as other:
        other.get("/health").raise_for_status()  # a later connection is answered: the earlier one was taken up

    platform.process.send_signal(sig)

    with closing(delayed):
        assert delayed.getresponse().status == 200
    assert platform.process.wait(timeout=5) == 0


def test_token_and_secret_given_by_environment_are_not_in_the_process_list(starter: Starter) -> None:
    platform = starter.start()

    command_line = Path(f"/proc/{platform.process.pid}/cmdline").read_text()

    assert TOKEN not in command_line
    assert SECRET not in command_line


def test_taken_port_is_named_with_the_way_out(starter: Starter) -> None:
    taken = starter.start().http.base_url.port
    assert taken is not None

    second = subprocess.run(
        starter.command(port=taken), env=starter.environment, capture_output=True, text=True, timeout=20, check=False
    )

    assert second.returncode == 1
    assert str(taken) in second.stderr
    assert "--port" in second.stderr


def test_missing_token_is_named_with_its_variable(starter: Starter) -> None:
    environment = {k: v for k, v in starter.environment.items() if k != "BINGLIAN_PROVINCE_TOKEN"}

    refused = subprocess.run(
        starter.command(), env=environment, capture_output=True, text=True, timeout=20, check=False
    )

    assert refused.returncode == 2
    assert "BINGLIAN_PROVINCE_TOKEN" in refused.stderr
