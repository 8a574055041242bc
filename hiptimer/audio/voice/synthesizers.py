"""Speech synthesizers: found by having each one speak, and started without a shell.

A text is spoken literally. Text that a program would take for an option, markup or phonemes is
passed in a way that prevents this.
"""

from __future__ import annotations

import os
import platform
import re
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from hiptimer.audio.backends import NOT_INSTALLED
from hiptimer.audio.sounds import wav
from hiptimer.audio.voice.levelling import loudest
from hiptimer.audio.voice.speech_program import CannotSpeak, Request, words_per_minute
from hiptimer.audio.voice.speech_programs import SYNTHESIZERS
from hiptimer.foundation.atomic_file import PRIVATE_FOLDER, make_private
from hiptimer.foundation.text.reasons import reason

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterable, Iterator, Sequence

    from hiptimer.audio.voice.speech_program import Call, SpeechProgram

_TRIAL = "Ready."
_ANSWERS_WITHIN_SECONDS = 10.0
_FURTHER_LINE_WITHIN_SECONDS = 2.0
_MOST_COMPLAINT_BYTES = 64 * 1024
_AUDIBLE = 300
"""A recording whose loudest sample is below this, of 32767, counts as silence."""


class Synthesizer(NamedTuple):
    """A speech program with one of its voices; None leaves the choice to the program."""

    name: str
    program: str
    voice: str | None
    version: str = ""
    """A text that changes with the program, and with the voice if that is a file."""

    @property
    def kind(self) -> SpeechProgram:
        """What is known about the program."""
        return SYNTHESIZERS[self.name]

    def batches(self, texts: Iterable[str]) -> Iterator[list[str]]:
        """Yield `texts` in groups that one call can speak: not too many, and of one speed."""
        waiting: dict[int, list[str]] = {}
        for text in texts:
            batch = waiting.setdefault(words_per_minute(text), [])
            batch.append(text)
            if len(batch) == self.kind.lines_per_call:
                yield waiting.pop(words_per_minute(text))
        yield from waiting.values()

    def speak(self, text: str) -> array[int]:
        """Return the samples of `text` spoken by the program.

        Raises CannotSpeak if it fails, is silent, or takes more than ten seconds.
        """
        (spoken,) = self.speak_each([text])
        if isinstance(spoken, CannotSpeak):
            raise spoken
        return spoken

    def speak_each(self, texts: Sequence[str]) -> list[array[int] | CannotSpeak]:
        """Return the samples of each of `texts`, which have one speed, or why there are none.

        One call of the program speaks all of them. If it fails, each of them gets its own call.
        """
        try:
            return self._speak(texts)
        except _TooSlow as error:
            return [error] * len(texts)
        except CannotSpeak as error:
            if len(texts) == 1:
                return [error]
        return [spoken for text in texts for spoken in self.speak_each([text])]

    def _speak(self, texts: Sequence[str]) -> list[array[int] | CannotSpeak]:
        """Return what the program wrote for `texts`. Raises CannotSpeak if it fails."""
        lines = tuple(map(_plain, texts))
        try:
            with TemporaryDirectory(prefix="hiptimer-") as folder:
                make_private(Path(folder), PRIVATE_FOLDER)
                request = Request(self.voice, lines, words_per_minute(texts[0]), folder)
                _run(self.kind.call(self.program, request), request)
                paths = sorted(Path(folder).glob("*.wav"))
                if len(paths) != len(lines):
                    raise CannotSpeak("produces no sound")
                return [_spoken(path) for path in paths]
        except OSError as error:
            raise CannotSpeak(f"cannot be started: {reason(error)}") from None
        except ValueError as error:
            # No argument of a program can contain a null character.
            raise CannotSpeak(f"cannot be started: {error}") from None


class _TooSlow(CannotSpeak):
    """A synthesizer has not ended in time."""


