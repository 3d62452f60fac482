"""Chinese or English, as the request asks; Chinese where it does not say."""

from enum import StrEnum

from catalogs.wording import Wording


class Language(StrEnum):
    ZH = "zh"
    EN = "en"

    def of(self, wording: Wording) -> str:
        return wording.zh if self is Language.ZH else wording.en


def preferred(accept_language: str | None) -> Language:
    """The language of an `Accept-Language` header: English only when it is wanted more than Chinese."""
    wanted = {Language.ZH: 0.0, Language.EN: 0.0}
    for part in (accept_language or "").split(","):
        name, _, quality = part.strip().partition(";q=")
        language = name.split("-")[0].lower()
        if language in wanted:
            wanted[Language(language)] = max(wanted[Language(language)], _number(quality))
    return Language.EN if wanted[Language.EN] > wanted[Language.ZH] else Language.ZH


def _number(quality: str) -> float:
    try:
        return float(quality or 1)
    except ValueError:
        return 0.0
