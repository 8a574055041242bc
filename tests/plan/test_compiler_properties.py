"""The rules of a timeline, worked out another way, for whatever circuit comes."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from hiptimer.circuit.amounts import Range, Varying, values_of
from hiptimer.circuit.doses import (
    FreeReps,
    PacedReps,
    PacedTime,
    RepsToFatigue,
    Timed,
    TimedOrToFatigue,
    ToFatigue,
)
from hiptimer.plan.effort import Dose
from hiptimer.plan.lengths import phase_count, planned_seconds
from hiptimer.plan.timeline import PhaseKind
from tests.strategies import Planned, plans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiptimer.circuit.amounts import Amount, Rest, TempoBeat
    from hiptimer.circuit.model import Block, Exercise
    from hiptimer.plan.choices import Choices
    from hiptimer.plan.effort import Effort
    from hiptimer.plan.timeline import Phase, Timeline


def shape(timeline: Timeline) -> list[tuple[str, float | None]]:
    return [(phase.kind.value, phase.seconds) for phase in timeline.phases]


def efforts(timeline: Timeline) -> list[Effort]:
    return [phase.effort for phase in timeline.phases if phase.is_effort]


def wanted_efforts(plan: Planned) -> list[tuple[str, int, int, str | None]]:
    """Return exercise, set, round and side of all efforts in order."""
    choices = plan.choices
    found, first = [], None
    for block_place, block in enumerate(plan.circuit.blocks):
        today = [it for it in block.exercises if it.id not in choices.without]
        for set_index in range(int(choices.picks[block.sets_name])):
            for place, one in enumerate(today):
                within = (set_index, place) if block.order == "circuit" else (place, set_index)
                if (
                    choices.from_block in (None, block.id)
                    and choices.from_exercise in (None, one.id)
                    and set_index + 1 == choices.from_set
                    and (first is None or (block_place, *within) < first)
                ):
                    first = (block_place, *within)
                for turn, side in enumerate(wanted_sides(one, choices)):
                    for round_index in range(wanted_rounds(one, choices, side)):
                        order = (round_index, turn)
                        if one.side_order == "by-side":
                            order = (turn, round_index)
                        key = (block_place, *within, *order)
                        found.append((key, (one.id, set_index + 1, round_index + 1, side)))
    assert first
    return [effort for key, effort in sorted(found, key=lambda it: it[0]) if key[:3] >= first]


def wanted_rounds(one: Exercise, choices: Choices, side: str | None) -> int:
    if isinstance(one.rounds, Varying):
        return int((one.rounds.right if side == "right" else one.rounds.left)[0].low)
    return int(float(choices.picks.get(f"{one.id}.rounds", one.rounds.default)))


def wanted_sides(one: Exercise, choices: Choices) -> Sequence[str | None]:
    if one.sides == "none":
        return [None]
    side = str(choices.picks.get(f"{one.id}.side", one.sides))
    if side != "each":
        return [side]
    right_first = choices.picks.get(f"{one.id}.first_side", one.first_side) == "right"
    return sorted(["left", "right"], reverse=right_first)


WAITS = float("inf")
"""The length of a rest that waits, which is longer than any."""


def length(plan: Planned, name: str, rest: Rest | None) -> float:
    if isinstance(rest, Range):
        return float(plan.choices.picks.get(name, rest.default))
    return 0.0 if rest is None else WAITS


def nearest_rest(plan: Planned, owner: Block, key: str, own: Rest | None, outer: Rest) -> float:
    if own is None:
        return length(plan, key, outer)
    return length(plan, f"{owner.id}.{key.removesuffix('_between_blocks')}", own)


def wanted_pause(plan: Planned, last: Effort, coming: Effort) -> tuple[str, float]:
    whole = plan.circuit
    block = next(it for it in whole.blocks if it.id == coming.block)
    one = next(it for it in block.exercises if it.id == coming.movement.id)
    prepare = length(plan, f"{one.id}.prepare", one.prepare)
    if last.block != coming.block:
        key = "rest_between_blocks"
        between = nearest_rest(plan, block, key, block.rest, whole.rest_between_blocks)
        return ("rest", max(between, prepare))
    is_same = last.movement.id == coming.movement.id
    is_new_set = last.set != coming.set
    changes_side = is_same and last.side != coming.side
    switches = (one.switch_seconds, block.switch_seconds, whole.switch_seconds)
    switch = next(it for it in switches if it is not None)
    round_rest = length(plan, f"{one.id}.rest", one.rest)
    if is_new_set and (is_same or block.order == "circuit"):
        own, outer = block.rest_between_sets, whole.rest_between_sets
        gap = last.set - 1
        own_rest = None if own is None else own[min(gap, len(own) - 1)]
        outer_rest = outer[min(gap, len(outer) - 1)]
        rest = nearest_rest(plan, block, "rest_between_sets", own_rest, outer_rest)
        rest = max(rest, prepare) if block.order == "circuit" else rest
    elif not is_same:
        own_rest, key = block.rest_between_exercises, "rest_between_exercises"
        rest = nearest_rest(plan, block, key, own_rest, whole.rest_between_exercises)
        return ("rest", rest if one.prepare is None else prepare)
    elif changes_side and one.side_order == "by-side" and most_rounds(one) > 1:
        between = max(switch, round_rest)
        return ("rest" if between == WAITS else "switch", between)
    else:
        rest = round_rest if last.round != coming.round else 0.0
    return ("switch", switch) if changes_side and switch >= rest else ("rest", rest)


def most_rounds(one: Exercise) -> float:
    return max(it.high for it in values_of(one.rounds))


@given(plans())
def test_the_efforts_of_any_circuit_come_in_order(plan: Planned) -> None:
    found = [(it.movement.id, it.set, it.round, it.side) for it in efforts(plan.timeline)]
    assert found == wanted_efforts(plan)


@given(plans())
def test_between_two_efforts_is_one_phase_or_none_if_it_has_no_length(
    plan: Planned,
) -> None:
    given_, circuit_ = plan.choices.prepare_seconds, plan.circuit
    prepare = circuit_.prepare_seconds if given_ is None else given_
    wanted: list[tuple[str, float | None]] = [("prepare", prepare)]
    for last, coming in pairwise(efforts(plan.timeline)):
        kind, seconds = wanted_pause(plan, last, coming)
        wanted += [("work", last.seconds), (kind, None if seconds == WAITS else seconds)]
    wanted.append(("work", efforts(plan.timeline)[-1].seconds))
    assert shape(plan.timeline) == [phase for phase in wanted if phase[1] != 0]


@given(plans())
def test_lengths_alone_add_up_to_exactly_what_the_timeline_takes(plan: Planned) -> None:
    assert planned_seconds(plan.circuit, plan.choices) == plan.timeline.planned_seconds
    assert phase_count(plan.circuit, plan.choices) == len(plan.timeline.phases)


@given(plans())
def test_the_starts_of_any_timeline_add_up(plan: Planned) -> None:
    starts = 0.0
    for phase in plan.timeline.phases:
        assert phase.starts == pytest.approx(starts, abs=1e-9)
        starts += phase.target_seconds
    assert plan.timeline.planned_seconds == pytest.approx(starts, abs=1e-9)


@given(plans())
def test_the_cues_of_any_timeline_are_in_order_inside_their_phases(plan: Planned) -> None:
    for phase in plan.timeline.phases:
        moments = [cue.at for cue in phase.cues]
        end = phase.cap_seconds if phase.seconds is None else phase.seconds
        end = 1.0 if phase.waits else end
        assert moments == sorted(moments)
        assert moments[0] == 0.0
        assert end is None or moments[-1] < end
        assert all(cue.sound or cue.say for cue in phase.cues)


def ticks(phase: Phase, sound: str) -> list[float]:
    return [cue.at for cue in phase.cues if cue.sound == sound]


@given(plans())
def test_any_phase_counts_down_to_its_end_if_its_rules_say_so(plan: Planned) -> None:
    for phase in plan.timeline.phases:
        seconds = phase.seconds or phase.cap_seconds or 0.0
        countdown = [seconds - before for before in (3.0, 2.0, 1.0) if seconds > before]
        is_timed = phase.is_effort and phase.effort.dose in (Dose.TIME, Dose.HOLD, Dose.OPEN)
        marked = ticks(phase, "target")
        falling = [at for at in countdown if at not in marked] if is_timed else []
        assert ticks(phase, "tick-in") == ([] if phase.is_effort else countdown)
        if not phase.effort.tempo:
            assert ticks(phase, "tick-out") == falling


@given(plans())
def test_any_pause_announces_its_effort_and_any_effort_without_a_pause_announces_itself(
    plan: Planned,
) -> None:
    before = None
    for phase in plan.timeline.phases:
        announces = not phase.is_effort or before is None or before.is_effort
        said = phase.cues[0].say or ""
        side = phase.effort.side
        if announces:
            if phase.kind is not PhaseKind.SWITCH:
                assert phase.effort.movement.title in said
            assert side is None or side.removesuffix("e") in said
        before = phase


@given(plans())
def test_a_reminder_has_words_no_sound_and_no_other_cue_within_a_second(plan: Planned) -> None:
    for phase in plan.timeline.phases:
        if phase.seconds is None:
            continue
        reminders = [it for it in phase.cues if it.sound is None and it.at > 0]
        for reminder in reminders:
            near = [it for it in phase.cues if abs(it.at - reminder.at) <= 1]
            assert near == [reminder]
            before = phase.seconds - reminder.at
            assert any(before == pytest.approx(it) for it in phase.effort.remind_seconds)


def wanted_amount(one: Exercise, amount: Amount, choices: Choices, effort: Effort) -> float:
    if isinstance(amount, Varying):
        listed = amount.right if effort.side == "right" else amount.left
        number = effort.round if most_rounds(one) > 1 else effort.set
        return listed[min(number, len(listed)) - 1].low
    key = "reps" if isinstance(one.dose, PacedReps | FreeReps) else "time"
    key = "hold" if isinstance(one.dose, Timed) and one.dose.isometric else key
    return float(choices.picks.get(f"{one.id}.{key}", amount.default))


def wanted_seconds(one: Exercise, choices: Choices, effort: Effort) -> float:
    def rep(tempo: Sequence[TempoBeat]) -> float:
        return sum(
            float(choices.picks.get(f"{one.id}.tempo.{it.name}", it.seconds.default))
            for it in tempo
        )

    movements = 2 if one.sides == "alternate" else 1
    match one.dose:
        case Timed(amount):
            wanted = wanted_amount(one, amount, choices, effort)
        case ToFatigue(target_seconds):
            wanted = target_seconds
        case TimedOrToFatigue(range_, to_fatigue, by_default):
            key = "hold" if to_fatigue.isometric else "time"
            chosen = choices.picks.get(f"{one.id}.{key}", "fatigue" if by_default else None)
            if chosen == "fatigue":
                wanted = to_fatigue.target_seconds
            else:
                wanted = range_.default if chosen is None else float(chosen)
        case PacedReps(amount, tempo):
            wanted = wanted_amount(one, amount, choices, effort) * movements * rep(tempo)
        case PacedTime(amount, tempo):
            step = rep(tempo) * movements
            steps = int(wanted_amount(one, amount, choices, effort) / step + 0.5 + 1e-6)
            wanted = max(1, steps) * step
        case FreeReps(amount, None):
            wanted = wanted_amount(one, amount, choices, effort) * movements * 3.0
        case FreeReps(_, float(target_seconds)):
            wanted = target_seconds
        case RepsToFatigue(target_reps, _, tempo):
            wanted = target_reps * movements * (rep(tempo) if tempo else 3.0)
        case _:
            raise AssertionError(one.dose)
    return wanted


@given(plans())
def test_each_side_and_round_of_any_dose_is_what_is_prescribed_and_chosen(plan: Planned) -> None:
    known = {it.id: it for it in plan.circuit.exercises}
    for it in efforts(plan.timeline):
        one = known[it.movement.id]
        wanted = wanted_seconds(one, plan.choices, it)
        assert it.target_seconds == pytest.approx(wanted, abs=1e-6)
        number = it.round if most_rounds(one) > 1 else it.set
        loads = values_of(one.load)
        if isinstance(one.load, Varying):
            loads = one.load.right if it.side == "right" else one.load.left
        assert it.load == loads[min(number, len(loads)) - 1]


@given(plans())
def test_phases_are_numbered_and_planned_reps_to_fatigue_have_no_end(plan: Planned) -> None:
    for number, phase in enumerate(plan.timeline.phases):
        assert phase.number == number
        effort = phase.effort
        if effort.target_reps is not None:
            assert effort.reps is None
            assert effort.seconds is None
            assert (effort.cap_reps is None) is (effort.dose is Dose.FREE)
            assert effort.most_reps == (effort.cap_reps or 0)
