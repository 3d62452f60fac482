"""Conventions of the queues: every message finds a handler, every queue a worker, every regular task exists."""

from pathlib import Path

import pytest

from catalogs.loader import load
from workers.app import app
from workers.queues import Hub, queue_names
from workers.relay import TASKS
from workers.schedule import REGULARS
from workflow.domain.messages import EXCHANGE, Topic, queue_of
from workflow.domain.relaying import centre_of
from workflow.gateways.provincial import reporting
from workflow.operations import delivering
from workflow.running.deployment import completed
from workflow.running.roster import roster
from workflow.settings import Settings


@pytest.fixture(scope="module", autouse=True)
def _every_task_is_known() -> None:
    app.loader.import_default_modules()


@pytest.mark.parametrize("topic", Topic)
def test_every_topic_is_carried_out_in_exactly_one_place(topic: Topic) -> None:
    assert (topic in delivering.HANDLERS) + (topic in reporting.HANDLERS) == 1


def test_every_office_of_the_edition_is_served_by_the_queue_of_its_centre() -> None:
    edition = load("zhaotong-2026")

    assert {queue_of(centre_of(office.id)) for office in edition.offices} <= set(queue_names())


def test_every_destination_has_a_task_and_every_task_of_the_relay_exists() -> None:
    assert {TASKS[queue] for queue in (*queue_names(), EXCHANGE)} <= set(app.tasks)


def test_every_regular_task_exists_and_goes_to_a_queue() -> None:
    assert {regular.task for regular in REGULARS} <= set(app.tasks)
    assert {str(regular.queue) for regular in REGULARS} <= set(queue_names())


def test_no_task_waits_for_an_hour_that_is_not_in_the_database() -> None:
    sent = app.conf.beat_schedule.values()

    assert all(not {"eta", "countdown"} & entry["options"].keys() for entry in sent)


def test_every_queue_has_a_worker_on_the_machine_and_the_province_one_of_its_own(tmp_path: Path) -> None:
    settings = completed(Settings(var_dir=tmp_path))
    commands = [program.command for program in roster(settings, province_is_simulated=True)]
    workers = [command for command in commands if "worker" in command]

    served = [set(queue_names()) - {Hub.EXCHANGE} if "-X" in command else {str(Hub.EXCHANGE)} for command in workers]

    assert set().union(*served) == set(queue_names())
    assert len(workers) == 2
