from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from hiptimer.circuit.amounts import Range, TempoBeat
from hiptimer.circuit.doses import FreeReps, PacedReps, PacedTime
from hiptimer.circuit.model import Exercise, Stage
from hiptimer.plan.compiler import NothingToDo, compile_timeline
from hiptimer.plan.effort import Beat, Dose
from hiptimer.plan.timeline import Gear
from tests.conftest import chosen, circuit, exercise, laid_out, open_hold, paced, timed

if TYPE_CHECKING:
    from hiptimer.plan.effort import Effort
    from hiptimer.plan.timeline import Timeline


MARCH_BEATS = (TempoBeat("lift", Range.single(1)), TempoBeat("lower", Range.single(2)))


def shape(timeline: Timeline) -> list[tuple[str, float | None]]:
    return [(phase.kind.value, phase.seconds) for phase in timeline.phases]


def between(*exercises: Exercise, **given_: Any) -> list[tuple[str, float | None]]:
    """Return the pauses between the efforts."""
    whole = shape(laid_out(*exercises, prepare_seconds=0.0, **given_))
    return [phase for phase in whole if phase[0] != "work"]


def places(timeline: Timeline) -> list[str]:
    """Return the efforts as "exercise set.round side"."""
    return [
        f"{it.effort.movement.id} {it.effort.set}.{it.effort.round} {it.effort.side or '-'}"
        for it in timeline.phases
        if it.is_effort
    ]


def test_efforts_go_through_sets_exercises_rounds_and_sides() -> None:
    timeline = laid_out(
        exercise("pulses", timed(20), sides="each", rounds=Range.single(2)),
        exercise("squat", timed(20)),
        sets=Range.single(2),
    )
    one_set = [
        "pulses {}.1 left",
        "pulses {}.1 right",
        "pulses {}.2 left",
        "pulses {}.2 right",
        "squat {}.1 -",
    ]
    assert places(timeline) == [it.format(number) for number in (1, 2) for it in one_set]


def test_in_straight_order_all_sets_of_an_exercise_come_before_the_next() -> None:
    timeline = laid_out(
        exercise("pulses", timed(20)),
        exercise("squat", timed(20)),
        sets=Range.single(2),
        order="straight",
    )
    assert places(timeline) == ["pulses 1.1 -", "pulses 2.1 -", "squat 1.1 -", "squat 2.1 -"]


def test_prepare_comes_first_and_nothing_follows_the_last_effort() -> None:
    timeline = laid_out(exercise("pulses", timed(20)), sets=Range.single(2))
    assert shape(timeline) == [("prepare", 10), ("work", 20), ("rest", 60), ("work", 20)]


def test_the_time_to_get_ready_can_be_chosen() -> None:
    timeline = laid_out(exercise("pulses", timed(20)), choices=chosen(1, prepare_seconds=2.5))
    assert shape(timeline) == [("prepare", 2.5), ("work", 20)]


def test_the_rest_between_exercises_comes_before_another_exercise() -> None:
    assert between(exercise("a", timed(20)), exercise("b", timed(20))) == [("rest", 15)]


def test_the_prepare_of_an_exercise_replaces_the_rest_before_it() -> None:
    coming = exercise("b", timed(20), prepare_seconds=4.0)
    assert between(exercise("a", timed(20)), coming) == [("rest", 4)]


@pytest.mark.parametrize(("prepare", "seconds"), [(None, 60), (25.0, 60), (90.0, 90)])
def test_the_longer_of_set_rest_and_prepare_comes_before_a_new_set(
    prepare: float | None, seconds: float
) -> None:
    pauses = between(
        exercise("a", timed(20), prepare_seconds=prepare),
        exercise("b", timed(20)),
        sets=Range.single(2),
    )
    assert pauses == [("rest", 15), ("rest", seconds), ("rest", 15)]


def test_in_straight_order_a_new_set_has_the_set_rest_whatever_its_prepare() -> None:
    pauses = between(
        exercise("a", timed(20)),
        exercise("b", timed(20), prepare_seconds=90.0),
        sets=Range.single(2),
        order="straight",
    )
    assert pauses == [("rest", 60), ("rest", 90), ("rest", 60)]


def test_in_straight_order_another_exercise_does_not_begin_a_set() -> None:
    pauses = between(
        exercise("a", timed(20)),
        exercise("b", timed(20)),
        sets=Range.single(2),
        order="straight",
        rest_between_exercises_seconds=7.0,
    )
    assert pauses == [("rest", 60), ("rest", 7), ("rest", 60)]


