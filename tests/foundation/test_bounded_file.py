from __future__ import annotations

import os
import socket
from pathlib import Path
from threading import Thread

import pytest

from hiptimer.foundation.bounded_file import MEBIBYTE, MissingFile, UnreadableFile, read_bounded

NEEDED = "a regular file is needed"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "file"


def refusal(path: Path, most_bytes: int = 100, *, may_be_pipe: bool = False) -> str:
    """Return why a file is not read."""
    with pytest.raises(UnreadableFile) as refused:
        read_bounded(path, most_bytes, may_be_pipe=may_be_pipe)
    return str(refused.value)


@pytest.mark.parametrize("size", [0, 1, 99, 100])
def test_a_regular_file_up_to_the_limit_is_read(path: Path, size: int) -> None:
    path.write_bytes(b"x" * size)
    assert read_bounded(path, 100) == b"x" * size


def test_a_file_larger_than_one_chunk_is_read_to_its_end(path: Path) -> None:
    content = os.urandom(MEBIBYTE + 1)
    path.write_bytes(content)
    assert read_bounded(path, 2 * MEBIBYTE) == content


def test_a_link_to_a_regular_file_is_followed(path: Path) -> None:
    path.write_bytes(b"x")
    link = path.with_name("link")
    link.symlink_to(path)
    assert read_bounded(link, 100) == b"x"


@pytest.mark.parametrize(
    ("most_bytes", "words"),
    [(1024, "1 KiB"), (65536, "64 KiB"), (MEBIBYTE, "1 MiB"), (MEBIBYTE * 3 // 2, "1.5 MiB")],
)
def test_a_file_one_byte_above_the_limit_is_refused_with_the_limit(
    path: Path, most_bytes: int, words: str
) -> None:
    path.write_bytes(b"x" * (most_bytes + 1))
    assert refusal(path, most_bytes) == f"is larger than {words}"


def test_three_gigabytes_are_refused_without_reading_them(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(3 * 1024 * MEBIBYTE)
    assert refusal(path, MEBIBYTE) == "is larger than 1 MiB"


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="no file has a false size here")
def test_a_file_with_a_reported_size_of_zero_is_read_up_to_the_limit() -> None:
    assert Path("/proc/self/maps").stat().st_size == 0
    assert refusal(Path("/proc/self/maps"), 1024) == "is larger than 1 KiB"


def test_a_pipe_without_a_writer_is_refused_without_waiting(path: Path) -> None:
    os.mkfifo(path)
    assert refusal(path) == f"is a named pipe; {NEEDED}"


def test_a_device_folder_or_socket_is_refused_by_its_kind(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.symlink_to("/dev/zero")
    assert refusal(path) == refusal(path, may_be_pipe=True) == f"is a device; {NEEDED}"
    assert refusal(path.parent) == f"is a folder; {NEEDED}"
    monkeypatch.chdir(path.parent)  # the path of a socket has to be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
        assert refusal(Path("socket")) == f"is a socket; {NEEDED}"


def test_a_missing_file_is_distinguished_from_an_unreadable_one(path: Path) -> None:
    with pytest.raises(MissingFile, match="cannot be read: no such file or directory"):
        read_bounded(path, 100)
    path.symlink_to(path.with_name("gone"))
    with pytest.raises(UnreadableFile, match="is a link to a file that does not exist") as refused:
        read_bounded(path, 100)
    assert not isinstance(refused.value, MissingFile)


def test_a_link_to_itself_and_a_file_in_place_of_a_folder_are_refused(path: Path) -> None:
    path.symlink_to(path)
    assert refusal(path) == "cannot be read: too many levels of symbolic links"
    path.unlink()
    path.write_bytes(b"")
    assert refusal(path / "inside") == "cannot be read: not a directory"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_refused(path: Path) -> None:
    path.write_bytes(b"x")
    path.chmod(0)
    assert refusal(path) == "cannot be read: permission denied"


@pytest.mark.parametrize("size", [0, 100, 300_000])
def test_an_allowed_pipe_is_read_to_its_end(size: int) -> None:
    receiving, sending = os.pipe()
    content = os.urandom(size)

    def send() -> None:
        with os.fdopen(sending, "wb") as file:
            file.write(content)

    sender = Thread(target=send)
    sender.start()
    path = Path(f"/dev/fd/{receiving}")
    assert read_bounded(path, MEBIBYTE, may_be_pipe=True) == content
    sender.join()
    os.close(receiving)


def test_an_endless_pipe_is_read_only_up_to_the_limit() -> None:
    receiving, sending = os.pipe()
    os.write(sending, b"x" * 2000)
    path = Path(f"/dev/fd/{receiving}")
    assert refusal(path, 1024, may_be_pipe=True) == "is larger than 1 KiB"
    os.close(receiving)
    os.close(sending)


def test_an_allowed_pipe_without_a_writer_is_empty_without_waiting(path: Path) -> None:
    os.mkfifo(path)
    assert read_bounded(path, 100, may_be_pipe=True) == b""
