"""Measures how well words are understood: programs write down what they hear.

    make listen ARGS="[VOICE] [--verbose]"

Whisper writes down the shipped phrases and then all that is said in workouts of the shipped
circuits, cut out with everything that sounds at the same time, in series of 20 seconds; what is
said several times is heard once. PocketSphinx picks each phrase alone from all phrases whose words
it knows. Words that sound the same count as right. All of it is heard clean, and as through a small
loudspeaker with noise 10 dB below the words. VOICE is a synthesizer or one of its voices; without
one, the shipped recordings are heard.
"""

from __future__ import annotations

import math
import random
import sys
import tempfile
from array import array
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from hiptimer.audio.score.arrangement import Arrangement, is_words
from hiptimer.audio.score.coach import wordings
from hiptimer.audio.score.score import upcoming_notes
from hiptimer.audio.sounds import wav
from hiptimer.audio.sounds.palette import Palette
from hiptimer.audio.sounds.tones import RATE
from hiptimer.audio.voice.speech_programs import SHIPPED
from hiptimer.audio.voice.voice import RecordedVoice, find_voice
from hiptimer.foundation import folders
from hiptimer.library.loading import load
from hiptimer.plan.choices import default_choices
from hiptimer.plan.compiler import compile_timeline
from hiptimer.session.soundtrack import Soundtrack
from hiptimer.workout.engine import Engine
from tools.recognizers import PocketSphinx, Whisper, words, wrong_words
from tools.record_phrases import phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from hiptimer.plan.timeline import Timeline

SERIES_SECONDS = 20
"""Whisper hears up to 30 seconds at a time."""

SILENCE = array("h", bytes(RATE))
"""Half a second."""

NOISE_BELOW_WORDS_DB = 10
LOWEST_HZ, HIGHEST_HZ = 400, 5000
"""What a small loudspeaker reproduces."""

SAME_UTTERANCE_SECONDS = 1.0
MARGIN_SECONDS = 0.25

VERBOSE = "--verbose"
IS_VERBOSE = VERBOSE in sys.argv
"""Whether to print each utterance with errors."""


@dataclass(frozen=True)
class Utterance:
    """Words and their recording."""

    text: str
    samples: array[int]


def band_passed(samples: Sequence[float]) -> Iterator[float]:
    """Yield `samples` without what a small loudspeaker cannot reproduce."""
    low = 1 - math.exp(-2 * math.pi * LOWEST_HZ / RATE)
    high = 1 - math.exp(-2 * math.pi * HIGHEST_HZ / RATE)
    low_1 = low_2 = high_1 = high_2 = 0.0
    for sample in samples:
        low_1 += low * (sample - low_1)
        above = sample - low_1
        low_2 += low * (above - low_2)
        high_1 += high * (above - low_2 - high_1)
        high_2 += high * (high_1 - high_2)
        yield high_2


def pink_noise(length: int, chance: random.Random) -> Iterator[float]:
    """Yield noise with the same power in each octave, the sum of rows that change ever slower."""
    rows = [chance.gauss() for _ in range(12)]
    for number in range(1, length + 1):
        row = (number & -number).bit_length() - 1
        rows[row % len(rows)] = chance.gauss()
        yield sum(rows)


def power(samples: Sequence[float]) -> float:
    """Return the mean power of `samples`."""
    return math.fsum(sample * sample for sample in samples) / len(samples)


def noisy(samples: array[int]) -> array[int]:
    """Return `samples` as heard from a small loudspeaker in a noisy room."""
    passed = list(band_passed(samples))
    noise = list(pink_noise(len(passed), random.Random(len(passed))))
    sounding = [sample for sample in passed if abs(sample) > 100] or [1.0]
    ratio = 10 ** (-NOISE_BELOW_WORDS_DB / 10)
    gain = math.sqrt(power(sounding) * ratio / power(noise))
    both = (one + gain * other for one, other in zip(passed, noise, strict=True))
    return array("h", (max(-32768, min(32767, round(it))) for it in both))


def spoken_phrases(voice: RecordedVoice) -> list[Utterance]:
    """Return each shipped phrase as `voice` says it."""
    texts = [f"{text}." for text in phrases().values()]
    for _ in voice.prepare((text,) for text in texts):
        pass
    clips = {text: voice.clips((text,)) or () for text in texts}
    return [Utterance(it, wav.load(clip.path)) for it, found in clips.items() for clip in found]


