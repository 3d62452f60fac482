"""A decision over HTTP costs few statements: who asks, the key, lock, load, save, the answer kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from sqlalchemy import Engine, event

from tests.integration.api.counter import Counter

MOST = 8


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The statements sent while inside."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_a_decision_with_a_key_takes_at_most_eight_statements(counter: Counter) -> None:
    project = counter.register()
    counter.hand_in_everything(project)
    counter.apply(project)
    case = counter.case(project, "state_land_use_right")
    officer, path = counter.officer(case["offices"][0]["key"]), f"/sub-approvals/{case['id']}"
    for act in ("acceptance", "review"):
        officer.post(f"{path}/{act}")

    with counted(counter.wiring.engine) as statements:
        answer = officer.post(f"{path}/decision", {"outcome": "approved", "number": "1号"}, key=str(uuid4()))

    assert answer.status_code == 200, answer.text
    assert len(statements) <= MOST, statements
