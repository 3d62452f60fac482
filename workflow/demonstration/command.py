"""The command `binglian demo`."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.resources import files
from threading import Event, Thread
from typing import Annotated

import httpx
import typer
from rich.console import Console
from rich.live import Live

from catalogs.loader import load
from workflow.demonstration.counter import Counter
from workflow.demonstration.driving import Drive, Json, Progress
from workflow.demonstration.picture import picture
from workflow.demonstration.reckoning import Reckoning, reckon
from workflow.demonstration.stories import STORIES
from workflow.demonstration.summary import summary
from workflow.demonstration.systems import running_system
from workflow.domain.clock import local_date
from workflow.gateways.accounts_file import AccountsFile
from workflow.gateways.provincial.client import HttpProvincialPlatform
from workflow.running.deployment import address, completed
from workflow.settings import Settings, read_settings

REFRESHES_PER_SECOND = 4
OVERSEER = "administrator"


def demo(
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as data (以数据形式输出).")] = False,  # noqa: FBT002 - a command-line switch
) -> None:
    """Drive three real-shaped projects at once through the running system (演示); exit 1 if anything is amiss."""
    settings = completed(read_settings())
    console = Console(stderr=as_json)
    with running_system(settings, say=console.print):
        reckonings = _play(settings, console)
    if as_json:
        typer.echo(json.dumps(_as_data(reckonings), ensure_ascii=False, indent=2))
    else:
        console.print()
        console.print(summary(reckonings))
    raise typer.Exit(1 if any(reckoning.faults for reckoning in reckonings) else 0)


def _play(settings: Settings, console: Console) -> Sequence[Reckoning]:
    stopped = Event()
    counter = Counter(address(settings), AccountsFile(settings.var_dir).password(), stopped=stopped)
    today = local_date(datetime.now(UTC))
    drives = [Drive(counter, story, _facts(story.key), today=today) for story in STORIES]
    centres = {str(region.code): region.name_zh for region in load(settings.edition).regions}
    threads = [Thread(target=_drive, args=(drive,), daemon=True) for drive in drives]
    try:
        with Live(console=console, refresh_per_second=REFRESHES_PER_SECOND, transient=False) as live:
            for thread in threads:
                thread.start()
            while any(thread.is_alive() for thread in threads):
                threads[0].join(1 / REFRESHES_PER_SECOND)
                live.update(picture([drive.progress for drive in drives], centres))
        return [_reckon(settings, counter, drive.progress) for drive in drives]
    finally:
        stopped.set()
        counter.close()


def _drive(drive: Drive) -> None:
    try:
        drive.run()
    except Exception as failure:  # noqa: BLE001 -- a thread's failure must reach the table
        drive.progress.failure = f"{type(failure).__name__}: {failure}"


def _facts(key: str) -> Mapping[str, object]:
    facts: Mapping[str, object] = json.loads(
        (files("catalogs") / "data" / "examples" / f"{key}.json").read_text("utf-8")
    )
    return facts


def _reckon(settings: Settings, counter: Counter, progress: Progress) -> Reckoning:
    if not progress.id:
        return reckon(progress, [], {}, [])
    trace = _pages(counter, f"/projects/{progress.id}/trace", "lines", limit=500)
    try:
        counter.wait_until(lambda: _has_caught_up(counter, progress.id), what="the exchange did not catch up")
    except TimeoutError as late:
        progress.failure = progress.failure or str(late)
    records = _pages(counter, "/exchange/records", "items", project=progress.id, limit=100)
    ours = {(record["table"], record["local_key"]): record["row"] for record in records}
    with _province(settings) as province:
        theirs = [(held.table, held.local_key, held.row) for held in province.holdings(project=progress.code)]
    return reckon(progress, trace, ours, theirs)


def _has_caught_up(counter: Counter, project: str) -> bool:
    state = counter.get(OVERSEER, "/exchange", project=project)
    is_unreported = any(line["id"] == project for line in state["unreported"])
    return not is_unreported and all(table["accepted"] == table["told"] for table in state["tables"])


def _pages(counter: Counter, path: str, part: str, **parameters: str | int) -> list[Json]:
    """All of a paged listing whose lines stand under `part`."""
    lines: list[Json] = []
    after: int | None = 0
    while after is not None:
        page = counter.get(OVERSEER, path, after=after, **parameters)
        lines += page[part]
        after = page["next"]
    return lines


@contextmanager
def _province(settings: Settings) -> Iterator[HttpProvincialPlatform]:
    token = settings.province_token.get_secret_value() if settings.province_token else ""
    with HttpProvincialPlatform(settings.province_url or "", token=token, timeout=httpx.Timeout(30)) as platform:
        yield platform


def _as_data(reckonings: Sequence[Reckoning]) -> dict[str, object]:
    return {
        "ok": not any(reckoning.faults for reckoning in reckonings),
        "projects": [reckoning.as_json() for reckoning in reckonings],
    }
