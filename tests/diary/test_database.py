from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from hiptimer.diary.database import FILE_NAME, open_to_read, open_to_write
from tests.diary.days import MORNING, whole_workout

if TYPE_CHECKING:
    from pathlib import Path

NOW = MORNING.timestamp()
# SQLite's lock on an open database: 510 bytes beyond its first gigabyte.
ANOTHER_PROGRAM = """
import fcntl, sys
with open(sys.argv[1], "r+b") as file:
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 0x40000002)
    except OSError:
        print("locked")
    else:
        print("free")
"""


def is_locked(folder: Path) -> bool:
    """Return whether another program finds the diary's file in use."""
    asked = (sys.executable, "-c", ANOTHER_PROGRAM, str(folder / FILE_NAME))
    said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    assert said in ("locked\n", "free\n")
    return said == "locked\n"


@pytest.mark.skipif(sys.platform == "win32", reason="locks go with the handle there")
def test_opening_the_diary_to_write_keeps_the_lock_of_a_reader(tmp_path: Path) -> None:
    whole_workout(tmp_path)
    assert not is_locked(tmp_path)
    with open_to_read(tmp_path):
        assert is_locked(tmp_path)
        with closing(open_to_write(tmp_path, NOW).connection):
            assert is_locked(tmp_path)
        assert is_locked(tmp_path)
    assert not is_locked(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no modes there")
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o777])
def test_only_the_owner_may_read_the_diary_and_its_side_files(tmp_path: Path, umask: int) -> None:
    folder = tmp_path / "share" / "data"
    before = os.umask(umask)
    try:
        assert_private(folder)
    finally:
        os.umask(before)


def assert_private(folder: Path) -> None:
    with closing(open_to_write(folder, NOW).connection) as connection:
        connection.execute("CREATE TABLE trial (number INTEGER)")
        beside = sorted(path.name for path in folder.iterdir())
        assert beside == ["diary.db", "diary.db-shm", "diary.db-wal", "diary.lock"]
        assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert {it.stat().st_mode & 0o777 for it in (folder, folder.parent)} == {0o700}
