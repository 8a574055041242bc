"""Sounds whose moments are close or the same, and when each is heard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.audio.score.arrangement import Arrangement
from hiptimer.audio.score.spacing import GAP_SECONDS
from hiptimer.audio.sounds.palette import Palette
from hiptimer.audio.sounds.tones import SOUNDS
from hiptimer.audio.sounds.wav import Clip
from hiptimer.audio.speaker import Note
from hiptimer.plan.timeline import BEAT_SOUNDS

EXACT = {"tick-in", "tick-out", "go", "drive", "beat", "return", "target", "hold-tick"}
SHORT = Clip("/own/short.wav", 0.05)
LONG = Clip("/own/long.wav", 7.0)


def heard(*notes: tuple[float, str], own: dict[str, Clip] | None = None) -> list[tuple[float, str]]:
    """Return when each sound is heard, in order, to the hundredth of a second."""
    arrangement = Arrangement(Palette(own=own or {}))
    spaced = arrangement.space(Note(moment, sound) for moment, sound in notes)
    return [(round(note.moment, 2), note.sound) for note in spaced]


def test_the_sound_of_an_end_comes_before_that_of_a_start() -> None:
    assert heard((5.0, "kept"), (5.0, "switch-left"), (7.0, "tick-in")) == [
        (5.0, "kept"),
        (5.25, "switch-left"),
        (7.0, "tick-in"),
    ]


def test_a_target_at_the_end_of_a_hold_stays_at_its_moment() -> None:
    assert heard((5.0, "target"), (5.0, "switch-right"), (7.0, "tick-in")) == [
        (5.0, "target"),
        (5.34, "switch-right"),
        (7.0, "tick-in"),
    ]


@pytest.mark.parametrize("end", ["set-end", "last-set"])
def test_the_end_of_a_set_replaces_the_rest(end: str) -> None:
    assert heard((5.0, "kept"), (5.0, end), (5.0, "rest")) == [(5.0, "kept"), (5.25, end)]


@pytest.mark.parametrize(
    ("tick", "sounds"),
    [
        (0.70, ["kept", "switch-left", "tick-in"]),
        (0.60, ["switch-left", "tick-in"]),
        (0.38, ["switch-left", "tick-in"]),
        (0.30, ["tick-in", "switch-left"]),
    ],
)
def test_a_side_is_heard_however_short_the_switch_is(tick: float, sounds: list[str]) -> None:
    found = heard((0.0, "kept"), (0.0, "switch-left"), (tick, "tick-in"))
    assert [sound for _, sound in found] == sounds
    assert (tick, "tick-in") in found


@pytest.mark.parametrize(
    ("tick", "sounds"),
    [
        (0.70, ["kept", "rest"]),
        (0.60, ["kept"]),
        (0.30, ["kept"]),
        (0.20, []),
    ],
)
def test_sounds_without_room_are_dropped_in_their_order(tick: float, sounds: list[str]) -> None:
    found = heard((0.0, "kept"), (0.0, "rest"), (tick, "tick-in"))
    assert [sound for _, sound in found] == [*sounds, "tick-in"]


@pytest.mark.parametrize("first", ["go", "drive", "tick-in"])
@pytest.mark.parametrize("ended", ["kept", "capped", "set-end", "last-set", "rest"])
def test_no_end_sounds_after_the_next_effort_has_begun(first: str, ended: str) -> None:
    assert heard((5.0, ended), (5.0, first)) == [(5.0, first)]


def test_the_call_of_the_last_rep_ends_before_its_beat_and_over_a_softer_return() -> None:
    notes = [
        Note(0.0, "drive"),
        Note(1.0, "return", seconds=2.9),
        Note(4.0, "last-rep"),
        Note(4.0, "drive"),
    ]
    assert [(round(it.moment, 2), it.sound) for it in Arrangement().space(notes)] == [
        (0.0, "drive"),
        (1.0, "return"),
        (3.55, "last-rep"),
        (4.0, "drive"),
    ]
    softened = Arrangement().space(notes)[1]
    assert softened.seconds == 2.9
    assert softened.softer_after == pytest.approx(2.55)


def test_a_target_that_ends_a_rep_is_heard_before_the_next_beat() -> None:
    beats = [(0.0, "drive"), (1.0, "beat"), (2.0, "target"), (2.0, "drive")]
    assert heard(*beats) == [(0.0, "drive"), (1.0, "beat"), (1.66, "target"), (2.0, "drive")]


def test_the_call_of_the_last_rep_goes_before_a_beat_that_is_in_its_way() -> None:
    beats = [(0.0, "drive"), (1.0, "beat"), (1.4, "last-rep"), (1.4, "drive")]
    assert (0.55, "last-rep") in heard(*beats)


def test_the_call_of_the_last_rep_is_dropped_if_beats_leave_it_no_time() -> None:
    beats = [(0.4 * number, "drive") for number in range(6)]
    assert heard(*beats, (2.0, "last-rep")) == [(round(at, 2), sound) for at, sound in beats]


@pytest.mark.parametrize(("seconds", "starts"), [(0.76, [0.31]), (0.74, [])])
def test_the_call_of_the_last_rep_waits_until_a_return_is_recognizable(
    seconds: float, starts: list[float]
) -> None:
    notes = [
        Note(0.0, "return", seconds=seconds - 0.1),
        *(Note(seconds, sound) for sound in ("last-rep", "return")),
    ]
    found = Arrangement().space(notes)
    assert [round(it.moment, 2) for it in found if it.sound == "last-rep"] == starts


def test_the_call_of_the_last_rep_is_not_moved_before_the_first_beat() -> None:
    assert heard((0.0, "drive"), (0.5, "last-rep"), (0.5, "drive")) == [
        (0.0, "drive"),
        (0.5, "drive"),
    ]


@pytest.mark.parametrize("near", [9.9, 10.0, 10.1])
def test_a_target_takes_the_place_of_a_hold_tick_and_gives_way_to_a_countdown(near: float) -> None:
    assert heard((10.0, "hold-tick"), (near, "target")) == [(near, "target")]
    assert heard((10.0, "tick-out"), (near, "target")) == [(10.0, "tick-out")]


def test_a_stage_waits_for_the_sound_that_begins_the_effort() -> None:
    assert heard((0.0, "go"), (0.2, "stage")) == [(0.0, "go"), (0.45, "stage")]


def test_a_long_personal_sound_is_cut_off_before_the_next_one() -> None:
    own = {"switch-left": LONG, "tick-in": LONG}
    arrangement = Arrangement(Palette(own=own))
    notes = [Note(0.0, "switch-left"), Note(2.0, "tick-in"), Note(3.0, "tick-in")]
    spaced = arrangement.space(notes)
    assert [note.moment for note in spaced] == [0.0, 2.0, 3.0]
    assert [note.seconds for note in spaced] == [pytest.approx(1.9), pytest.approx(0.9), None]


def test_a_personal_sound_takes_no_longer_than_the_built_in_one_if_another_waits() -> None:
    notes = (0.0, "kept"), (0.0, "switch-left")
    assert heard(*notes, own={"kept": LONG}) == [(0.0, "kept"), (0.25, "switch-left")]
    assert heard(*notes, own={"kept": SHORT}) == [(0.0, "kept"), (0.15, "switch-left")]


def test_words_are_not_moved() -> None:
    assert heard((0.1, "/words.wav"), (0.0, "kept"), (0.0, "rest")) == [
        (0.0, "kept"),
        (0.1, "/words.wav"),
        (0.25, "rest"),
    ]


def test_nothing_is_heard_of_nothing() -> None:
    assert heard() == []


@given(
    st.lists(
        st.tuples(
            st.integers(0, 200).map(lambda tenths: tenths / 10),
            st.sampled_from(sorted(set(SOUNDS) - {"finish", "return"})),
        ),
        max_size=40,
    ),
    st.dictionaries(st.sampled_from(sorted(SOUNDS)), st.sampled_from([SHORT, LONG]), max_size=4),
)
def test_any_sounds_are_heard_one_after_another_with_a_gap(
    notes: list[tuple[float, str]], own: dict[str, Clip]
) -> None:
    palette = Palette(own=own)
    spaced = Arrangement(palette).space(Note(moment, sound) for moment, sound in notes)
    ends = [note.moment + (note.seconds or palette.seconds(note.sound)) for note in spaced]
    for end, after in zip(ends, spaced[1:], strict=False):
        assert after.moment - end > GAP_SECONDS - 1e-5
    beats = {moment for moment, sound in notes if sound in BEAT_SOUNDS}
    ended_by_target = [moment for moment, sound in notes if sound == "target" and moment in beats]
    for note in spaced:
        if note.sound in EXACT and (note.moment, note.sound) not in notes:
            assert note.sound == "target"
            assert any(0 < moment - note.moment <= 1.0 for moment in ended_by_target)
