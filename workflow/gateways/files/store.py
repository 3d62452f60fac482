"""What the system asks of a file store, whichever it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Protocol

from workflow.errors import WrongInput


class TooLarge(WrongInput):
    """A content is larger than this installation takes; `largest` is in bytes."""

    slug = "too-large"


@dataclass(frozen=True, kw_only=True)
class Content:
    """A content the store holds."""

    sha256: str  # hex
    size: int  # bytes


class FileStore(Protocol):
    """Contents by their digest. The same content put twice is stored once."""

    def put(self, source: IO[bytes], *, largest: int) -> Content:
        """Take in a content of at most `largest` bytes, at flat memory. Raises `TooLarge`, and nothing is kept."""
        ...

    def read(self, sha256: str) -> Iterator[bytes]:
        """The content in pieces. Raises `NotFound` at once when the store does not hold it."""
        ...
