"""Scores compared whole: the moment, sound, pitch, length and side of every note."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiptimer.audio.score.arrangement import Arrangement
from hiptimer.audio.score.performance import Performance
from hiptimer.audio.score.score import upcoming_notes
from hiptimer.audio.sounds.palette import Palette
from hiptimer.audio.sounds.wav import Clip
from hiptimer.audio.speaker import Note
from hiptimer.circuit.amounts import Range
from hiptimer.workout.engine import Engine
from tests.conftest import FakeClock, RecordingSpeaker, exercise, laid_out, open_hold, paced, timed

if TYPE_CHECKING:
    from hiptimer.audio.score.speech import Wording
    from hiptimer.plan.timeline import Timeline

TONE = 2 ** (2 / 12)
UP = (1.0, TONE, TONE**2)
DOWN = (1.0, 1 / TONE, TONE**-2)
LEFT, RIGHT = -1.0, 1.0


class TwoSecondVoice:
    """Says every wording in two seconds."""

    def clips(self, wording: Wording) -> tuple[Clip, ...]:
        return (Clip(f"{' '.join(wording)}.wav", 2.0),)


def rounded(notes: tuple[Note, ...]) -> list[Note]:
    return [Note(round(it.moment, 6), it.sound, it.pitch, it.seconds, it.pan) for it in notes]


def assert_notes(found: tuple[Note, ...], expected: list[Note]) -> None:
    assert [(it.moment, it.sound, it.seconds, it.pan) for it in rounded(found)] == [
        (it.moment, it.sound, it.seconds, it.pan) for it in expected
    ]
    assert [it.pitch for it in found] == pytest.approx([it.pitch for it in expected])


def started(engine: Engine) -> Engine:
    engine.start(0.0)
    return engine


def test_the_notes_of_a_side_are_on_it_from_its_switch_on() -> None:
    timeline = laid_out(exercise("a", timed(5), sides="each"))
    assert_notes(
        upcoming_notes(started(Engine(timeline))),
        [
            Note(0.6, "resumed"),
            *(Note(7.0 + step, "tick-in", UP[step]) for step in range(3)),
            Note(10.0, "go", pan=LEFT),
            *(Note(12.0 + step, "tick-out", DOWN[step], pan=LEFT) for step in range(3)),
            Note(15.0, "switch-right", pan=RIGHT),
            *(Note(17.0 + step, "tick-in", UP[step], pan=RIGHT) for step in range(3)),
            Note(20.0, "go", pan=RIGHT),
            *(Note(22.0 + step, "tick-out", DOWN[step], pan=RIGHT) for step in range(3)),
            Note(25.0, "finish"),
        ],
    )


def test_the_notes_of_a_lead_in_are_on_the_side_that_continues() -> None:
    engine = started(Engine(laid_out(exercise("a", timed(20), sides="each", side_means="foot"))))
    engine.pause(42.0)
    engine.resume(60.0)
    assert_notes(
        upcoming_notes(engine, 11.0, Arrangement(voice=TwoSecondVoice())),
        [
            Note(60.3, "right, foot..wav", pan=RIGHT),
            *(Note(67.0 + step, "tick-in", UP[step], pan=RIGHT) for step in range(3)),
            Note(70.0, "go", pan=RIGHT),
        ],
    )


@pytest.mark.parametrize(("seconds", "is_said"), [(5.0, False), (6.0, True)])
def test_the_words_of_a_lead_in_end_before_its_countdown(seconds: float, *, is_said: bool) -> None:
    timeline = laid_out(exercise("a", timed(20)), prepare_seconds=0.0)
    engine = started(Engine(timeline, short_lead_in_seconds=seconds))
    engine.pause(8.0)
    engine.resume(9.0)
    notes = upcoming_notes(engine, seconds, Arrangement(voice=TwoSecondVoice()))
    assert [it.moment for it in notes if it.sound == "A..wav"] == ([9.3] if is_said else [])


def test_the_notes_of_alternating_reps_change_sides_with_each_rep() -> None:
    march = exercise("a", paced(1, drive=1.0, back=2.0), sides="alternate", first_side="right")
    engine = started(Engine(laid_out(march, prepare_seconds=0.0)))
    assert_notes(
        upcoming_notes(engine),
        [
            Note(1.0, "return", seconds=1.9, pan=RIGHT),
            Note(3.0, "last-rep", pan=LEFT),
            Note(3.0, "drive", pan=LEFT),
            Note(4.0, "return", seconds=1.9, pan=LEFT),
            Note(6.0, "finish"),
        ],
    )


def test_the_notes_of_an_open_hold_mark_half_minutes_and_end_at_its_cap() -> None:
    hold = exercise("a", open_hold(40, 95), sides="left")
    engine = started(Engine(laid_out(hold, prepare_seconds=0.0)))
    names = {30.0: "held-30", 40.0: "target", 60.0: "held-60", 90.0: "held-90"}
    tens = [10.0 * number for number in range(1, 10)]
    assert_notes(
        upcoming_notes(engine, 1e6),
        [
            *(Note(at, names.get(at, "hold-tick"), pan=LEFT) for at in tens),
            *(Note(92.0 + step, "tick-out", DOWN[step], pan=LEFT) for step in range(3)),
            Note(95.0, "capped"),
            Note(95.0, "finish"),
        ],
    )


def test_words_are_on_the_side_that_they_announce() -> None:
    timeline = laid_out(exercise("a", timed(5), sides="each"), switch_seconds=9.0)
    notes = upcoming_notes(started(Engine(timeline)), 1e6, Arrangement(voice=TwoSecondVoice()))
    words = [(it.sound, it.pan) for it in notes if it.sound.endswith(".wav")][:-1]
    assert words == [("Get ready: A, left. 5 seconds..wav", 0.0), ("Right..wav", RIGHT)]


@pytest.mark.parametrize("speed", [1.0, 4.0])
def test_a_speaker_gets_notes_in_real_time_with_the_palette_applied(speed: float) -> None:
    speaker, clock = RecordingSpeaker(), FakeClock(monotonic=100.0)
    engine = Engine(laid_out(exercise("a", paced(1, drive=1.0, back=2.0)), prepare_seconds=0.0))
    arrangement = Arrangement(Palette(pitch=1.4))
    performance = Performance(speaker, arrangement, engine, clock.clock(speed))
    now = 100.0 * speed
    performance.on_command(engine.start(now), now, cuts=True)
    assert_notes(
        speaker.scores[-1],
        [
            Note(100.0, "drive", 1.4),
            Note(round(100.0 + 1.0 / speed, 6), "return", 1.4, seconds=1.9 / speed),
            Note(round(100.0 + 3.0 / speed, 6), "finish", 1.4),
        ],
    )


def test_a_note_stays_in_the_score_that_is_changed_at_its_very_moment() -> None:
    speaker, clock = RecordingSpeaker(), FakeClock(monotonic=100.0)
    engine = Engine(laid_out(exercise("a", timed(20)), prepare_seconds=0.0))
    performance = Performance(speaker, Arrangement(), engine, clock.clock())
    performance.on_command(engine.start(100.0), 100.0, cuts=True)
    performance.on_time(engine.advance(110.0), phase_changed=False)
    performance.on_command(engine.lengthen(110.0, 5.0), 110.0, cuts=False)
    assert [it for it in speaker.scores[-1] if it.sound == "halfway"] == [Note(110.0, "halfway")]


def test_a_sleep_cuts_everything_off_and_warns() -> None:
    speaker, clock = RecordingSpeaker(), FakeClock(monotonic=100.0)
    engine = Engine(laid_out(exercise("a", timed(20)), prepare_seconds=0.0))
    performance = Performance(speaker, Arrangement(), engine, clock.clock())
    performance.on_command(engine.start(100.0), 100.0, cuts=True)
    engine.pause(102.0)
    performance.on_sleep(109.0)
    assert speaker.scores[-1] == (Note(109.0, "warning"),)


def test_trouble_and_interruption_are_those_of_the_speaker() -> None:
    speaker = RecordingSpeaker(trouble="no device", interruption="it broke off")
    engine = Engine(laid_out(exercise("a", timed(20))))
    performance = Performance(speaker, Arrangement(), engine, FakeClock().clock())
    assert (performance.trouble, performance.interruption) == ("no device", "it broke off")


def words(timeline: Timeline, until: float) -> list[tuple[float, str]]:
    engine = started(Engine(timeline, unattended=True))
    notes = upcoming_notes(engine, until, Arrangement(voice=TwoSecondVoice()))
    return [
        (round(it.moment, 6), it.sound.removesuffix(".wav"))
        for it in notes
        if it.sound.endswith(".wav")
    ]


def test_words_wait_for_the_sounds_that_end_the_phase_before() -> None:
    # "last-set" takes 0.30 s, "capped" 0.24 s and the "go" after it 0.35 s.
    last = laid_out(exercise("a", timed(5)), sets=Range.single(2), prepare_seconds=0.0)
    assert words(last, 20.0) == [(5.36, "Last set. A. 5 seconds.")]
    hold = exercise("a", open_hold(5, 9))
    stretch = exercise("b", timed(9))
    capped = laid_out(hold, stretch, prepare_seconds=0.0, rest_between_exercises_seconds=0.0)
    assert words(capped, 20.0)[:-1] == [
        (0.41, "A. hold to fatigue, about 5 seconds."),
        (5.41, "B. 9 seconds."),
    ]


def test_the_first_words_of_a_second_set_name_it() -> None:
    sets = laid_out(exercise("a", timed(9)), sets=Range.single(3), prepare_seconds=0.0)
    announced = [said for _, said in words(sets, 1e6) if said.startswith(("A", "Set", "Last"))]
    assert announced == ["A. 9 seconds.", "Set 2. A. 9 seconds.", "Last set. A. 9 seconds."]
