from __future__ import annotations

import pytest

from hiptimer.foundation.text.durations import clock_face, countdown_face, duration_text
from hiptimer.plan.effort import Beat, Dose, Movement
from hiptimer.plan.timeline import Gear, Phase, PhaseKind
from hiptimer.plan.wording import (
    announcement,
    dose_phrases,
    dose_words,
    effort_words,
    gear_words,
    introduction_words,
    phase_word,
    place_words,
    side_words,
    tempo_words,
)
from tests.conftest import effort, paced_effort

LUNGE = Movement("lunge", "Lunge", "STRETCH", first_side="right", side_means="foot in front")


@pytest.mark.parametrize(
    ("kind", "word"),
    [(PhaseKind.PREPARE, "GET READY"), (PhaseKind.SWITCH, "SWITCH"), (PhaseKind.REST, "REST")],
)
def test_a_pause_shows_its_kind(kind: PhaseKind, word: str) -> None:
    assert phase_word(Phase(kind, paced_effort(), 10.0, 0.0, ()), 0.0) == word


def test_an_effort_shows_the_word_of_its_movement() -> None:
    assert phase_word(Phase(PhaseKind.WORK, effort(), 30.0, 0.0, ()), 3.0) == "STRETCH"


def test_paced_reps_show_the_beat() -> None:
    phase = Phase(PhaseKind.WORK, paced_effort(10), 40.0, 0.0, ())
    assert [phase_word(phase, at) for at in (0.5, 1.0, 4.0)] == ["DRIVE", "SLOW RETURN", "DRIVE"]


@pytest.mark.parametrize(("pull", "back"), [(2.0, 2.0), (1.0, 1.5)])
def test_a_return_is_called_slow_only_if_it_is(pull: float, back: float) -> None:
    effort_ = paced_effort(10, Beat("pull", pull), Beat("return", back))
    phase = Phase(PhaseKind.WORK, effort_, 40.0, 0.0, ())
    assert phase_word(phase, pull) == "RETURN"


@pytest.mark.parametrize(
    ("seconds", "shown"), [(3.0, 3), (2.999, 3), (2.0000001, 2), (0.25, 1), (0.0, 0)]
)
def test_the_face_shows_3_from_the_moment_the_3_second_cue_sounds(
    seconds: float, shown: int
) -> None:
    assert countdown_face(seconds) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "0:00"), (59.9, "0:59"), (61, "1:01"), (3599, "59:59")]
)
def test_a_clock_face_shows_minutes_and_seconds(seconds: float, shown: str) -> None:
    assert clock_face(seconds) == shown


def test_a_clock_face_shows_hours_from_an_hour_on() -> None:
    assert clock_face(3600 + 2 * 60 + 3) == "1:02:03"


@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (0, "0s"),
        (45, "45s"),
        (1.5, "1.5s"),
        (59.9996, "1m"),
        (90, "1m30s"),
        (90.1, "1m30.1s"),
        (3600, "1h"),
        (3661, "1h1m1s"),
    ],
)
def test_a_span_is_written_like_in_a_circuit_file(seconds: float, written: str) -> None:
    assert duration_text(seconds) == written


def test_a_side_says_what_it_means() -> None:
    assert side_words(effort(side="left", movement=LUNGE)) == "left, foot in front"


def test_alternating_sides_say_which_comes_first() -> None:
    words = side_words(effort(side="alternate", movement=LUNGE))
    assert words == "alternating, right first, foot in front"


def test_an_effort_is_named_with_its_side_if_it_has_one() -> None:
    assert effort_words(effort(side="right", movement=LUNGE)) == "Lunge, right, foot in front"
    assert effort_words(effort()) == "Stretch"


def test_a_side_without_a_meaning_is_shown_alone() -> None:
    assert side_words(effort(side="right")) == "right"


def test_an_effort_without_a_side_has_no_side_words() -> None:
    assert side_words(effort(movement=LUNGE)) == ""


def test_a_tempo_is_shown_beat_by_beat() -> None:
    slow = paced_effort(4, Beat("drive", 1.0), Beat("return", 2.5))
    assert tempo_words(slow) == "drive 1s, return 2.5s"
    assert dose_words(slow) == "4 reps, drive 1s, return 2.5s"


def test_a_single_rep_is_one_rep_on_the_screen_and_in_the_ear() -> None:
    single = paced_effort(1, Beat("drive", 1.0))
    assert dose_words(single) == "1 rep, drive 1s"
    assert dose_phrases(single) == ("1 rep,", "drive 1 second.")


@pytest.mark.parametrize(
    ("dose", "words"),
    [
        (Dose.TIME, "30s"),
        (Dose.HOLD, "hold 30s"),
        (Dose.OPEN, "hold to fatigue, about 30s"),
        (Dose.FREE, "10 reps"),
    ],
)
def test_a_dose_is_shown_in_its_own_unit(dose: Dose, words: str) -> None:
    reps = 10 if dose is Dose.FREE else None
    assert dose_words(effort(dose, 30.0, reps=reps)) == words


def test_a_time_with_a_tempo_is_shown_with_the_reps_it_comes_to() -> None:
    march = paced_effort(8, Beat("lift", 1.0), Beat("hold", 7.0), asked_seconds=60.0)
    assert dose_words(march) == "60 s → 8 reps, 1:04, lift 1s, hold 7s"


def test_a_place_names_the_round_only_if_there_are_several() -> None:
    assert place_words(effort(set=2, sets=4)) == "set 2 of 4"
    assert place_words(effort(set=2, sets=4, rounds=2)) == "set 2 of 4 · round 1 of 2"


def test_an_introduction_has_steps_variant_tip_and_warning_without_gaps() -> None:
    movement = Movement(
        "lunge", "Lunge", "STRETCH", variant="deep", how=("Step.", "Sink."), warning="No pain."
    )
    words = introduction_words(effort(movement=movement))
    assert words == ("Step.", "Sink.", "Version: deep.", "No pain.")


def test_worn_items_are_put_on_and_taken_off_and_others_fetched_and_put_away() -> None:
    gear = Gear(on=("heavy looped band", "chair"), off=("Ankle Cuffs", "roller"))
    assert gear_words(gear) == (
        "Ankle Cuffs off",
        "put the roller away",
        "heavy looped band on",
        "get the chair",
    )


def test_equipment_that_stays_is_named_last() -> None:
    gear = Gear(stays=("band", "chair"), off=("vest",))
    assert gear_words(gear) == ("vest off", "keep the band on", "keep the chair")


def test_a_rest_says_what_comes_and_what_comes_off() -> None:
    coming = effort(side="left", movement=LUNGE)
    words = announcement(PhaseKind.REST, coming, Gear(off=("heavy band",)))
    assert words == "Rest. Next: Lunge, left, foot in front. Heavy band off."


def test_a_switch_says_the_side_alone() -> None:
    coming = effort(side="left", movement=LUNGE)
    words = announcement(PhaseKind.SWITCH, coming, Gear(stays=("band",)))
    assert words == "Switch: left, foot in front. Keep the band on."


def test_prepare_says_what_to_get_ready_for() -> None:
    words = announcement(PhaseKind.PREPARE, effort(), Gear(on=("TRX strap",)))
    assert words == "Get ready: Stretch. TRX strap on."


def test_an_effort_without_a_pause_before_it_says_what_it_needs_itself() -> None:
    assert announcement(PhaseKind.WORK, effort(), Gear(off=("band",))) == "Stretch. Band off."
