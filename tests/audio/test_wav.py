from __future__ import annotations

import math
import os
import struct
import wave
from array import array
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.audio.sounds import wav
from hiptimer.audio.sounds.tones import LOUDEST, RATE
from hiptimer.audio.sounds.wav import BadWav
from hiptimer.foundation.bounded_file import MEBIBYTE

SUBFORMAT = bytes.fromhex("000000001000800000aa00389b71")


def wav_bytes(
    data: bytes,
    *,
    rate: int = RATE,
    channels: int = 1,
    width: int = 2,
    number: int = 1,
    is_extensible: bool = False,
    before: bytes = b"",
    stated_bytes: int | None = None,
) -> bytes:
    """Return a WAV file with `data` as its samples; `stated_bytes`: its length in the header."""
    form = struct.pack(
        "<HHIIHH",
        0xFFFE if is_extensible else number,
        channels,
        rate,
        rate * channels * width & 0xFFFF_FFFF,
        channels * width,
        8 * width,
    )
    if is_extensible:
        form += struct.pack("<HHIH", 22, 8 * width, 0, number) + SUBFORMAT
    size = len(data) if stated_bytes is None else stated_bytes
    chunks = b"fmt " + struct.pack("<I", len(form)) + form + before
    chunks += b"data" + struct.pack("<I", size) + data
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks


def pack(samples: list[float], width: int) -> bytes:
    """Return samples, each from -1 to 1, as little-endian ones of `width` bytes."""
    if width == 1:
        return bytes(round(sample * 127) + 128 for sample in samples)
    loudest = (1 << (8 * width - 1)) - 1
    return b"".join(
        round(sample * loudest).to_bytes(width, "little", signed=True) for sample in samples
    )


def tone(rate: int, seconds: float, hz: float = 440.0, level: float = 0.6) -> list[float]:
    return [
        level * math.sin(2 * math.pi * hz * frame / rate) for frame in range(round(rate * seconds))
    ]


def read(content: bytes, longest_seconds: float | None = None) -> array[int]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "some.wav"
        path.write_bytes(content)
        return wav.read(path, longest_seconds)


@pytest.mark.parametrize("is_extensible", [False, True])
@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("width", [1, 2, 3, 4])
def test_every_width_and_either_header_gives_the_same_samples(
    width: int, channels: int, is_extensible: bool
) -> None:
    wanted = tone(RATE, 0.01)
    data = pack([sample for sample in wanted for _ in range(channels)], width)
    samples = read(wav_bytes(data, width=width, channels=channels, is_extensible=is_extensible))
    error = 300 if width == 1 else 2
    assert len(samples) == len(wanted)
    assert all(
        abs(sample - value * LOUDEST) < error for sample, value in zip(samples, wanted, strict=True)
    )


def test_stereo_is_averaged() -> None:
    data = array("h", [1000, 3000, -1000, -3000, 32_767, 32_767]).tobytes()
    assert list(read(wav_bytes(data, channels=2))) == [2000, -2000, 32_767]


@pytest.mark.parametrize("rate", [8000, 11_025, 22_050, 44_100, 44_101, 64_000, 96_001, 192_000])
def test_a_tone_stays_the_same_tone_at_any_rate(rate: int) -> None:
    samples = read(wav_bytes(pack(tone(rate, 0.2), 2), rate=rate))
    wanted = tone(RATE, 0.2)
    assert len(samples) == len(wanted)
    # Averaging pairs moves a sound by less than a sample, which at 440 Hz is 3 % of its peak.
    inner = list(zip(samples, wanted, strict=True))[50:-50]
    assert max(abs(sample - value * LOUDEST) for sample, value in inner) < 0.035 * LOUDEST


def test_a_tone_above_the_range_is_attenuated_and_not_aliased() -> None:
    high = tone(192_000, 0.1, hz=50_000)
    samples = read(wav_bytes(pack(high, 2), rate=192_000))
    assert max(map(abs, samples)) < 0.6 * LOUDEST * 0.6


@given(
    values=st.lists(st.integers(-32_768, 32_767), min_size=1, max_size=400),
    rate=st.one_of(st.integers(1000, 768_000), st.sampled_from([8000, 44_100, 96_000, 176_400])),
)
def test_length_and_loudness_stay_within_bounds_at_any_rate(values: list[int], rate: int) -> None:
    samples = read(wav_bytes(array("h", values).tobytes(), rate=rate))
    assert abs(len(samples) - max(1.0, len(values) * RATE / rate)) <= 0.5
    # A spline swings past the points it goes through by a quarter of their distance at most.
    loudest = max(map(abs, values))
    assert max(map(abs, samples)) <= max(loudest, min(LOUDEST, 1.5 * loudest + 1))


@given(
    value=st.integers(-32_768, 32_767), frames=st.integers(1, 200), rate=st.integers(1000, 2**18)
)
def test_a_constant_level_stays_constant_at_any_rate(value: int, frames: int, rate: int) -> None:
    samples = read(wav_bytes(array("h", [value] * frames).tobytes(), rate=rate))
    assert set(samples) <= {value, max(value, -LOUDEST)}


@given(content=st.binary(max_size=200))
def test_random_bytes_are_refused(content: bytes) -> None:
    with pytest.raises(BadWav):
        read(content)


