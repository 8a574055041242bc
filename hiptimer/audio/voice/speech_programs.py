"""The programs that can speak: how each is found, called and installed."""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

WORDS_PER_MINUTE = 165

BRIEF_WORDS_PER_MINUTE = 190
"""The speed of one or two words, so that a number ends before the next rep."""

_BRIEF_WORDS = 2


class UnknownVoice(ValueError):
    """The name of a voice that is unknown or cannot speak. The message lists valid names."""


class Call(NamedTuple):
    """A call of a program: its arguments, stdin and environment."""

    arguments: tuple[str, ...]
    stdin: str = ""
    environment: Mapping[str, str] | None = None


class SpeechProgram(NamedTuple):
    """A program under any of its names, with its English voices; None lets it choose.

    `call` is given the path of the program, a voice, the text, and the path of the WAV to write.
    `packages` is its package for each package manager; one without comes with a `system`.
    """

    programs: tuple[str, ...]
    english: tuple[str | None, ...]
    call: Callable[[str, str | None, str, str], Call]
    packages: Mapping[str, str] = MappingProxyType({})
    system: str = ""


def words_per_minute(text: str) -> int:
    """Return the speed at which `text` is spoken."""
    is_brief = len(text.split()) <= _BRIEF_WORDS
    return BRIEF_WORDS_PER_MINUTE if is_brief else WORDS_PER_MINUTE


def _espeak_ng(program: str, voice: str | None, text: str, path: str) -> Call:
    rate = ("-s", str(words_per_minute(text)))
    # No pause after the last sentence; the text comes as UTF-8 from stdin.
    return Call(
        (program, "-v", voice or "en", *rate, "-z", "-b", "1", "--stdin", "-w", path),
        stdin=text,
    )


def _say(program: str, voice: str | None, text: str, path: str) -> Call:
    voice_option = () if voice is None else ("-v", voice)
    form = ("--file-format=WAVE", "--data-format=LEI16@48000")
    rate = ("-r", str(words_per_minute(text)))
    # The leading space keeps the text from being taken for an option.
    return Call((program, *voice_option, *rate, "-o", path, *form, f" {text}"))


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


def _sapi(program: str, voice: str | None, text: str, path: str) -> Call:
    # Not passed on stdin, which PowerShell itself reads, in the encoding of the console.
    rate = round(10 * math.log(words_per_minute(text) / _SAPI_NORMAL_WORDS_PER_MINUTE, 3))
    return Call(
        (program, "-NoProfile", "-NonInteractive", "-Command", _SAPI_SCRIPT),
        environment={
            "HIPTIMER_VOICE": voice or "",
            "HIPTIMER_RATE": str(rate),
            "HIPTIMER_PATH": path,
            "HIPTIMER_TEXT": text,
        },
    )


SYNTHESIZERS: Final[Mapping[str, SpeechProgram]] = {
    "espeak-ng": SpeechProgram(
        ("espeak-ng", "espeak"),
        ("en-us", "en"),
        _espeak_ng,
        packages=dict.fromkeys(("apt-get", "dnf", "pacman", "brew"), "espeak-ng"),
    ),
    "say": SpeechProgram(("say",), ("Samantha", "Alex", None), _say, system="macOS"),
    "sapi": SpeechProgram(("powershell",), (None,), _sapi, system="Windows"),
}
"""Each synthesizer by its name, in the order in which they are tried."""

SHIPPED: Final = "shipped"
"""The name of the voice that consists of the phrases that ship with hiptimer."""

VOICES: Final = ("auto", *SYNTHESIZERS, SHIPPED, "off")
"""The voices that can be chosen, beside those of the synthesizers themselves."""
