"""The province, a process of its own, hears of everything once and in order; what it refuses is kept with a reason."""

import sqlite3
from collections.abc import Iterator, Sequence
from uuid import UUID

import pytest
from httpx import Timeout
from sqlalchemy import Engine, text
from typer.testing import CliRunner

from tests.factories.projects import APPLICANT
from tests.integration.city import TOKEN, City, eventually, now, running_city
from tests.integration.journeys import (
    apply,
    closes,
    finished,
    forget_at_the_province,
    is_coded,
    load,
    register,
    register_with,
    require_everything_once,
    times,
    told,
)
from workflow.cli import app
from workflow.commands import opening
from workflow.domain.events import EventType
from workflow.domain.ids import ProjectId
from workflow.domain.statuses import ProjectStatus
from workflow.gateways.provincial.client import HttpProvincialPlatform
from workflow.gateways.provincial.platform import CodeApplication, ConfirmedCode
from workflow.gateways.provincial.reconciling import Kind, compare
from workflow.gateways.provincial.reporting import Reporter, Result
from workflow.operations import applying, exchanging
from workflow.settings import read_settings
from workflow.store.exchange import Record
from workflow.store.turns import turn
from workflow.store.unit_of_work import UnitOfWork
from workflow.views.exchange import StuckRecord, stuck_records, told_by_table, unreported_projects
from workflow.views.heartbeats import heartbeats
from workflow.views.outbox import depths, parked_messages


