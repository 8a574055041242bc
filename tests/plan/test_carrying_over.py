"""Choices for a circuit that are kept while another one is joined to it or taken away."""

from __future__ import annotations

from hiptimer.circuit.amounts import Range
from hiptimer.library.joining import join_circuits
from hiptimer.plan.carrying_over import carry_over, exercise_ids
from hiptimer.plan.choices import default_choices, with_exercise_skipped, with_pick, with_sets
from tests.conftest import circuit, exercise, timed

FIRST = circuit(
    exercise("plank", timed(20, 40)), exercise("bridge", timed(20)), sets=Range(1, 3, 2)
)
_, BOTH = join_circuits([("a", FIRST), ("b", circuit(exercise("plank", timed(20, 40))))])


def test_choices_follow_an_exercise_whose_id_gets_that_of_its_circuit_in_front() -> None:
    chosen = with_pick(FIRST, default_choices(FIRST), "plank.time", "30s")
    chosen = with_sets(FIRST, with_exercise_skipped(FIRST, chosen, "bridge"), 3)
    carried = carry_over(chosen, FIRST, FIRST, BOTH, default_choices(BOTH))
    assert (carried.picks["a:plank.time"], carried.picks["a.sets"]) == (30.0, 3.0)
    assert "b:plank.time" not in carried.picks
    assert carried.without == {"bridge"}
    assert carry_over(carried, FIRST, BOTH, FIRST, default_choices(FIRST)) == chosen


def test_an_exercise_is_followed_from_one_second_circuit_to_the_next() -> None:
    _, others = join_circuits([("a", FIRST), ("c", circuit(exercise("bridge", timed(20))))])
    assert exercise_ids(FIRST, BOTH, others) == {"a:plank": "plank", "bridge": "a:bridge"}
