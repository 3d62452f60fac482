"""Refusals as problem+json (RFC 9457), in the language of the request. The engine knows no status codes; we do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from fastapi import Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from api.labels import names_of
from api.languages import Language, preferred
from api.problem_titles import KINDS
from catalogs.wording import Wording
from workflow.errors import Refused

MEDIA_TYPE = "application/problem+json"
TYPES = "urn:binglian:problem:"


class Problem(BaseModel):
    """Why a request was refused, and what to do about it. Nothing was changed."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "type": "urn:binglian:problem:already-decided",
                "title": "已经办结",
                "status": 409,
                "detail": "办件已于 2026-03-02 04:00 办结（approved，文号 昭发改核准〔2026〕1号）。",
                "mend": "决定只作一次；请刷新后查看结果。",
                "facts": {"outcome": "approved", "number": "昭发改核准〔2026〕1号"},
            }
        }
    )

    type: str = Field(description="Stable identifier of the kind of problem")
    title: str = Field(description="What the kind is called")
    status: int
    detail: str = Field(description="What is wrong, and where")
    mend: str = Field(description="What to do about it")
    facts: dict[str, object] = Field(default_factory=dict, description="The same for a program")


RETRY_AFTER = 5  # seconds
_HEADERS: Mapping[int, Mapping[str, str]] = {
    401: {"WWW-Authenticate": "Bearer"},
    429: {"Retry-After": str(RETRY_AFTER)},
}


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """A problem before it has a language."""

    slug: str
    detail: Wording
    mend: Wording
    facts: Mapping[str, object] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


def of_refusal(refusal: Refused) -> Trouble:
    """A refusal of the engine, under the nearest of its families that has a published kind."""
    slugs = [family.slug for family in type(refusal).__mro__ if issubclass(family, Refused)]
    slug = next(slug for slug in slugs if slug in KINDS)
    return Trouble(
        slug=slug,
        detail=Wording(refusal.zh, refusal.en),
        mend=Wording(refusal.mend_zh, refusal.mend_en),
        facts=refusal.facts,
        headers=_HEADERS.get(KINDS[slug].status, {}),
    )


def answer(request: Request, trouble: Trouble) -> JSONResponse:
    """The response that tells the trouble."""
    language = preferred(request.headers.get("accept-language"))
    problem = told(trouble, language)
    # An unexpected error is answered outside of what marks every other answer.
    request_id = getattr(request.state, "request_id", "")
    return JSONResponse(
        problem.model_dump(mode="json"),
        status_code=problem.status,
        media_type=MEDIA_TYPE,
        headers={"Content-Language": str(language), "X-Request-Id": request_id, **trouble.headers},
    )


def named(request: Request, trouble: Trouble) -> Trouble:
    """The engine speaks in keys; people read names. `facts` keep the keys for programs."""
    names = names_of(request.app.state.counter.edition.id)
    return replace(trouble, detail=names.spoken(trouble.detail), mend=names.spoken(trouble.mend))


def told(trouble: Trouble, language: Language) -> Problem:
    kind = KINDS[trouble.slug]
    return Problem(
        type=TYPES + trouble.slug,
        title=language.of(kind.title),
        status=kind.status,
        detail=language.of(trouble.detail),
        mend=language.of(trouble.mend),
        facts={key: _in(language, value) for key, value in trouble.facts.items()},
    )


def _in(language: Language, value: object) -> object:
    """Wordings inside the facts in the one language; everything else as it is."""
    if isinstance(value, Wording):
        return language.of(value)
    if isinstance(value, Mapping):
        return {key: _in(language, one) for key, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_in(language, one) for one in value]
    return value


def declared(*statuses: int) -> dict[int | str, dict[str, object]]:
    """The problem responses of a route, for its OpenAPI."""
    return {
        status: {
            "model": Problem,
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
            "description": ", ".join(sorted(kind.title.en for kind in KINDS.values() if kind.status == status)),
        }
        for status in sorted(statuses)
    }