@pytest.fixture(scope="module")
def running(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    with running_city(database, tmp_path_factory.mktemp("exchange")) as city:
        yield city


@pytest.fixture
def city(running: City) -> Iterator[City]:
    """All processes, and nothing on its way; afterwards nothing stuck either."""
    yield running
    with running.engine.begin() as connection:
        connection.execute(text("DELETE FROM outbox WHERE delivered_at IS NULL"))
        connection.execute(text("DELETE FROM exchange_records WHERE status <> 3"))


@pytest.fixture
def command(city: City, monkeypatch: pytest.MonkeyPatch) -> Iterator[CliRunner]:
    """The command line, on the running system."""
    for name, value in city.environment.items():
        monkeypatch.setenv(name, value)
    read_settings.cache_clear()
    opening.wiring.cache_clear()
    yield CliRunner()
    opening.wiring().engine.dispose()
    read_settings.cache_clear()
    opening.wiring.cache_clear()


def test_a_project_gets_its_code_and_the_province_hears_of_every_step_once(city: City) -> None:
    project = finished(city)

    require_everything_once(city, [project])


def test_a_rejected_record_holds_back_only_its_own_project(city: City) -> None:
    stranger = register_with(city, item="construction_permit")
    eventually(lambda: is_coded(city, stranger))
    apply(city, stranger)
    eventually(closes(city, stranger))

    good = finished(city)

    with city.engine.connect() as connection:
        [stuck] = stuck_records(connection, shard=str(stranger))
    assert (stuck.table, stuck.status) == ("SPGL_XMSPSXBLXXB", 2)
    assert "SPGL_DFXMSPLCJDSXXXB" in stuck.reason
    assert stuck.waiting_behind > 0
    assert compare(city.engine, city.platform, good) == []
    assert city.is_quiet()


def test_a_row_that_fails_our_own_check_is_never_sent(city: City) -> None:
    project = register_with(city)
    eventually(lambda: is_coded(city, project))
    eventually(city.is_quiet)
    before = len(list(city.platform.holdings(project=load(city, project).code)))

    tell_again_under(city, project, name="")

    [stuck] = stuck_in(city, project)
    assert (stuck.status, stuck.sends) == (-1, 1)
    assert "XMMC" in stuck.reason
    assert len(list(city.platform.holdings(project=load(city, project).code))) == before


def test_a_row_that_failed_our_own_check_goes_once_what_was_wrong_is_mended_and_not_before(city: City) -> None:
    project = register_with(city)
    eventually(lambda: is_coded(city, project))
    eventually(city.is_quiet)

    tell_again_under(city, project, name="")
    [before] = stuck_in(city, project)
    tell_again_under(city, project, name="")
    [still] = stuck_in(city, project)
    tell_again_under(city, project, name="大山包二期")

    assert (still.status, still.reason) == (before.status, before.reason)
    assert stuck_in(city, project) == []
    assert compare(city.engine, city.platform, project) == []


def test_only_one_at_a_time_reports_a_project_whatever_is_published_again(city: City) -> None:
    project = register(city)
    eventually(lambda: is_coded(city, project))
    eventually(city.is_quiet)
    city.kill("exchange")
    message = write_report(city, project)
    reporter = Reporter(engine=city.engine, platform=city.platform, clock=now)

    with turn(city.engine, f"exchange:{project}"):
        while_another_has_the_turn = reporter.deliver(message)
    results = [while_another_has_the_turn, reporter.deliver(message), reporter.deliver(message)]
    city.start("exchange")

    assert results == [Result.ANOTHER_IS_AT_IT, Result.DONE, Result.NOTHING_TO_DO]


def test_a_report_that_finds_the_flows_being_sent_by_another_looks_again_and_has_not_failed(city: City) -> None:
    project = register(city)
    eventually(lambda: is_coded(city, project))
    eventually(city.is_quiet)
    city.kill("exchange")
    message = write_report(city, project)
    with city.engine.begin() as connection:
        connection.execute(
            text(
                "UPDATE exchange_records SET status = 0 "
                "WHERE table_name = 'SPGL_DFXMSPLCXXB' AND local_key LIKE '%/energy'"
            )
        )
    reporter = Reporter(engine=city.engine, platform=city.platform, clock=now)

    with turn(city.engine, "exchange:edition:zhaotong-2026"):
        while_another_sends_them = reporter.deliver(message)
    failures = city.scalar("SELECT attempts FROM outbox WHERE id = :id", id=message)
    afterwards = reporter.deliver(message)
    city.start("exchange")

    assert (while_another_sends_them, failures, afterwards) == (Result.ANOTHER_IS_AT_IT, 0, Result.DONE)


def test_a_receipt_for_a_row_that_has_changed_since_leaves_the_new_one_waiting(city: City) -> None:
    old, new = (Record(table="T", local_key="k", row={"a": number}) for number in (1, 2))
    with UnitOfWork(city.engine) as work:
        work.exchange.put("shard", [old], now=now())
        [sent] = work.exchange.waiting("shard", limit=9)
        work.exchange.put("shard", [new], now=now())
        receipt = {"id": sent.id, "row": dict(sent.row), "status": 3, "reason": "", "receipt": "R1"}
        work.exchange.answer([receipt], now=now())

        [waiting] = work.exchange.waiting("shard", limit=9)

    assert waiting.row == {"a": 2}


def test_a_refused_code_sets_the_message_aside_with_the_reason_until_it_is_released(city: City) -> None:
    project = register_with(city, applicant_code="91350100M000100Y44")
    eventually(lambda: bool(_parked(city)))
    [message] = _parked(city)
    told = "SELECT count(*) FROM events WHERE project_id = :id AND reason LIKE '%统一社会信用代码%'"
    times_told = (city.scalar(told, id=project), times(city, project, EventType.CODE_REFUSED))
    is_registered = load(city, project).status is ProjectStatus.REGISTERED

    with city.engine.begin() as connection:
        connection.execute(
            text("UPDATE projects SET applicant_code = :code WHERE id = :id"),
            {"code": APPLICANT.organisation, "id": project},
        )
    with UnitOfWork(city.engine) as work:
        exchanging.release(work, None, now=now())

    assert "统一社会信用代码" in message
    assert (is_registered, times_told) == (True, (1, 1))
    eventually(lambda: is_coded(city, project))


def test_no_code_is_asked_for_a_project_withdrawn_before_it_had_one(city: City) -> None:
    city.kill("relay")
    project = register(city)
    with UnitOfWork(city.engine) as work:
        applying.request_withdrawal_of_project(work, project, reason="取消", applicant=APPLICANT, now=now())

    city.start("relay")
    eventually(city.is_quiet)

    codes = city.province.get("/codes", params={"limit": 1000}).json()["codes"]
    assert str(project) not in {code["idempotency_key"] for code in codes}


class Withdrawing(HttpProvincialPlatform):
    """A platform that takes so long over a code that the applicant withdraws meanwhile."""

    engine: Engine

    def issue_code(self, application: CodeApplication) -> ConfirmedCode:
        issued = super().issue_code(application)
        with UnitOfWork(self.engine) as work:
            id = ProjectId(UUID(application.project_id))
            applying.request_withdrawal_of_project(work, id, reason="取消", applicant=APPLICANT, now=now())
        return issued


def test_a_project_withdrawn_while_its_code_is_asked_keeps_the_code_and_is_told_as_over(city: City) -> None:
    city.kill("exchange")
    project = register(city)
    message = city.scalar("SELECT max(id) FROM outbox")
    platform = Withdrawing(str(city.province.base_url), token=TOKEN, timeout=Timeout(10))
    platform.engine = city.engine

    with platform:
        Reporter(engine=city.engine, platform=platform, clock=now).deliver(message)
    city.start("exchange")
    eventually(city.is_quiet)

    found = load(city, project)
    assert (found.status, found.code_is_confirmed) == (ProjectStatus.WITHDRAWN, True)
    [held] = city.platform.holdings(project=found.code, table="SPGL_XMJBXXB")
    assert held.row["XMSFWQBJ"] == 1


def test_what_the_province_has_lost_is_found_and_sent_again(city: City, command: CliRunner) -> None:
    project = finished(city)
    code = load(city, project).code
    forget_at_the_province(city, project)
    lost = compare(city.engine, city.platform, project)

    before = command.invoke(app, ["exchange", "holdings", code])
    command.invoke(app, ["exchange", "resend", "--project", code], catch_exceptions=False)
    eventually(city.is_quiet)
    after = command.invoke(app, ["exchange", "holdings", code])

    assert {difference.kind for difference in lost} == {Kind.NOT_HELD}
    assert [(one.table, one.local_key) for one in lost] == told(city, project)
    assert (before.exit_code, after.exit_code) == (1, 0)


def test_a_record_changed_at_the_province_is_found_by_its_columns(city: City) -> None:
    project = finished(city)
    with sqlite3.connect(city.directory / "province.sqlite3") as database:
        database.execute(
            "UPDATE held SET content = replace(content, '大山包风电场', '别的名字') WHERE content LIKE ?",
            [f"%{load(city, project).code}%"],
        )
    database.close()

    [difference] = compare(city.engine, city.platform, project)

    assert (difference.kind, difference.table, difference.columns) == (Kind.DIFFERENT, "SPGL_XMJBXXB", ("XMMC",))


def test_the_edition_can_be_sent_again_as_a_whole(city: City, command: CliRunner) -> None:
    finished(city)

    done = command.invoke(app, ["exchange", "resend", "--edition"], catch_exceptions=False)

    assert done.exit_code == 0
    eventually(city.is_quiet)
    sends = "SELECT min(sends) FROM exchange_records WHERE shard = 'edition:zhaotong-2026'"
    assert city.scalar(sends) == 2


def test_resending_nothing_named_is_refused(command: CliRunner) -> None:
    refused = command.invoke(app, ["exchange", "resend"])

    assert refused.exit_code == 1


def test_status_and_outbox_are_shown_to_people(city: City, command: CliRunner) -> None:
    finished(city)

    status = command.invoke(app, ["exchange", "status"], catch_exceptions=False)
    outbox = command.invoke(app, ["outbox", "list"], catch_exceptions=False)

    assert (status.exit_code, outbox.exit_code) == (0, 0)
    assert "SPGL_XMJBXXB" in status.output


def test_heartbeats_and_depths_are_read_for_the_operations_room(city: City) -> None:
    eventually(lambda: city.scalar("SELECT count(*) FROM heartbeats") > 0)

    project = finished(city)

    with city.engine.connect() as connection:
        beats = heartbeats(connection, now=now())
        assert [beat.is_silent for beat in beats if beat.process.startswith("relay@")] == [False]
        assert [depth.destination for depth in depths(connection)] == []
        assert project not in {one.id for one in unreported_projects(connection)}
        assert {(one.accepted, one.waiting) for one in told_by_table(connection, shard=str(project))} >= {(1, 0)}


def write_report(city: City, project: ProjectId) -> int:
    """A message that has the project reported; returns its id."""
    with UnitOfWork(city.engine) as work:
        work.outbox.add(exchanging.report_of(str(project)), now=now())
    return city.scalar("SELECT max(id) FROM outbox")


def tell_again_under(city: City, project: ProjectId, *, name: str) -> None:
    """The project, named so behind everybody's back, is sent again as a whole."""
    with UnitOfWork(city.engine) as work:
        rename = text("UPDATE projects SET name = :name WHERE id = :id")
        work.connection.execute(rename, {"name": name, "id": project})
        exchanging.resend(work, shard=str(project), now=now())
    eventually(city.is_quiet)


def stuck_in(city: City, project: ProjectId) -> Sequence[StuckRecord]:
    with city.engine.connect() as connection:
        return stuck_records(connection, shard=str(project))


def _parked(city: City) -> list[str]:
    with city.engine.connect() as connection:
        return [message.reason for message in parked_messages(connection)]
