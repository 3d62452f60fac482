"""The seal of a published edition: the digest of all it holds, so that nobody edits it unnoticed.

Projects keep the edition they were registered under; a limit changed under their hands would be a wrong clock.
"""

from collections.abc import Iterator
from dataclasses import fields
from hashlib import sha256

from catalogs.edition import TABLES, Edition
from catalogs.fault_words import fault
from catalogs.faults import Fault, FaultKind
from catalogs.schema import Row

_HEADING = ("id", "title_zh", "title_en", "region", "province", "effective_on", "notes")
_BETWEEN_CELLS, _BETWEEN_ROWS = "\x1f", "\x1e"  # ASCII's unit and record separators, which no cell holds


def digest_of(edition: Edition) -> str:
    """SHA-256 over the heading and all tables as they read: quoting and line ends of the files do not count."""
    return sha256(_BETWEEN_ROWS.join(_lines(edition)).encode()).hexdigest()


def seal_faults(edition: Edition) -> list[Fault]:
    """What is wrong with the seal: a draft needs none, a published edition must hold what it was published with."""
    if edition.published_on is None:
        return []
    found = digest_of(edition)
    if edition.digest == found:
        return []
    kind = FaultKind.EDITED_AFTER_PUBLICATION if edition.digest else FaultKind.PUBLISHED_WITHOUT_DIGEST
    return [fault(kind, "edition", edition.id, "digest", value=edition.digest, expected=found)]


def _lines(edition: Edition) -> Iterator[str]:
    yield _BETWEEN_CELLS.join(str(getattr(edition, name)) for name in _HEADING)
    for name in TABLES:
        yield name
        yield from (_line(row) for row in getattr(edition, name))


def _line(row: Row) -> str:
    return _BETWEEN_CELLS.join(f"{field.name}={getattr(row, field.name)}" for field in fields(row))
