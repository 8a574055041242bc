"""Speech synthesizers: found by having each one speak, and started without a shell.

A text is spoken literally. Text that a program would take for an option, markup or phonemes is
passed in a way that prevents this.
"""

from __future__ import annotations

import math
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hiptimer.audio.sounds import wav
from hiptimer.audio.sounds.tones import RATE
from hiptimer.audio.voice.levelling import loudest
from hiptimer.foundation.atomic_file import PRIVATE_FOLDER, make_private
from hiptimer.foundation.text.reasons import reason

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Iterator, Mapping

WORDS_PER_MINUTE = 165

BRIEF_WORDS_PER_MINUTE = 190
"""The speed of one or two words, so that a number ends before the next rep."""

_BRIEF_WORDS = 2
_TRIAL = "Ready."
_ANSWERS_WITHIN_SECONDS = 10.0
_MOST_COMPLAINT_BYTES = 64 * 1024
_AUDIBLE = 300
"""A recording whose loudest sample is below this, of 32767, counts as silence."""

NOT_INSTALLED = "is not installed"


class Speechless(RuntimeError):
    """A synthesizer cannot speak, or not this text. The message continues the program's name."""


@dataclass(frozen=True, slots=True)
class Synthesizer:
    """A speech program with one of its voices; None leaves the choice to the program."""

    name: str
    program: str
    voice: str | None

    def spoken(self, text: str) -> array[int]:
        """Return the samples of `text` spoken by the program.

        Raises Speechless if it fails, is silent, or takes more than ten seconds.
        """
        try:
            with TemporaryDirectory(prefix="hiptimer-") as folder:
                make_private(Path(folder), PRIVATE_FOLDER)
                path = Path(folder) / "speech.wav"
                call = _SPEAKERS[self.name].call(self, _plain(text), path)
                _run(call, Path(folder) / "complaint")
                samples = wav.read(path)
        except wav.BadWav as error:
            raise Speechless(f"writes no sound: the file {error}") from None
        except OSError as error:
            raise Speechless(f"cannot be started: {reason(error)}") from None
        if loudest(samples) < _AUDIBLE:
            raise Speechless("stays silent")
        return samples


def words_per_minute(text: str) -> int:
    """Return the speed at which `text` is spoken."""
    is_brief = len(text.split()) <= _BRIEF_WORDS
    return BRIEF_WORDS_PER_MINUTE if is_brief else WORDS_PER_MINUTE


def found(name: str, voice: str | None = None) -> Synthesizer:
    """Return the synthesizer `name` after a test with `voice`; None means an English voice.

    Raises Speechless if none of its programs can speak, with the reason of the closest one.
    """
    reason = Speechless(NOT_INSTALLED)
    for synthesizer in _candidates(name, voice):
        try:
            synthesizer.spoken(_TRIAL)
        except Speechless as error:
            reason = error
        else:
            return synthesizer
    raise reason


def first_found(voice: str | None = None) -> Synthesizer | None:
    """Return the first synthesizer that can speak with `voice`, or None."""
    for name in SYNTHESIZERS:
        try:
            return found(name, voice)
        except Speechless:
            continue
    return None


def _candidates(name: str, voice: str | None) -> Iterator[Synthesizer]:
    speaker = _SPEAKERS[name]
    for program in filter(None, map(shutil.which, speaker.programs)):
        for one in speaker.english if voice is None else (voice,):
            yield Synthesizer(name, program, one)


def _plain(text: str) -> str:
    """Return `text` without what speech programs interpret: control characters and `[[`."""
    printable = "".join(character if character.isprintable() else " " for character in text)
    return re.sub(r"\[(?=\[)", "[ ", printable)


@dataclass(frozen=True, slots=True)
class _Call:
    """A call of a program: its arguments, stdin and environment."""

    arguments: tuple[str, ...]
    stdin: str = ""
    environment: Mapping[str, str] | None = None


