"""A file store in a directory of this machine."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256 as new_sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from workflow.errors import NotFound
from workflow.gateways.files.store import Arriving, Content, TooLarge

PIECE = 1 << 18  # bytes held in memory at a time
_DIGEST = re.compile(r"[0-9a-f]{64}")


class LocalFileStore:
    """`<directory>/ab/abcdef…`: a content is written aside, forced to disk, and then given its name at once."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    @contextmanager
    def arriving(self, source: IO[bytes], *, largest: int) -> Iterator[Arriving]:
        self._directory.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=self._directory, prefix=".arriving-", delete=False) as aside:
            place = Path(aside.name)
            try:
                content = _copy(source, aside, largest=largest)
                aside.flush()
                os.fsync(aside.fileno())
                yield _Aside(content, place, self._place(content.sha256))
            finally:
                place.unlink(missing_ok=True)

    def put(self, source: IO[bytes], *, largest: int) -> Content:
        with self.arriving(source, largest=largest) as arriving:
            arriving.keep()
            return arriving.content

    def read(self, sha256: str) -> Iterator[bytes]:
        place = self._place(sha256)
        if not _DIGEST.fullmatch(sha256) or not place.is_file():
            raise NotFound(
                f"文件库中没有内容 {sha256}。",
                f"The file store does not hold {sha256}.",
                mend_zh="请联系管理员从备份恢复文件库。",
                mend_en="Ask the administrator to restore the file store from its backup.",
                sha256=sha256,
            )
        return _pieces(place)

    def _place(self, digest: str) -> Path:
        return self._directory / digest[:2] / digest


@dataclass(frozen=True)
class _Aside:
    """A content beside the store, whole and on the disk."""

    content: Content
    aside: Path
    place: Path

    def keep(self) -> None:
        self.place.parent.mkdir(exist_ok=True)
        # Also over a content that is there: the same bytes, or a copy that has come to harm and is mended so.
        self.aside.replace(self.place)
        _sync_folder(self.place.parent)


def _copy(source: IO[bytes], target: IO[bytes], *, largest: int) -> Content:
    digest, size = new_sha256(), 0
    while piece := source.read(PIECE):
        size += len(piece)
        if size > largest:
            raise TooLarge(
                f"文件超过 {largest} 字节。",
                f"The file is larger than {largest} bytes.",
                mend_zh="请压缩或拆分后重新上传；上限由 BINGLIAN_DOCUMENT_MEGABYTES 设定。",
                mend_en="Compress or split it; the limit is set by BINGLIAN_DOCUMENT_MEGABYTES.",
                largest=largest,
            )
        digest.update(piece)
        target.write(piece)
    return Content(sha256=digest.hexdigest(), size=size)


def _pieces(place: Path) -> Iterator[bytes]:
    with place.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def _sync_folder(folder: Path) -> None:
    """The name itself must survive a power cut, not only the bytes."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
