"""Programs as people are handed them: each gives the timeline that the comment at its head says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hiptimer.audio.score.score import upcoming_notes
from hiptimer.library.loading import load
from hiptimer.plan.choices import default_choices, with_pick, with_sets, with_skipped, with_start
from hiptimer.plan.compiler import compile_timeline
from hiptimer.plan.effort import Dose
from hiptimer.workout.engine import Engine
from hiptimer.workout.events import CueReached, EffortEnded, EndedBy
from hiptimer.workout.summary import summary

if TYPE_CHECKING:
    from hiptimer.circuit.model import Circuit
    from hiptimer.plan.choices import Choices
    from hiptimer.plan.timeline import Phase, Timeline

CASES = Path(__file__).with_name("cases")


def case(name: str) -> Circuit:
    return load(CASES / f"{name}.toml")


def laid_out(circuit: Circuit, choices: Choices | None = None) -> Timeline:
    return compile_timeline(circuit, choices or default_choices(circuit), "case")


def efforts(timeline: Timeline) -> list[Phase]:
    return [phase for phase in timeline.phases if phase.is_effort]


def pauses(timeline: Timeline) -> list[tuple[str, float | None]]:
    return [(it.kind.value, it.seconds) for it in timeline.phases[1:] if not it.is_effort]


def test_thirteen_breaths_are_the_nearest_to_four_minutes() -> None:
    (breathing,) = efforts(laid_out(case("breathing")))
    assert (breathing.effort.reps, breathing.seconds) == (13, 247.0)
    assert [cue.sound for cue in breathing.cues if cue.at < 19] == ["drive", "beat", "return"]


def test_straight_sets_descend_with_a_list_of_rests() -> None:
    timeline = laid_out(case("descending"))
    done = [(it.effort.movement.id, it.effort.side, it.effort.reps) for it in efforts(timeline)]
    plank = "side-plank-from-the-knees"
    assert done == [
        *(("curl-up", None, reps) for reps in (6, 4, 2)),
        *((plank, side, reps) for reps in (6, 4, 2) for side in ("left", "right")),
    ]
    rests = [seconds for kind, seconds in pauses(timeline) if kind == "rest"]
    assert rests == [30.0, 45.0, 15.0, 30.0, 45.0]


def test_a_later_start_and_fewer_sets_change_no_dose_of_a_list() -> None:
    circuit = case("descending")
    choices = with_start(circuit, default_choices(circuit), "2")
    assert [it.effort.reps for it in efforts(laid_out(circuit, choices))][:2] == [4, 2]
    fewer = with_sets(circuit, default_choices(circuit), 2)
    assert [it.effort.reps for it in efforts(laid_out(circuit, fewer))][:2] == [6, 4]


def test_all_rounds_of_one_side_come_before_the_other() -> None:
    timeline = laid_out(case("one-side-first"))
    assert [it.effort.side for it in efforts(timeline)] == ["left"] * 5 + ["right"] * 5
    rests = [("rest", 120.0)] * 4
    assert pauses(timeline) == [*rests, ("switch", 120.0), *rests]


def test_blocks_have_their_own_sets_and_one_pause_between_them() -> None:
    circuit = case("three-blocks")
    timeline = laid_out(circuit)
    ids = [it.effort.movement.id for it in efforts(timeline)]
    assert ids.count("bridge") == 3
    assert ids[0] == "easy-march"
    between = [
        phase.seconds
        for before, phase in zip(timeline.phases, timeline.phases[1:], strict=False)
        if phase.effort.block != before.effort.block
    ]
    assert between == [20.0, 30.0]
    march = efforts(timeline)[0]
    assert [(cue.at, cue.say) for cue in march.cues if cue.sound is None] == [
        (290.0, "10 seconds to go.")
    ]
    two = with_sets(circuit, default_choices(circuit), 2)
    ids = [it.effort.movement.id for it in efforts(laid_out(circuit, two))]
    assert ids.count("bridge") == 2
    without = with_skipped(circuit, default_choices(circuit), "warm-up")
    assert laid_out(circuit, without).phases[1].effort.movement.id == "bridge"
    from_main = with_start(circuit, default_choices(circuit), "main.2.clam")
    first = laid_out(circuit, from_main).phases[1].effort
    assert (first.movement.id, first.set) == ("clam", 2)
    picked = with_pick(circuit, default_choices(circuit), "main.sets", "4")
    assert laid_out(circuit, picked).sets == 4


def test_efforts_to_fatigue_are_free_paced_or_marked() -> None:
    circuit = case("to-fatigue")
    push_ups, calf, _, pulses, _ = (it.effort for it in efforts(laid_out(circuit)))
    assert (push_ups.dose, push_ups.reps, push_ups.target_reps) == (Dose.FREE, None, 12)
    assert (calf.dose, calf.target_reps, calf.cap_reps) == (Dose.REPS, 15, 25)
    assert (calf.seconds, calf.target_seconds, calf.cap_seconds) == (None, 60.0, 100.0)
    assert (pulses.dose, pulses.target_seconds, pulses.cap_seconds) == (Dose.OPEN, 15.0, 30.0)
    assert not pulses.is_isometric
    choices = with_pick(circuit, default_choices(circuit), "high-knee-pulses.time", "20s")
    assert efforts(laid_out(circuit, choices))[-1].seconds == 20.0
    assert [seconds for kind, seconds in pauses(laid_out(circuit)) if kind == "rest"] == [90.0] * 2


def test_paced_reps_to_fatigue_end_by_the_person_or_at_their_cap() -> None:
    timeline = laid_out(case("to-fatigue"))
    index = next(n for n, it in enumerate(timeline.phases) if it.effort.cap_reps and it.is_effort)
    phase = timeline.phases[index]
    assert [cue.at for cue in phase.cues if cue.sound == "target"] == [60.0]
    assert not any(cue.sound == "last-rep" for cue in phase.cues)
    for seconds, by, reps in ((61.0, EndedBy.PERSON, 15), (101.0, EndedBy.CAP, 25)):
        engine = Engine(timeline)
        engine.start(0.0)
        engine.done(20.0)
        began = 20.0 + 90.0
        engine.advance(began)
        events = [*engine.advance(began + seconds)]
        events += engine.done(began + seconds) if by is EndedBy.PERSON else ()
        ended = [it for it in events if isinstance(it, EffortEnded)]
        assert [(it.by, it.reps) for it in ended] == [(by, reps)]


def test_unattended_reps_to_fatigue_end_with_their_target_and_begin_no_further_rep() -> None:
    timeline = laid_out(case("to-fatigue"))
    index = next(n for n, it in enumerate(timeline.phases) if it.effort.cap_reps and it.is_effort)
    starts, ends = timeline.phases[index].starts, timeline.phases[index].starts + 60.0
    engine = Engine(timeline, unattended=True)
    engine.start(0.0)
    notes = upcoming_notes(engine, ends + 1.0)
    sounds = [it.sound for it in notes if starts <= it.moment <= ends]
    assert sounds == ["drive", "beat", "return"] * 15 + ["target", "switch-right"]
    heard = [it for it in engine.advance(ends) if isinstance(it, CueReached) and it.index == index]
    assert [it.cue.sound for it in heard] == sounds[:-1]


def test_a_rest_waits_for_the_person_and_then_counts_down_once() -> None:
    timeline = laid_out(case("until-it-settles"))
    assert pauses(timeline) == [("rest", None)] * 5
    assert timeline.planned_seconds == 10 + 6 * 60 + 5 * 60
    engine = Engine(timeline)
    engine.start(0.0)
    engine.advance(70.0)
    assert engine.phase.waits
    engine.advance(400.0)
    ticks = [*engine.done(400.5), *engine.done(401.0), *engine.advance(404.0)]
    heard = [(it.moment, it.remaining) for it in ticks if isinstance(it, CueReached)][:3]
    assert heard == [(400.5, 3.0), (401.5, 2.0), (402.5, 1.0)]
    assert engine.phase.is_effort


def test_a_rest_resumed_from_its_countdown_waits_again() -> None:
    timeline = laid_out(case("until-it-settles"))
    engine = Engine(timeline)
    engine.start(0.0)
    engine.advance(70.0)
    engine.done(80.0)
    engine.advance(81.5)
    place = engine.head.place
    assert place.seconds is None
    resumed = Engine(timeline, place=place)
    resumed.resume(1000.0)
    resumed.advance(2000.0)
    assert resumed.phase.waits
    resumed.done(2000.0)
    resumed.advance(2003.0)
    assert resumed.phase.is_effort


@pytest.mark.parametrize("seconds", [60.0, 57.5])
def test_an_unattended_rest_ends_after_the_planned_time(seconds: float) -> None:
    timeline = laid_out(case("until-it-settles"))
    engine = Engine(timeline, unattended=True)
    engine.start(0.0)
    engine.advance(70.0)
    events = engine.advance(70.0 + seconds)
    ticks = [it.moment for it in events if isinstance(it, CueReached) and it.index == 2]
    wanted = [70.0, 127.0, 128.0, 129.0]
    assert ticks == [it for it in wanted if 70.0 < it <= 70.0 + seconds]
    assert engine.phase.is_effort is (seconds == 60.0)


def test_the_weak_side_does_one_more_and_lowers_first() -> None:
    timeline = laid_out(case("weak-side"))
    done = [(it.effort.side, it.effort.reps, it.effort.load) for it in efforts(timeline)]
    left, right = ("left", 12, "4 kg"), ("right", 8, "6 kg")
    assert done == [left, right, left, right, left]
    first = efforts(timeline)[0]
    assert [(cue.at, cue.sound) for cue in first.cues[:3]] == [
        (0.0, "return"),
        (3.0, "drive"),
        (4.0, "return"),
    ]
    assert [kind for kind, _ in pauses(timeline)] == ["switch", "rest", "switch", "rest"]


def test_the_surplus_of_the_weak_side_is_taken_off_first() -> None:
    circuit = case("weak-side")
    choices = default_choices(circuit)
    for rounds, sides in ((2, ["left", "right"] * 2), (1, ["left", "right"])):
        fewer = type(choices)({**choices.picks, "step-down.rounds": float(rounds)})
        assert [it.effort.side for it in efforts(laid_out(circuit, fewer))] == sides


def test_a_summary_names_the_target_of_reps_to_fatigue() -> None:
    timeline = laid_out(case("to-fatigue"))
    engine = Engine(timeline)
    engine.start(0.0)
    events = [*engine.advance(15.0), *engine.done(20.0), *engine.advance(110.0)]
    events += [*engine.advance(171.0), *engine.done(171.0)]
    attempts = [it for it in events if isinstance(it, EffortEnded)]
    rows = summary(timeline, attempts, spent_seconds=171.0).rows
    assert [(it.planned, it.parts[0][0]) for it in rows[:2]] == [
        ("about 12 reps", "12 planned"),
        ("about 15 reps", "15 reps"),
    ]
