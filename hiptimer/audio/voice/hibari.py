"""The library hibari: how it is found, and how its process is called."""

from __future__ import annotations

import re
from importlib.util import find_spec
from typing import TYPE_CHECKING

from hiptimer.audio.voice.speech_program import (
    BRIEF_WORDS_PER_MINUTE,
    WORDS_PER_MINUTE,
    Call,
    Candidate,
    SpeechProgram,
)
from hiptimer.foundation.child_process import child_command

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiptimer.audio.voice.speech_program import Request

_VOICE = "heart"
"""The only voice inside the package; any other would be downloaded."""

_SPEEDS = {WORDS_PER_MINUTE: "1.0", BRIEF_WORDS_PER_MINUTE: "1.2"}

_MISREAD = {
    r"\b1 ?s\b": "1 second",
    r"(\d) ?s\b": r"\1 seconds",
    r"(\d) ?x ?(?=\d)": r"\1 times ",
    r"(\d\d) ?/ ?(?=\d\d)": r"\1 ",
    r"\](?=\()": "] ",
}
"""What hibari misreads or takes for instructions, each with its replacement."""


def _candidates(voice: str | None) -> Iterator[Candidate]:
    spec = find_spec("hibari")
    if spec and spec.origin and voice in (None, _VOICE):
        yield Candidate(spec.origin, _VOICE)


def _call(_: str, request: Request) -> Call:
    return Call(
        child_command("hiptimer.audio.voice.hibari_process", _SPEEDS[request.speed]),
        stdin="\n".join(map(_readable, request.lines)),
    )


def _readable(line: str) -> str:
    for misread, replacement in _MISREAD.items():
        line = re.sub(misread, replacement, line)
    # Without a full stop, the melody does not fall, and "IT band" becomes a pronoun.
    return line if line.endswith((".", "!", "?")) else f"{line.rstrip(' ,:;')}."


PROGRAM = SpeechProgram(_candidates, _call, lines_per_call=16, is_preferred=True, pip="hibari-tts")
