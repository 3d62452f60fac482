"""Conventions of the counter: who may call, that commands act once, that everything passes the permission gate."""

import ast
import inspect
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts

import workflow.operations
from api.callbacks.provincial import proven
from api.idempotency import begun
from api.security import bearer, token
from api.turnstile import turn_to_sign_in
from workflow.domain.allowing import Action

PUBLIC = {
    "/",
    "/docs",
    "/health",
    "/health/live",
    "/health/ready",
    "/api/v1/tokens",
    "/api/v1/catalog/editions",
    "/api/v1/catalog/editions/{edition}/items",
    "/api/v1/catalog/editions/{edition}/themes",
    "/api/v1/catalog/questions",
    "/api/v1/catalog/classifications",
    "/api/v1/catalog/plans",
    "/api/v1/catalog/credit-codes/{code}",
    "/api/v1/catalog/project-codes/{code}",
}
# What concerns nobody but the bearer himself.
OF_ONESELF = {"/api/v1/people/me", "/api/v1/tokens/current"}
GATES = {"project_for", "case_for", "item_for", "check", "may", "scopes", "see_project"}
OPERATIONS = Path(workflow.operations.__file__).parent


def routes(app: FastAPI) -> Iterator[tuple[str, APIRoute]]:
    for context in iter_route_contexts(app.routes):
        if isinstance(context.original_route, APIRoute):
            yield str(context.path), context.original_route


def asked(dependant: Dependant) -> set[object]:
    """Every dependency of a route, those of its dependencies too."""
    return {dependant.call}.union(*(asked(each) for each in dependant.dependencies))


def test_every_route_asks_who_is_there_or_is_on_the_public_list(app: FastAPI) -> None:
    open_to_all = {path for path, route in routes(app) if not asked(route.dependant) & {bearer, token, proven}}

    assert open_to_all == PUBLIC


def test_every_command_takes_an_idempotency_key_and_remembers_its_answer(app: FastAPI) -> None:
    forgetful = {
        path
        for path, route in routes(app)
        if "POST" in (route.methods or ()) and path not in PUBLIC and "callbacks" not in path
        if begun not in asked(route.dependant) or ".answer(" not in inspect.getsource(route.endpoint)
    }

    assert forgetful == set()


def test_every_command_declares_that_its_key_may_be_taken(app: FastAPI) -> None:
    described = app.openapi()["paths"]

    assert [
        path
        for path, route in routes(app)
        if begun in asked(route.dependant) and "409" not in described[path]["post"]["responses"]
    ] == []


# Whoever asks for these can be refused so: any request may be too large or malformed, or meet a system that is down.
ALWAYS = {"413", "422", "500", "503"}
REFUSES: Mapping[object, set[str]] = {
    bearer: {"401"},
    token: {"401"},
    proven: {"401"},
    begun: {"401", "409"},
    turn_to_sign_in: {"401", "429"},
}


def test_every_refusal_a_route_may_answer_with_is_documented(app: FastAPI) -> None:
    described = app.openapi()["paths"]
    undocumented = {
        (method, path, status)
        for path, route in routes(app)
        if path in described
        for method in route.methods or ()
        for status in refusals(path, route) - described[path][method.lower()]["responses"].keys()
    }

    assert undocumented == set()


def refusals(path: str, route: APIRoute) -> set[str]:
    """By what the route asks for, and by what its address names: a person may find that absent or closed."""
    dependencies = asked(route.dependant)
    of_dependencies = [statuses for each, statuses in REFUSES.items() if each in dependencies]
    is_closed_to_some = bearer in dependencies and path not in OF_ONESELF
    of_address = ({"403"} if is_closed_to_some else set()) | ({"404"} if "{id}" in path else set())
    return ALWAYS.union(of_address, *of_dependencies)


def test_an_idempotency_key_is_recommended_wherever_one_is_taken(app: FastAPI) -> None:
    described = app.openapi()["paths"]
    keys = [
        parameter
        for path, route in routes(app)
        if begun in asked(route.dependant)
        for parameter in described[path]["post"]["parameters"]
        if parameter["name"] == "Idempotency-Key"
    ]

    assert keys
    assert all("recommended" in key["description"] and not key["required"] for key in keys)


def test_every_route_of_a_person_calls_an_operation_that_passes_the_gate(app: FastAPI) -> None:
    ungated = {
        path
        for path, route in routes(app)
        if bearer in asked(route.dependant) and path not in OF_ONESELF and not calls_a_gated_operation(route)
    }

    assert ungated == set()


def calls_a_gated_operation(route: APIRoute) -> bool:
    names = {ast.unparse(call.func) for call in calls(inspect.getsource(route.endpoint))}
    return bool(names & gated_operations())


@cache
def gated_operations() -> frozenset[str]:
    """`module.function` of every operation that is given an actor."""
    return frozenset(f"{module}.{function.name}" for module, function in operations_with_an_actor())


def test_every_operation_that_is_given_an_actor_asks_whether_he_may() -> None:
    unasked = [
        f"{module}.{function.name}"
        for module, function in operations_with_an_actor()
        if not {ast.unparse(call.func) for call in calls(ast.unparse(function))} & GATES
    ]

    assert unasked == []


def operations_with_an_actor() -> Iterator[tuple[str, ast.FunctionDef]]:
    for file in OPERATIONS.glob("*.py"):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and has_an_actor(node):
                yield file.stem, node


def has_an_actor(function: ast.FunctionDef) -> bool:
    parameters = [*function.args.args, *function.args.kwonlyargs]
    named = {each.arg for each in parameters if each.annotation and ast.unparse(each.annotation) == "Actor"}
    return bool(named - {"by"})  # `by` is handed on by an operation that has asked


def calls(source: str) -> list[ast.Call]:
    return [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]


@pytest.mark.parametrize("action", Action)
def test_every_action_a_case_may_offer_is_an_address(app: FastAPI, action: Action) -> None:
    addresses = {path for path, route in routes(app) if "POST" in (route.methods or ())}

    assert f"/api/v1/sub-approvals/{{id}}/{action}" in addresses


def test_every_act_on_a_case_can_be_offered(app: FastAPI) -> None:
    prefix = "/api/v1/sub-approvals/{id}/"
    acts = {path.removeprefix(prefix) for path, route in routes(app) if path.startswith(prefix)}

    assert acts == {str(action) for action in Action}


def test_every_route_is_described_in_both_languages(app: FastAPI) -> None:
    described = app.openapi()["paths"]

    assert [
        path for path, operations in described.items() for one in operations.values() if " · " not in one["summary"]
    ] == []


def test_every_refusal_is_declared_as_problem_json_alone(app: FastAPI) -> None:
    media_types = {
        media_type
        for operations in app.openapi()["paths"].values()
        for one in operations.values()
        for status, response in one["responses"].items()
        if status >= "400"
        for media_type in response["content"]
    }

    assert media_types == {"application/problem+json"}


def test_every_operation_has_a_name_of_its_own(app: FastAPI) -> None:
    names = [one["operationId"] for each in app.openapi()["paths"].values() for one in each.values()]

    assert len(names) == len(set(names))
