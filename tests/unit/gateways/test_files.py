"""The file store: contents by their digest, stored once, streamed at flat memory."""

import io
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest

from workflow.errors import NotFound
from workflow.gateways.files import LocalFileStore, TooLarge

LARGEST = 10_000_000


@pytest.fixture
def store(tmp_path: Path) -> LocalFileStore:
    return LocalFileStore(tmp_path / "files")


def kept(store: LocalFileStore, tmp_path: Path) -> list[str]:
    return sorted(file.name for file in (tmp_path / "files").rglob("*") if file.is_file())


class Endless(io.BytesIO):
    """A source that never holds more than what is asked of it."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.left = size

    def read(self, size: int | None = -1, /) -> bytes:
        piece = b"x" * min(size or 0, self.left)
        self.left -= len(piece)
        return piece


def test_a_content_is_read_back_as_it_was_put(store: LocalFileStore) -> None:
    content = store.put(io.BytesIO(b"content"), largest=LARGEST)

    assert (content.sha256, content.size) == (sha256(b"content").hexdigest(), 7)
    assert b"".join(store.read(content.sha256)) == b"content"


def test_the_same_content_is_stored_once(store: LocalFileStore, tmp_path: Path) -> None:
    digests = {store.put(io.BytesIO(b"content"), largest=LARGEST).sha256 for _ in range(3)}

    assert kept(store, tmp_path) == sorted(digests)


def test_the_same_content_put_at_once_is_stored_once(store: LocalFileStore, tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as together:
        put = list(together.map(lambda _: store.put(io.BytesIO(b"content"), largest=LARGEST), range(40)))

    assert kept(store, tmp_path) == sorted({one.sha256 for one in put})


def test_a_content_that_is_not_kept_leaves_nothing_behind(store: LocalFileStore, tmp_path: Path) -> None:
    with store.arriving(io.BytesIO(b"content"), largest=LARGEST):
        pass

    assert kept(store, tmp_path) == []


def test_a_content_that_is_not_kept_does_not_take_an_equal_one_with_it(store: LocalFileStore) -> None:
    held = store.put(io.BytesIO(b"content"), largest=LARGEST)

    with store.arriving(io.BytesIO(b"content"), largest=LARGEST) as arriving:
        assert arriving.content == held

    assert b"".join(store.read(held.sha256)) == b"content"


@pytest.mark.parametrize("harm", [b"conten", b"CONTENT", b""])
def test_putting_a_content_again_mends_a_stored_one_that_has_come_to_harm(
    store: LocalFileStore, tmp_path: Path, harm: bytes
) -> None:
    digest = store.put(io.BytesIO(b"content"), largest=LARGEST).sha256
    (tmp_path / "files" / digest[:2] / digest).write_bytes(harm)

    store.put(io.BytesIO(b"content"), largest=LARGEST)

    assert b"".join(store.read(digest)) == b"content"


def test_a_content_over_the_limit_leaves_nothing_behind(store: LocalFileStore, tmp_path: Path) -> None:
    with pytest.raises(TooLarge):
        store.put(io.BytesIO(b"x" * 11), largest=10)

    assert kept(store, tmp_path) == []


def test_a_source_that_breaks_off_leaves_nothing_behind(store: LocalFileStore, tmp_path: Path) -> None:
    class Broken(Endless):
        def read(self, size: int | None = -1, /) -> bytes:
            raise ConnectionError

    with pytest.raises(ConnectionError):
        store.put(Broken(1), largest=LARGEST)

    assert kept(store, tmp_path) == []


def test_a_large_content_is_put_and_read_at_flat_memory(store: LocalFileStore) -> None:
    size = 64 * 1024 * 1024
    tracemalloc.start()

    content = store.put(Endless(size), largest=size)
    read = sum(len(piece) for piece in store.read(content.sha256))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert read == size
    assert peak < 4 * 1024 * 1024


@pytest.mark.parametrize("name", ["0" * 64, "../../etc/passwd", ""])
def test_what_the_store_does_not_hold_is_not_found(store: LocalFileStore, name: str) -> None:
    with pytest.raises(NotFound):
        store.read(name)
