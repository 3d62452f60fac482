"""The first page: what runs here, in numbers, and where to go from it."""

from collections.abc import Iterable
from dataclasses import dataclass

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse

from api.dependencies import TheCounter, Work
from api.labels import Label
from api.pages.rendering import page
from catalogs.edition import Edition
from workflow.domain.statuses import ProjectStatus
from workflow.domain.words import PROJECT_STATUSES, ROLES
from workflow.operations.demonstration import examples
from workflow.views.start import StartPage, start_page

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, kw_only=True)
class Count:
    """A number with its name, and its share of the largest of its row in percent."""

    label: Label
    number: int
    percent: int


@router.get("/")
def start(request: Request, work: Work, counter: TheCounter) -> HTMLResponse:
    numbers = start_page(work.connection)
    return page(
        request,
        "start.html",
        edition=counter.edition,
        place=counter.edition.region_by_code[counter.edition.region],
        statuses=list(_statuses(numbers)),
        centres=list(_centres(counter.edition, numbers)),
        accounts=[(account, ROLES[account.role]) for account in examples(counter.edition)]
        if numbers.demonstration_people
        else [],
        people=sum(numbers.demonstration_people.values()),
    )


def install(app: FastAPI) -> None:
    app.include_router(router)


def _statuses(numbers: StartPage) -> Iterable[Count]:
    for status in ProjectStatus:
        if number := numbers.projects.get(status, 0):
            wording = PROJECT_STATUSES[status]
            yield Count(label=Label(key=status, zh=wording.zh, en=wording.en), number=number, percent=0)


def _centres(edition: Edition, numbers: StartPage) -> Iterable[Count]:
    """Every centre of the edition, the city's first: also one that has nothing to do."""
    served = dict.fromkeys(office.region for office in edition.offices)
    places = sorted(served, key=lambda code: (code != edition.region, code == edition.province, code))
    most = max([1, *numbers.open_cases.values()])
    for code in places:
        region, number = edition.region_by_code[code], numbers.open_cases.get(code, 0)
        yield Count(
            label=Label(key=code, zh=region.name_zh, en=region.name_en),
            number=number,
            percent=round(100 * number / most),
        )
