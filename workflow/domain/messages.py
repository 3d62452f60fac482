"""What events send into the outbox: a table from event to destination and topic."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from catalogs.schema import OfficeId, RegionCode
from workflow.domain.aggregate import Project
from workflow.domain.events import Event, EventType
from workflow.domain.relaying import centre_of


class Topic(StrEnum):
    """What a message asks its receiver to do."""

    RECEIVE = "receive"  # a centre takes in cases dispatched to it
    TAKE_OVER = "take_over"  # a centre puts cases handed over into its offices' inboxes
    REPORT = "report"  # the exchange reports a project's new events to the province
    REQUEST_CODE = "request_code"  # the exchange asks the province for a project code
    REPORT_EDITION = "report_edition"  # the exchange reports the flows of a catalog edition


EXCHANGE = "exchange"


@dataclass(frozen=True, kw_only=True)
class Message:
    """An outbox row to be. Messages of one destination and shard are delivered one after the other."""

    destination: str
    shard: str
    topic: Topic
    payload: Mapping[str, object]


def queue_of(centre: RegionCode) -> str:
    """The name of a centre's queue."""
    return f"centre.{centre}"


def messages(project: Project, events: Iterable[Event]) -> list[Message]:
    """The messages of one transaction: one for each centre and topic concerned, and one for the exchange."""
    cases: dict[tuple[str, Topic], list[str]] = {}
    reported: list[Topic] = []
    for event in events:
        for office in _receivers(event):
            topic = Topic.RECEIVE if event.type is EventType.DISPATCHED else Topic.TAKE_OVER
            cases.setdefault((queue_of(centre_of(office)), topic), []).append(str(event.sub_approval))
        reported.append(Topic.REQUEST_CODE if event.type is EventType.PROJECT_REGISTERED else Topic.REPORT)
    shard = str(project.id)
    to_centres = [
        Message(destination=queue, shard=shard, topic=topic, payload={"sub_approvals": list(dict.fromkeys(subs))})
        for (queue, topic), subs in cases.items()
    ]
    to_province = [
        Message(destination=EXCHANGE, shard=shard, topic=topic, payload={"project": shard})
        for topic in sorted(set(reported), reverse=True)
        if topic is Topic.REQUEST_CODE or project.code_is_confirmed
    ]
    return to_centres + to_province


def _receivers(event: Event) -> list[OfficeId]:
    if event.type is EventType.DISPATCHED:
        return _offices(event.data["offices"])
    return _offices(event.data["to"]) if event.type is EventType.HANDED_OVER else []


def _offices(names: object) -> list[OfficeId]:
    return [OfficeId(str(name)) for name in names] if isinstance(names, list) else []
