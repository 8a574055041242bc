from __future__ import annotations

import io
import math
import os
import resource
import signal
import subprocess
import sys
import termios
import wave
from array import array
from collections import Counter
from operator import add
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from hiptimer.audio.player.stereo import FAR_GAIN
from hiptimer.audio.score.arrangement import Arrangement
from hiptimer.audio.score.score import upcoming_notes
from hiptimer.audio.sounds.palette import Palette
from hiptimer.audio.sounds.sample_cache import SampleCache
from hiptimer.audio.sounds.tones import RATE, natural_seconds, render
from hiptimer.audio.sounds.wav import Clip
from hiptimer.audio.sounds.wav import write as write_wav
from hiptimer.circuit.amounts import Range
from hiptimer.circuit.doses import FreeReps
from hiptimer.cli.main import cli
from hiptimer.foundation.signals import SignaledToEnd, raise_on_signals
from hiptimer.library.loading import find
from hiptimer.plan.choices import (
    default_choices,
    with_exercise_skipped,
    with_pick,
    with_prepare,
    with_sets,
    with_start,
)
from hiptimer.plan.plan import Plan
from hiptimer.session.soundtrack import Soundtrack, TooLong, UnwritableOutput, open_wav_output
from hiptimer.workout.engine import Engine
from tests.conftest import exercise, laid_out, open_hold, paced, slow, slow_rows, timed
from tests.programs import SHORT_CIRCUIT, environment, hiptimer

if TYPE_CHECKING:
    from pathlib import Path

    from hiptimer.audio.speaker import Note
    from hiptimer.plan.timeline import Timeline

LOUDEST_UNLIMITED = 26_000
"""Sums above it are limited softly instead of clipped."""

FREE = FreeReps(Range.single(10), None)


