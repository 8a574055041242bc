"""The sound when a player dies or hangs, or its device disappears."""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import pytest

from hiptimer.audio.player.supervisor import PlayerSpeaker
from hiptimer.audio.score.performance import performances_on
from hiptimer.audio.speaker import Note
from hiptimer.foundation.clock import Clock
from hiptimer.workout.events import PhaseBegan
from hiptimer.workout.workout import Workout
from tests.conftest import exercise, laid_out, timed
from tests.e2e.sound_server import SoundServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.e2e.recording import Recording

pytestmark = [pytest.mark.e2e, pytest.mark.listens]

BACK_WITHIN_SECONDS = 2.0
LATE_AT_MOST = 0.15
AWAY_SECONDS = 6.0
HEARD_AGAIN_SECONDS = 6.0
KILLS = 50


@contextmanager
def open_speaker(backend: str) -> Iterator[PlayerSpeaker]:
    speaker = PlayerSpeaker(backend)
    try:
        assert speaker.wait_until_known(20)
        if speaker.trouble:
            pytest.skip(speaker.trouble)
        yield speaker
    finally:
        speaker.close()


def wait_until(is_so: Callable[[], object], seconds: float = 20.0) -> None:
    gives_up = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < gives_up, "the condition did not become true in time"
        time.sleep(0.01)


def beats(start: float, seconds: float) -> list[Note]:
    return [Note(start + 0.25 * beat, "tick-in") for beat in range(round(seconds * 4))]


def interrupt_player(recording: Recording, speaker: PlayerSpeaker, number: int) -> list[Note]:
    """Send the player a signal in the middle of a score, and return notes due after its return."""
    score = beats(time.monotonic() + 0.3, 8)
    speaker.play(score)
    recording.wait_for(score[8].moment)
    pid = speaker.pid
    assert pid
    struck = time.monotonic()
    os.kill(pid, number)
    wait_until(lambda: speaker.interruption)
    recording.wait_for(score[-1].moment + 1.0)
    return [note for note in score if note.moment > struck + BACK_WITHIN_SECONDS][:4]


@pytest.mark.parametrize(
    ("backend", "number"),
    [
        ("miniaudio", signal.SIGKILL),
        ("miniaudio", signal.SIGSTOP),
        ("simpleaudio", signal.SIGKILL),
        ("pacat", signal.SIGSTOP),
    ],
)
def test_the_sound_is_back_within_two_seconds_at_the_right_place(
    audible: SoundServer, recording: Recording, backend: str, number: int
) -> None:
    def attempt() -> None:
        with open_speaker(backend) as speaker:
            coming = interrupt_player(recording, speaker, number)
            found = [
                recording.find(note.sound, note.moment, within=LATE_AT_MOST) for note in coming
            ]
            late = [
                abs(it.moment - note.moment) for it, note in zip(found, coming, strict=True) if it
            ]
            assert len(late) == len(coming)
            assert max(late) < LATE_AT_MOST
            assert speaker.interruption == "The sound was interrupted and is back"
            assert speaker.trouble is None

    audible.once_more_if_the_machine_stalls(attempt)


@pytest.fixture
def own_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[SoundServer]:
    """A separate sound server that the test may stop and kill."""
    server = SoundServer(Path(mkdtemp(prefix="hiptimer-")))
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    yield server
    server.send(signal.SIGCONT)
    server.close()


@pytest.mark.parametrize("backend", ["miniaudio", "simpleaudio", "pacat"])
def test_a_restarted_sound_server_is_used_again_without_late_or_repeated_notes(
    own_server: SoundServer, backend: str
) -> None:
    def attempt() -> None:
        with open_speaker(backend) as speaker:
            start = time.monotonic()
            score = beats(start, 60)
            speaker.play(score)
            time.sleep(3)
            assert speaker.trouble is None
            own_server.send(signal.SIGKILL)
            time.sleep(AWAY_SECONDS)
            assert speaker.trouble in (
                f"No sound: {backend} found no device",
                f"No sound: {backend} does not answer",
            )
            assert speaker.interruption is None
            own_server.close()
            own_server.start()
            returned = time.monotonic()
            with own_server.record() as recording:
                wait_until(lambda: speaker.interruption)
                back = time.monotonic()
                assert speaker.trouble is None
                assert back - returned < HEARD_AGAIN_SECONDS
                coming = [note for note in score if note.moment > back + 0.5][:8]
                recording.wait_for(coming[-1].moment + 0.5)
                onsets = recording.onsets()
            heard = [it for it in onsets if it > coming[0].moment - 0.1]
            # One onset at each beat: missed beats are not made up for.
            assert heard[:8] == pytest.approx([it.moment for it in coming], abs=LATE_AT_MOST)

    own_server.once_more_if_the_machine_stalls(attempt)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
def test_a_lost_device_is_reported(own_server: SoundServer, number: int) -> None:
    with open_speaker("miniaudio") as speaker:
        start = time.monotonic()
        speaker.play(beats(start, 60))
        time.sleep(4)
        assert speaker.trouble is None
        own_server.send(number)
        wait_until(lambda: speaker.trouble)
        assert speaker.trouble in (
            "No sound: miniaudio found no device",
            "No sound: miniaudio does not answer",
        )


def children() -> dict[int, str]:
    """Return the state of each child process of this one."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = path.read_text().rpartition(")")[2].split()[:2]
        except FileNotFoundError:
            continue
        if int(parent) == os.getpid():
            found[int(path.parent.name)] = state
    return found


def open_resources() -> tuple[int, int]:
    """Return the number of open files and of running threads."""
    return len(list(Path("/proc/self/fd").iterdir())), threading.active_count()


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="reads counts from /proc")
def test_fifty_killed_players_do_not_affect_the_clock_and_leak_nothing(
    recording: Recording, audible: SoundServer
) -> None:
    assert audible
    random = Random(50)
    before, children_before = open_resources(), set(children())
    timeline = laid_out(
        *(exercise(f"plank-{number}", timed(2.0)) for number in range(9)),
        prepare_seconds=3.5,
        rest_between_exercises_seconds=1.0,
    )
    with open_speaker("miniaudio") as speaker:
        workout = Workout(timeline, performances_on(speaker), Clock())
        began: list[float] = []
        workout.listeners.append(
            lambda event: began.append(event.moment) if isinstance(event, PhaseBegan) else None
        )
        workout.start()
        start = workout.head.now
        kill_at = [start]
        while len(kill_at) <= KILLS:
            kill_at.append(kill_at[-1] + random.uniform(0.1, 0.85))
        del kill_at[0]
        ticks_late = []
        while not workout.head.is_over:
            due = time.monotonic() + workout.due_in_seconds()
            while kill_at and kill_at[0] < due:
                time.sleep(max(0.0, kill_at.pop(0) - time.monotonic()))
                if pid := speaker.pid:
                    os.kill(pid, signal.SIGKILL)
            time.sleep(max(0.0, due - time.monotonic()))
            ticks_late.append(time.monotonic() - due)
            workout.tick()
        assert not kill_at
        assert began == pytest.approx([start + phase.starts for phase in timeline.phases])
        assert sorted(ticks_late)[len(ticks_late) // 2] < 0.02
        finish = start + timeline.planned_seconds
        recording.wait_for(finish + 1.0)
        found = recording.find("finish", finish)
        assert found
        assert abs(found.moment - finish) < LATE_AT_MOST
        assert speaker.trouble is None
        # Every killed player was reaped: only the current one remains.
        assert set(children()) - children_before == {speaker.pid}
    assert set(children()) == children_before
    assert open_resources() == before
