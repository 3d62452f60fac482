"""Documents: streamed in, stored once, handed out only to those who may see them."""

from pathlib import Path

import pytest

from tests.integration.api.counter import COUNTY_OFFICE, FOOD, WIND, Counter, problem

MATERIAL = {"material": "geohazard_report"}


@pytest.fixture
def project(counter: Counter) -> str:
    return counter.register()


def stored(counter: Counter) -> set[str]:
    folder: Path = counter.wiring.settings.var_dir / "files"
    return {file.name for file in folder.rglob("*") if file.is_file()}


def test_the_same_content_twice_is_two_versions_and_stored_once(counter: Counter, project: str) -> None:
    path, before = f"/projects/{project}/documents", stored(counter)

    first = counter.desk(FOOD).upload(path, MATERIAL, b"the very same").json()
    second = counter.desk(FOOD).upload(path, MATERIAL, b"the very same").json()

    assert (first["version"], second["version"]) == (1, 2)
    assert first["sha256"] == second["sha256"]
    assert stored(counter) - before == {first["sha256"]}


def test_one_upload_serves_every_item_that_asks_for_it(counter: Counter, project: str) -> None:
    listed = counter.desk(FOOD).get(f"/projects/{project}/documents").json()
    shared = next(one for one in listed if len(one["serves"]) > 1 and one["form"] == "file" and not one["comes_from"])
    material = shared["material"]["key"]

    counter.desk(FOOD).upload(f"/projects/{project}/documents", {"material": material}, b"once")

    for item in shared["serves"]:
        case = counter.desk(FOOD).get(f"/sub-approvals/{counter.case(project, item['key'])['id']}").json()
        assert next(need for need in case["needs"] if need["material"]["key"] == material)["version"] == 1


def test_a_content_comes_back_as_it_went_in(counter: Counter, project: str) -> None:
    content = bytes(range(256)) * 3000
    document = counter.desk(FOOD).upload(f"/projects/{project}/documents", MATERIAL, content, name="红线图.pdf").json()

    back = counter.desk(FOOD).get(f"/documents/{document['id']}/content")

    assert back.content == content
    assert back.headers["content-disposition"] == "attachment; filename*=UTF-8''%E7%BA%A2%E7%BA%BF%E5%9B%BE.pdf"
    assert back.headers["x-content-type-options"] == "nosniff"


def test_an_office_with_a_case_of_the_project_may_read_it_and_others_may_not(counter: Counter, project: str) -> None:
    document = counter.desk(FOOD).upload(f"/projects/{project}/documents", MATERIAL, b"content").json()
    path = f"/documents/{document['id']}/content"

    involved = counter.officer(COUNTY_OFFICE).get(path)
    uninvolved = counter.officer("530622.development_reform").get(path)
    another_applicant = counter.desk(WIND).get(path)

    assert involved.status_code == 200
    assert (uninvolved.status_code, another_applicant.status_code) == (403, 403)


def test_a_path_in_a_filename_goes_nowhere(counter: Counter, project: str) -> None:
    answer = counter.desk(FOOD).upload(f"/projects/{project}/documents", MATERIAL, b"content", name="../../etc/passwd")

    assert answer.json()["filename"] == "passwd"


def test_a_file_that_is_too_large_leaves_nothing_behind(counter: Counter, project: str) -> None:
    before = stored(counter)

    told = problem(counter.desk(FOOD).upload(f"/projects/{project}/documents", MATERIAL, b"x" * 1_000_001))

    assert told["facts"]["largest"] == 1_000_000
    assert stored(counter) == before


def test_a_request_without_a_document_may_not_be_large(counter: Counter, project: str) -> None:
    answer = counter.desk(FOOD).post(f"/projects/{project}/withdrawal", {"reason": "x" * (1 << 20)})

    assert problem(answer)["type"] == "urn:binglian:problem:too-large"