def announcements(voice: RecordedVoice) -> Iterator[Utterance]:
    """Yield what `voice` says in the shipped circuits, with all that sounds at the same time."""
    for path in sorted(folders.circuits().glob("*.toml")):
        circuit = load(path)
        timeline = compile_timeline(circuit, default_choices(circuit), path.stem)
        for _ in voice.prepare(wordings(timeline)):
            pass
        arrangement = Arrangement(Palette(), voice)
        track = b"".join(Soundtrack(timeline, 100, arrangement).wav())[wav.HEADER_BYTES :]
        spans: dict[str, slice] = {}
        for text, start, end in utterances(timeline, arrangement):
            frames = (round((start - MARGIN_SECONDS) * RATE), round((end + MARGIN_SECONDS) * RATE))
            spans.setdefault(text, slice(max(0, frames[0]), frames[1]))
        samples = array("h", track)
        yield from (Utterance(text, samples[span]) for text, span in spans.items())


def utterances(timeline: Timeline, arrangement: Arrangement) -> Iterator[tuple[str, float, float]]:
    """Yield all that is said in an unattended workout, with its start and its end in seconds."""
    texts: dict[str, str] = {}
    for wording in wordings(timeline):
        clips = arrangement.voice.clips(wording) or ()
        said = wording if len(clips) > 1 else (" ".join(wording),)
        texts |= {clip.path: text for clip, text in zip(clips, said, strict=True)}
    engine = Engine(timeline, unattended=True)
    engine.start(0.0)
    text, start, end = "", 0.0, 0.0
    for note in filter(is_words, upcoming_notes(engine, math.inf, arrangement)):
        if text and note.moment - end > SAME_UTTERANCE_SECONDS:
            yield text, start, end
            text = ""
        start = start if text else note.moment
        text = f"{text} {texts[note.sound]}"
        end = note.moment + wav.clip(note.sound).seconds
    if text:
        yield text, start, end


def in_series(spoken: Sequence[Utterance]) -> Iterator[Utterance]:
    """Yield `spoken` in series with half a second between them, always in the same order."""
    texts, samples = "", array("h")
    for it in random.Random(1).sample(spoken, len(spoken)):
        if texts and len(samples) + len(it.samples) > SERIES_SECONDS * RATE:
            yield Utterance(texts, SILENCE + samples)
            texts, samples = "", array("h")
        texts += f" {it.text}"
        samples += it.samples + SILENCE
    yield Utterance(texts, SILENCE + samples)


def report(
    label: str,
    spoken: Sequence[Utterance],
    listener: Whisper | PocketSphinx,
    pronounced: Callable[[Sequence[str]], list[str]],
) -> None:
    """Print how many words a recognizer gets wrong, and in how many utterances."""
    print(f"{label}: {len(spoken)} utterances")
    for manner, change in (("clean", lambda samples: samples), ("noisy", noisy)):
        number = wrong = missed = 0
        for it in spoken:
            said, heard = words(it.text), listener.words(change(it.samples))
            errors = wrong_words(pronounced(said), pronounced(heard))
            number, wrong, missed = number + len(said), wrong + errors, missed + bool(errors)
            if errors and IS_VERBOSE:
                print(f"    {' '.join(said)} | {' '.join(heard)}")
        print(
            f"  {manner}: {100 * wrong / number:.1f} % of {number} words wrong, "
            f"{len(spoken) - missed} utterances right"
        )


def main(name: str) -> None:
    """Print what is understood of the voice `name`."""
    if not find_spec("faster_whisper"):
        print("words: the programs that listen are not installed; make listen installs them")
        return
    voice = find_voice(name)
    if voice is None:
        return
    print(f"the voice {voice.name}")
    spoken = spoken_phrases(voice)
    picker = PocketSphinx([it.text for it in spoken])
    with tempfile.TemporaryDirectory() as folder:
        writer = Whisper(Path(folder))
        report("phrases in series", list(in_series(spoken)), writer, picker.pronounced)
        known = [it for it in spoken if it.text in picker.texts]
        padded = [Utterance(it.text, SILENCE + it.samples + SILENCE) for it in known]
        report("phrases alone", padded, picker, picker.pronounced)
        report(
            "in workouts, in series",
            list(in_series(list(announcements(voice)))),
            writer,
            picker.pronounced,
        )


if __name__ == "__main__":
    main(next((it for it in sys.argv[1:] if it != VERBOSE), SHIPPED))
