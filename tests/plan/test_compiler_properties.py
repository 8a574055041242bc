"""The rules of a timeline, worked out another way, for whatever circuit comes."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from hiptimer.circuit.amounts import Range, TempoBeat
from hiptimer.circuit.doses import FreeReps, OpenHold, PacedReps, PacedTime, Timed
from hiptimer.circuit.model import Circuit, Exercise
from hiptimer.plan.order import phase_count, planned_seconds
from hiptimer.plan.timeline import Dose, PhaseKind
from tests.strategies import Planned, plans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiptimer.plan.choices import Choices
    from hiptimer.plan.timeline import Effort, Phase, Timeline


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
                rounds = int(float(choices.picks.get(f"{one.id}.rounds", one.rounds.default)))
                for round_index in range(rounds):
                    for turn, side in enumerate(wanted_sides(one, choices)):
                        key = (block_place, *within, round_index, turn)
                        found.append((key, (one.id, set_index + 1, round_index + 1, side)))
    assert first
    return [effort for key, effort in sorted(found, key=lambda it: it[0]) if key[:3] >= first]


def wanted_sides(one: Exercise, choices: Choices) -> Sequence[str | None]:
    if one.sides == "none":
        return [None]
    side = str(choices.picks.get(f"{one.id}.side", one.sides))
    if side != "each":
        return [side]
    right_first = choices.picks.get(f"{one.id}.first_side", one.first_side) == "right"
    return sorted(["left", "right"], reverse=right_first)


def wanted_pause(circuit_: Circuit, last: Effort, coming: Effort) -> tuple[str, float]:
    block = next(it for it in circuit_.blocks if it.id == coming.block)
    one = next(it for it in block.exercises if it.id == coming.movement.id)

    def inherited(*values: float | None) -> float:
        return next(it for it in values if it is not None)

    if last.block != coming.block:
        between_blocks = inherited(block.rest_seconds, circuit_.rest_between_blocks_seconds)
        return ("rest", max(between_blocks, one.prepare_seconds or 0.0))
    is_same = last.movement.id == coming.movement.id
    is_new_set = last.set != coming.set
    if block.order == "circuit":
        is_set_rest = is_new_set
        least = one.prepare_seconds or 0.0
    else:
        is_set_rest = is_new_set and is_same
        least = 0.0
    if is_set_rest:
        own = block.rest_between_sets_seconds
        rest = max(inherited(own, circuit_.rest_between_sets_seconds), least)
    elif not is_same:
        own = block.rest_between_exercises_seconds
        rest = inherited(one.prepare_seconds, own, circuit_.rest_between_exercises_seconds)
    else:
        rest = one.rest_seconds if last.round != coming.round else 0.0
    switch = inherited(one.switch_seconds, block.switch_seconds, circuit_.switch_seconds)
    if is_same and last.side != coming.side and switch >= rest:
        return ("switch", switch)
    return ("rest", rest)


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
        wanted += [("work", last.seconds), wanted_pause(circuit_, last, coming)]
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
def test_each_side_of_any_exercise_has_the_same_whole_dose(plan: Planned) -> None:
    doses: dict[str, set[tuple[float, int | None]]] = {}
    for it in efforts(plan.timeline):
        doses.setdefault(it.movement.id, set()).add((it.target_seconds, it.reps))
    assert all(len(different) == 1 for different in doses.values())


def wanted_seconds(one: Exercise, choices: Choices) -> float:
    def chosen(key: str, range_: Range) -> float:
        return float(choices.picks.get(f"{one.id}.{key}", range_.default))

    def rep(tempo: Sequence[TempoBeat]) -> float:
        return sum(chosen(f"tempo.{beat.name}", beat.seconds) for beat in tempo)

    movements = 2 if one.sides == "alternate" else 1
    match one.dose:
        case Timed(seconds, isometric):
            return chosen("hold" if isometric else "time", seconds)
        case OpenHold(target_seconds):
            return target_seconds
        case PacedReps(reps, tempo):
            return chosen("reps", reps) * movements * rep(tempo)
        case PacedTime(seconds, tempo):
            steps = chosen("time", seconds) / (rep(tempo) * movements)
            return max(1, int(steps + 1e-6)) * movements * rep(tempo)
        case FreeReps(reps, target_seconds):
            return target_seconds or chosen("reps", reps) * movements * 3.0


@given(plans())
def test_any_dose_is_as_long_as_todays_choices_make_it(plan: Planned) -> None:
    known = {it.id: it for it in plan.circuit.exercises}
    for it in efforts(plan.timeline):
        wanted = wanted_seconds(known[it.movement.id], plan.choices)
        assert it.target_seconds == pytest.approx(wanted, abs=1e-6)
