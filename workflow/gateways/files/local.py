"""A file store in a directory of this machine."""

import os
import re
from collections.abc import Iterator
from hashlib import sha256 as new_sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from workflow.errors import NotFound
from workflow.gateways.files.store import Content, TooLarge

PIECE = 1 << 18  # bytes held in memory at a time
_DIGEST = re.compile(r"[0-9a-f]{64}")


class LocalFileStore:
    """`<directory>/ab/abcdef…`: a content is written aside, forced to disk, and then given its name at once."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def put(self, source: IO[bytes], *, largest: int) -> Content:
        self._directory.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=self._directory, prefix=".arriving-", delete=False) as aside:
            try:
                content = _copy(source, aside, largest=largest)
                aside.flush()
                os.fsync(aside.fileno())
                self._keep(Path(aside.name), content.sha256)
            finally:
                Path(aside.name).unlink(missing_ok=True)
        return content

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

    def _keep(self, aside: Path, digest: str) -> None:
        place = self._place(digest)
        if place.exists():
            return
        place.parent.mkdir(exist_ok=True)
        # Two uploads of the same content at once both get here: the second replaces the first by the same bytes.
        aside.replace(place)
        _sync_folder(place.parent)

    def _place(self, digest: str) -> Path:
        return self._directory / digest[:2] / digest


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
