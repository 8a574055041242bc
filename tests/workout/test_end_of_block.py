"""Ending a block after this set: the sets of it that follow are dropped, the other blocks stay."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hiptimer.circuit.amounts import Range
from hiptimer.circuit.model import Block, Circuit
from hiptimer.plan.choices import default_choices
from hiptimer.plan.compiler import compile_timeline
from hiptimer.plan.leaving_out import until_set_end
from hiptimer.workout.engine import Engine, Refused
from hiptimer.workout.events import EffortEnded
from tests.conftest import circuit, exercise, timed


def blocks() -> Circuit:
    """Return a block of three sets with a band, and one of two sets without it."""
    main = exercise("bridge", timed(10), equipment=("band",))
    end = exercise("stretch", timed(20))
    return replace(
        circuit(),
        rest_between_blocks=Range.single(30.0),
        blocks=(
            Block(id="main", title="Main", sets=Range.single(3), exercises=(main,)),
            Block(id="end", title="End", sets=Range.single(2), exercises=(end,)),
        ),
    )


TIMELINE = compile_timeline(blocks(), default_choices(blocks()), "trial")


def efforts(engine: Engine) -> list[tuple[str, int]]:
    phases = engine.timeline.phases
    return [(it.effort.movement.id, it.effort.set) for it in phases if it.is_effort]


def test_the_block_ends_after_this_set_and_the_next_one_follows() -> None:
    engine = Engine(TIMELINE)
    engine.start(0.0)
    engine.end_after_set(12.0)
    assert efforts(engine) == [("bridge", 1), ("stretch", 1), ("stretch", 2)]
    assert engine.timeline.planned_seconds == 10 + 10 + 30 + 20 + 60 + 20
    ended = [it for it in engine.advance(200.0) if isinstance(it, EffortEnded)]
    assert [it.moment for it in ended] == [20.0, 70.0, 150.0]
    numbers = [engine.timeline.phases[it.index].number for it in ended]
    assert [TIMELINE.phases[number].effort.movement.id for number in numbers] == [
        *("bridge", "stretch", "stretch")
    ]


def test_until_the_set_ends_the_dropped_sets_can_be_restored() -> None:
    engine = Engine(TIMELINE)
    engine.start(0.0)
    engine.end_after_set(12.0)
    assert engine.ends_after_set
    assert engine.whole_timeline is TIMELINE
    engine.go_on_after_set(19.0)
    assert engine.timeline is TIMELINE
    engine.end_after_set(19.5)
    engine.advance(20.5)
    assert not engine.ends_after_set
    with pytest.raises(Refused):
        engine.go_on_after_set(21.0)


def test_the_next_block_can_end_after_its_set_too() -> None:
    engine = Engine(TIMELINE)
    engine.start(0.0)
    engine.end_after_set(12.0)
    engine.advance(55.0)
    engine.end_after_set(56.0)
    assert efforts(engine) == [("bridge", 1), ("stretch", 1)]
    assert engine.advance(100.0)
    assert engine.head.is_over


def test_the_last_set_of_a_block_has_nothing_to_drop() -> None:
    engine = Engine(TIMELINE)
    engine.start(0.0)
    engine.advance(10 + 10 + 60 + 10 + 60 + 5)
    assert engine.phase.effort.set == 3
    with pytest.raises(Refused, match="last set"):
        engine.end_after_set(156.0)


def test_the_pause_after_a_shorter_block_says_what_comes_off() -> None:
    two = replace(blocks().blocks[0], order="straight")
    mat = exercise("plank", timed(5))
    whole = replace(
        blocks(), blocks=(replace(two, exercises=(*two.exercises, mat)), blocks().blocks[1])
    )
    timeline = compile_timeline(whole, default_choices(whole), "trial")
    assert next(it.gear.off for it in timeline.phases if it.effort.block == "end") == ()
    shorter = until_set_end(timeline, 1)
    (pause, effort, *_) = (it for it in shorter.phases if it.effort.block == "end")
    assert (pause.gear.off, effort.gear.off) == (("band",), ("band",))
    assert "Band off." in (pause.cues[0].say or "")


def test_without_a_pause_before_it_the_next_block_announces_what_comes_off() -> None:
    two = replace(blocks().blocks[0], order="straight")
    mat = exercise("plank", timed(5))
    whole = replace(
        blocks(),
        rest_between_blocks=Range.single(0.0),
        blocks=(replace(two, exercises=(*two.exercises, mat)), blocks().blocks[1]),
    )
    shorter = until_set_end(compile_timeline(whole, default_choices(whole), "trial"), 1)
    effort = next(it for it in shorter.phases if it.effort.block == "end")
    assert effort.is_effort
    assert "Band off." in (effort.cues[0].say or "")
