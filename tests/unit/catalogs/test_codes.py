"""Project codes in both layouts and credit codes: right, or refused with every reason."""

from datetime import date

import pytest

from catalogs.codes import Layout, compose, read_credit_code, read_project_code
from catalogs.codes.recognising import recognise
from catalogs.edition import Edition
from catalogs.errors import WrongCode
from catalogs.loader import load

NEW = "2109-530602-04-01-123456"
OLD = "2016-530602-48-01-000123"
CREDIT = "91350100M000100Y43"  # the well-known example of GB 32100


def reasons(code: str, **more: object) -> str:
    with pytest.raises(WrongCode) as refusal:
        read_project_code(code, **more)  # type: ignore[arg-type]
    return "; ".join(reason.en for reason in refusal.value.reasons)


def test_a_code_of_the_new_layout_is_taken_apart() -> None:
    code = read_project_code(NEW)

    assert (code.layout, code.year, code.month, code.region) == (Layout.NEW, 2021, 9, "530602")
    assert code.third_name is not None
    assert code.third_name.zh == "国家发展改革委"
    assert code.type_name.en == "capital construction"


def test_a_code_of_the_old_layout_is_taken_apart() -> None:
    code = read_project_code(OLD)

    assert (code.layout, code.year, code.month, code.third) == (Layout.OLD, 2016, None, "48")
    assert code.type_name.zh == "审批"


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        pytest.param("2109-530602-04-01-12345", "23 characters", id="too-short"),
        pytest.param("2109530602-04-01-1234567", "3 hyphens instead of 4", id="hyphen-missing"),
        pytest.param("2109-53060A-04-01-123456", "segment 2 '53060A' must be 6 digits", id="letter-in-a-segment"),
        pytest.param("2113-530602-04-01-123456", "month 13 is not 01–12", id="month-13"),
        pytest.param("2109-530602-01-01-123456", "department '01' is not 02–99", id="department-01"),
        pytest.param("2109-530602-04-09-123456", "type '09' is none of 01, 02, 03, 04, 05", id="unknown-type"),
        pytest.param("2016-530602-48-04-000123", "type '04' is none of 01, 02, 03", id="unknown-old-type"),
    ],
)
def test_a_wrong_project_code_is_refused_with_its_reason(code: str, reason: str) -> None:
    assert reason in reasons(code)


def test_all_reasons_are_given_at_once() -> None:
    said = reasons("2113-530699-01-09-123456", region_known=lambda code: code == "530602")

    assert [part in said for part in ("month 13", "region '530699'", "department '01'", "type '09'")] == [True] * 4


def test_a_region_nobody_can_judge_is_checked_by_format_alone() -> None:
    assert read_project_code("2109-110105-04-01-123456", region_known=lambda _: None).region == "110105"


@pytest.mark.parametrize("region", ["999999", "380105", "530201"])
def test_a_code_of_no_province_or_of_no_prefecture_of_the_province_is_refused(region: str) -> None:
    assert f"there is no region '{region}'" in reasons(f"2603-{region}-04-01-123456")


@pytest.mark.parametrize("region", ["110105", "530102", "530000", "000052"])
def test_a_code_of_another_place_is_judged_as_far_as_the_table_goes(region: str) -> None:
    assert read_project_code(f"2603-{region}-04-01-123456").region == region


def test_a_code_keeps_the_former_code_of_its_county() -> None:
    edition = load("zhaotong-2026")

    assert recognise(edition, "2016-530630-48-01-000123").text
    with pytest.raises(WrongCode, match="no region '530631'"):
        recognise(edition, "2016-530631-48-01-000123")


def test_the_check_digit_is_checked_only_by_a_rule_that_is_passed_in() -> None:
    assert "check digit 6; it must be 7" in reasons(NEW, check_digit=lambda _: "7")


def test_a_provisional_code_is_a_code() -> None:
    code = compose(date(2026, 11, 23), region="530602", department="04", project_type="01", serial=17)

    assert code == "2611-530602-04-01-000170"
    assert read_project_code(code).layout is Layout.NEW


def test_a_provisional_code_of_wrong_parts_is_refused() -> None:
    with pytest.raises(WrongCode, match="type '99'"):
        compose(date(2026, 11, 23), region="530602", department="04", project_type="99", serial=17)


def test_a_credit_code_is_taken_apart() -> None:
    code = read_credit_code(CREDIT)

    assert (code.division, code.organisation) == ("350100", "M000100Y4")


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        pytest.param("91350100M000100Y4", "17 characters instead of 18", id="too-short"),
        pytest.param("9135010OM000100Y43", "character 8, 'O', is not allowed", id="letter-o"),
        pytest.param("91350A00M000100Y43", "character 6, 'A', must be a digit", id="letter-in-the-division"),
        pytest.param("91350100M000100Y44", "the check character is '4'; it must be '3'", id="check-character"),
        pytest.param("91350100M000100Y53", "character 17, the organisation code's check, is '5'; it must be '4'",
                     id="organisation-check"),
    ],
)  # fmt: skip
def test_a_wrong_credit_code_says_which_character(code: str, reason: str) -> None:
    with pytest.raises(WrongCode) as refusal:
        read_credit_code(code)

    assert reason in [one.en for one in refusal.value.reasons]


def test_a_code_is_recognised_by_its_hyphens(small: Edition) -> None:
    assert recognise(small, CREDIT).text == CREDIT
    assert recognise(small, NEW).text == NEW
    with pytest.raises(WrongCode, match="there is no region '990199'"):
        recognise(small, "2109-990199-04-01-123456")
