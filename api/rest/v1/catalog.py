"""The catalogues: public, and computed from what is asked; nothing is kept."""

from dataclasses import asdict
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from api.dependencies import TheCounter
from api.fields import Body, Facts
from api.labels import Label, names_of
from api.problems import declared
from catalogs.classifying import classify
from catalogs.codes import read_credit_code, read_project_code
from catalogs.codes.divisions import region_known
from catalogs.edition import Edition
from catalogs.facts import typed
from catalogs.loader import installed, load
from catalogs.plan import Classification, Plan
from catalogs.planning import plan
from catalogs.questioning import Guidance, guide
from catalogs.schema import Item, Kind, Procedure

router = APIRouter(prefix="/catalog", tags=["catalog"])


class EditionOut(BaseModel):
    id: str = Field(examples=["zhaotong-2026"])
    title_zh: str
    title_en: str
    region: Label
    effective_on: date
    items: int
    offices: int
    is_current: bool = Field(description="新项目采用 · new projects get it")


class ItemOut(BaseModel):
    key: str
    code: str
    name_zh: str
    name_en: str
    department: str
    procedure: Procedure
    kind_zh: str
    limit_days: int | None
    limit_unit: str
    promised_days: int | None
    legal_basis: str
    result_zh: str
    materials: list[Label]
    from_memory: bool = Field(description="凭记忆写入，未与原文核对 · written from memory, not read in a source")


class Stated(Body):
    model_config = ConfigDict(
        json_schema_extra={"example": {"facts": {"secret": False, "regions": ["530621"], "industry": "13"}}}
    )

    facts: Facts
    edition: str | None = Field(default=None, description="缺省为现行版本 · the current one by default")


class CodeCheck(BaseModel):
    """The parts of a code that is right; one that is wrong is refused with every reason."""

    code: str
    sort: Literal["credit-code", "project-code"]
    parts: dict[str, object]


@router.get("/editions", summary="目录版本 · editions")
def editions(counter: TheCounter) -> list[EditionOut]:
    return [_edition_out(load(id), current=counter.edition.id) for id in installed()]


@router.get("/editions/{edition}/items", summary="事项清单 · items", responses=declared(404))
def items(edition: str, kind: Annotated[Kind | None, Query()] = None) -> list[ItemOut]:
    found = load(edition)
    return [_item_out(found, item) for item in found.items if kind is None or kind in item.applies_to.split()]


@router.get("/editions/{edition}/themes", summary="主题 · themes", responses=declared(404))
def themes(edition: str) -> list[Label]:
    return [Label(key=row.key, zh=row.name_zh, en=row.name_en) for row in load(edition).themes_in_order]


@router.post("/questions", summary="情形引导 · which facts still matter", responses=declared(404, 422))
def questions(body: Stated, counter: TheCounter) -> Guidance:
    """What the facts stated so far settle, and what to ask next; an answer that cannot matter is not asked for."""
    edition = _of(body, counter.edition)
    return guide(edition, typed(edition, body.facts))


@router.post("/classifications", summary="项目分类 · classify", responses=declared(404, 422))
def classifications(body: Stated, counter: TheCounter) -> Classification:
    """Kind, catalogue row, organ and office, with the reasons."""
    edition = _of(body, counter.edition)
    return classify(edition, typed(edition, body.facts))


@router.post("/plans", summary="审批计划 · plan", responses=declared(404, 422))
def plans(body: Stated, counter: TheCounter) -> Plan:
    """Stages, sub-approvals, documents, critical path: what a project with these facts would go through."""
    edition = _of(body, counter.edition)
    return plan(edition, typed(edition, body.facts))


@router.get("/credit-codes/{code}", summary="校验统一社会信用代码 · check a credit code", responses=declared(422))
def credit_code(code: str) -> CodeCheck:
    return CodeCheck(code=code, sort="credit-code", parts=asdict(read_credit_code(code)))


@router.get("/project-codes/{code}", summary="校验项目代码 · check a project code", responses=declared(422))
def project_code(code: str, counter: TheCounter) -> CodeCheck:
    regions, industries = region_known(counter.edition), counter.edition.industry_by_code.__contains__
    read = read_project_code(code, region_known=regions, industry_known=industries)
    return CodeCheck(code=code, sort="project-code", parts=asdict(read))


def _of(body: Stated, current: Edition) -> Edition:
    return load(body.edition) if body.edition else current


def _edition_out(edition: Edition, *, current: str) -> EditionOut:
    return EditionOut(
        id=edition.id,
        title_zh=edition.title_zh,
        title_en=edition.title_en,
        region=names_of(edition.id).region(edition.region),
        effective_on=edition.effective_on,
        items=len(edition.items),
        offices=len(edition.offices),
        is_current=edition.id == current,
    )


def _item_out(edition: Edition, item: Item) -> ItemOut:
    shown = {name: value for name, value in asdict(item).items() if name in ItemOut.model_fields}
    asked = edition.materials_by_item.get(item.key, ())
    materials = [Label(key=row.material, zh=row.name_zh, en=row.name_en) for row in asked]
    return ItemOut(**shown, materials=materials, from_memory=item.from_memory)
