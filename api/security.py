"""Who is asking: the bearer of a token. What he may do is asked of the permission gate, not here."""

from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.dependencies import Now, Work
from workflow.domain.people import Actor
from workflow.operations import signing_in

_bearer = HTTPBearer(auto_error=False, description="POST /api/v1/tokens 取得 · the token of POST /api/v1/tokens")
Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


async def token(credentials: Credentials) -> str:
    """The token of the request. Raises `NotSignedIn` when there is none."""
    if credentials is None:
        raise signing_in.not_signed_in()
    return credentials.credentials


Token = Annotated[str, Depends(token)]


def bearer(work: Work, token: Token, now: Now) -> signing_in.Bearer:
    return signing_in.signed_in(work, token, now=now)


TheBearer = Annotated[signing_in.Bearer, Depends(bearer)]


async def viewer(bearer: TheBearer) -> Actor:
    return bearer.actor


Viewer = Annotated[Actor, Depends(viewer)]