def installed_synthesizers(name: str, voice: str | None = None) -> Iterator[Synthesizer]:
    """Yield each installed program of the synthesizer `name` with `voice`, or an English voice.

    Raises CannotSpeak if something that it needs is missing.
    """
    for program, with_voice in SYNTHESIZERS[name].candidates(voice):
        yield Synthesizer(
            name, str(Path(program).absolute()), with_voice, _version(name, program, with_voice)
        )


def find_synthesizer(name: str, voice: str | None = None) -> Synthesizer:
    """Return the synthesizer `name` after a test with `voice`; None means an English voice.

    Raises CannotSpeak if none of its programs can speak, with the reason of the closest one.
    """
    reason = CannotSpeak(NOT_INSTALLED)
    for synthesizer in installed_synthesizers(name, voice):
        try:
            synthesizer.speak(_TRIAL)
        except CannotSpeak as error:
            reason = error
        else:
            return synthesizer
    raise reason


def find_first_synthesizer(
    voice: str | None = None, names: Iterable[str] = tuple(SYNTHESIZERS)
) -> Synthesizer | None:
    """Return the first synthesizer among `names` that can speak with `voice`, or None."""
    for name in names:
        try:
            return find_synthesizer(name, voice)
        except CannotSpeak:
            continue
    return None


def _version(name: str, *paths: str | None) -> str:
    """Return the sizes and times of those of `paths` that are files.

    The programs of a system look the same in each of its releases, so these have its version, too.
    """
    files = [path.stat() for it in paths if it and (path := Path(it)).is_file()]
    system = (platform.version(),) if SYNTHESIZERS[name].system else ()
    return " ".join((*(f"{it.st_size}-{it.st_mtime_ns}" for it in files), *system))


def _spoken(path: Path) -> array[int] | CannotSpeak:
    """Return the samples of a file that a program wrote, or what is wrong with it."""
    try:
        samples = wav.read(path)
    except wav.BadWav as error:
        return CannotSpeak(f"produces no sound: the file {error}")
    return samples if loudest(samples) >= _AUDIBLE else CannotSpeak("produces no sound")


def _plain(text: str) -> str:
    """Return `text` without what speech programs interpret: control characters and `[[`."""
    printable = "".join(character if character.isprintable() else " " for character in text)
    return re.sub(r"\[(?=\[)", "[ ", printable)


def _run(call: Call, request: Request) -> None:
    """Run a program to its end in the folder of `request`, with its stderr in a file there.

    With a pipe instead, a child process that keeps it open would block this even after the program
    has ended.
    Raises CannotSpeak if it fails, OSError if it cannot be started.
    """
    further = len(request.lines) - 1
    within_seconds = _ANSWERS_WITHIN_SECONDS + further * _FURTHER_LINE_WITHIN_SECONDS
    with Path(request.folder, "complaint").open("w+b") as stderr:
        try:
            code = subprocess.run(  # noqa: S603  a known program or the person's own, and no shell
                call.arguments,
                input=call.stdin.encode(),
                stdout=subprocess.DEVNULL,
                stderr=stderr,
                cwd=request.folder,
                env=os.environ | (call.environment or {}),
                timeout=within_seconds,
                # The files that it writes must be readable here.
                umask=0o077,
                # Ctrl+C must reach only the process that waits, not the program.
                start_new_session=True,
                check=False,
            ).returncode
        except subprocess.TimeoutExpired:
            raise _TooSlow(f"takes more than {within_seconds:g} s") from None
        if code:
            stderr.seek(0)
            complaint = _complaint(stderr.read(_MOST_COMPLAINT_BYTES)) or f"code {code}"
            raise CannotSpeak(f"fails: {complaint}")


def _complaint(output: bytes) -> str:
    """Return the first line of `output`, or the last one if Python reports an exception."""
    text = output.decode("utf-8", "replace")
    lines = [line for it in text.split("\n") if (line := _plain(it).strip())]
    if any(line.startswith("Traceback ") for line in lines):
        return lines[-1]
    return lines[0] if lines else ""
