from __future__ import annotations

import os
import subprocess
import sys
import threading
from array import array
from pathlib import Path

import pytest

from hiptimer.audio.sounds import wav
from hiptimer.audio.sounds.clip_cache import UNUSED_DAYS, ClipCache
from hiptimer.audio.sounds.tones import RATE

WORD = array("h", [1000] * RATE)
DAY_SECONDS = 24 * 60 * 60


def files(folder: Path) -> list[Path]:
    return [path for path in folder.glob("*/*") if path.is_file()]


def test_a_kept_clip_is_found_by_another_cache(tmp_path: Path) -> None:
    kept = ClipCache(tmp_path).keep(WORD, "espeak-ng", "en-us", "165", "Rest.")
    assert kept.seconds == 1.0
    assert ClipCache(tmp_path).clip("espeak-ng", "en-us", "165", "Rest.") == kept
    assert wav.load(kept.path) == WORD


def test_text_voice_and_speed_each_make_another_recording(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path)
    cache.keep(WORD, "espeak-ng", "en-us", "165", "Rest.")
    assert cache.clip("espeak-ng", "en-us", "165", "Rest") is None
    assert cache.clip("espeak-ng", "en-gb", "165", "Rest.") is None
    assert cache.clip("espeak-ng", "en-us", "190", "Rest.") is None
    assert cache.clip("say", "en-us", "165", "Rest.") is None
    assert cache.clip("espeak-ng", "en-us", "165Rest.") is None


def test_any_text_can_be_the_key_of_a_clip(tmp_path: Path) -> None:
    text = "../../\0/\udcff Größe " + "x" * 9_000
    kept = ClipCache(tmp_path).keep(WORD, "say", text)
    assert Path(kept.path).parent == tmp_path / "say"
    assert ClipCache(tmp_path).clip("say", text) == kept


def test_only_the_recording_remains_in_the_folder(tmp_path: Path) -> None:
    kept = ClipCache(tmp_path).keep(WORD, "say", "Rest.")
    assert files(tmp_path) == [Path(kept.path)]


@pytest.mark.parametrize("damage", [b"", b"RIFF", b"not a WAV file at all"])
def test_a_damaged_recording_is_not_returned_and_can_be_replaced(
    tmp_path: Path, damage: bytes
) -> None:
    cache = ClipCache(tmp_path)
    kept = cache.keep(WORD, "say", "Rest.")
    Path(kept.path).write_bytes(damage)
    assert cache.clip("say", "Rest.") is None
    assert cache.keep(WORD, "say", "Rest.") == kept
    assert cache.clip("say", "Rest.") == kept


def test_a_recording_cut_short_is_not_returned(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path)
    path = Path(cache.keep(WORD, "say", "Rest.").path)
    path.write_bytes(path.read_bytes()[:-100])
    assert cache.clip("say", "Rest.") is None


def test_threads_keep_the_same_recording_without_harm(tmp_path: Path) -> None:
    def keep() -> None:
        for _ in range(20):
            ClipCache(tmp_path).keep(WORD, "say", "Rest.")

    threads = [threading.Thread(target=keep) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (only,) = files(tmp_path)
    assert wav.load(only) == WORD


def test_an_unused_recording_is_removed_after_ninety_days(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path)
    for text, days in (("old", UNUSED_DAYS + 1), ("used", UNUSED_DAYS + 1), ("new", 80)):
        path = cache.keep(WORD, "say", text).path
        then = Path(path).stat().st_mtime - days * DAY_SECONDS
        os.utime(path, (then, then))
    assert cache.clip("say", "used")
    cache.tidy()
    assert cache.clip("say", "old") is None
    assert cache.clip("say", "used")
    assert cache.clip("say", "new")


def test_tidying_a_missing_folder_does_nothing(tmp_path: Path) -> None:
    ClipCache(tmp_path / "none").tidy()
    assert not (tmp_path / "none").exists()


def test_without_a_writable_cache_recordings_last_until_the_program_ends(
    tmp_path: Path,
) -> None:
    (tmp_path / "cache").write_text("a file where the folder ought to be")
    script = (
        "from array import array; from pathlib import Path;"
        "from hiptimer.audio.sounds.clip_cache import ClipCache;"
        "cache = ClipCache(Path('cache'));"
        "kept = [cache.keep(array('h', [9] * 9), 'say', text) for text in 'ab'];"
        "assert [cache.clip('say', text) for text in 'ab'] == kept;"
        "assert all(Path(it.path).is_file() for it in kept);"
        "print(*{Path(it.path).parent.parent for it in kept})"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={"PYTHONPATH": str(Path(__file__).parents[2]), "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    (folder,) = ran.stdout.split()
    assert Path(folder).parent == tmp_path
    assert not Path(folder).exists()


@pytest.mark.parametrize("umask", [0o000, 0o777])
def test_only_the_owner_may_access_recordings_and_their_folders(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        cache = ClipCache(tmp_path / "cache" / "voice")
        kept = cache.keep(WORD, "say", "Rest.")
        cache.tidy()
    finally:
        os.umask(before)
    modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "cache").rglob("*")}
    assert modes == {"voice": 0o700, "say": 0o700, Path(kept.path).name: 0o600, ".used": 0o600}


def test_a_pipe_in_place_of_a_recording_is_replaced_without_waiting(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path)
    path = Path(cache.keep(WORD, "say", "Rest.").path)
    path.unlink()
    os.mkfifo(path)
    assert cache.clip("say", "Rest.") is None
    assert wav.load(cache.keep(WORD, "say", "Rest.").path) == WORD


def test_a_recording_that_has_grown_huge_is_not_returned(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path)
    path = Path(cache.keep(WORD, "say", "Rest.").path)
    with path.open("r+b") as file:
        file.truncate(wav.LARGEST_FILE_BYTES + 1)
    assert cache.clip("say", "Rest.") is None
