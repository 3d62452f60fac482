"""Rows about one case: that it exists, each state it passes through, and the document it ends with."""

from collections.abc import Iterator
from dataclasses import dataclass

from catalogs.edition import Edition
from catalogs.schema import Office, OfficeId
from workflow.domain.aggregate import Project
from workflow.domain.events import Event, EventType
from workflow.domain.ids import stage_id
from workflow.domain.sub_approval import SubApproval
from workflow.gateways.provincial.codes import NO_EXPIRY, ONLINE, OPEN_TO_ALL
from workflow.gateways.provincial.definitions import item_code
from workflow.gateways.provincial.handling import BEGINS, Story
from workflow.gateways.provincial.tables import Table
from workflow.gateways.provincial.writing import day, moment, record, region_of
from workflow.store.exchange import Record

DECISIONS = frozenset({EventType.DECIDED, EventType.FILED, EventType.RECORDED_ELSEWHERE})


@dataclass(frozen=True, kw_only=True)
class CaseRows:
    """Writes the rows of a case, event by event from its first."""

    edition: Edition
    project: Project
    sub: SubApproval
    story: Story

    def of(self, event: Event, position: int) -> Iterator[Record]:
        """What the event at that position of the project's log tells the province."""
        states = self.story.tell(event)
        if event.type in BEGINS:
            yield self._case(event)
        for number, state in enumerate(states, start=1):
            yield self._handling(event, f"{self.project.id}/{position}/{number}", state)
        if event.type in DECISIONS and states:
            yield self._document(event, f"{self.project.id}/{position}")

    def _case(self, event: Event) -> Record:
        office = self._office(self.sub.deciding_office)
        return record(
            Table.CASE,
            str(self.sub.id),
            region=region_of(self.edition, office.region),
            at=event.at,
            GCDM=self.project.code,
            SPLCBM=self.project.theme,
            SPLCBBH=self.project.edition,
            SPJDBM=self.sub.stage,
            SPSXBM=item_code(self.edition.item_by_key[self.sub.item]),
            SPSXBBH=self.project.edition,
            SPSXSLBM=str(self.sub.id),
            BLSPSLBM=str(stage_id(self.project.id, self.sub.stage)),
            SPBMBM=office.id,
            SPBMMC=office.name_zh,
            SLFS=ONLINE,
            GKFS=OPEN_TO_ALL,
            SXBLSX=self.sub.limit_days or self.sub.promised_days or 0,
        )

    def _handling(self, event: Event, key: str, state: int) -> Record:
        office = self._office(event.actor.office or self.sub.accepting_office)
        return record(
            Table.HANDLING,
            key,
            region=region_of(self.edition, office.region),
            at=event.at,
            GCDM=self.project.code,
            SPSXSLBM=str(self.sub.id),
            BLCS=office.name_zh,
            BLR=event.actor.name,
            BLZT=int(state),
            BLYJ=event.reason,
            BLSJ=self.story.not_before(moment(event.at)),
        )

    def _document(self, event: Event, key: str) -> Record:
        item = self.edition.item_by_key[self.sub.item]
        return record(
            Table.DOCUMENT,
            key,
            region=region_of(self.edition, self._office(self.sub.deciding_office).region),
            at=event.at,
            GCDM=self.project.code,
            SPSXSLBM=str(self.sub.id),
            PFRQ=event.data.get("on") or day(event.at),
            PFWH=event.data["number"],
            PFWJBT=item.result_zh or item.name_zh,
            PFWJYXQX=NO_EXPIRY,
            FJMC=item.result_zh if event.data.get("sha256") else "",
            FJID=event.data.get("sha256") or "",
        )

    def _office(self, id: OfficeId) -> Office:
        return self.edition.office_by_id[id]
