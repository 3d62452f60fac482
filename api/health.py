"""Is the process alive, and can it work?"""

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.dependencies import Work
from workflow.operations.readiness import require_schema

router = APIRouter(prefix="/health", tags=["health"])


class Health(BaseModel):
    status: str = Field(examples=["ready"])


@router.get("/live", summary="存活 · live")
async def live() -> Health:
    """The process answers; nothing else is asked."""
    return Health(status="live")


@router.get("", include_in_schema=False)
@router.get("/ready", summary="就绪 · ready")
def ready(work: Work) -> Health:
    """The database answers and has the schema this version needs; 503 otherwise."""
    require_schema(work)
    return Health(status="ready")
