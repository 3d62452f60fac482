"""Malformed requests, field by field in the user's language, and what a web server itself refuses."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from api.problems import Trouble
from catalogs.wording import Wording

# The sorts of malformation people can bring about, by the validator's own name for them; `{…}` come from its context.
_WORDS: Mapping[str, tuple[Wording, Wording]] = {
    "missing": (Wording("缺少", "is missing"), Wording("请填写", "give it")),
    "extra_forbidden": (Wording("没有这个字段", "is not a field"), Wording("请删去", "leave it out")),
    "json_invalid": (
        Wording("不是有效的 JSON：{error}", "is not valid JSON: {error}"),
        Wording("请检查引号、逗号和括号", "check quotes, commas and brackets"),
    ),
    "date_from_datetime_parsing": (
        Wording("不是存在的日期", "is not a date that exists"),
        Wording("写成 YYYY-MM-DD", "write YYYY-MM-DD"),
    ),
    "date_parsing": (
        Wording("不是存在的日期", "is not a date that exists"),
        Wording("写成 YYYY-MM-DD", "write YYYY-MM-DD"),
    ),
    "uuid_parsing": (
        Wording("不是有效的编号", "is not an identifier"),
        Wording("从列表复制编号", "copy it from a list"),
    ),
    "enum": (Wording("不在可选值之内", "is not one of the choices"), Wording("可选：{expected}", "choose {expected}")),
    "string_too_short": (
        Wording("至少 {min_length} 个字", "needs at least {min_length} characters"),
        Wording("请填写内容", "fill it in"),
    ),
    "string_too_long": (
        Wording("超过 {max_length} 个字", "is longer than {max_length} characters"),
        Wording("请缩短", "shorten it"),
    ),
    "string_type": (Wording("应为文字", "must be a text"), Wording("写成带引号的文字", "write a quoted text")),
    "int_parsing": (Wording("应为整数", "must be a whole number"), Wording("写成整数", "write a whole number")),
    "value_error": (
        Wording("含有不允许的字符", "holds characters that are not allowed"),
        Wording("请删去", "remove them"),
    ),
    "string_pattern_mismatch": (
        Wording("含有不允许的字符", "holds characters that are not allowed"),
        Wording("只用字母、数字和 _ . : -", "use letters, digits and _ . : - only"),
    ),
    "literal_error": (
        Wording("不在可选值之内", "is not one of the choices"),
        Wording("可选：{expected}", "choose {expected}"),
    ),
    "dict_type": (Wording("应为键和值", "must be keys and values"), Wording("写成 {{…}}", "write an object, {{…}}")),
    "list_type": (Wording("应为列表", "must be a list"), Wording("写成 […]", "write a list, […]")),
    "model_attributes_type": (
        Wording("应为 JSON 对象", "must be a JSON object"),
        Wording("以 Content-Type: application/json 发送 {{…}}", "send {{…}} as Content-Type: application/json"),
    ),
    "timezone_aware": (Wording("没有时区", "has no time zone"), Wording("写成 …Z 或 …+08:00", "write …Z or …+08:00")),
    "less_than_equal": (Wording("应不大于 {le}", "must be at most {le}"), Wording("请改小", "make it smaller")),
    "greater_than_equal": (Wording("应不小于 {ge}", "must be at least {ge}"), Wording("请改大", "make it larger")),
}
_QUOTED = re.compile(r"'([^']*)'")
_OTHERWISE = (
    Wording("不符合要求", "does not fit"),
    Wording("见接口文档中的字段说明", "see the field in the API reference"),
)
_WEB: Mapping[int, tuple[str, Wording, Wording]] = {
    404: (
        "no-such-address",
        Wording("这个地址下没有内容。", "There is nothing at this address."),
        Wording("接口一览见 /docs。", "The API reference is at /docs."),
    ),
    405: (
        "method-not-allowed",
        Wording("这个地址不支持该方法。", "This address does not take that method."),
        Wording("允许的方法见响应头 Allow。", "The Allow header lists those it takes."),
    ),
    413: (
        "too-large",
        Wording("请求内容超过上限。", "The request is larger than allowed."),
        Wording("请压缩或拆分后重试。", "Compress or split it."),
    ),
}
_BAD_REQUEST = (
    "wrong-request",
    Wording("请求无法读取。", "The request cannot be read."),
    Wording("请检查 Content-Type 和内容。", "Check its Content-Type and content."),
)


def of_malformed(error: RequestValidationError) -> Trouble:
    """Every field that is wrong, at once. What was sent is not repeated: it may be a password."""
    fields = [(_place(one["loc"]), *_words(one)) for one in error.errors()]
    return Trouble(
        slug="wrong-request",
        detail=Wording(
            "；".join(f"{place} {what.zh}" for place, what, _ in fields),
            "; ".join(f"{place} {what.en}" for place, what, _ in fields),
        ),
        mend=Wording(
            "；".join(f"{place}：{mend.zh}" for place, _, mend in fields),
            "; ".join(f"{place}: {mend.en}" for place, _, mend in fields),
        ),
        facts={"fields": [{"field": place, "what": what, "mend": mend} for place, what, mend in fields]},
    )


def of_web(error: HTTPException) -> Trouble:
    slug, detail, mend = _WEB.get(error.status_code, _BAD_REQUEST)
    return Trouble(slug=slug, detail=detail, mend=mend, headers=dict(error.headers or {}))


def _place(location: Sequence[str | int]) -> str:
    """`body.applicant.code` as people see it: `applicant.code`."""
    return ".".join(map(str, location[1:])) or str(location[0])


def _words(one: Mapping[str, Any]) -> tuple[Wording, Wording]:
    what, mend = _WORDS.get(one["type"], _OTHERWISE)
    context = dict(one.get("ctx", {}))
    if "expected" in context:
        # The library shows choices as Python does; people read the words alone.
        context["expected"] = ", ".join(_QUOTED.findall(context["expected"])) or context["expected"]
    return what.filled(**context), mend.filled(**context)
