"""Rows about the project as a whole: its basic information, its organisation, what was handed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from catalogs.edition import Edition
from workflow.domain.aggregate import Project
from workflow.domain.events import Event, EventType
from workflow.gateways.provincial.codes import (
    FUND_SOURCE,
    KIND,
    LAND_SOURCE,
    ORDINARY_UNIT,
    OTHER_FUND_SOURCE,
    OTHER_LAND_SOURCE,
)
from workflow.gateways.provincial.tables import Table
from workflow.gateways.provincial.writing import day, record
from workflow.store.exchange import Record

YUAN_IN_TEN_THOUSAND = Decimal(10_000)
OVER = frozenset(
    {
        EventType.CONSTRUCTION_COMPLETED,
        EventType.PROJECT_WITHDRAWN,
        EventType.PROJECT_LAPSED,
        EventType.PROJECT_TERMINATED,
    }
)
CHANGES_THE_PROJECT = OVER | {EventType.CODE_CONFIRMED, EventType.CONSTRUCTION_STARTED}


@dataclass(frozen=True, kw_only=True)
class ProjectRows:
    """Writes the rows of a project from what it stated (`facts`, JSON values) and what happened to it."""

    edition: Edition
    project: Project
    facts: Mapping[str, object]

    def basic(self, events: Sequence[Event]) -> Record:
        """项目基本信息 as it stands after these events: one row, sent again when it has changed."""
        happened = {event.type: event.at for event in events if event.type in CHANGES_THE_PROJECT}
        theme = next(theme for theme in self.edition.themes if theme.key == self.project.theme)
        registered = self.project.registered_at or events[0].at
        return record(
            Table.PROJECT,
            str(self.project.id),
            region=self.project.region,
            at=max(happened.values()),
            XMDM=self.project.code,
            GCDM=self.project.code,
            XMMC=self.project.name,
            SPLCBM=theme.key,
            SPLCBBH=self.edition.id,
            SPLCLX=theme.flow_type,
            LXLX=KIND[self.project.kind],
            GBHYDMFBND="2017",
            GBHY=self.facts["industry"],
            XMTZLY=FUND_SOURCE.get(self.facts.get("funding"), OTHER_FUND_SOURCE),
            TDHQFS=LAND_SOURCE.get(self.facts.get("land_supply"), OTHER_LAND_SOURCE),
            NKGSJ=self._starts(happened),
            NJCSJ=self._ends(happened),
            ZTZE=format(Decimal(str(self.facts["investment"])) / YUAN_IN_TEN_THOUSAND, "f"),
            JSDD=self.facts["construction_place"],
            JSGMJNR=self.facts["construction_scale"],
            SBSJ=day(registered),
            XMSFWQBJ=int(bool(OVER & happened.keys())),
        )

    def unit(self, event: Event) -> Record:
        """项目单位信息."""
        return record(
            Table.UNIT,
            str(self.project.id),
            region=self.project.region,
            at=event.at,
            GCDM=self.project.code,
            DWTYSHXYDM=self.project.applicant_code,
            DWMC=self.project.applicant_name,
            DWLX=ORDINARY_UNIT,
        )

    def attachment(self, event: Event) -> Record:
        """其他附件: a version of a document, handed in for the project as a whole whatever items it serves."""
        material = str(event.data["material"])
        name = next((row.name_zh for row in self.edition.materials if row.material == material), material)
        return record(
            Table.ATTACHMENT,
            str(event.data["document"]),
            region=self.project.region,
            at=event.at,
            GCDM=self.project.code,
            SPSXSLBM="",
            FJLX="申请材料",
            FJMC=f"{name}（第{event.data['version']}版）",
            FJID=event.data["sha256"],
        )

    def _starts(self, happened: Mapping[EventType, datetime]) -> object:
        started = happened.get(EventType.CONSTRUCTION_STARTED)
        return day(started) if started else self.facts["planned_start"]

    def _ends(self, happened: Mapping[EventType, datetime]) -> object:
        completed = happened.get(EventType.CONSTRUCTION_COMPLETED)
        # A start later than the planned end moves the end along: the receiver refuses an end before its start (130).
        return day(completed) if completed else max(str(self.facts["planned_end"]), str(self._starts(happened)))
