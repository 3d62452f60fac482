"""Signing in and out."""

from datetime import datetime

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, SecretStr

from api.dependencies import Now, TheCounter, Work
from api.fields import Body, Line
from api.problems import declared
from api.rest.v1.people import Me, me_of
from api.security import Token
from api.turnstile import TurnToSignIn
from workflow.operations import signing_in

router = APIRouter(prefix="/tokens", tags=["tokens"])


class SignIn(Body):
    model_config = ConfigDict(json_schema_extra={"example": {"login": "applicant.wind", "password": "…"}})

    login: Line
    password: SecretStr = Field(min_length=1, max_length=200)


class Signed(BaseModel):
    token: str = Field(description="放在 Authorization: Bearer 之后，只显示这一次 · shown this once")
    expires_at: datetime
    person: Me


@router.post("", status_code=201, summary="登录 · sign in", responses=declared(401, 422, 429))
def sign_in(body: SignIn, _turn: TurnToSignIn, now: Now, counter: TheCounter) -> Signed:
    """Not a command with a key: the answer holds a secret that is kept nowhere."""
    signed = signing_in.sign_in(
        counter.new_work,
        login=body.login,
        password=body.password.get_secret_value(),
        lifetime=counter.token_lifetime,
        now=now,
        new_token=counter.new_token,
    )
    return Signed(token=signed.token, expires_at=signed.expires_at, person=me_of(signed.bearer, counter.edition.id))


@router.delete("/current", status_code=204, summary="退出 · sign out", responses=declared(401))
def sign_out(work: Work, token: Token) -> None:
    """The token is worth nothing any more; an unknown one was worth nothing before."""
    signing_in.sign_out(work, token)
