"""Why the platform rejects a row: a code, and a sentence in Chinese and English."""

from dataclasses import dataclass
from enum import StrEnum


class FaultCode(StrEnum):
    """Codes up to 130 are those of the exchange standard; 9xx are this stand-in's own, where no code is known."""

    INCOMPLETE = "001"  # 数据不完整
    NO_FLOW = "010"  # 项目未绑定主题
    NO_PROJECT = "011"  # 未上传项目
    NO_STAGE = "020"  # 未上传阶段
    NO_ITEM = "021"  # 未上传事项
    NO_INSTANCE = "030"  # 未上传事项实例
    START_AFTER_END = "130"  # 计划开工时间晚于计划竣工时间
    UNKNOWN_TABLE = "901"
    UNKNOWN_COLUMN = "902"
    WRONG_TYPE = "903"
    TOO_LONG = "904"
    NOT_IN_CODE_TABLE = "905"
    INVALID_WITHOUT_REASON = "906"
    CODE_NOT_ISSUED = "907"
    WRONG_CREDIT_CODE = "908"
    ILLEGAL_SEQUENCE = "909"
    BEFORE_PREVIOUS = "910"


@dataclass(frozen=True, slots=True)
class Fault:
    """One failed check."""

    code: FaultCode
    zh: str
    en: str

    def __str__(self) -> str:
        return f"{self.code} {self.zh} ({self.en})"


def reason_of(faults: tuple[Fault, ...]) -> str:
    """The text of SBYY: every failed check, one after another; blank when there is none."""
    return "；".join(map(str, faults))
