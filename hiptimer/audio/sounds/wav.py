"""WAV files: reads any PCM WAV, loads hiptimer's native form without conversion, and writes it.

The native form is the one in which all sounds are mixed: mono, 16 bits, `RATE` frames per second.
The standard library is not used: up to Python 3.11 it rejects the extensible headers that many
recorders write, and its errors do not say what would be valid.
"""

from __future__ import annotations

import os
import struct
import sys
from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from hiptimer.audio.sounds.resampling import average_pairs, resample, sixteen_bits
from hiptimer.audio.sounds.tones import RATE
from hiptimer.foundation.bounded_file import MEBIBYTE, UnreadableFile, open_bounded

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import BinaryIO

_PCM = 1
_FLOAT = 3
_EXTENSIBLE = 0xFFFE
_SUBFORMAT_TAIL = bytes.fromhex("000000001000800000aa00389b71")
"""The bytes after the format number in the GUID of an extensible header."""

LARGEST_FILE_BYTES = 64 * MEBIBYTE
"""Ten seconds in the largest supported format take 59 MiB."""

_MOST_CHUNKS = 1000
"""A limit, because 64 MiB of zeros would be parsed as eight million empty chunks."""

_WRITTEN_HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")
_FORMAT_BYTES = 16
HEADER_BYTES: Final = _WRITTEN_HEADER.size
SAMPLE_BYTES: Final = 2

_RATES = range(1_000, 768_001)
_LEAST_PLACEHOLDER_BYTES = 0x7FFF_0000
"""Sizes from here on are placeholders that programs write into a pipe."""

_RIGHT = "use a PCM WAV file, mono or stereo, with 8, 16, 24 or 32 bits"


class BadWav(ValueError):
    """A WAV file that cannot be used. The message continues the file's name."""


class Clip(NamedTuple):
    """A WAV file in hiptimer's native form, and its length."""

    path: str
    seconds: float


@dataclass(frozen=True, slots=True)
class _Header:
    """The header of a WAV file. `width` is in bytes per sample, `data_at` is a file offset.

    Its creation raises BadWav if the format is not supported.
    """

    channels: int
    rate: int
    width: int
    frames: int
    data_at: int

    def __post_init__(self) -> None:
        if self.channels not in (1, 2):
            raise BadWav(f"has {self.channels} channels; {_RIGHT}")
        if self.width not in (1, 2, 3, 4):
            raise BadWav(f"has samples of {8 * self.width} bits; {_RIGHT}")
        if self.rate not in _RATES:
            raise BadWav(f"has {self.rate} frames per second; use {_RATES[0]} to {_RATES[-1]}")
        if not self.frames:
            raise BadWav("is empty; use a file with at least one sample")

    @property
    def seconds(self) -> float:
        return self.frames / self.rate

    @property
    def is_own_form(self) -> bool:
        return (self.channels, self.rate, self.width) == (1, RATE, 2)


def read(path: Path | str, longest_seconds: float | None = None) -> array[int]:
    """Return any PCM WAV as mono 16-bit samples at `RATE`, at least one.

    Channels are averaged. Raises BadWav if the file cannot be read, is not a PCM WAV, is damaged,
    or is longer than `longest_seconds`.
    """
    header, data = _opened(path, longest_seconds)
    samples = sixteen_bits(data, header.width)
    if header.channels == 2:
        samples = average_pairs(samples[0::2], samples[1::2])
    return resample(samples, header.rate)


def check(path: Path | str, longest_seconds: float | None = None) -> None:
    """Raise BadWav if `read` would, without reading the samples."""
    _opened(path, longest_seconds, is_header_enough=True)


def load(path: Path | str) -> array[int]:
    """Return the samples of a WAV in native form. Raises BadWav if it is not, or is unreadable."""
    header, data = _opened(path, is_own_form=True)
    return sixteen_bits(data, header.width)


def clip(path: Path | str) -> Clip:
    """Return a WAV in native form with its length. Raises BadWav if it is not, or is unreadable."""
    header, _ = _opened(path, is_own_form=True, is_header_enough=True)
    return Clip(str(path), header.seconds)


