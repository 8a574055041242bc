"""The programs that can speak, in the order in which they are tried."""

from __future__ import annotations

import math
import os
import shlex
import shutil
from typing import TYPE_CHECKING, Final

from hiptimer.audio.voice import hibari, piper
from hiptimer.audio.voice.speech_program import Call, Candidate, CannotSpeak, SpeechProgram

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from hiptimer.audio.voice.speech_program import Request


class UnknownVoice(ValueError):
    """The name of a voice that is unknown or cannot speak. The message lists valid names."""


COMMAND: Final = "command"
"""The name of the program that the person configured."""

PIPER: Final = "piper"

PATH_PLACEHOLDER: Final = "{path}"
"""What stands in a command for the WAV file that it is to write."""


def _installed(
    programs: tuple[str, ...], english: tuple[str | None, ...]
) -> Callable[[str | None], Iterator[Candidate]]:
    """Return the candidates of a program that knows its voices by name, English ones first."""

    def candidates(voice: str | None) -> Iterator[Candidate]:
        if voice is None or not (voice.endswith(piper.MODEL_SUFFIX) or PATH_PLACEHOLDER in voice):
            for program in filter(None, map(shutil.which, programs)):
                for one in english if voice is None else (voice,):
                    yield Candidate(program, one)

    return candidates


def command_words(command: str) -> tuple[str, ...]:
    """Return the words of `command` as a shell would read them; none if it cannot be split."""
    try:
        return tuple(map(os.path.expanduser, shlex.split(command)))
    except ValueError:
        return ()


def _command_candidates(command: str | None) -> Iterator[Candidate]:
    if not command:
        raise CannotSpeak("needs the setting voice_command")
    words = command_words(command)
    if words and PATH_PLACEHOLDER in command:
        program = shutil.which(words[0])
        if program is None:
            raise CannotSpeak(f"needs the program {words[0]}, which is not on the path")
        yield Candidate(program, command)


def _command(program: str, request: Request) -> Call:
    _, *arguments = command_words(request.voice or "")
    filled = (argument.replace(PATH_PLACEHOLDER, request.path) for argument in arguments)
    return Call((program, *filled), stdin=request.lines[0])


def _espeak_ng(program: str, request: Request) -> Call:
    rate = ("-s", str(request.speed))
    # No pause after the last sentence; the text comes as UTF-8 from stdin.
    quiet = ("-z", "-b", "1", "--stdin")
    return Call(
        (program, "-v", request.voice or "en", *rate, *quiet, "-w", request.path),
        stdin=request.lines[0],
    )


def _say(program: str, request: Request) -> Call:
    voice = () if request.voice is None else ("-v", request.voice)
    form = ("--file-format=WAVE", "--data-format=LEI16@48000")
    rate = ("-r", str(request.speed))
    # The leading space keeps the text from being taken for an option.
    return Call((program, *voice, *rate, "-o", request.path, *form, f" {request.lines[0]}"))


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


def _sapi(program: str, request: Request) -> Call:
    # Not passed on stdin, which PowerShell itself reads, in the encoding of the console.
    rate = round(10 * math.log(request.speed / _SAPI_NORMAL_WORDS_PER_MINUTE, 3))
    return Call(
        (program, "-NoProfile", "-NonInteractive", "-Command", _SAPI_SCRIPT),
        environment={
            "HIPTIMER_VOICE": request.voice or "",
            "HIPTIMER_RATE": str(rate),
            "HIPTIMER_PATH": request.path,
            "HIPTIMER_TEXT": request.lines[0],
        },
    )


SYNTHESIZERS: Final[Mapping[str, SpeechProgram]] = {
    COMMAND: SpeechProgram(_command_candidates, _command, is_preferred=True),
    "hibari": hibari.PROGRAM,
    PIPER: piper.PROGRAM,
    "say": SpeechProgram(_installed(("say",), ("Samantha", "Alex", None)), _say, system="macOS"),
    "sapi": SpeechProgram(_installed(("powershell",), (None,)), _sapi, system="Windows"),
    "espeak-ng": SpeechProgram(
        _installed(("espeak-ng", "espeak"), ("en-us", "en")),
        _espeak_ng,
        packages=dict.fromkeys(("apt-get", "dnf", "pacman", "brew"), "espeak-ng"),
    ),
}
"""Each synthesizer by its name, in the order in which they are tried."""

PREFERRED: Final = tuple(name for name, program in SYNTHESIZERS.items() if program.is_preferred)
"""Those that `auto` prefers to the shipped phrases."""

SHIPPED: Final = "shipped"
"""The name of the voice that consists of the phrases that ship with hiptimer."""

BRIEF: Final = "brief"
"""What precedes the name of a voice that says only names, sides and ends; alone, it is auto."""

VOICES: Final = ("auto", BRIEF, *SYNTHESIZERS, SHIPPED, "off")
"""The voices that can be chosen, beside those of the synthesizers themselves."""
