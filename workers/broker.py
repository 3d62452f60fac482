"""Putting a message's id on a queue, over one connection that is made anew after a failure."""

from kombu import Connection, Producer

from workers.app import app

ANSWER_SECONDS = 10


class Broker:
    """Where ids are published. A sending that fails raises a broker or socket error; `close` before the next."""

    def __init__(self) -> None:
        self._connection: Connection | None = None
        self._producer: Producer | None = None

    def send(self, task: str, message: int, *, queue: str) -> None:
        """Publish one id."""
        if self._producer is None:
            # Only here: a consumer waits on its socket by design, a publisher must notice that nobody answers.
            self._connection = app.connection_for_write(transport_options={"socket_timeout": ANSWER_SECONDS})
            self._producer = Producer(self._connection.channel())
        app.send_task(task, args=[message], queue=queue, producer=self._producer)

    def close(self) -> None:
        """Let the connection go; the next sending makes another."""
        if self._connection is not None:
            self._connection.release()
        self._connection = self._producer = None
