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
    counter.hand_in_everything(project)
    counter.apply(project)

    involved = counter.officer(COUNTY_OFFICE).get(path)
    uninvolved = counter.officer("530622.development_reform").get(path)
    another_applicant = counter.desk(WIND).get(path)

    assert involved.status_code == 200
    assert (uninvolved.status_code, another_applicant.status_code) == (404, 404)


def test_a_path_in_a_filename_goes_nowhere(counter: Counter, project: str) -> None:
    answer = counter.desk(FOOD).upload(f"/projects/{project}/documents", MATERIAL, b"content", name="../../etc/passwd")

    assert answer.json()["filename"] == "passwd"


def test_a_file_that_is_too_large_leaves_nothing_behind(counter: Counter, project: str) -> None:
    before = stored(counter)

    told = problem(counter.desk(FOOD).upload(f"/projects/{project}/documents", MATERIAL, b"x" * 1_000_001))

    assert told["facts"]["largest"] == 1_000_000
    assert stored(counter) == before


def test_an_upload_that_is_refused_leaves_nothing_behind(counter: Counter, project: str) -> None:
    before, path = stored(counter), f"/projects/{project}/documents"
    unheard_of = "/projects/00000000-0000-4000-8000-000000000009/documents"

    refused = [
        counter.desk(WIND).upload(path, MATERIAL, b"of a stranger"),
        counter.officer(COUNTY_OFFICE).upload(path, MATERIAL, b"of an officer"),
        counter.desk(FOOD).upload(path, {"material": "magic_wand"}, b"of no use"),
        counter.desk(FOOD).upload(unheard_of, MATERIAL, b"for nothing"),
    ]

    assert [answer.status_code for answer in refused] == [404, 404, 422, 404]
    assert stored(counter) == before


def test_a_result_that_is_refused_after_its_evidence_came_in_leaves_nothing_behind(
    counter: Counter, project: str
) -> None:
    case, before = counter.case(project, "energy_review"), stored(counter)
    given = {"item": "energy_review", "number": "1号", "on": "2030-01-01"}

    answer = counter.officer(case["offices"][-1]["key"]).upload(f"/projects/{project}/results", given, b"evidence")

    assert answer.status_code == 422
    assert stored(counter) == before


def test_a_content_that_has_come_to_harm_is_mended_by_handing_it_in_again(counter: Counter, project: str) -> None:
    path, folder = f"/projects/{project}/documents", counter.wiring.settings.var_dir / "files"
    document = counter.desk(FOOD).upload(path, MATERIAL, b"whole and sound").json()
    (folder / document["sha256"][:2] / document["sha256"]).write_bytes(b"whole and soun")

    counter.desk(FOOD).upload(path, MATERIAL, b"whole and sound")

    assert counter.desk(FOOD).get(f"/documents/{document['id']}/content").content == b"whole and sound"


def test_a_request_without_a_document_may_not_be_large(counter: Counter, project: str) -> None:
    answer = counter.desk(FOOD).post(f"/projects/{project}/withdrawal", {"reason": "x" * (1 << 20)})

    assert problem(answer)["type"] == "urn:binglian:problem:too-large"