def test_the_rest_of_the_exercise_comes_between_rounds() -> None:
    rounds = exercise("a", timed(20), rounds=Range.single(3), rest_seconds=8.0)
    assert between(rounds) == [("rest", 8), ("rest", 8)]


def test_the_other_side_of_a_round_comes_after_a_switch_alone() -> None:
    sides = exercise("a", timed(20), sides="each", switch_seconds=8.0)
    assert between(sides) == [("switch", 8)]
    assert between(replace(sides, switch_seconds=None)) == [("switch", 5)]


@pytest.mark.parametrize(
    ("rest", "kind", "seconds"),
    [(0.0, "switch", 5.0), (5.0, "switch", 5.0), (5.1, "rest", 5.1), (20.0, "rest", 20.0)],
)
def test_a_new_round_on_the_other_side_is_a_switch_if_that_is_at_least_as_long(
    rest: float, kind: str, seconds: float
) -> None:
    sides = exercise("a", timed(20), sides="each", rounds=Range.single(2), rest_seconds=rest)
    assert between(sides) == [("switch", 5), (kind, seconds), ("switch", 5)]


def test_a_set_rest_shorter_than_a_switch_becomes_the_switch() -> None:
    sides = exercise("a", timed(20), sides="each", switch_seconds=9.0)
    pauses = between(sides, sets=Range.single(2), rest_between_sets_seconds=6.0)
    assert pauses == [("switch", 9), ("switch", 9), ("switch", 9)]


def test_another_exercise_on_another_side_is_never_a_switch() -> None:
    left = exercise("a", timed(20), sides="left", switch_seconds=90.0)
    right = exercise("b", timed(20), sides="right", switch_seconds=90.0)
    assert between(left, right) == [("rest", 15)]


def test_phases_of_no_length_vanish() -> None:
    timeline = laid_out(
        exercise("a", timed(20), sides="each", switch_seconds=0.0),
        exercise("b", timed(20), prepare_seconds=0.0),
        prepare_seconds=0.0,
    )
    assert shape(timeline) == [("work", 20)] * 3


def test_an_effort_without_a_pause_before_it_says_itself_what_comes_and_what_it_needs() -> None:
    timeline = laid_out(
        exercise("pulses", timed(20), sides="each", equipment=("band",), switch_seconds=0.0),
        exercise("squat", timed(20), prepare_seconds=0.0),
        prepare_seconds=0.0,
    )
    assert [phase.cues[0].say for phase in timeline.phases] == [
        "Pulses, left. Band on.",
        "Pulses, right. Keep the band on.",
        "Squat. Band off.",
    ]


def test_an_effort_that_a_pause_announces_begins_without_words() -> None:
    timeline = laid_out(exercise("squat", timed(20)))
    assert [phase.cues[0].say for phase in timeline.phases] == ["Get ready: Squat.", None]


def test_efforts_of_no_length_are_skipped_and_no_pause_leads_to_them() -> None:
    timeline = laid_out(exercise("a", timed(20)), exercise("b", timed(0)), exercise("c", timed(9)))
    assert shape(timeline) == [("prepare", 10), ("work", 20), ("rest", 15), ("work", 9)]


def test_a_circuit_in_which_nothing_takes_any_time_cannot_be_laid_out() -> None:
    with pytest.raises(NothingToDo, match="every effort is zero seconds long"):
        laid_out(exercise("a", timed(0)))


def test_equipment_to_put_on_take_off_and_keep_follows_from_neighbors() -> None:
    timeline = laid_out(
        exercise("a", timed(20), equipment=("band", "mat")),
        exercise("b", timed(20), equipment=("mat", "chair")),
    )
    assert [phase.gear for phase in timeline.phases[::2]] == [
        Gear(on=("band", "mat")),
        Gear(on=("chair",), off=("band",), stays=("mat",)),
    ]


def test_the_last_effort_of_a_set_knows_it_but_the_end_of_all_is_no_end_of_a_set() -> None:
    timeline = laid_out(exercise("a", timed(20)), exercise("b", timed(20)), sets=Range.single(2))
    ends = [phase.ends_set for phase in timeline.phases if phase.is_effort]
    assert ends == [False, True, False, False]


def test_a_pause_speaks_of_the_effort_that_comes() -> None:
    timeline = laid_out(exercise("a", timed(20), sides="each"), exercise("b", timed(20)))
    for pause, work in pairwise(timeline.phases):
        if work.is_effort:
            assert pause.effort is work.effort


