"""Plays through a system program that reads samples from its stdin."""

from __future__ import annotations

import os
import shutil
import subprocess
from threading import Thread, Timer
from typing import TYPE_CHECKING, cast

from hiptimer.audio.backends import BACKENDS, NOT_INSTALLED
from hiptimer.audio.player.audio_output import UnavailableError
from hiptimer.audio.sounds.tones import RATE

if TYPE_CHECKING:
    from typing import BinaryIO

    from hiptimer.audio.player.stream import Stream

_BLOCK_FRAMES = RATE // 100
_OPENING_BLOCKS = 20
"""More than the pipe and the program can buffer: once these are taken, the device is open."""

_OPENS_WITHIN_SECONDS = 3.0


def feed_system_player(name: str, stream: Stream, channels: int = 1) -> None:
    """Start the program `name` and write `stream` to it, block by block, as fast as it reads.

    `channels`, 1 or 2, are those of the stream.

    Ends this process when the program ends. Raises UnavailableError if it cannot play.
    """
    program = shutil.which(name)
    if program is None:
        raise UnavailableError(NOT_INSTALLED)
    process = subprocess.Popen(  # noqa: S603  a fixed list of programs, and no shell
        [program, *BACKENDS[name].arguments.format(channels=channels).split()],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        # One page, 43 ms of mono sound, because sound in the pipe can no longer be silenced.
        pipesize=4096,
    )
    pipe = cast("BinaryIO", process.stdin)
    hangs = Timer(_OPENS_WITHIN_SECONDS, process.kill)
    hangs.start()
    try:
        for _ in range(_OPENING_BLOCKS):
            pipe.write(bytes(2 * channels * _BLOCK_FRAMES))
    except BrokenPipeError as error:
        process.wait()
        raise UnavailableError("found no device") from error
    finally:
        hangs.cancel()
    Thread(target=_feed, args=(pipe, stream), daemon=True).start()


def _feed(pipe: BinaryIO, stream: Stream) -> None:
    try:
        while True:
            pipe.write(stream.block(_BLOCK_FRAMES))
    except BrokenPipeError:
        os._exit(1)
