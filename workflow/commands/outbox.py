"""`binglian outbox`: what is on its way between centres and to the province, and what was set aside."""

from typing import Annotated

import typer

from workflow.commands.opening import say, show, wiring
from workflow.operations import exchanging
from workflow.views.outbox import depths, failing_messages, parked_messages

outbox_app = typer.Typer(help="Messages on their way (发件箱).", no_args_is_help=True)


@outbox_app.command("list")
def list_messages() -> None:
    """Messages by destination, and each that failed or was parked with its reason (列出)."""
    with wiring().reading() as connection:
        waiting, failing, parked = depths(connection), failing_messages(connection), parked_messages(connection)
    show(
        ("去向 destination", "待办 waiting", "搁置 parked", "最早 oldest"),
        [(one.destination, one.waiting, one.parked, one.oldest) for one in waiting],
    )
    show(
        ("重试 failing", "去向 destination", "项目 project", "次数 tries", "下次 due", "原因 reason"),
        [(one.id, one.destination, one.code or one.shard, one.attempts, one.due_at, one.reason) for one in failing],
    )
    show(
        ("搁置 parked", "去向 destination", "项目 project", "事由 topic", "原因 reason"),
        [(one.id, one.destination, one.code or one.shard, one.topic, one.reason) for one in parked],
    )
    if not waiting:
        say("发件箱是空的 nothing is on its way")


@outbox_app.command("release")
def release(
    message: Annotated[
        int | None, typer.Argument(help="A parked message; all of them when left out (搁置的消息).")
    ] = None,
) -> None:
    """Let a parked message, or all of them, try again (放行)."""
    with wiring().work() as work:
        count = exchanging.release(work, message, now=wiring().clock())
    say(f"已放行 released: {count}")
