from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hiptimer.circuit.amounts import Range
from hiptimer.library import loading
from hiptimer.plan.choices import default_choices, with_exercise_skipped, with_fit, with_sets
from hiptimer.plan.compiler import NothingToDo
from hiptimer.plan.dosing import rounds_today, sides_today
from hiptimer.plan.offers import ChoiceError
from hiptimer.plan.plan import Plan
from hiptimer.plan.time_limit import DoesNotFit, fit_into_limit, shortest
from tests.conftest import circuit, exercise, timed
from tests.strategies import Planned, plans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiptimer.circuit.model import Circuit


def planned(trial: Circuit, limit: str, **given: Any) -> Plan:
    """Return what fits into `limit` of a circuit as it is prescribed, or as `given`."""
    choices = replace(default_choices(trial), **given)
    return fit_into_limit(Plan(trial, "trial", with_fit(choices, limit)))


def whitt() -> Circuit:
    found = loading.find("whitt-hip-flexor").circuit
    assert found
    return found


def rounds(count: float, high: float | None = None) -> Range:
    return Range(count, high or count, count)


PULSES = "Banded high knee pulses on your back"


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        ("1h", "The whole workout fits into 1h: 30:39"),
        ("30m39s", "The whole workout fits into 30m39s: 30:39"),
        ("21m", "To fit into 21m: 2 of 3–4 sets: 20:11"),
        ("20m", f"To fit into 20m: 2 of 3–4 sets, 1 of 2 rounds of {PULSES}: 18:39"),
        ("30m", f"To fit into 30m: 1 of 2 rounds of {PULSES}: 28:21"),
    ],
)
def test_the_longest_plan_that_fits_is_used_and_its_reductions_are_named(
    limit: str, words: str
) -> None:
    assert planned(whitt(), limit).fit_words == words


def test_a_plan_without_a_time_limit_has_no_reductions() -> None:
    plan = Plan(whitt(), "trial", default_choices(whitt()))
    assert fit_into_limit(plan) is plan
    assert plan.fit_words == ""


def test_a_limit_that_is_too_short_is_refused_with_the_shortest_time() -> None:
    with pytest.raises(DoesNotFit, match=r"5m is too short: .* take 6m11s;") as raised:
        planned(whitt(), "5m")
    assert planned(whitt(), "6m11s").planned_seconds == raised.value.shortest_seconds


def test_rounds_fall_below_the_prescription_only_after_all_ranges_are_exhausted() -> None:
    fixed = exercise("fixed", timed(10), rounds=rounds(4))
    free = exercise("free", timed(10), rounds=Range(2, 4, 4))
    trial = circuit(fixed, free, prepare_seconds=0.0, rest_between_exercises_seconds=0.0)
    for limit, reduced in {
        "70s": ("3 of 2–4 rounds of Free",),
        "60s": ("2 of 2–4 rounds of Free",),
        "50s": ("3 of 4 rounds of Fixed", "2 of 2–4 rounds of Free"),
        "20s": ("1 of 4 rounds of Fixed", "1 of 2–4 rounds of Free"),
    }.items():
        assert planned(trial, limit).reduced == reduced


def test_a_round_is_removed_from_the_exercise_with_the_most_rounds() -> None:
    few = exercise("few", timed(10), rounds=rounds(2))
    many = exercise("many", timed(10), rounds=rounds(3))
    trial = circuit(few, many, prepare_seconds=0.0, rest_between_exercises_seconds=0.0)
    assert planned(trial, "40s").reduced == ("2 of 3 rounds of Many",)


def test_the_set_to_begin_with_is_never_removed() -> None:
    assert planned(whitt(), "8m", from_set=3).choices.picks["sets"] == 3
    assert planned(whitt(), "11m", from_set=2).choices.picks["sets"] == 2


def test_rounds_that_are_skipped_or_already_over_are_not_reduced() -> None:
    begins_late = planned(whitt(), "2m30s", from_set=3, from_exercise="split-squat-hold")
    assert begins_late.reduced == ("1 of 2 rounds of Split squat hip flexor hold",)
    choices = with_exercise_skipped(whitt(), default_choices(whitt()), "pulses")
    plan = fit_into_limit(Plan(whitt(), "trial", with_fit(choices, "22m")))
    assert not any(PULSES in words for words in plan.reduced)


@pytest.mark.parametrize("text", ["", "20", "soon", "0s", "13h", "-5m"])
def test_an_invalid_time_limit_is_refused(text: str) -> None:
    with pytest.raises(ChoiceError):
        with_fit(default_choices(whitt()), text)


def test_a_circuit_with_nothing_to_do_has_nothing_to_reduce() -> None:
    nothing = circuit(exercise("none", timed(0)))
    with pytest.raises(NothingToDo):
        planned(nothing, "5m")


@st.composite
def limited(draw: st.DrawFn) -> Plan:
    """Return a random plan with a time between nothing and a little more than all of it."""
    made: Planned = draw(plans())
    share = draw(st.floats(0.01, 1.1))
    seconds = max(1.0, made.timeline.planned_seconds * share)
    return Plan(made.circuit, "trial", replace(made.choices, fit_seconds=seconds))


def one_step_less_reduced(plan: Plan, result: Plan) -> Iterator[Plan]:
    """Yield `result` with a set more, or with a round more of one exercise, up to the wish."""
    before, after = plan.choices, result.choices
    for block in plan.circuit.blocks:
        if (sets := after.sets(block)) < before.sets(block):
            yield replace(result, choices=with_sets(plan.circuit, after, sets + 1, block))
    reached = {phase.effort.movement.id for phase in result.timeline.phases}
    for it in plan.circuit.exercises:
        kept, wished = (
            max(rounds_today(it, some, side) for side in sides_today(it, some))
            for some in (after, before)
        )
        if it.id in reached and kept < wished:
            picks = MappingProxyType({**after.picks, f"{it.id}.rounds": kept + 1.0})
            yield replace(result, choices=replace(after, picks=picks))


def has_room(plan: Plan) -> bool:
    """Return whether any part of `plan` fits."""
    return shortest(plan).planned_seconds <= (plan.choices.fit_seconds or 0.0) + 1e-6


@given(limited())
def test_a_plan_is_never_longer_than_asked_and_nothing_else_is_changed(plan: Plan) -> None:
    limit = plan.choices.fit_seconds or 0.0
    if not has_room(plan):
        with pytest.raises(DoesNotFit) as raised:
            fit_into_limit(plan)
        assert raised.value.shortest_seconds == shortest(plan).planned_seconds
        return
    result = fit_into_limit(plan)
    assert result.planned_seconds <= limit + 1e-6
    for block in plan.circuit.blocks:
        assert result.choices.sets(block) <= plan.choices.sets(block)

    def but_for_sets_and_rounds(one: Plan) -> object:
        picks = {
            key: it for key, it in one.choices.picks.items() if not key.endswith(("rounds", "sets"))
        }
        return replace(one.choices, picks=picks), one.circuit

    assert but_for_sets_and_rounds(result) == but_for_sets_and_rounds(plan)
    assert bool(result.reduced) is (result.choices != plan.choices)


@given(limited())
def test_with_a_set_or_any_round_more_it_would_not_have_fitted(plan: Plan) -> None:
    assume(has_room(plan))
    limit = plan.choices.fit_seconds or 0.0
    result = fit_into_limit(plan)
    for less_reduced in one_step_less_reduced(plan, result):
        assert less_reduced.planned_seconds > limit
