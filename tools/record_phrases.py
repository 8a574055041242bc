"""Defines and records the phrases that ship with hiptimer.

They are all phrases of its own circuits, also joined, what any circuit needs, and the numbers up to
sixty with what a number can be said of, so that any time can be said. A time to go is said in
parts, and so is how long a beat takes: its word, the number and the unit.

python -m tools.record_phrases      records each of them with hibari in sounds/phrases
"""

from __future__ import annotations

import math
from functools import cache
from itertools import permutations
from operator import mul
from typing import TYPE_CHECKING

from hiptimer.audio.score.coach import wordings
from hiptimer.audio.sounds import wav
from hiptimer.audio.sounds.tones import RATE
from hiptimer.audio.voice.levelling import level_speech
from hiptimer.audio.voice.shipped_phrases import lookup_form, parts, recording_path
from hiptimer.audio.voice.speech_program import CannotSpeak
from hiptimer.audio.voice.synthesizers import find_synthesizer
from hiptimer.foundation import folders
from hiptimer.library.joining import join_circuits
from hiptimer.library.loading import load
from hiptimer.plan.choices import default_choices
from hiptimer.plan.compiler import compile_timeline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from hiptimer.audio.voice.synthesizers import Synthesizer

SHIPPED_RATE = RATE * 2 // 5
"""A lower frame rate makes the files smaller; speech needs nothing above 9 kHz."""

_STEP_FRAMES = RATE / SHIPPED_RATE
_REACH_FRAMES = 40
"""How far to each side a frame depends on its neighbors when the rate is reduced."""

_ANY_CIRCUIT = (
    *("left", "right", "alternating", "left first", "right first"),
    *(str(number) for number in range(1, 61)),
    *("second", "seconds", "minute", "minutes", "rep", "reps"),
    *("30 seconds", "60 seconds", "90 seconds", "hold to fatigue", "target", "halfway"),
    *("get ready", "rest", "next", "five to go", "five more", "last one", "last", "done"),
    *("second to go", "seconds to go", "minute to go", "minutes to go"),
    *("plus five", "minus five", "ending after this set", "doing all sets"),
    *("stopped", "how much, zero to ten?"),
    "drive",
    *("set 2", "set 3", "set 4", "set 5", "last set"),
    *("round 2", "round 3", "last round"),
    *("to fatigue", "reps to fatigue", "press enter when ready", "press enter when done"),
    *("band on", "band off", "keep the band on"),
    *("get the foam roller", "keep the foam roller", "put the foam roller away"),
)


def phrases() -> Mapping[str, str]:
    """Return the shipped phrases: the lookup form of each with its text to speak."""
    said = [*_ANY_CIRCUIT, *_said_by_shipped_circuits()]
    said += [part for phrase in said for part in parts(phrase)]
    said = [phrase for phrase in said if not _is_time_to_go(phrase) and not _is_of_beat(phrase)]
    return {lookup_form(phrase): phrase.rstrip(".,:") for phrase in reversed(said)}


def _is_time_to_go(phrase: str) -> bool:
    """Return whether `phrase` is one of the many times to go, which are said in parts."""
    return len(parts(phrase)) > 1 and lookup_form(phrase).endswith("to go")


def _is_of_beat(phrase: str) -> bool:
    """Return whether `phrase` is how long a beat takes: "lower 2 seconds"."""
    first, *others = parts(phrase) or ("",)
    return len(others) == 2 and first not in ("about", "hold")


def _said_by_shipped_circuits() -> list[str]:
    """Return all phrases of each shipped circuit, and of any two that are joined."""
    named = [(path.stem, load(path)) for path in sorted(folders.circuits().glob("*.toml"))]
    pairs = [join_circuits(pair) for pair in permutations(named, 2)]
    said: list[str] = []
    for id_, circuit in (*named, *pairs):
        timeline = compile_timeline(circuit, default_choices(circuit), id_)
        said += [phrase for wording in wordings(timeline) for phrase in wording]
    return said


def write_all(synthesizer: Synthesizer) -> None:
    """Record each phrase, replacing existing files, and remove those that no longer ship.

    Raises CannotSpeak if `synthesizer` cannot speak one of them.
    """
    folder = folders.phrases()
    folder.mkdir(parents=True, exist_ok=True)
    paths = {text: _path(phrase) for phrase, text in phrases().items()}
    for batch in synthesizer.batches(paths):
        for text, samples in zip(batch, synthesizer.speak_each(batch), strict=True):
            if isinstance(samples, CannotSpeak):
                raise samples
            wav.write(paths[text], reduce_rate(level_speech(samples)), SHIPPED_RATE)
    for path in set(folder.glob("*.wav")) - set(paths.values()):
        path.unlink()


def _path(phrase: str) -> Path:
    path = recording_path(phrase)
    if path is None:
        raise ValueError(f"{phrase!r} cannot ship: no file can be named after it")
    return path


def reduce_rate(samples: Sequence[int]) -> Iterator[int]:
    """Yield `samples` at `SHIPPED_RATE`, without the frequencies that it cannot hold."""
    silence = [0] * _REACH_FRAMES
    padded = [*silence, *samples, *silence, 0]
    for number in range(math.ceil(len(samples) / _STEP_FRAMES)):
        at, beyond = divmod(number * _STEP_FRAMES, 1.0)
        weights = _weights(beyond)
        around = padded[int(at) : int(at) + len(weights)]
        yield round(sum(map(mul, weights, around)))


@cache
def _weights(beyond: float) -> list[float]:
    """Return the weights of the frames around a point `beyond` one: a windowed sinc filter."""
    weights = []
    for frame in range(-_REACH_FRAMES, _REACH_FRAMES + 2):
        angle = math.pi * (frame - beyond) / _STEP_FRAMES
        window = math.cos(math.pi / 2 * (frame - beyond) / (_REACH_FRAMES + 2)) ** 2
        weights.append(window * (math.sin(angle) / angle if angle else 1.0))
    return [weight / sum(weights) for weight in weights]


if __name__ == "__main__":
    write_all(find_synthesizer("hibari"))