def _run(call: _Call, complaint: Path) -> None:
    """Run a program to its end; its stderr is written to the file `complaint`.

    With a pipe instead, a child process that keeps it open would block this even after the program
    has ended.
    Raises Speechless if it fails, OSError if it cannot be started.
    """
    with complaint.open("w+b") as stderr:
        try:
            code = subprocess.run(  # noqa: S603  a fixed list of programs, and no shell
                call.arguments,
                input=call.stdin.encode(),
                stdout=subprocess.DEVNULL,
                stderr=stderr,
                env=os.environ | (call.environment or {}),
                timeout=_ANSWERS_WITHIN_SECONDS,
                # The files that it writes must be readable here.
                umask=0o077,
                # Ctrl+C must reach only the process that waits, not the program.
                start_new_session=True,
                check=False,
            ).returncode
        except subprocess.TimeoutExpired:
            raise Speechless(f"takes more than {_ANSWERS_WITHIN_SECONDS:g} s") from None
        if code:
            stderr.seek(0)
            lines = stderr.read(_MOST_COMPLAINT_BYTES).decode("utf-8", "replace").split("\n")
            said = next(filter(None, (_plain(line).strip() for line in lines)), f"code {code}")
            raise Speechless(f"fails: {said}")


def _espeak_ng(synthesizer: Synthesizer, text: str, path: Path) -> _Call:
    voice = ("-v", synthesizer.voice or "en")
    rate = ("-s", str(words_per_minute(text)))
    # No pause after the last sentence; the text comes as UTF-8 from stdin.
    return _Call(
        (synthesizer.program, *voice, *rate, "-z", "-b", "1", "--stdin", "-w", str(path)),
        stdin=text,
    )


def _say(synthesizer: Synthesizer, text: str, path: Path) -> _Call:
    voice = () if synthesizer.voice is None else ("-v", synthesizer.voice)
    form = ("--file-format=WAVE", f"--data-format=LEI16@{RATE}")
    rate = ("-r", str(words_per_minute(text)))
    # The leading space keeps the text from being taken for an option.
    return _Call((synthesizer.program, *voice, *rate, "-o", str(path), *form, f" {text}"))


_SAPI_SCRIPT = """
$ErrorActionPreference = 'Stop'
Add-Type -AssemblyName System.Speech
$speech = New-Object System.Speech.Synthesis.SpeechSynthesizer
if ($env:HIPTIMER_VOICE) { $speech.SelectVoice($env:HIPTIMER_VOICE) }
else {
    $english = [System.Globalization.CultureInfo]::GetCultureInfo('en-US')
    $speech.SelectVoiceByHints('NotSet', 'NotSet', 0, $english)
}
$speech.Rate = [int]$env:HIPTIMER_RATE
$speech.SetOutputToWaveFile($env:HIPTIMER_PATH)
$speech.Speak($env:HIPTIMER_TEXT)
$speech.Dispose()
"""
_SAPI_NORMAL_WORDS_PER_MINUTE = 156
"""The approximate speed of its voices at rate 0; ten steps triple the speed."""


def _sapi(synthesizer: Synthesizer, text: str, path: Path) -> _Call:
    # Not passed on stdin, which PowerShell itself reads, in the encoding of the console.
    rate = round(10 * math.log(words_per_minute(text) / _SAPI_NORMAL_WORDS_PER_MINUTE, 3))
    return _Call(
        (synthesizer.program, "-NoProfile", "-NonInteractive", "-Command", _SAPI_SCRIPT),
        environment={
            "HIPTIMER_VOICE": synthesizer.voice or "",
            "HIPTIMER_RATE": str(rate),
            "HIPTIMER_PATH": str(path),
            "HIPTIMER_TEXT": text,
        },
    )


@dataclass(frozen=True, slots=True)
class _Speaker:
    """A kind of synthesizer: its program names, its English voices, and how to call it."""

    programs: tuple[str, ...]
    english: tuple[str | None, ...]
    call: Callable[[Synthesizer, str, Path], _Call]


_SPEAKERS: Mapping[str, _Speaker] = {
    "espeak-ng": _Speaker(("espeak-ng", "espeak"), ("en-us", "en"), _espeak_ng),
    "say": _Speaker(("say",), ("Samantha", "Alex", None), _say),
    "sapi": _Speaker(("powershell",), (None,), _sapi),
}

SYNTHESIZERS = tuple(_SPEAKERS)
"""The names of all known synthesizers, in the order in which they are tried."""
