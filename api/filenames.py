"""What an upload calls itself, made harmless before it is stored or sent back in a header."""

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST = 150  # characters
UNNAMED = "document"
_MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,60}")
_UNSAFE = re.compile(r'[<>:"|?*\\/;]')


def safe_filename(stated: str | None) -> str:
    """The last part of the name, without control characters, separators and leading dots; its ending is kept."""
    normal = unicodedata.normalize("NFC", stated or "").replace("\\", "/")
    name = normal.rsplit("/", 1)[-1]
    visible = "".join(one for one in name if unicodedata.category(one)[0] != "C")
    clean = _UNSAFE.sub("_", visible).strip(" .")
    ending = PurePosixPath(clean).suffix[:10]
    return (clean.removesuffix(ending)[: LONGEST - len(ending)] + ending) or UNNAMED


def media_type_of(stated: str | None) -> str:
    """The stated media type without parameters; anything malformed is bytes of an unknown sort."""
    plain = (stated or "").partition(";")[0].strip().lower()
    return plain if _MEDIA_TYPE.fullmatch(plain) else "application/octet-stream"