@given(
    content=st.just(wav_bytes(pack(tone(22_050, 0.002), 3), rate=22_050, width=3, channels=1)),
    changes=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 255)), min_size=1, max_size=4),
    length=st.integers(0, 180),
)
def test_a_damaged_header_is_read_or_refused_without_a_crash(
    content: bytes, changes: list[tuple[int, int]], length: int
) -> None:
    damaged = bytearray(content)
    for at, value in changes:
        damaged[at] = value
    with suppress(BadWav):
        assert 1 <= len(read(bytes(damaged[:length]), longest_seconds=1.0)) <= RATE


GOOD = pack(tone(RATE, 0.01), 2)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        pytest.param(b"", "is not a WAV file; use a PCM WAV", id="empty file"),
        pytest.param(b"ID3\x03" + bytes(100), "is not a WAV file", id="MP3"),
        pytest.param(
            wav_bytes(b""), "is empty; use a file with at least one sample", id="no samples"
        ),
        pytest.param(wav_bytes(GOOD)[:-10], "is cut short: 950 of 960 bytes", id="truncated"),
        pytest.param(wav_bytes(GOOD)[:30], "is cut short: its header", id="truncated header"),
        pytest.param(wav_bytes(GOOD)[:36], "is cut short: there are no samples", id="header only"),
        pytest.param(
            wav_bytes(GOOD, number=0x11), "is compressed (format 0x0011); use a PCM", id="ADPCM"
        ),
        pytest.param(wav_bytes(GOOD, number=3, width=4), "holds floating-point", id="float"),
        pytest.param(
            wav_bytes(GOOD, number=3, width=4, is_extensible=True),
            "holds floating",
            id="float, long",
        ),
        pytest.param(wav_bytes(GOOD, rate=0), "has 0 frames per second; use 1000 to", id="no rate"),
        pytest.param(
            wav_bytes(GOOD, channels=6), "has 6 channels; use a PCM WAV file, mono", id="surround"
        ),
        pytest.param(wav_bytes(GOOD, width=8), "has samples of 64 bits", id="64 bits"),
        pytest.param(
            wav_bytes(GOOD, channels=0), "its header contradicts itself", id="no channels"
        ),
        pytest.param(
            wav_bytes(GOOD * 2, rate=1000, width=1),
            "is 1.9 s long; use at most 1.5 s",
            id="too long",
        ),
    ],
)
def test_a_bad_wav_is_refused_with_the_reason(content: bytes, complaint: str) -> None:
    with pytest.raises(BadWav) as refused:
        read(content, longest_seconds=1.5)
    assert complaint in str(refused.value)


def test_a_pipe_folder_or_missing_file_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.wav")
    (tmp_path / "folder.wav").mkdir()
    for name, kind in (("pipe.wav", "named pipe"), ("folder.wav", "folder")):
        with pytest.raises(BadWav, match=f"is a {kind}; a regular file is needed"):
            wav.read(tmp_path / name)
    with pytest.raises(BadWav, match="cannot be read: no such file"):
        wav.read(tmp_path / "nothing.wav")


def test_a_header_followed_by_zeros_is_refused_quickly(tmp_path: Path) -> None:
    path = tmp_path / "zeros.wav"
    for header, size, complaint in (
        (b"RIFF\xff\xff\xff\xffWAVE", wav.LARGEST_FILE_BYTES, "there are no samples in it"),
        (wav_bytes(GOOD, stated_bytes=0xFFFF_FFFF), 200 * MEBIBYTE, "is larger than 64 MiB"),
        (
            wav_bytes(GOOD, stated_bytes=0xFFFF_FFFF),
            wav.LARGEST_FILE_BYTES,
            "use at most 1.5 s",
        ),
    ):
        with path.open("wb") as file:
            file.write(header)
            file.truncate(size)
        with pytest.raises(BadWav, match=complaint):
            wav.check(path, longest_seconds=1.5)


def test_ten_seconds_of_the_largest_format_are_not_too_large() -> None:
    assert wav.LARGEST_FILE_BYTES > 10 * 768_000 * 2 * 4 + 10_000


def test_a_file_written_into_a_pipe_is_read_to_its_end() -> None:
    assert len(read(wav_bytes(GOOD, stated_bytes=0xFFFF_FFFF))) == 480


def test_other_chunks_are_skipped_with_their_padding() -> None:
    note = b"LIST" + struct.pack("<I", 3) + b"abc\0"
    assert read(wav_bytes(GOOD, before=note)) == array("h", GOOD)


def test_own_format_is_written_and_loaded_sample_by_sample(tmp_path: Path) -> None:
    samples = array("h", GOOD)
    wav.write(tmp_path / "own.wav", samples)
    assert wav.load(tmp_path / "own.wav") == samples == wav.read(tmp_path / "own.wav")
    assert wav.clip(tmp_path / "own.wav") == wav.Clip(str(tmp_path / "own.wav"), 0.01)
    with wave.open(str(tmp_path / "own.wav")) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(wav_bytes(GOOD, rate=44_100), id="another rate"),
        pytest.param(wav_bytes(GOOD, channels=2), id="stereo"),
        pytest.param(wav_bytes(GOOD, width=4), id="32 bits"),
    ],
)
def test_any_other_format_is_not_loaded(other: bytes, tmp_path: Path) -> None:
    path = tmp_path / "other.wav"
    path.write_bytes(other)
    wav.check(path)
    for load in (wav.load, wav.clip):
        with pytest.raises(BadWav, match="is not mono of 16 bits at 48000 Hz"):
            load(path)
