"""What a centre's queue brings."""

from workers.app import app, wiring
from workers.patience import note_failure
from workflow.operations import delivering
from workflow.store.faults import reach


@app.task(name="centres.deliver")
def deliver(message: int) -> int | str | None:
    """Carry out a message in one transaction with its mark; a failure is written into its row."""
    reach("task:begun")
    try:
        with wiring().work() as work:
            moved = delivering.deliver(work, message, now=wiring().clock())
            work.projects.flush()
            reach("task:effect-before-commit")
    except Exception as error:  # noqa: BLE001 -- whatever it was, the message must say so and wait its turn
        return note_failure(message, error)
    reach("task:committed-before-acknowledgement")
    return moved