@pytest.fixture
def short_circuit(tmp_path: Path) -> Path:
    path = tmp_path / "circuits" / "short.toml"
    path.parent.mkdir()
    path.write_text(SHORT_CIRCUIT)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an empty folder to render to."""
    path = tmp_path / "rendered"
    path.mkdir()
    return path


def every_dose() -> Timeline:
    return laid_out(
        exercise("stretch", timed(21), sides="each"),
        exercise("squat", open_hold(22, 35)),
        exercise("march", FREE),
        exercise("climber", paced(3, drive=0.5, stay=0.5, back=1.5)),
        sets=Range.single(2),
        prepare_seconds=3.5,
        switch_seconds=1.5,
        rest_between_exercises_seconds=2.5,
        rest_between_sets_seconds=5.0,
    )


def wav(timeline: Timeline, percent: int = 100) -> bytes:
    return b"".join(Soundtrack(timeline, percent).wav())


def samples(content: bytes) -> array[int]:
    """Return the samples of a WAV file, read with an independent library."""
    with wave.open(io.BytesIO(content)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        read = array("h", file.readframes(file.getnframes()))
        assert len(read) == file.getnframes()
    if sys.byteorder == "big":
        read.byteswap()
    return read


def notes(timeline: Timeline) -> list[Note]:
    engine = Engine(timeline, unattended=True)
    engine.start(0.0)
    return Arrangement().space(upcoming_notes(engine, math.inf))


def test_every_sound_begins_at_its_exact_sample_and_nothing_else_sounds() -> None:
    timeline = every_dose()
    heard = samples(wav(timeline))
    expected = array("i", bytes(4 * len(heard)))
    cache = SampleCache()
    for note in notes(timeline):
        first, sound = round(note.moment * RATE), cache[note]
        place = slice(first, first + len(sound))
        assert place.stop <= len(heard)
        expected[place] = array("i", map(add, expected[place], sound))
    assert {"finish", "return", "beat", "target"} <= {note.sound for note in notes(timeline)}
    wrong = [
        at
        for at in range(len(heard))
        if heard[at] != expected[at] and not LOUDEST_UNLIMITED < abs(heard[at]) < abs(expected[at])
    ]
    assert not wrong


def test_sounds_that_answer_a_person_are_not_rendered() -> None:
    heard = Counter(note.sound for note in notes(every_dose()))
    assert heard["finish"] == 1
    assert heard["resumed"] == 1, "the one that opens a workout"
    assert not {"capped", "kept", "paused", "warning"} & set(heard)


def test_the_file_ends_when_the_finish_has_rung_out() -> None:
    for last in (timed(20), open_hold(22, 35), FREE):
        timeline = laid_out(exercise("last", last))
        finish = notes(timeline)[-1]
        assert (finish.sound, round(finish.moment - timeline.planned_seconds, 2)) in (
            ("finish", 0.0),
            ("finish", 0.34),
        ), "after the end of the phase, or after the target that ends it"
        seconds = finish.moment + natural_seconds("finish")
        assert Soundtrack(timeline).seconds == pytest.approx(seconds, abs=1 / RATE)


def test_the_blocks_add_up_to_the_stated_size_and_are_small() -> None:
    soundtrack = Soundtrack(laid_out(exercise("plank", timed(600))))
    sizes = [len(block) for block in soundtrack.wav()]
    assert sum(sizes) == soundtrack.size
    assert max(sizes) < 1_000_000


def test_the_gain_is_the_square_of_the_volume() -> None:
    timeline = laid_out(exercise("stretch", timed(4)))
    full, half, none = (samples(wav(timeline, percent)) for percent in (100, 50, 0))
    assert list(half) == [sample // 4 for sample in full]
    assert not any(none)


def test_with_headphones_the_file_is_stereo_and_each_cue_on_its_side() -> None:
    timeline = laid_out(exercise("climber", paced(4, drive=1, back=1), sides="alternate"))
    arrangement = Arrangement(Palette(pans=True))
    soundtrack = Soundtrack(timeline, 100, arrangement)
    content = b"".join(soundtrack.wav())
    assert len(content) == soundtrack.size
    with wave.open(io.BytesIO(content)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (2, 2, RATE)
        both = array("h", file.readframes(file.getnframes()))
    assert len(both) == 2 * soundtrack.frames
    drives = [note for note in notes(timeline) if note.sound == "drive"]
    assert {note.pan for note in drives} == {-1.0, 1.0}
    for note in drives:
        first = round(note.moment * RATE)
        left, right = (max(both[2 * first + ear : 2 * first + 9600 : 2]) for ear in (0, 1))
        near, far = (left, right) if note.pan < 0 else (right, left)
        assert far == pytest.approx(FAR_GAIN * near, rel=0.01)


def test_the_file_has_the_pitch_and_the_sounds_of_its_palette(tmp_path: Path) -> None:
    write_wav(tmp_path / "finish.wav", [2000] * RATE)
    own = {"finish": Clip(str(tmp_path / "finish.wav"), 1.0)}
    timeline = laid_out(exercise("stretch", timed(10)))
    soundtrack = Soundtrack(timeline, 100, Arrangement(Palette(1.4, own)))
    heard = samples(b"".join(soundtrack.wav()))
    assert soundtrack.seconds == pytest.approx(timeline.planned_seconds + 1.0)
    assert set(heard[-RATE:]) == {2000}
    go = next(note for note in notes(timeline) if note.sound == "go")
    first = round(go.moment * RATE)
    high = render("go", 1.4)
    assert heard[first : first + len(high)] == high


def test_a_workout_too_long_for_a_wav_file_is_refused() -> None:
    timeline = laid_out(exercise("plank", timed(3600)), sets=Range.single(20))
    with pytest.raises(TooLong, match=r"20h19m10s is more than the 12h25m that a WAV file holds"):
        Soundtrack(timeline)


def test_the_choices_of_today_are_rendered(short_circuit: Path, folder: Path) -> None:
    path = folder / "today.wav"
    options = "--sets 2 --with stretch.time=6s --without squat --from 1.climber --prepare 7s"
    command = ["render", str(short_circuit), "-o", str(path), *options.split(), "--volume", "60"]
    command += ["--voice", "off"]
    ended = CliRunner().invoke(cli, command)
    assert ended.exit_code == 0, ended.output
    entry = find(str(short_circuit))
    circuit = entry.circuit
    assert circuit
    choices = with_sets(circuit, default_choices(circuit), 2)
    choices = with_pick(circuit, choices, "stretch.time", "6s")
    choices = with_exercise_skipped(circuit, choices, "squat")
    choices = with_start(circuit, with_prepare(choices, "7s"), "1.climber")
    plan = Plan(circuit, entry.id, choices)
    assert path.read_bytes() == wav(plan.timeline, 60)
    assert plan.planned_seconds == 7 + 6 + 5 + 6 + 4 + 6 + 4 + 6


def test_a_choice_that_is_not_offered_writes_no_file(short_circuit: Path, folder: Path) -> None:
    path = str(folder / "today.wav")
    ended = hiptimer(
        "render", str(short_circuit), "--sets", "3", "-o", path, home=short_circuit.parent
    )
    assert (ended.returncode, ended.stderr) == (2, "3 sets: choose 1-2\n")
    assert list(folder.iterdir()) == []


def test_a_file_is_reported_with_its_length_and_replaces_the_one_before(
    short_circuit: Path, folder: Path
) -> None:
    path = folder / "short.wav"
    path.write_text("the one before")
    command = ("render", str(short_circuit), "-o", str(path), "--voice", "off")
    ended = hiptimer(*command, home=short_circuit.parent)
    assert (ended.returncode, ended.stdout) == (0, "")
    assert ended.stderr == f"{path}: 0:37\n"
    assert list(folder.iterdir()) == [path]
    assert samples(path.read_bytes())


def start_render(circuit: Path, output: str, **given: Any) -> subprocess.Popen[bytes]:
    """Start to render the sounds of `circuit` the way a shell does."""
    command = [sys.executable, "-m", "hiptimer", "render", str(circuit), "-o", output]
    command += ["--voice", "off"]
    options: dict[str, Any] = {
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
        "env": environment(circuit.parent) | {"TERM": "xterm"},
    }
    program: subprocess.Popen[bytes] = subprocess.Popen(command, **options | given)
    return program


def test_a_pipe_gets_the_same_bytes_as_a_file(short_circuit: Path) -> None:
    circuit = find(str(short_circuit)).circuit
    assert circuit
    timeline = Plan(circuit, "short", default_choices(circuit)).timeline
    with start_render(short_circuit, "-") as program:
        content, said = program.communicate()
    assert (program.returncode, said) == (0, b"")
    assert content == wav(timeline)
    assert samples(content)


def test_words_are_in_the_file_between_the_sounds(folder: Path) -> None:
    spoken, silent = folder / "spoken.wav", folder / "silent.wav"
    command = ["render", "foam-rolling", "--sets", "1", "--from", "1.it-band", "-o"]
    for path, voice in ((spoken, "shipped"), (silent, "off")):
        assert CliRunner().invoke(cli, [*command, str(path), "--voice", voice]).exit_code == 0
    with_words, without = samples(spoken.read_bytes()), samples(silent.read_bytes())
    assert 0 < len(with_words) - len(without) < RATE, "the end is said after its sound"
    begins, ends = 2 * RATE, 8 * RATE
    assert max(with_words[begins:ends]) > 10_000
    assert max(without[begins:ends]) == 0


def test_a_reader_that_closes_the_pipe_gets_no_message(short_circuit: Path) -> None:
    with start_render(short_circuit, "-") as program:
        assert program.stdout
        assert program.stdout.read(4) == b"RIFF"
        program.stdout.close()
        assert program.stderr
        assert program.stderr.read() == b""
    assert program.returncode == 128 + signal.SIGPIPE


def test_an_interrupt_while_the_pipe_is_full_ends_the_program(short_circuit: Path) -> None:
    with start_render(short_circuit, "-") as program:
        assert program.stdout
        assert program.stdout.read(4) == b"RIFF"
        program.send_signal(signal.SIGINT)
        assert program.wait() == 130


@pytest.mark.parametrize("number", [signal.SIGINT, *slow(signal.SIGTERM)])
def test_a_signal_while_rendering_keeps_the_file_before(
    short_circuit: Path, folder: Path, number: signal.Signals
) -> None:
    """Output to the terminal is stopped as by Ctrl+S, so that the program blocks before its end."""
    short_circuit.write_text(
        'title = "Long"\nsets = 20\n[[exercise]]\nname = "Plank"\nhold = "30m"\n'
    )
    before = folder / "before.wav"
    before.write_text("the one before")
    reading, terminal = os.openpty()
    with start_render(short_circuit, str(before), stderr=terminal) as program:
        shown = b""
        while shown.count(b"%") < 2:
            shown += os.read(reading, 1)
        termios.tcflow(terminal, termios.TCOOFF)
        assert len(list(folder.iterdir())) == 2
        program.send_signal(number)
        termios.tcflow(terminal, termios.TCOON)
        while not shown.endswith(b"\x1b[?25h\r\n"):
            shown += os.read(reading, 10_000)
    os.close(terminal)
    os.close(reading)
    assert program.returncode == 128 + number
    assert list(folder.iterdir()) == [before]
    assert before.read_text() == "the one before"


def write_until_signaled(path: Path) -> None:
    with raise_on_signals(), open_wav_output(str(path)) as file:
        file.write(b"RIFF")
        signal.raise_signal(signal.SIGTERM)


def test_a_signal_while_writing_removes_the_partial_file(folder: Path) -> None:
    with pytest.raises(SignaledToEnd):
        write_until_signaled(folder / "part.wav")
    assert list(folder.iterdir()) == []


def test_a_full_disk_is_reported_and_leaves_no_file(short_circuit: Path, folder: Path) -> None:
    path = folder / "large.wav"

    def allow_little() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    with start_render(short_circuit, str(path), preexec_fn=allow_little) as program:
        said = program.communicate()
    assert program.returncode == 2
    assert said == (b"", f"{path} cannot be written: file too large\n".encode())
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("missing/x.wav", "{0}/missing/x.wav cannot be written: no such file or directory\n"),
        ("x.mp3", "{0}/x.mp3: only WAV is written; name it x.wav\n"),
        *slow_rows(
            ("", "{0}/ cannot be written: is a directory\n"),
            ("x", "{0}/x: only WAV is written; name it x.wav\n"),
        ),
    ],
)
def test_a_path_that_cannot_be_written_is_reported(
    short_circuit: Path, folder: Path, output: str, message: str
) -> None:
    ended = hiptimer(
        "render", str(short_circuit), "-o", f"{folder}/{output}", home=short_circuit.parent
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == message.format(folder)
    assert list(folder.iterdir()) == []


def test_a_circuit_file_is_not_overwritten(short_circuit: Path) -> None:
    ended = hiptimer(
        "render", str(short_circuit), "-o", str(short_circuit), home=short_circuit.parent
    )
    assert ended.returncode == 2
    assert short_circuit.read_text() == SHORT_CIRCUIT


def test_an_empty_name_is_refused() -> None:
    with pytest.raises(UnwritableOutput, match="name a file"), open_wav_output(""):
        pass


def test_a_terminal_is_not_filled_with_samples(short_circuit: Path) -> None:
    reading, terminal = os.openpty()
    with start_render(short_circuit, "-", stdout=terminal) as program:
        os.close(terminal)
        said = program.communicate()[1]
    os.close(reading)
    assert program.returncode == 2
    assert said == b"stdout is a terminal; pipe it, or name a file: -o workout.wav\n"