def write(output: Path | BinaryIO, samples: Iterable[int], rate: int = RATE) -> None:
    """Write mono 16-bit samples as a WAV, in native form at `RATE`, replacing `output`.

    Raises OSError if the file cannot be written.
    """
    data = sample_bytes(array("h", samples))
    content = header(len(data) // SAMPLE_BYTES, rate=rate) + data
    if isinstance(output, Path):
        output.write_bytes(content)
    else:
        output.write(content)


def header(frames: int, channels: int = 1, rate: int = RATE) -> bytes:
    """Return the header of a WAV of 16-bit samples, which precedes them."""
    frame_bytes = SAMPLE_BYTES * channels
    size = frames * frame_bytes
    return _WRITTEN_HEADER.pack(
        *(b"RIFF", HEADER_BYTES - 8 + size, b"WAVE"),
        *(b"fmt ", _FORMAT_BYTES, _PCM, channels, rate, rate * frame_bytes),
        *(frame_bytes, 8 * SAMPLE_BYTES),
        *(b"data", size),
    )


def sample_bytes(samples: array[int]) -> bytes:
    """Return 16-bit samples in the byte order of a WAV, which may change that of `samples`."""
    if sys.byteorder == "big":
        samples.byteswap()
    return samples.tobytes()


def _opened(
    path: Path | str,
    longest_seconds: float | None = None,
    *,
    is_own_form: bool = False,
    is_header_enough: bool = False,
) -> tuple[_Header, bytes]:
    """Return the header and the sample bytes of a WAV. Raises BadWav."""
    try:
        with open_bounded(Path(path), LARGEST_FILE_BYTES) as file:
            header = _header(file, os.fstat(file.fileno()).st_size)
            if longest_seconds is not None and header.seconds > longest_seconds:
                raise BadWav(f"is {header.seconds:.1f} s long; use at most {longest_seconds:g} s")
            if is_own_form and not header.is_own_form:
                raise BadWav(f"is not mono of 16 bits at {RATE} Hz")
            if is_header_enough:
                return header, b""
            file.seek(header.data_at)
            return header, file.read(header.frames * header.channels * header.width)
    except UnreadableFile as error:
        raise BadWav(str(error)) from None


def _header(file: BinaryIO, size: int) -> _Header:
    """Return the header of `file`, which has `size` bytes. Raises BadWav."""
    start = file.read(12)
    if len(start) < 12 or start[:4] != b"RIFF" or start[8:] != b"WAVE":
        raise BadWav(f"is not a WAV file; {_RIGHT}")
    form: tuple[int, int, int] | None = None
    for _ in range(_MOST_CHUNKS):
        if len(begin := file.read(8)) < 8:
            break
        name, claimed = begin[:4], int.from_bytes(begin[4:], "little")
        here = file.tell()
        if name == b"fmt ":
            form = _form(file.read(min(claimed, 40)))
        elif name == b"data":
            if form is None:
                raise BadWav("is damaged: its samples come before their format; save it again")
            channels, rate, width = form
            there = size - here
            if claimed > there and claimed < _LEAST_PLACEHOLDER_BYTES:
                raise BadWav(f"is cut short: {there} of {claimed} bytes are there; copy it again")
            frames = min(claimed, there) // (channels * width)
            return _Header(channels, rate, width, frames, here)
        # Chunks begin at even offsets.
        file.seek(here + claimed + claimed % 2)
    raise BadWav("is cut short: there are no samples in it; copy it again")


def _form(chunk: bytes) -> tuple[int, int, int]:
    """Return channels, rate and bytes per sample from a format chunk. Raises BadWav."""
    if len(chunk) < 16:
        raise BadWav("is cut short: its header is not complete; copy it again")
    number, channels, rate, _, frame_bytes, bits = struct.unpack_from("<HHIIHH", chunk)
    if number == _EXTENSIBLE and chunk[26:40] == _SUBFORMAT_TAIL:
        (number,) = struct.unpack_from("<H", chunk, 24)
    if number == _FLOAT:
        raise BadWav(f"holds floating-point samples; {_RIGHT}")
    if number != _PCM:
        raise BadWav(f"is compressed (format {number:#06x}); {_RIGHT}")
    # Samples of odd widths, such as 20 bits, fill the upper bits of whole bytes.
    width = (bits + 7) // 8
    if not channels or not width or frame_bytes != channels * width:
        raise BadWav(f"is damaged: its header contradicts itself; {_RIGHT}")
    return channels, rate, width
