"""Piper: how it is found with one of its voices, which are model files, and how it is called."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hiptimer.audio.voice.speech_program import (
    WORDS_PER_MINUTE,
    Call,
    Candidate,
    CannotSpeak,
    SpeechProgram,
)
from hiptimer.foundation import folders

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiptimer.audio.voice.speech_program import Request

MODEL_SUFFIX: Final = ".onnx"


def _candidates(voice: str | None) -> Iterator[Candidate]:
    if voice is not None and not voice.endswith(MODEL_SUFFIX):
        return
    # pip installs it beside this Python, which may not be on the path.
    beside = shutil.which("piper", path=str(Path(sys.executable).parent))
    programs = dict.fromkeys(filter(None, (shutil.which("piper"), beside)))
    if programs:
        model = str(_model(voice))
        yield from (Candidate(program, model) for program in programs)


def _model(voice: str | None) -> Path:
    """Return the model file `voice`, or the newest one in the folder for voices."""
    if voice is not None:
        path = Path(voice).expanduser().absolute()
        if path.is_file():
            return path
        raise CannotSpeak(f"needs the file {path}, which does not exist")
    folder = folders.user_voices()
    models = [path for path in folder.glob(f"*{MODEL_SUFFIX}") if path.is_file()]
    if not models:
        raise CannotSpeak(f"needs a voice: put its .onnx and .onnx.json files in {folder}")
    return max(models, key=lambda path: path.stat().st_mtime)


def _call(program: str, request: Request) -> Call:
    pace = ("--length_scale", f"{WORDS_PER_MINUTE / request.speed:.2f}")
    # It names each file after the time at which it was begun.
    return Call(
        (program, "--model", request.voice or "", *pace, "--output_dir", request.folder),
        stdin="".join(f"{line}\n" for line in request.lines),
    )


PROGRAM = SpeechProgram(_candidates, _call, lines_per_call=8, pip="piper-tts")
