"""What the system asks of a file store, whichever it is."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
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


class Arriving(Protocol):
    """A content that has come in and that nobody refers to yet: gone when it is not kept."""

    @property
    def content(self) -> Content: ...

    def keep(self) -> None:
        """The store holds it from now on, whatever happens to this process or its power."""
        ...


class FileStore(Protocol):
    """Contents by their digest. The same content put twice is stored once."""

    def arriving(self, source: IO[bytes], *, largest: int) -> AbstractContextManager[Arriving]:
        """Take in a content of at most `largest` bytes, at flat memory, that is kept only if the block says so.

        Raises `TooLarge`, and nothing is kept.
        """
        ...

    def put(self, source: IO[bytes], *, largest: int) -> Content:
        """Take in a content and keep it, in place of a stored one that has come to harm. Raises `TooLarge`."""
        ...

    def read(self, sha256: str) -> Iterator[bytes]:
        """The content in pieces. Raises `NotFound` at once when the store does not hold it."""
        ...
