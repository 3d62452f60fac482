"""Receipt of records: receipts, versions, order of parents, and what the platform holds."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi.testclient import TestClient

from simulators.provincial_platform.app import create_app
from simulators.provincial_platform.platform import Platform
from tests import exchange_rows as rows
from tests.unit.simulators.conftest import TOKEN, Caller


def test_whole_case_in_sending_order_is_accepted_in_one_batch(coded: Caller) -> None:
    records = rows.whole_case(coded.code)

    receipts = coded.send(*records)

    assert [receipt["SBYY"] for receipt in receipts] == [""] * len(records)
    assert {receipt["SJSCZT"] for receipt in receipts} == {3}
    assert [receipt["DFSJZJ"] for receipt in receipts] == [record["row"]["DFSJZJ"] for record in records]


def test_child_before_its_parent_is_rejected_and_the_rest_of_the_batch_is_judged(coded: Caller) -> None:
    receipts = coded.send(rows.stage(), rows.flow())

    assert [receipt["SJSCZT"] for receipt in receipts] == [2, 3]
    assert receipts[0]["SBYY"].startswith("010 ")


def test_child_of_a_rejected_parent_is_rejected(coded: Caller) -> None:
    coded.send(rows.flow(), rows.stage(), rows.stage_item())
    project = rows.changed(rows.project(coded.code), NKGSJ="2028-01-01")

    receipts = coded.send(project, rows.unit(coded.code))

    assert [receipt["SBYY"][:3] for receipt in receipts] == ["130", "011"]


def test_rejected_row_is_judged_again_when_resent_unchanged(coded: Caller) -> None:
    rejected = coded.send_one(rows.stage())
    coded.send(rows.flow())

    accepted = coded.send_one(rows.stage())

    assert (rejected["SJSCZT"], accepted["SJSCZT"]) == (2, 3)
    assert accepted["receipt"] != rejected["receipt"]
    assert coded.held(table="SPGL_DFXMSPLCJDXXB")[0]["version"] == 1


def test_row_still_rejected_for_the_same_reason_keeps_its_receipt(coded: Caller) -> None:
    assert coded.send_one(rows.stage()) == coded.send_one(rows.stage())


def test_identical_row_gets_the_same_receipt_and_is_stored_once(coded: Caller) -> None:
    first = coded.send_one(rows.flow())

    again = coded.send_one(rows.flow())

    assert again == first
    assert [held["version"] for held in coded.held()] == [1]


def test_identical_row_twice_in_one_batch_gets_the_same_receipt(coded: Caller) -> None:
    first, again = coded.send(rows.flow(), rows.flow())

    assert again == first


def test_changed_row_is_a_new_version_in_the_old_place(coded: Caller) -> None:
    coded.send(rows.flow(), rows.stage())

    receipt = coded.send_one(rows.changed(rows.flow(), SPLCMC="社会投资项目（修订）"))

    flow, stage = coded.held()
    assert (flow["version"], flow["row"]["SPLCMC"], stage["version"]) == (2, "社会投资项目（修订）", 1)
    assert flow["position"] < stage["position"]
    assert receipt["SJSCZT"] == 3


def test_rejected_version_leaves_the_accepted_one_held(coded: Caller) -> None:
    coded.send(rows.flow())

    receipt = coded.send_one(rows.changed(rows.flow(), SPLCLX=11))

    assert receipt["SJSCZT"] == 2
    assert [(held["version"], held["row"]["SPLCLX"]) for held in coded.held()] == [(1, 3)]


def test_withdrawn_parent_no_longer_carries_children(coded: Caller) -> None:
    coded.send(rows.flow())

    withdrawn = coded.send_one(rows.changed(rows.flow(), SJYXBS=0, SJWXYY="重复上传"))

    assert withdrawn["SJSCZT"] == 3
    assert coded.reason(rows.stage()).startswith("010 ")


def test_holdings_are_told_by_table_project_and_page(coded: Caller) -> None:
    coded.send(*rows.whole_case(coded.code))

    events = coded.held(table="SPGL_XMSPSXBLXXXXB", project=coded.code)
    first = coded.client.get("/records", params={"project": coded.code, "limit": 4}).json()
    second = coded.client.get("/records", params={"project": coded.code, "limit": 20, "after": first["next"]}).json()

    assert [event["row"]["BLZT"] for event in events] == [1, 3, 8, 11]
    assert len(first["records"] + second["records"]) == len(coded.held(project=coded.code)) == 9
    assert first["records"][-1]["position"] == first["next"] < second["records"][0]["position"]
    assert second["next"] is None
    assert coded.held(project="2603-530602-04-01-999999") == []


def test_counts_name_every_table(coded: Caller) -> None:
    coded.send(*rows.whole_case(coded.code))

    counts = coded.client.get("/records/counts").json()
    of_project = coded.client.get("/records/counts", params={"project": coded.code}).json()

    assert counts["SPGL_DFXMSPLCXXB"] == 1
    assert sum(counts.values()) == 12
    assert (of_project["SPGL_DFXMSPLCXXB"], of_project["SPGL_XMSPSXBLXXXXB"]) == (0, 4)


@pytest.mark.parametrize(
    "batch",
    [
        pytest.param({"records": []}, id="empty"),
        pytest.param({"records": [rows.flow()] * 51}, id="more-than-fifty"),
        pytest.param({"records": [{"table": "SPGL_XMJBXXB"}]}, id="no-row"),
        pytest.param({}, id="no-records"),
    ],
)
def test_malformed_batch_is_refused_with_a_reason(caller: Caller, batch: dict[str, object]) -> None:
    answer = caller.client.post("/records", json=batch)

    assert answer.status_code == 422
    assert "records" in answer.json()["reason"]


def test_call_without_the_token_is_refused(caller: Caller) -> None:
    answer = caller.client.get("/records", headers={"Authorization": "Bearer guess"})

    assert answer.status_code == 401
    assert "token" in answer.json()["reason"]


def test_records_and_codes_survive_a_restart_and_controls_do_not(
    coded: Caller, make_platform: Callable[[], Platform]
) -> None:
    first = coded.send_one(rows.flow())
    coded.client.post("/control", json={"down": True})

    with TestClient(create_app(make_platform()), headers={"Authorization": f"Bearer {TOKEN}"}) as client:
        restarted = Caller(client)

        assert restarted.ask_for_code().json()["code"] == coded.code
        assert restarted.send_one(rows.flow()) == first
        assert restarted.client.get("/control").json()["down"] is False


def test_projects_sent_at_the_same_time_are_all_stored_once_and_in_order(caller: Caller) -> None:
    caller.send(rows.flow(), rows.stage(), rows.stage_item())
    codes = [caller.ask_for_code(f"project-{n}").json()["code"] for n in range(6)]

    def send_project(n: int) -> list[dict[str, object]]:
        case, code = f"case-{n}", codes[n]
        events = [rows.event(code, number, state, case=case) for number, state in enumerate((1, 3, 8, 11), start=1)]
        head = [rows.project(code, key=f"project-{n}"), rows.instance(code, case, key=f"instance-{n}")]
        return [caller.send_one(record) for record in (*head, *events, *events)]

    with ThreadPoolExecutor(6) as pool:
        receipts = [receipt for sent in pool.map(send_project, range(6)) for receipt in sent]

    assert {receipt["SJSCZT"] for receipt in receipts} == {3}
    for code in codes:
        states = [event["row"]["BLZT"] for event in caller.held(table="SPGL_XMSPSXBLXXXXB", project=code)]
        assert states == [1, 3, 8, 11]
