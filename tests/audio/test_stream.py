from __future__ import annotations

from array import array
from itertools import count
from random import Random

import pytest

from hiptimer.audio.player.stream import AHEAD_SECONDS, Stream, StreamClock
from hiptimer.audio.sounds.sample_cache import SampleCache
from hiptimer.audio.sounds.tones import RATE, render
from hiptimer.audio.speaker import Note

BLOCK = 960


def error_seconds(clock: StreamClock, now: float, frame: float) -> float:
    """Return how far from `frame` the clock places `now`."""
    return abs(clock.frame_of(now) - frame) / RATE


def test_late_requests_do_not_move_the_clock() -> None:
    random = Random(1)
    clock = StreamClock()
    for number in range(2000):
        due = 5000 + number * BLOCK / RATE
        late = random.choice([0.0, 0.0, 0.001, 0.004, 0.015])
        clock.observe(due + late, number * BLOCK)
        if number > 10:
            assert error_seconds(clock, due, number * BLOCK) < 0.0005


@pytest.mark.parametrize("drift", [-50e-6, 50e-6])
def test_the_drift_of_a_sound_card_is_followed_for_half_an_hour(drift: float) -> None:
    clock = StreamClock()
    for number in range(90_000):
        due = 5000 + number * BLOCK / RATE * (1 + drift)
        clock.observe(due, number * BLOCK)
        assert error_seconds(clock, due, number * BLOCK) < 0.0005


def test_the_clock_catches_up_with_a_gap_within_four_seconds() -> None:
    clock = StreamClock()
    for number in range(1000):
        clock.observe(5000 + number * BLOCK / RATE, number * BLOCK)
    for number in range(1000, 1200):
        clock.observe(5000.3 + number * BLOCK / RATE, number * BLOCK)
    assert error_seconds(clock, 5000.3 + 1200 * BLOCK / RATE, 1200 * BLOCK) < 0.0005


@pytest.mark.parametrize("awake_blocks", [4, 1000])
def test_the_clock_catches_up_immediately_with_a_device_that_wakes_up(awake_blocks: int) -> None:
    random = Random(1)
    clock = StreamClock()
    for number in range(awake_blocks):
        clock.observe(5000 + number * BLOCK / RATE, number * BLOCK)
    for number in range(awake_blocks, awake_blocks + 15):
        late = random.choice([0.0, 0.004])
        clock.observe(5001.9 + number * BLOCK / RATE + late, number * BLOCK)
    now = awake_blocks + 15
    assert error_seconds(clock, 5001.9 + now * BLOCK / RATE, now * BLOCK) < 0.0005


def test_a_short_stall_of_the_machine_does_not_move_the_clock() -> None:
    clock = StreamClock()
    for number in range(1000):
        stalls = 0.2 - (number - 500) * BLOCK / RATE if 500 <= number < 510 else 0.0
        clock.observe(5000 + number * BLOCK / RATE + stalls, number * BLOCK)
        assert error_seconds(clock, 5000 + number * BLOCK / RATE, number * BLOCK) < 0.0005


def test_blocks_requested_ahead_at_the_start_do_not_shift_the_clock() -> None:
    clock = StreamClock()
    for number in range(100):
        clock.observe(5000 + max(0, number - 3) * BLOCK / RATE, number * BLOCK)
    assert error_seconds(clock, 5000 + 97 * BLOCK / RATE, 100 * BLOCK) < 0.0001


def stream_from(moment: float, samples: SampleCache) -> Stream:
    """Return a stream that is asked for a block every 20 ms from `moment` on."""
    ticks = count()
    return Stream(lambda: moment + next(ticks) * BLOCK / RATE, samples)


def read_blocks(stream: Stream, blocks: int) -> array[int]:
    return array("h", b"".join(stream.block(BLOCK) for _ in range(blocks)))


def test_a_note_requested_at_its_own_moment_keeps_its_distance_to_the_next() -> None:
    stream = stream_from(5000.0, SampleCache())
    read_blocks(stream, 60)
    stream.play([Note(5001.187, "tick-in"), Note(5002.187, "tick-out")])
    samples = read_blocks(stream, 100)
    first = round((5001.187 + AHEAD_SECONDS - 5001.2) * RATE)
    for at, sound in ((first, "tick-in"), (first + RATE, "tick-out")):
        assert samples[at : at + RATE // 10] == render(sound)


def test_a_rendered_note_plays_while_another_is_being_rendered() -> None:
    class InterruptedSamples(SampleCache):
        def __getitem__(self, note: Note) -> array[int]:
            if note not in self and note.sound == "return":
                during.append(read_blocks(stream, 20))
            return super().__getitem__(note)

    during: list[array[int]] = []
    samples = InterruptedSamples()
    _ = samples[Note(0.0, "go")]
    stream = stream_from(5000.0, samples)
    stream.play([Note(5000.0, "go"), Note(5001.0, "return")])
    assert any(during[0])
    assert render("return")[:BLOCK].tobytes() in read_blocks(stream, 60).tobytes()


def test_a_stream_falls_silent_when_it_is_turned_down() -> None:
    stream = stream_from(5000.0, SampleCache())
    stream.play([Note(5000.0, "return")])
    assert any(read_blocks(stream, 10))
    stream.set_volume(0)
    read_blocks(stream, 1)
    assert not any(read_blocks(stream, 10))


def stream_asked_at(*moments: float) -> Stream:
    """Return a stream that was asked for a block at each moment but the last, which is now."""
    ticks = iter(moments)
    stream = Stream(lambda: next(ticks), SampleCache())
    for _ in moments[:-1]:
        stream.block(BLOCK)
    return stream


def test_a_device_that_asks_for_blocks_takes_sound() -> None:
    assert stream_asked_at(*(5000 + number * 0.02 for number in range(30))).takes_sound


def test_a_device_that_stopped_asking_for_blocks_takes_no_sound() -> None:
    assert not stream_asked_at(*(5000 + number * 0.02 for number in range(30)), 5001.0).takes_sound


@pytest.mark.parametrize("moments", [(5000.0,), (5000.0, 5000.02), (5000.0, 5000.01, 5000.1)])
def test_a_device_that_is_only_waking_takes_no_sound_yet(moments: tuple[float, ...]) -> None:
    assert not stream_asked_at(*moments).takes_sound
