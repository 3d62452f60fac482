"""The language of a screen, and the words that stand on every one of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from catalogs.wording import Wording


class Language(StrEnum):
    ZH = "zh"
    EN = "en"


class Named(Protocol):
    """Anything with a name in both languages."""

    @property
    def name_zh(self) -> str: ...

    @property
    def name_en(self) -> str: ...


class Explained(Protocol):
    """Anything with a sentence in both languages."""

    @property
    def zh(self) -> str: ...

    @property
    def en(self) -> str: ...


MEMORY_MARK = "※"
WORDS: Mapping[str, Wording] = {
    "approval": Wording("审批", "approval"),
    "verification": Wording("核准", "verification"),
    "filing": Wording("备案", "filing"),
    "county": Wording("县级", "county"),
    "city": Wording("市级", "city"),
    "province": Wording("省级", "province"),
    "state": Wording("国家", "state"),
    "working-day": Wording("工作日", "working days"),
    "calendar-day": Wording("日", "calendar days"),
    "at-once": Wording("即时", "at once"),
    "none": Wording("法无时限", "no statutory limit"),
    "mandatory": Wording("必办", "mandatory"),
    "conditional": Wording("情形", "conditional"),
    "beside": Wording("并行", "beside"),
    "all": Wording("全部办结", "all items passed"),
    "any": Wording("任一办结", "any item passed"),
    "milestone": Wording("里程碑办结", "milestones passed"),
    "lead-veto": Wording("牵头部门通过", "all ended, lead's passed"),
    "coded": Wording("赋码后", "code confirmed"),
    "previous-closed": Wording("前一阶段办结后", "previous stage closed"),
    "constructing": Wording("开工后", "construction started"),
    "refused": Wording("平台不得受理本项目:", "The platform must not take this project: "),
    "memory": Wording("凭记忆编写,启用前须核对", "from memory, to be confirmed before use"),
    "old": Wording("旧版(2016–2020)", "old layout (2016–2020)"),
    "new": Wording("新版(2020-11 起)", "new layout (from 2020-11)"),
}


@dataclass(frozen=True)
class Speaker:
    """Says things in one language."""

    language: Language

    def word(self, key: str) -> str:
        """A word of the table; a key it does not have is said as it is."""
        return self.of(WORDS[key]) if key in WORDS else key

    def of(self, text: Explained) -> str:
        return text.zh if self.language is Language.ZH else text.en

    def say(self, zh: str, en: str) -> str:
        return zh if self.language is Language.ZH else en

    def name(self, one: Named) -> str:
        return one.name_zh if self.language is Language.ZH else one.name_en

    def marked(self, text: str, *, from_memory: bool) -> str:
        """The text, visibly marked when it was written from memory."""
        return f"{MEMORY_MARK}{text}" if from_memory else text

    @property
    def legend(self) -> str:
        return f"{MEMORY_MARK} {self.word('memory')}"
