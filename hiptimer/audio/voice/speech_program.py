"""What a program that can speak is given, and what is known about it."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

WORDS_PER_MINUTE = 165

BRIEF_WORDS_PER_MINUTE = 190
"""The speed of one or two words, so that a number ends before the next rep."""

_BRIEF_WORDS = 2


class CannotSpeak(RuntimeError):
    """A synthesizer cannot speak, or not this text. The message continues the program's name."""


class Candidate(NamedTuple):
    """The path of a program and a voice to try; None leaves the choice to the program."""

    program: str
    voice: str | None


class Request(NamedTuple):
    """The `lines` that `voice` is to speak, all at one `speed` in words per minute.

    The program runs in `folder` and writes one WAV file per line into it. By name, the files are in
    the order of the lines.
    """

    voice: str | None
    lines: Sequence[str]
    speed: int
    folder: str

    @property
    def path(self) -> str:
        """The file for a program that speaks one line."""
        return str(Path(self.folder, "speech.wav"))


class Call(NamedTuple):
    """A call of a program: its arguments, stdin and environment."""

    arguments: tuple[str, ...]
    stdin: str = ""
    environment: Mapping[str, str] | None = None


class SpeechProgram(NamedTuple):
    """A program that can speak.

    `candidates` yields what can be tried for the voice that the person named, or for None; it
    raises CannotSpeak if a program is there but a voice is missing. `call` is given the path of a
    program and up to `lines_per_call` lines. `auto` prefers one that `is_preferred` to the shipped
    phrases, and any other only if they cannot say the whole workout.

    `packages` is its package for each package manager, `pip` its package for Python; one with
    neither comes with a `system`.
    """

    candidates: Callable[[str | None], Iterator[Candidate]]
    call: Callable[[str, Request], Call]
    lines_per_call: int = 1
    is_preferred: bool = False
    packages: Mapping[str, str] = MappingProxyType({})
    pip: str = ""
    system: str = ""


def words_per_minute(text: str) -> int:
    """Return the speed at which `text` is spoken."""
    is_brief = len(text.split()) <= _BRIEF_WORDS
    return BRIEF_WORDS_PER_MINUTE if is_brief else WORDS_PER_MINUTE
