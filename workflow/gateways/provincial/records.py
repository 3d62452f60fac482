"""A project's events as exchange records. The same events always give the same rows under the same local keys."""

from collections.abc import Iterator, Mapping, Sequence

from catalogs.edition import Edition
from workflow.domain.aggregate import Project
from workflow.domain.events import Event, EventType
from workflow.domain.ids import SubApprovalId
from workflow.gateways.provincial.cases import CaseRows
from workflow.gateways.provincial.handling import Story
from workflow.gateways.provincial.project_rows import CHANGES_THE_PROJECT, ProjectRows
from workflow.store.exchange import Record


def records(
    edition: Edition, project: Project, facts: Mapping[str, object], events: Sequence[Event], *, after: int
) -> list[Record]:
    """What the events behind position `after` add, parents first; `events` is the log from its beginning."""
    about_project = ProjectRows(edition=edition, project=project, facts=facts)
    fresh = events[after:]
    rows: list[Record] = []
    if any(event.type in CHANGES_THE_PROJECT for event in fresh):
        rows.append(about_project.basic(events))
    rows += [about_project.unit(event) for event in fresh if event.type is EventType.CODE_CONFIRMED]
    for position, record in _one_by_one(about_project, events):
        if position > after:
            rows.append(record)
    return rows


def _one_by_one(about_project: ProjectRows, events: Sequence[Event]) -> Iterator[tuple[int, Record]]:
    """Each event's rows with its position. Cases are told from their first event: what may follow depends on it."""
    cases = {
        sub.id: CaseRows(edition=about_project.edition, project=about_project.project, sub=sub, story=Story())
        for sub in about_project.project.sub_approvals
    }
    for position, event in enumerate(events, start=1):
        if event.type is EventType.DOCUMENT_SUBMITTED:
            yield position, about_project.attachment(event)
        elif event.sub_approval is not None:
            for record in cases[SubApprovalId(event.sub_approval)].of(event, position):
                yield position, record
