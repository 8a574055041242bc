from __future__ import annotations

import os
from io import FileIO
from typing import TYPE_CHECKING

import pytest

from hiptimer.foundation import atomic_file
from hiptimer.foundation.atomic_file import (
    make_private_folder,
    open_private,
    open_private_replacement,
    open_replacement,
    write_replacement,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from _typeshed import ReadableBuffer


@pytest.fixture(params=[0o000, 0o022, 0o777], ids=oct)
def any_umask(request: pytest.FixtureRequest) -> Iterator[None]:
    """Run a test under a umask that allows everything, the usual, and nothing."""
    before = os.umask(request.param)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def fail_while_writing(path: Path, reason: type[BaseException]) -> None:
    with open_replacement(path) as file:
        file.write(b"part")
        raise reason


def test_a_file_appears_when_it_is_completely_written(tmp_path: Path) -> None:
    path = tmp_path / "new.wav"
    with open_replacement(path) as file:
        file.write(b"whole")
        assert not path.exists()
    assert path.read_bytes() == b"whole"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("reason", [OSError, KeyboardInterrupt, SystemExit])
def test_an_error_leaves_no_file_behind(tmp_path: Path, reason: type[BaseException]) -> None:
    with pytest.raises(reason):
        fail_while_writing(tmp_path / "new.wav", reason)
    assert list(tmp_path.iterdir()) == []


def test_an_existing_file_remains_until_the_new_one_is_complete(tmp_path: Path) -> None:
    path = tmp_path / "old.wav"
    path.write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt):
        fail_while_writing(path, KeyboardInterrupt)
    assert path.read_bytes() == b"old"
    with open_replacement(path) as file:
        file.write(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_has_the_permissions_of_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        with open_replacement(tmp_path / "new.wav") as file:
            file.write(b"new")
    finally:
        os.umask(before)
    assert (tmp_path / "new.wav").stat().st_mode & 0o777 == 0o640


def test_content_is_complete_although_the_file_takes_a_part_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class SlowFile(FileIO):
        def write(self, content: ReadableBuffer, /) -> int:
            return super().write(memoryview(content)[:3])

    monkeypatch.setattr(atomic_file, "FileIO", SlowFile)
    write_replacement(tmp_path / "settings.toml", b"volume = 80\n")
    assert (tmp_path / "settings.toml").read_bytes() == b"volume = 80\n"


@pytest.mark.usefixtures("any_umask")
def test_a_private_file_is_readable_by_its_owner_only_at_all_times(tmp_path: Path) -> None:
    with open_replacement(tmp_path / "diary.json", is_private=True) as file:
        file.write(b"part")
        (part,) = tmp_path.iterdir()
        assert mode(part) == 0o600
    assert mode(tmp_path / "diary.json") == 0o600


@pytest.mark.usefixtures("any_umask")
def test_a_private_file_replaces_whatever_has_its_name(tmp_path: Path) -> None:
    path = tmp_path / "clip.wav"
    os.mkfifo(path)
    for _ in range(2):
        with open_private_replacement(path) as file:
            file.write(b"whole")
        assert path.read_bytes() == b"whole"
        assert mode(path) == 0o600
        path.chmod(0o644)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.usefixtures("any_umask")
def test_missing_folders_are_created_for_their_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "hiptimer" / "circuits"
    make_private_folder(folder)
    for made in (folder, folder.parent, folder.parent.parent):
        assert mode(made) == 0o700


def test_a_folder_that_exists_keeps_its_permissions(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    make_private_folder(tmp_path / "inside")
    make_private_folder(tmp_path)
    assert mode(tmp_path) == 0o755


def test_a_file_in_place_of_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FileExistsError):
        make_private_folder(tmp_path / "file")


@pytest.mark.usefixtures("any_umask")
def test_opening_a_file_as_private_removes_access_of_others(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    for _ in range(2):
        os.close(open_private(path, os.O_CREAT | os.O_RDWR))
        assert mode(path) == 0o600
        path.chmod(0o666)


def test_the_permissions_of_a_device_are_never_changed(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    path.chmod(0o644)
    os.close(open_private(path, os.O_RDWR))
    assert mode(path) == 0o644


def test_a_replaced_file_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "old.wav"
    path.write_bytes(b"old")
    path.chmod(0o604)
    with open_replacement(path) as file:
        file.write(b"new")
    assert path.stat().st_mode & 0o777 == 0o604


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_read_only_file_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "locked.wav"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(PermissionError), open_replacement(path):
        pass
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_keeps_its_target(tmp_path: Path) -> None:
    path, link = tmp_path / "real" / "one.wav", tmp_path / "link.wav"
    path.parent.mkdir()
    path.write_bytes(b"old")
    link.symlink_to(path)
    with open_replacement(link) as file:
        file.write(b"new")
    assert link.is_symlink()
    assert path.read_bytes() == b"new"


def test_a_device_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with open_replacement(pipe) as file:
        file.write(b"straight")
    assert os.read(reader, 100) == b"straight"
    os.close(reader)
    assert pipe.is_fifo()


def test_a_missing_folder_and_a_folder_in_place_of_the_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), open_replacement(tmp_path / "missing" / "new.wav"):
        pass
    with pytest.raises(IsADirectoryError), open_replacement(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []
