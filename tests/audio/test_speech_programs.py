"""Programs that speak several lines in one call, and those that the person provides."""

from __future__ import annotations

import importlib.util
import json
import os
from typing import TYPE_CHECKING

import pytest

from hiptimer.audio.sounds import wav
from hiptimer.audio.sounds.tones import render
from hiptimer.audio.voice import hibari
from hiptimer.audio.voice.speech_program import CannotSpeak
from hiptimer.audio.voice.synthesizers import (
    Synthesizer,
    find_first_synthesizer,
    find_synthesizer,
    installed_synthesizers,
)
from hiptimer.foundation import folders
from tests.conftest import slow_rows

if TYPE_CHECKING:
    from pathlib import Path

FAKE_HIBARI = """
import json
import os
import shutil
from pathlib import Path

HERE = Path(__file__).parent


class Hibari:
    def __init__(self, threads):
        assert threads == 1

    def __call__(self, text, speed, seed):
        with (HERE / "spoken").open("a") as file:
            file.write(json.dumps([os.getpid(), text, speed, seed]) + "\\n")
        return text


def write_wav(path, text):
    if "crash" in text:
        raise ValueError("no phonemes")
    shutil.copy(HERE / ("silence.wav" if "silent" in text else "something.wav"), path)
"""

FAKE_PIPER = """#!/bin/sh
here=${0%/*}
echo "$@" >> "$here/arguments"
for it; do
    test "$last" = --output_dir && folder=$it
    last=$it
done
number=1000
while read -r line; do
    echo "$line" >> "$here/spoken"
    number=$((number + 7))
    /bin/cp "$here/something.wav" "$folder/$number.wav"
done
"""


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder on the path."""
    folder = tmp_path / "programs"
    folder.mkdir()
    wav.write(folder / "something.wav", render("finish"))
    wav.write(folder / "silence.wav", [0] * 1000)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("HOME", str(tmp_path))
    return folder


@pytest.fixture
def hibari_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a library called hibari that this Python finds."""
    folder = tmp_path / "libraries" / "hibari"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text(FAKE_HIBARI)
    wav.write(folder / "something.wav", render("finish"))
    wav.write(folder / "silence.wav", [0] * 1000)
    monkeypatch.syspath_prepend(str(folder.parent))
    monkeypatch.setattr(hibari, "find_spec", importlib.util.find_spec)
    return folder


def spoken_by_hibari(library: Path) -> list[tuple[int, str, float, int]]:
    """Return each request: the process, the text, the speed and the seed."""
    return [tuple(json.loads(line)) for line in (library / "spoken").read_text().splitlines()]


def test_one_process_of_hibari_speaks_many_lines_and_ends(hibari_library: Path) -> None:
    (synthesizer,) = installed_synthesizers("hibari")
    texts = ["Rest. Next: walking lunges.", "Hold to fatigue", "World's greatest stretch,"]
    assert synthesizer.speak_each(texts) == [render("finish")] * 3
    processes, spoken, speeds, seeds = zip(*spoken_by_hibari(hibari_library), strict=True)
    assert spoken == (texts[0], "Hold to fatigue.", "World's greatest stretch.")
    assert (set(speeds), set(seeds)) == ({1.0}, {0})
    (process,) = set(processes)
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("Hold 30 s, then 1 s.", "Hold 30 seconds, then 1 second."),
        ("Say [left](/hello/) now", "Say [left] (/hello/) now."),
        *slow_rows(
            ("Last one", "Last one."),
            ("Ready!", "Ready!"),
            ("3x10 reps", "3 times 10 reps."),
            ("90/90 stretch", "90 90 stretch."),
            ("Rest.\nNext", "Rest. Next."),
        ),
    ],
)
def test_hibari_is_given_what_it_reads_correctly(
    hibari_library: Path, text: str, spoken: str
) -> None:
    find_synthesizer("hibari").speak(text)
    assert spoken_by_hibari(hibari_library)[-1][1] == spoken


def test_brief_words_are_spoken_faster_by_hibari(hibari_library: Path) -> None:
    find_synthesizer("hibari").speak("Last one.")
    assert spoken_by_hibari(hibari_library)[-1][2] == 1.2


@pytest.mark.usefixtures("hibari_library")
def test_a_line_that_cannot_be_spoken_does_not_cost_the_others_their_words() -> None:
    (synthesizer,) = installed_synthesizers("hibari")
    for bad, reason in (
        ("silent", "produces no sound"),
        ("crash", "fails: ValueError: no phonemes"),
    ):
        good, none, also_good = synthesizer.speak_each(["Rest now.", bad, "Go on."])
        assert good == also_good == render("finish")
        assert isinstance(none, CannotSpeak)
        assert str(none) == reason


def test_hibari_has_one_voice(hibari_library: Path) -> None:
    assert [it.voice for it in installed_synthesizers("hibari", "heart")] == ["heart"]
    assert list(installed_synthesizers("hibari", "emma")) == []
    assert not (hibari_library / "spoken").exists()


def test_hibari_that_cannot_be_imported_is_refused_with_the_reason(hibari_library: Path) -> None:
    (hibari_library / "__init__.py").write_text("import onnxruntime_that_is_missing")
    with pytest.raises(CannotSpeak, match=r"^fails: ModuleNotFoundError: No module named"):
        find_synthesizer("hibari")


def install_piper(folder: Path, *voices: str) -> None:
    """Install piper, and `voices` for it, of which each is newer than the one before."""
    (folder / "piper").write_text(FAKE_PIPER)
    (folder / "piper").chmod(0o755)
    folders.user_voices().mkdir(parents=True, exist_ok=True)
    for age, voice in enumerate(reversed(voices)):
        path = folders.user_voices() / voice
        path.write_text("")
        os.utime(path, (1e9 - age, 1e9 - age))


def test_one_process_of_piper_speaks_many_lines_with_the_newest_voice(programs: Path) -> None:
    install_piper(programs, "old.onnx", "new.onnx", "new.onnx.json")
    synthesizer = find_synthesizer("piper")
    texts = ["Rest. Next: walking lunges.", "Hold to fatigue."]
    assert synthesizer.speak_each(texts) == [render("finish")] * 2
    *_, arguments = (programs / "arguments").read_text().splitlines()
    assert arguments.startswith(f"--model {folders.user_voices() / 'new.onnx'} --length_scale 1.00")
    assert (programs / "spoken").read_text().splitlines() == ["Ready.", *texts]


def test_a_voice_file_is_spoken_by_piper(programs: Path) -> None:
    install_piper(programs, "mine.onnx")
    synthesizer = find_first_synthesizer(str(folders.user_voices() / "mine.onnx"))
    assert synthesizer
    assert synthesizer.name == "piper"


def test_piper_without_a_voice_says_where_one_goes(programs: Path) -> None:
    install_piper(programs)
    with pytest.raises(CannotSpeak, match=rf"^needs a voice: put .* in {folders.user_voices()}$"):
        find_synthesizer("piper")
    with pytest.raises(CannotSpeak, match=r"^needs the file .*gone\.onnx, which does not exist$"):
        find_synthesizer("piper", "gone.onnx")


def test_another_program_called_piper_is_not_used(programs: Path) -> None:
    install_piper(programs, "mine.onnx")
    (programs / "piper").write_text("#!/bin/sh\necho 'piper configures gaming mice' >&2; exit 2\n")
    with pytest.raises(CannotSpeak, match=r"^fails: piper configures gaming mice$"):
        find_synthesizer("piper")


def test_a_changed_voice_file_changes_the_version(programs: Path) -> None:
    install_piper(programs, "mine.onnx")
    (before,) = installed_synthesizers("piper")
    (folders.user_voices() / "mine.onnx").write_text("other")
    (after,) = installed_synthesizers("piper")
    assert before == Synthesizer(before.name, before.program, before.voice, before.version)
    assert before.version != after.version


SPEAKS_TO = '#!/bin/sh\ncat > "${0%/*}/text"\ncp "${0%/*}/something.wav" "$2"\n'


def test_a_command_gets_the_text_on_stdin_and_writes_to_the_path(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", os.pathsep.join((str(programs), os.defpath)))
    (programs / "speak aloud").write_text(SPEAKS_TO)
    (programs / "speak aloud").chmod(0o755)
    for program in ("speak aloud", "~/programs/speak aloud"):
        synthesizer = find_synthesizer("command", f"'{program}' --output {{path}}")
        synthesizer.speak(f"$(id) --help; `{program}`")
        assert (programs / "text").read_text() == f"$(id) --help; `{program}`"


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (None, "needs the setting voice_command"),
        ("", "needs the setting voice_command"),
        ("gone {path}", "needs the program gone, which is not on the path"),
        ("'speak {path}", "is not installed"),
    ],
)
@pytest.mark.usefixtures("programs")
def test_a_command_that_cannot_be_called_is_refused(command: str | None, reason: str) -> None:
    with pytest.raises(CannotSpeak, match=f"^{reason}$"):
        find_synthesizer("command", command)


@pytest.mark.usefixtures("programs")
def test_a_name_is_not_taken_for_a_voice_of_a_command_a_model_or_hibari() -> None:
    for name in ("command", "piper", "hibari"):
        with pytest.raises(CannotSpeak):
            find_synthesizer(name, "Samantha")