def efforts(timeline: Timeline) -> list[Effort]:
    return [phase.effort for phase in timeline.phases if phase.is_effort]


def only_effort(one: Exercise, **given_: Any) -> Effort:
    (found,) = efforts(laid_out(one, **given_))
    return found


def test_each_side_gets_its_whole_dose() -> None:
    both = efforts(laid_out(exercise("a", timed(20), sides="each")))
    assert [(it.side, it.target_seconds) for it in both] == [("left", 20), ("right", 20)]


def test_the_first_side_can_be_chosen() -> None:
    sides = exercise("a", timed(20), sides="each", first_side="right")
    assert [it.side for it in efforts(laid_out(sides))] == ["right", "left"]
    choices = chosen(1, {"a.first_side": "left"})
    assert [it.side for it in efforts(laid_out(sides, choices=choices))] == ["left", "right"]


@pytest.mark.parametrize("side", ["left", "right"])
def test_one_side_only_can_be_prescribed_or_chosen(side: Any) -> None:
    assert only_effort(exercise("a", timed(20), sides=side)).side == side
    choices = chosen(1, {"a.side": side})
    assert only_effort(exercise("a", timed(20), sides="each"), choices=choices).side == side


def test_alternating_is_one_effort_from_the_first_side() -> None:
    march = exercise("a", paced(10), sides="alternate", first_side="right")
    found = only_effort(march)
    assert (found.side, found.movement.first_side) == ("alternate", "right")


def test_reps_are_a_side_so_that_alternating_counts_twice_as_many_movements() -> None:
    assert only_effort(exercise("a", paced(10))).reps == 10
    assert only_effort(exercise("a", paced(10), sides="alternate")).reps == 20
    free = FreeReps(Range.single(10), None)
    assert only_effort(exercise("a", free, sides="alternate")).reps == 20


def test_paced_reps_take_their_tempo_times_their_number() -> None:
    found = only_effort(exercise("a", paced(10, drive=1.0, hold=0.5, **{"return": 3.0})))
    assert (found.dose, found.seconds) == (Dose.REPS, 45.0)
    assert found.tempo == (Beat("drive", 1.0), Beat("hold", 0.5), Beat("return", 3.0))


@pytest.mark.parametrize(
    ("seconds", "sides", "reps"),
    [
        (30.0, "none", 10),
        (28.6, "none", 10),
        (28.5, "none", 10),
        (28.4, "none", 9),
        (1.0, "none", 1),
        (30.0, "alternate", 10),
        (27.0, "alternate", 10),
        (26.9, "alternate", 8),
        (1.0, "alternate", 2),
        (3600.0, "none", 1200),
    ],
)
def test_a_time_with_a_tempo_is_the_nearest_number_of_reps_and_even_if_alternating(
    seconds: float, sides: Any, reps: int
) -> None:
    dose = PacedTime(Range.single(seconds), MARCH_BEATS)
    found = only_effort(exercise("a", dose, sides=sides))
    assert (found.dose, found.reps, found.seconds) == (Dose.REPS, reps, reps * 3.0)


def test_the_nearest_number_of_reps_never_takes_more_than_an_hour() -> None:
    beats = (TempoBeat("hold", Range.single(7.0)),)
    found = only_effort(exercise("a", PacedTime(Range.single(3600.0), beats)))
    assert (found.reps, found.asked_seconds) == (514, 3600.0)


def test_a_tempo_that_no_float_holds_exactly_still_fits_its_whole_reps() -> None:
    beats = (TempoBeat("drive", Range.single(0.4)), TempoBeat("return", Range.single(0.3)))
    assert only_effort(exercise("a", PacedTime(Range.single(2.1), beats))).reps == 3


def test_an_open_hold_counts_its_target_and_has_its_cap() -> None:
    found = only_effort(exercise("a", open_hold(30, 90)))
    assert (found.dose, found.target_seconds, found.cap_seconds) == (Dose.OPEN, 30, 90)
    assert found.seconds is None


@pytest.mark.parametrize(("target", "seconds"), [(None, 30.0), (44.0, 44.0)])
def test_untimed_reps_count_three_seconds_each_without_a_target(
    target: float | None, seconds: float
) -> None:
    found = only_effort(exercise("a", FreeReps(Range.single(10), target)))
    assert (found.dose, found.target_seconds, found.seconds) == (Dose.FREE, seconds, None)


def test_an_isometric_time_is_a_hold() -> None:
    assert only_effort(exercise("a", timed(30, isometric=True))).dose is Dose.HOLD
    assert only_effort(exercise("a", timed(30))).dose is Dose.TIME


