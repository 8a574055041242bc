"""Speech synthesizers: found by having each one speak, and started without a shell.

A text is spoken literally. Text that a program would take for an option, markup or phonemes is
passed in a way that prevents this.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hiptimer.audio.backends import NOT_INSTALLED
from hiptimer.audio.sounds import wav
from hiptimer.audio.voice.levelling import loudest
from hiptimer.audio.voice.speech_programs import SYNTHESIZERS
from hiptimer.foundation.atomic_file import PRIVATE_FOLDER, make_private
from hiptimer.foundation.text.reasons import reason

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterator

    from hiptimer.audio.voice.speech_programs import Call

_TRIAL = "Ready."
_ANSWERS_WITHIN_SECONDS = 10.0
_MOST_COMPLAINT_BYTES = 64 * 1024
_AUDIBLE = 300
"""A recording whose loudest sample is below this, of 32767, counts as silence."""


class CannotSpeak(RuntimeError):
    """A synthesizer cannot speak, or not this text. The message continues the program's name."""


@dataclass(frozen=True, slots=True)
class Synthesizer:
    """A speech program with one of its voices; None leaves the choice to the program."""

    name: str
    program: str
    voice: str | None

    def speak(self, text: str) -> array[int]:
        """Return the samples of `text` spoken by the program.

        Raises Speechless if it fails, is silent, or takes more than ten seconds.
        """
        try:
            with TemporaryDirectory(prefix="hiptimer-") as folder:
                make_private(Path(folder), PRIVATE_FOLDER)
                path = Path(folder) / "speech.wav"
                call = SYNTHESIZERS[self.name].call
                called = call(self.program, self.voice, _plain(text), str(path))
                _run(called, Path(folder) / "complaint")
                samples = wav.read(path)
        except wav.BadWav as error:
            raise CannotSpeak(f"produces no sound: the file {error}") from None
        except OSError as error:
            raise CannotSpeak(f"cannot be started: {reason(error)}") from None
        if loudest(samples) < _AUDIBLE:
            raise CannotSpeak("produces no sound")
        return samples


def find_synthesizer(name: str, voice: str | None = None) -> Synthesizer:
    """Return the synthesizer `name` after a test with `voice`; None means an English voice.

    Raises Speechless if none of its programs can speak, with the reason of the closest one.
    """
    reason = CannotSpeak(NOT_INSTALLED)
    for synthesizer in _candidates(name, voice):
        try:
            synthesizer.speak(_TRIAL)
        except CannotSpeak as error:
            reason = error
        else:
            return synthesizer
    raise reason


def find_first_synthesizer(voice: str | None = None) -> Synthesizer | None:
    """Return the first synthesizer that can speak with `voice`, or None."""
    for name in SYNTHESIZERS:
        try:
            return find_synthesizer(name, voice)
        except CannotSpeak:
            continue
    return None


def _candidates(name: str, voice: str | None) -> Iterator[Synthesizer]:
    kind = SYNTHESIZERS[name]
    for program in filter(None, map(shutil.which, kind.programs)):
        for one in kind.english if voice is None else (voice,):
            yield Synthesizer(name, program, one)


def _plain(text: str) -> str:
    """Return `text` without what speech programs interpret: control characters and `[[`."""
    printable = "".join(character if character.isprintable() else " " for character in text)
    return re.sub(r"\[(?=\[)", "[ ", printable)


def _run(call: Call, complaint: Path) -> None:
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
            raise CannotSpeak(f"takes more than {_ANSWERS_WITHIN_SECONDS:g} s") from None
        if code:
            stderr.seek(0)
            lines = stderr.read(_MOST_COMPLAINT_BYTES).decode("utf-8", "replace").split("\n")
            said = next(filter(None, (_plain(line).strip() for line in lines)), f"code {code}")
            raise CannotSpeak(f"fails: {said}")
