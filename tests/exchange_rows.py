"""Rows of the exchange tables that a receiver accepts, one project through one case."""

from collections.abc import Callable
from typing import Any

Row = dict[str, Any]
Record = dict[str, Any]
Builder = Callable[[str], Record]

CREDIT_CODE = "91350100M000100Y43"

FLOW = {"SPLCBM": "LC-SHTZ", "SPLCBBH": "1"}
STAGE = {**FLOW, "SPJDBM": "JD-1"}
ITEM = {**STAGE, "SPSXBM": "SX-LXBA", "SPSXBBH": "1"}
OFFICE = {"SPBMBM": "530602.drc", "SPBMMC": "昭阳区发展和改革局"}


def record(table: str, key: str, **values: object) -> Record:
    """A record of that table and local key, with the columns that all tables share."""
    common = {"LSH": key, "DFSJZJ": key, "XZQHDM": "530602", "SJYXBS": 1, "SJWXYY": "", "GXSJ": "2026-03-02 09:00:00"}
    return {"table": table, "row": {**common, **values}}


def changed(original: Record, **values: object) -> Record:
    """The same record with other values."""
    return {"table": original["table"], "row": {**original["row"], **values}}


def without(original: Record, column: str) -> Record:
    """The same record without one column."""
    return {"table": original["table"], "row": {name: v for name, v in original["row"].items() if name != column}}


def flow() -> Record:
    return record("SPGL_DFXMSPLCXXB", "flow", **FLOW, SPLCMC="一般社会投资项目", SPLCSXSJ="2026-01-01", SPLCLX=3)


def stage() -> Record:
    return record("SPGL_DFXMSPLCJDXXB", "stage", **STAGE, SPJDMC="立项用地规划许可", SPJDXH=1, DYBZSPJDXH=1, SPJDSX=20)


def stage_item() -> Record:
    return record(
        "SPGL_DFXMSPLCJDSXXXB",
        "item",
        **ITEM,
        **OFFICE,
        SPSXMC="企业投资项目备案",
        SFSXGZCNZ=0,
        BJLX=2,
        SPSXBLSX=1,
        QZSPSXBM="",
        SFLCBSX=1,
    )


def project(code: str, key: str = "project") -> Record:
    return record(
        "SPGL_XMJBXXB",
        key,
        **FLOW,
        XMDM=code,
        GCDM=code,
        XMMC="昭阳区农产品加工厂",
        SPLCLX=3,
        LXLX=3,
        GBHYDMFBND="2017",
        GBHY="13",
        XMTZLY=2,
        TDHQFS=2,
        NKGSJ="2026-06-01",
        NJCSJ="2027-12-31",
        ZTZE="8600.50",
        JSDD="昭阳区工业园区",
        JSGMJNR="年加工苹果 3 万吨",
        SBSJ="2026-03-01",
        XMSFWQBJ=0,
    )


def unit(code: str) -> Record:
    return record("SPGL_XMDWXXB", "unit", GCDM=code, DWTYSHXYDM=CREDIT_CODE, DWMC="昭通果业有限公司", DWLX="1")


def instance(code: str, case: str = "case-1", key: str = "instance") -> Record:
    return record(
        "SPGL_XMSPSXBLXXB",
        key,
        **ITEM,
        **OFFICE,
        GCDM=code,
        SPSXSLBM=case,
        BLSPSLBM="application-1",
        SLFS=4,
        GKFS=1,
        SXBLSX=1,
    )


def event(code: str, number: int, state: int, *, case: str = "case-1", at: str = "") -> Record:
    return record(
        "SPGL_XMSPSXBLXXXXB",
        f"{case}-event-{number}",
        GCDM=code,
        SPSXSLBM=case,
        BLCS="昭阳区发展和改革局",
        BLR="王芳",
        BLZT=state,
        BLYJ="",
        BLSJ=at or f"2026-03-02 09:{number:02}:00",
    )


def document(code: str) -> Record:
    return record(
        "SPGL_XMSPSXPFWJXXB",
        "document",
        GCDM=code,
        SPSXSLBM="case-1",
        PFRQ="2026-03-02",
        PFWH="昭区发改备案〔2026〕12号",
        PFWJBT="企业投资项目备案证",
        PFWJYXQX="9999-01-01",
    )


def attachment(code: str) -> Record:
    return record(
        "SPGL_XMQTFJXXB", "attachment", GCDM=code, SPSXSLBM="", FJLX="申请材料", FJMC="营业执照.pdf", FJID="f-1"
    )


def whole_case(code: str) -> list[Record]:
    """Everything a city sends about a project with one quick case, in sending order."""
    events = [event(code, number, state) for number, state in enumerate((1, 3, 8, 11), start=1)]
    return [
        flow(),
        stage(),
        stage_item(),
        project(code),
        unit(code),
        instance(code),
        *events,
        document(code),
        attachment(code),
    ]


def code_request(**values: object) -> Row:
    """A request for a project code."""
    return {
        "provisional_code": "2603-530602-04-01-000001",
        "name": "昭阳区农产品加工厂",
        "region": "530602",
        "kind": "filing",
        "industry": "13",
        "applicant_code": CREDIT_CODE,
        "applicant_name": "昭通果业有限公司",
        **values,
    }