def test_todays_choices_replace_the_defaults() -> None:
    pulses = exercise(
        "pulses", timed(15, 30), rounds=Range(1, 3, 2), variants=("pressed", "hovering")
    )
    march = exercise(
        "march",
        PacedReps(Range(5, 9, 5), (TempoBeat("lift", Range(1, 4, 1)), MARCH_BEATS[1])),
    )
    picks: dict[str, float | str] = {
        "pulses.time": 25.0,
        "pulses.rounds": 1.0,
        "pulses.variant": "hovering",
        "march.reps": 7.0,
        "march.tempo.lift": 2.5,
    }
    by_default = efforts(laid_out(pulses, march))
    assert [it.movement.variant for it in by_default] == ["pressed", "pressed", ""]
    assert [it.target_seconds for it in by_default] == [15, 15, 15]
    first, second = efforts(laid_out(pulses, march, choices=chosen(1, picks)))
    assert (first.target_seconds, first.rounds, first.movement.variant) == (25, 1, "hovering")
    assert (second.reps, second.tempo[0].seconds, second.target_seconds) == (7, 2.5, 31.5)


def test_a_hold_a_paced_time_and_untimed_reps_can_be_chosen() -> None:
    exercises = (
        exercise("hold", timed(15, 30, isometric=True)),
        exercise("march", PacedTime(Range(30, 60, 30), MARCH_BEATS)),
        exercise("squat", FreeReps(Range(5, 9, 5), None)),
    )
    picks = {"hold.hold": 25.0, "march.time": 45.0, "squat.reps": 7.0}
    hold, march, squat = efforts(laid_out(*exercises, choices=chosen(1, picks)))
    assert hold.target_seconds == 25
    assert (march.reps, march.target_seconds) == (15, 45)
    assert (squat.reps, squat.target_seconds) == (7, 21)


def test_the_first_side_of_alternating_reps_can_be_chosen() -> None:
    march = exercise("march", paced(3), sides="alternate")
    choices = chosen(1, {"march.first_side": "right"})
    assert only_effort(march, choices=choices).movement.first_side == "right"


def test_one_pause_replaces_a_skipped_exercise() -> None:
    timeline = laid_out(
        exercise("a", timed(20)),
        exercise("b", timed(20)),
        exercise("c", timed(20), prepare_seconds=25.0),
        choices=chosen(1, without=frozenset({"b"})),
    )
    assert shape(timeline) == [("prepare", 10), ("work", 20), ("rest", 25), ("work", 20)]


def test_a_workout_can_begin_in_the_middle_with_its_own_prepare() -> None:
    trial = circuit(exercise("a", timed(20)), exercise("b", timed(9)), sets=Range.single(3))
    from_set = compile_timeline(trial, chosen(3, from_set=3), "trial")
    assert places(from_set) == ["a 3.1 -", "b 3.1 -"]
    choices = chosen(3, from_set=2, from_exercise="b")
    from_exercise = compile_timeline(trial, choices, "trial")
    assert places(from_exercise) == ["b 2.1 -", "a 3.1 -", "b 3.1 -"]
    assert shape(from_exercise)[0] == ("prepare", 10)


def test_the_lead_in_is_what_the_exercise_gives_to_get_into_position() -> None:
    given_ = exercise("a", timed(20), prepare_seconds=25.0)
    assert only_effort(given_).lead_in_seconds == 25
    assert only_effort(replace(given_, prepare=None)).lead_in_seconds == 10
    assert only_effort(replace(given_, prepare=Range.single(2.0))).lead_in_seconds == 5


def test_stages_are_heard_if_todays_choice_reaches_them() -> None:
    stages = (Stage(0.0, "sink"), Stage(18.0, "rotate"))
    stretch = exercise("a", timed(15, 30), stages=stages)
    short = laid_out(stretch).phases[-1]
    long = laid_out(stretch, choices=chosen(1, {"a.time": 30.0})).phases[-1]
    assert [cue.say for cue in short.cues if cue.say] == ["sink"]
    assert [cue.say for cue in long.cues if cue.say] == ["sink", "rotate"]


def test_a_timeline_carries_what_the_circuit_says_of_itself() -> None:
    timeline = laid_out(exercise("a", timed(20)), title="T", author="A", source="S")
    assert (timeline.id, timeline.title, timeline.author, timeline.source, timeline.sets) == (
        "trial",
        "T",
        "A",
        "S",
        1,
    )
