"""The interactive API reference, from assets this installation holds: it works without the internet."""

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse
from starlette.staticfiles import StaticFiles

from api.pages.rendering import page

router = APIRouter(include_in_schema=False)


@router.get("/docs")
async def reference(request: Request) -> HTMLResponse:
    return page(request, "reference.html")


def install(app: FastAPI) -> None:
    """Serve the page, its assets and ours."""
    app.include_router(router)
    # Only the bundled Swagger UI files of the package are used, none of its code.
    app.mount("/assets/swagger", StaticFiles(packages=[("fastapi_offline", "static")]), name="swagger")
    app.mount("/assets", StaticFiles(packages=[("api.pages", "static")]), name="assets")
