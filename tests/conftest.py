"""Shared test helpers: a clock that moves only on request, speakers, and builders of circuits."""

from __future__ import annotations

import gc
import os
from array import array
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from secrets import token_hex
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from hiptimer.audio.sounds import tones
from hiptimer.audio.voice import hibari
from hiptimer.circuit.amounts import Range, TempoBeat
from hiptimer.circuit.doses import PacedReps, Timed, ToFatigue
from hiptimer.circuit.model import Block, Circuit, Exercise
from hiptimer.foundation.clock import Clock
from hiptimer.plan.choices import Choices, default_choices
from hiptimer.plan.compiler import compile_timeline
from hiptimer.plan.effort import Beat, Dose, Effort, Movement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from _pytest.mark import ParameterSet

    from hiptimer.audio.sounds.tones import Tone
    from hiptimer.audio.speaker import Note
    from hiptimer.circuit.doses import AnyDose
    from hiptimer.plan.timeline import Timeline

# A shared machine stalls at times, which must not fail a test.
for _profile, _examples in (("quick", 10), ("full", 30), ("mutants", 10)):
    settings.register_profile(
        _profile,
        deadline=None,
        max_examples=_examples,
        suppress_health_check=[HealthCheck.too_slow],
        derandomize="CI" in os.environ or _profile == "mutants",
    )
# `make check` loads the full profile instead.
settings.load_profile("quick")


def times_as_many_examples(times: int) -> settings:
    """Return the settings of a test that needs many examples to meet its cases."""
    return settings(max_examples=times * settings().max_examples)


@pytest.fixture(autouse=True)
def _no_installed_voice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide hibari, which may be installed here: only programs on the path can speak."""
    monkeypatch.setattr(hibari, "find_spec", lambda _name: None)


@pytest.fixture(autouse=True, scope="session")
def _render_each_tone_once() -> Iterator[None]:
    """Keep the samples of each tone, of which many tests mix their sounds."""
    render = tones._samples

    @cache
    def samples(tone: Tone, frames: int, pitch: float) -> array[int]:
        return array("h", render(tone, frames, pitch))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tones, "_samples", samples)
        yield


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Return one more than there are processors, for now and then a test waits for a program."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish() -> None:
    """Spare the garbage collector what lives until the end: thousands of tests and all modules."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(1_000_000, 20, 20)


def slow(*cases: object) -> list[ParameterSet]:
    """Mark these cases of a parametrized test, of which `make test` runs only the others."""
    return slow_rows(*((it,) for it in cases))


def slow_rows(*rows: tuple[object, ...]) -> list[ParameterSet]:
    """Mark these cases of a test with several parameters as `slow` does."""
    return [pytest.param(*it, marks=pytest.mark.slow) for it in rows]


def one_in(step: int, cases: Iterable[object]) -> list[object]:
    """Mark all but one in `step` of these cases of a parametrized test as `slow` does."""
    return [it if at % step == 0 else slow(it)[0] for at, it in enumerate(cases)]


@dataclass
class FakeClock:
    """Three clocks that move only on request, far from zero and from the real ones."""

    monotonic: float = 7_654_321.25
    since_boot: float = 9_876_543.5
    on_the_wall: datetime = datetime(2031, 3, 9, 17, 5, tzinfo=UTC)

    def advance(self, seconds: float) -> None:
        """Let time pass while the machine is awake."""
        self.monotonic += seconds
        self.sleep(seconds)

    def sleep(self, seconds: float) -> None:
        """Let the machine sleep: one of the clocks does not advance."""
        self.since_boot += seconds
        self.on_the_wall += timedelta(seconds=seconds)

    def clock(self, speed: float = 1.0) -> Clock:
        """Return the clock for a workout."""
        return Clock(
            lambda: self.monotonic, lambda: self.since_boot, speed, lambda: self.on_the_wall
        )


@dataclass
class RecordingSpeaker:
    """A speaker that records every score it receives."""

    scores: list[tuple[Note, ...]] = field(default_factory=list)
    volumes: list[int] = field(default_factory=list)
    trouble: str | None = None
    interruption: str | None = None
    is_closed: bool = False

    def play(self, notes: Sequence[Note]) -> None:
        self.scores.append(tuple(notes))

    def set_volume(self, percent: int) -> None:
        self.volumes.append(percent)

    def close(self) -> None:
        self.is_closed = True


@dataclass
class HearingSpeaker(RecordingSpeaker):
    """A speaker that plays each note once, when it is due, and skips notes that are too late."""

    clock: FakeClock = field(default_factory=FakeClock)
    begun: list[Note] = field(default_factory=list)
    _waiting: list[Note] = field(default_factory=list)
    _last_heard: float = float("-inf")

    def play(self, notes: Sequence[Note]) -> None:
        super().play(notes)
        self.heard()
        self._waiting = [note for note in notes if not self._has_begun(note)]

    def heard(self) -> list[Note]:
        """Return the notes that have started by now, in order."""
        now = self.clock.monotonic
        due = [note for note in self._waiting if note.moment <= now + 1e-9]
        self._waiting = [note for note in self._waiting if note not in due]
        self.begun += [note for note in due if note.moment >= self._last_heard - 0.1]
        self._last_heard = now
        return self.begun

    def _has_begun(self, note: Note) -> bool:
        return any(
            note.sound == it.sound and abs(note.moment - it.moment) < 1e-3 for it in self.begun
        )

    def sounds(self) -> list[str]:
        """Return the names of all heard sounds, and clear them."""
        names = [note.sound for note in self.heard()]
        self.begun = []
        return names


