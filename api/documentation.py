"""What the OpenAPI document says of the whole: title, tags in both languages, names of operations."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from api.problems import MEDIA_TYPE

TITLE = "并联 Binglian API"
VERSION = "0.1.0"
DESCRIPTION = """
投资项目并联审批：一次申请一个阶段，各级各部门同时办理。
Parallel approval of investment projects: one application per stage, every centre at once.

* 出错时返回 `application/problem+json`（RFC 9457），语言随 `Accept-Language`（默认中文）。
  Errors are problem+json in the language asked for (Chinese by default): what is wrong, and how to mend it.
* 建议每条命令都带 `Idempotency-Key`：重发只生效一次；不带时重发可能被拒绝或再次生效。
  An `Idempotency-Key` is recommended for every command: repeated under it, the command acts once; without one a
  repetition may be refused, or act again.
* 列表用 `after` 游标翻页。Lists page by the cursor `after`.
"""
TAGS: list[dict[str, Any]] = [
    {"name": "tokens", "description": "登录与退出 · signing in and out"},
    {"name": "people", "description": "人员 · people"},
    {"name": "catalog", "description": "目录（公开）· the catalogues, public"},
    {"name": "projects", "description": "项目 · projects"},
    {"name": "stages", "description": "阶段：一次申请、进度板 · stages: one application, the board"},
    {"name": "documents", "description": "材料 · documents"},
    {"name": "sub-approvals", "description": "办件：受理、审查、决定 · cases: acceptance, review, decision"},
    {"name": "inbox", "description": "收件箱 · the officer's inbox"},
    {"name": "trace", "description": "办理过程 · history"},
    {"name": "supervision-orders", "description": "省级督办 · supervision orders of the province"},
    {"name": "exchange", "description": "与省级平台的交换 · exchange with the province"},
    {"name": "callbacks", "description": "省级平台回调（签名）· called by the province, signed"},
    {"name": "health", "description": "运行状况 · health"},
]


def operation_id(route: APIRoute) -> str:
    """The name a generated client gives the operation."""
    return f"{route.tags[0]}_{route.name}".replace("-", "_") if route.tags else route.name


def install(app: FastAPI) -> None:
    """Let the application describe itself, once."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            whole = get_openapi(
                title=TITLE, version=VERSION, description=DESCRIPTION, routes=app.routes, tags=TAGS, summary=None
            )
            app.openapi_schema = _problems_only_as_problems(whole)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]


def _problems_only_as_problems(whole: dict[str, Any]) -> dict[str, Any]:
    """The framework lists a declared model under the route's own media type too; refusals have one only."""
    for operation in (operation for path in whole["paths"].values() for operation in path.values()):
        for response in operation["responses"].values():
            if MEDIA_TYPE in response.get("content", {}):
                response["content"] = {MEDIA_TYPE: response["content"][MEDIA_TYPE]}
    return whole
