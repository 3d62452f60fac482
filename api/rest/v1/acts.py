"""What the acts on a case say. Field names are the operations' own, so a route hands them over as they are."""

from datetime import date
from typing import Literal

from pydantic import ConfigDict, Field

from api.fields import Body, Key, Line, Note, Paragraph
from catalogs.schema import MaterialKey, OfficeId
from workflow.domain.statuses import Outcome


class Reasoned(Body):
    model_config = ConfigDict(json_schema_extra={"example": {"reason": "项目方案调整，暂不办理"}})

    reason: Paragraph


class AcceptanceRefusal(Body):
    model_config = ConfigDict(
        json_schema_extra={"example": {"reason": "不属于本部门职权范围", "right_office": "530600.natural_resources"}}
    )

    reason: Paragraph
    right_office: OfficeId | None = Field(default=None, max_length=100)


class CorrectionRequest(Body):
    model_config = ConfigDict(
        json_schema_extra={
            "example": {"materials": ["feasibility_report"], "reason": "缺少用地红线图", "due_on": "2026-03-16"}
        }
    )

    materials: list[MaterialKey] = Field(max_length=200)
    reason: Paragraph
    due_on: date | None = None


class SpecialProcedure(Body):
    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "type": "expert_review",
                "reason": "组织专家评审",
                "expected_until": "2026-03-20",
            }
        }
    )

    type: Key = Field(description="目录所列的特别程序 · a sort the catalog lists; its legal basis comes with it")
    reason: Paragraph
    expected_until: date


class OpinionRequest(Body):
    model_config = ConfigDict(
        json_schema_extra={
            "example": {"office": "530600.water", "question": "是否涉及河道管理范围？", "due_on": "2026-03-10"}
        }
    )

    office: OfficeId = Field(max_length=100)
    question: Paragraph
    due_on: date


class Opinion(Body):
    model_config = ConfigDict(json_schema_extra={"example": {"opinion": "初审同意，材料齐全，转市级审批。"}})

    opinion: Paragraph


class Decision(Body):
    model_config = ConfigDict(
        json_schema_extra={"example": {"outcome": "approved", "number": "昭发改核准〔2026〕1号", "reason": ""}}
    )

    outcome: Literal[Outcome.APPROVED, Outcome.APPROVED_WITH_PROMISE, Outcome.REFUSED]
    number: Line
    reason: Note = Field(default="", description="不予许可须说明理由 · a refusal states its reasons")
    promised: list[MaterialKey] = Field(
        default_factory=list, max_length=200, description="容缺后补的材料 · materials to follow"
    )


class FilingCheck(Body):
    model_config = ConfigDict(json_schema_extra={"example": {"trigger": "verify", "reason": "现场核查相符"}})

    trigger: Literal["verify", "correct", "cancel"]
    reason: Paragraph