def timed(low: float, high: float | None = None, *, isometric: bool = False) -> Timed:
    """Return a timed dose, or a hold if `isometric`; with `high`, a range."""
    return Timed(Range(low, low if high is None else high, low), isometric)


def open_hold(target_seconds: float = 30.0, cap_seconds: float = 90.0) -> ToFatigue:
    """Return an open hold."""
    return ToFatigue(target_seconds, cap_seconds, isometric=True)


def paced(reps: int = 10, **beats: float) -> PacedReps:
    """Return paced reps, by default with a drive of 1 s and a return of 3 s."""
    tempo = beats or {"drive": 1.0, "return": 3.0}
    return PacedReps(
        Range.single(reps),
        tuple(TempoBeat(name, Range.single(seconds)) for name, seconds in tempo.items()),
    )


def exercise(id_: str, dose: AnyDose, **given: Any) -> Exercise:
    """Return an exercise whose title comes from its id, with the `given` attributes."""
    values = {"id": id_, "name": id_.capitalize(), "dose": dose, "word": "WORK"}
    return Exercise(**values | _rests(given, "rest", "prepare"))


def _rests(given: dict[str, Any], *names: str) -> dict[str, Any]:
    """Return what is `given`, with seconds as the lengths of the rests they are for."""
    seconds = {name: given[f"{name}_seconds"] for name in names if f"{name}_seconds" in given}
    rests = {name: None if it is None else Range.single(it) for name, it in seconds.items()}
    return {
        key: it for key, it in given.items() if key.removesuffix("_seconds") not in rests
    } | rests


def circuit(*exercises: Exercise, **given: Any) -> Circuit:
    """Return a circuit without blocks, with the default pauses of a file."""
    values: dict[str, Any] = {
        "title": "Trial",
        "prepare_seconds": 10.0,
        "switch_seconds": 5.0,
        "rest_between_exercises": Range.single(15.0),
        "rest_between_sets": Range.single(60.0),
        "rest_between_blocks": Range.single(60.0),
    }
    of_block = {key: given.pop(key) for key in ("sets", "order") if key in given}
    values |= _rests(given, "rest_between_exercises", "rest_between_sets")
    if not isinstance(values["rest_between_sets"], tuple):
        values["rest_between_sets"] = (values["rest_between_sets"],)
    return Circuit(**values, blocks=(Block(exercises=exercises, **of_block),))


def chosen(sets: float, picks: Mapping[str, float | str] | None = None, **given: Any) -> Choices:
    """Return choices for a circuit without blocks."""
    return Choices({"sets": float(sets), **(picks or {})}, **given)


def picks_but_sets(choices: Choices) -> dict[str, float | str]:
    """Return the picks of choices, without the numbers of sets."""
    return {name: it for name, it in choices.picks.items() if not name.endswith("sets")}


def laid_out(*exercises: Exercise, choices: Choices | None = None, **given: Any) -> Timeline:
    """Return the timeline of a circuit of these exercises."""
    trial = circuit(*exercises, **given)
    return compile_timeline(trial, choices or default_choices(trial), "trial")


def effort(dose: Dose = Dose.TIME, seconds: float = 30.0, **given: Any) -> Effort:
    """Return the only effort of a set, of an exercise called Stretch."""
    values: dict[str, Any] = {
        "movement": Movement("stretch", "Stretch", "STRETCH"),
        "side": None,
        "set": 1,
        "sets": 1,
        "round": 1,
        "rounds": 1,
        "dose": dose,
        "target_seconds": seconds,
        "is_isometric": dose in (Dose.HOLD, Dose.OPEN),
    }
    return Effort(**values | given)


def paced_effort(reps: int = 10, *beats: Beat, **given: Any) -> Effort:
    """Return a paced effort, by default with a drive of 1 s and a return of 3 s."""
    tempo = beats or (Beat("drive", 1.0), Beat("return", 3.0))
    seconds = reps * sum(beat.seconds for beat in tempo)
    return effort(Dose.REPS, seconds, reps=reps, tempo=tempo, **given)


@pytest.fixture(autouse=True)
def isolate_user_folders(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keep the user's own folders out of the tests; recorded phrases are shared between tests."""
    base = tmp_path_factory.getbasetemp()
    monkeypatch.setenv("XDG_CACHE_HOME", str(base / "cache"))
    for folder in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{folder}_HOME", str(base / token_hex(8)))


@pytest.fixture
def fake_clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def speaker() -> RecordingSpeaker:
    return RecordingSpeaker()
