"""The flows of a catalog edition as exchange records: one flow a theme, its stages, their items.

A flow is known to the province by the theme's key and the edition's id as its version.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, time

from catalogs.edition import Edition
from catalogs.schema import DependencyKind, EditionId, Item, ItemKey, Office, StageItem, Theme, ThemeStage
from workflow.domain.clock import PLACE
from workflow.gateways.provincial.codes import CASE_TYPE, PROMISED_CASE
from workflow.gateways.provincial.tables import Table
from workflow.gateways.provincial.writing import record
from workflow.store.exchange import Record


def shard_of(edition: EditionId) -> str:
    """The shard under which an edition's flows are reported."""
    return f"edition:{edition}"


def definitions(edition: Edition) -> list[Record]:
    """Everything a project of the edition may refer to, parents before children."""
    records = [_flow(edition, theme) for theme in edition.themes_in_order]
    for theme in edition.themes_in_order:
        for stage in edition.stages_by_theme.get(theme.key, ()):
            records.append(_stage(edition, stage))
            records += _items(edition, stage)
    return records


def item_code(item: Item) -> str:
    """The provincial code of an item; our key until the province has issued one."""
    return item.code or item.key


def _flow(edition: Edition, theme: Theme) -> Record:
    return record(
        Table.FLOW,
        f"{edition.id}/{theme.key}",
        region=edition.region,
        at=_effective(edition),
        SPLCBM=theme.key,
        SPLCBBH=edition.id,
        SPLCMC=theme.name_zh,
        SPLCSXSJ=edition.effective_on.isoformat(),
        SPLCLX=theme.flow_type,
    )


def _stage(edition: Edition, stage: ThemeStage) -> Record:
    return record(
        Table.STAGE,
        f"{edition.id}/{stage.theme}/{stage.stage}",
        region=edition.region,
        at=_effective(edition),
        SPLCBM=stage.theme,
        SPLCBBH=edition.id,
        SPJDBM=stage.stage,
        SPJDMC=stage.name_zh,
        SPJDXH=stage.order,
        DYBZSPJDXH=stage.standard_stage,
        SPJDSX=stage.limit_days or 0,
    )


def _items(edition: Edition, stage: ThemeStage) -> Iterator[Record]:
    for row in edition.items_by_stage.get((stage.theme, stage.stage), ()):
        yield _item(edition, row)


def _item(edition: Edition, row: StageItem) -> Record:
    item = edition.item_by_key[row.item]
    office = _office(edition, item)
    return record(
        Table.STAGE_ITEM,
        f"{edition.id}/{row.theme}/{row.stage}/{row.item}",
        region=edition.region,
        at=_effective(edition),
        SPLCBM=row.theme,
        SPLCBBH=edition.id,
        SPJDBM=row.stage,
        SPSXBM=item_code(item),
        SPSXBBH=edition.id,
        SPSXMC=item.name_zh,
        DYBZSPSXBM=item.code,
        SFSXGZCNZ=0,
        BJLX=CASE_TYPE.get(item.limit_unit, PROMISED_CASE),
        SPSXBLSX=item.limit_days or item.promised_days or 0,
        SPBMBM=office.id,
        SPBMMC=office.name_zh,
        QZSPSXBM=",".join(_before(edition, item.key)),
        SFLCBSX=int(row.milestone),
    )


def _before(edition: Edition, item: ItemKey) -> list[str]:
    """The codes of the items that must come before it, whatever the project."""
    befores = dict.fromkeys(
        row.before for row in edition.dependencies if row.after == item and row.kind is DependencyKind.PRECONDITION
    )
    return [item_code(edition.item_by_key[key]) for key in befores]


def _office(edition: Edition, item: Item) -> Office:
    """The department's office in the prefecture, else the first anywhere: who handles a case is told with the case."""
    office = edition.office_by_place.get((edition.region, item.department))
    return office or next(one for one in edition.offices if one.department == item.department)


def _effective(edition: Edition) -> datetime:
    return datetime.combine(edition.effective_on, time(), PLACE).astimezone(UTC)
