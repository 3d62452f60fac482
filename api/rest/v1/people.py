"""Who I am."""

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.dependencies import TheCounter
from api.labels import Label, names_of
from api.problems import declared
from api.security import TheBearer
from workflow.domain.people import Role
from workflow.operations.signing_in import Bearer

router = APIRouter(prefix="/people", tags=["people"])


class Me(BaseModel):
    id: str
    login: str = Field(examples=["officer.530602.natural_resources"])
    name: str
    role: Role
    office: Label | None = Field(description="经办人的部门 · an officer's office")
    organisation: str | None = Field(description="申请人的统一社会信用代码 · an applicant's credit code")


@router.get("/me", summary="我是谁 · who am I", responses=declared(401))
def me(bearer: TheBearer, counter: TheCounter) -> Me:
    return me_of(bearer, counter.edition.id)


def me_of(bearer: Bearer, edition: str) -> Me:
    actor = bearer.actor
    return Me(
        id=actor.id,
        login=bearer.login,
        name=actor.name,
        role=actor.role,
        office=names_of(edition).office(actor.office) if actor.office else None,
        organisation=actor.organisation,
    )
