"""Properties of the engine for any circuit, any commands and any ticks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hiptimer.circuit.amounts import Range
from hiptimer.circuit.doses import FreeReps
from hiptimer.plan.effort import Dose
from hiptimer.plan.timeline import Cue
from hiptimer.workout.engine import Engine, Refused, TimeWentBack
from hiptimer.workout.events import (
    CueReached,
    EffortEnded,
    Ended,
    EndedBy,
    LeadInBegan,
    PhaseBegan,
    Resumed,
)
from hiptimer.workout.playhead import MOVES, Command, State
from tests.conftest import exercise, laid_out, open_hold, paced, timed, times_as_many_examples
from tests.strategies import Act, Planned, acts, plans

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hiptimer.plan.timeline import Phase, Timeline
    from hiptimer.workout.events import Event
    from hiptimer.workout.playhead import Playhead

START = 7_654_321.25
TOLERANCE = 1e-5


def give(engine: Engine, act: Act, now: float) -> Sequence[Event]:
    """Give the engine one command."""
    if act.command is Command.TIME:
        return engine.advance(now)
    if act.command is Command.LENGTHEN:
        return engine.lengthen(now, act.seconds)
    if act.command is Command.LEAVE_OUT:
        return engine.leave_out(now, engine.phase.effort.movement.id)
    if act.command is Command.COUNT_REPS:
        return engine.count_reps(now, int(act.seconds) % 9)
    command: Any = getattr(engine, act.command.value)
    events: Sequence[Event] = command(now)
    return events


@dataclass
class Watch:
    """Follows an engine and keeps its own account of what was heard in each pass of a phase.

    A pass begins where a phase begins, or begins again. `sounded` are the cues of this pass in the
    order in which they were reached; those before `floor` may have been skipped.
    """

    engine: Engine
    sounded: list[Cue] = field(default_factory=list)
    floor: float = 0.0
    index: int = 0
    cues: Sequence[Cue] = ()
    leads_in: bool = False

    def tell(self, act: Act, now: float) -> None:
        """Let time pass until `now`, then give one command, and check both."""
        self._pass_time(now)
        before = self.engine.head
        try:
            events = give(self.engine, act, now)
        except Refused:
            assert self.engine.head is before
            return
        after = self.engine.head
        assert after.state in MOVES[before.state][act.command]
        if after.state is not State.FINISHED:
            self._take(act.command, before, after)
        self._account(events)
        self._check()

    def _pass_time(self, now: float) -> None:
        before = self.engine.head
        events = self.engine.advance(now)
        after = self.engine.head
        assert after.state in MOVES[before.state][Command.TIME]
        self._account(events, by_time=True)
        self._check()
        if before.state in (State.RUNNING, State.RESUMING):
            self._check_time_spent(before, after, events, now)
        else:
            assert after.elapsed == before.elapsed

    def _check_time_spent(
        self, before: Playhead, after: Playhead, events: Iterable[Event], now: float
    ) -> None:
        has_gate = any(isinstance(it, EffortEnded) and it.by is EndedBy.CAP for it in events)
        running = now - before.now - before.lead_in_remaining
        phases = self.engine.timeline.phases
        if after.state is State.RESUMING:
            assert after.elapsed == before.elapsed
        elif after.state is State.RUNNING and not has_gate:
            between = phases[before.index + 1 : after.index]
            whole = (self.engine.length(before) or 0.0) + sum(it.target_seconds for it in between)
            passed = 0.0 if after.index == before.index else whole
            gained = passed + after.elapsed - before.elapsed
            assert gained == pytest.approx(running, abs=TOLERANCE)

    def _take(self, command: Command, before: Playhead, after: Playhead) -> None:
        """Follow what a command does to the pass."""
        if command in (Command.AGAIN, Command.PREVIOUS):
            self._begin_pass(after.index)
        elif command is Command.LENGTHEN:
            self.floor = before.elapsed + TOLERANCE if before.heard else 0.0
            self.sounded = []
        elif after.state is State.RESUMING and before.state is State.PAUSED:
            self.sounded = (
                [cue for cue in self.sounded if cue.at < after.elapsed - TOLERANCE]
                if (self.engine.phase.effort.tempo)
                else self.sounded
            )
        elif command is Command.DONE and after.index == before.index:
            self.floor = max(self.floor, after.elapsed - TOLERANCE)

    def _begin_pass(self, index: int) -> None:
        self.index, self.sounded, self.floor = index, [], 0.0
        phase = self.engine.timeline.phases[index]
        self.cues = unattended_cues(phase) if self.engine.unattended else phase.cues

    def _account(self, events: Iterable[Event], *, by_time: bool = False) -> None:
        for event in events:
            match event:
                case LeadInBegan():
                    self.leads_in = True
                case Resumed():
                    self.leads_in = False
                case PhaseBegan(index=index):
                    self.leads_in = False
                    if by_time:
                        self._check_that_nothing_was_lost()
                    self._begin_pass(index)
                case CueReached(index=index, cue=cue) if not self.leads_in:
                    assert index == self.index
                    self.sounded.append(cue)
                case Ended() if by_time:
                    self._check_that_nothing_was_lost()

    def _check_that_nothing_was_lost(self) -> None:
        phase = self.engine.timeline.phases[self.index]
        is_cut_short = phase.seconds is None and self.engine.unattended
        end = phase.target_seconds if is_cut_short else float("inf")
        due = [cue for cue in self.cues if self.floor <= cue.at and cue.is_heard_in(end)]
        assert [cue for cue in self.sounded if cue.at >= self.floor] == due

    def _check(self) -> None:
        head = self.engine.head
        if head.state is State.FINISHED:
            return
        assert head.index == self.index
        self.cues = head.cues
        length = self.engine.length(head)
        assert head.elapsed >= 0.0
        assert length is None or head.elapsed <= length + TOLERANCE
        assert len({id(cue) for cue in self.sounded}) == len(self.sounded)
        moments = [cue.at for cue in self.sounded]
        assert moments == sorted(moments)
        assert not moments or moments[-1] <= head.elapsed + TOLERANCE
        if head.state is State.RUNNING:
            due = [cue for cue in head.cues if self.floor <= cue.at <= head.elapsed - TOLERANCE]
            missing = [cue for cue in due if cue not in self.sounded]
            assert not missing


@times_as_many_examples(5)
@given(plans(), acts(), st.booleans())
def test_no_cue_is_lost_or_repeated_and_position_is_time_spent_whatever_is_pressed(
    plan: Planned, pressed: list[Act], is_unattended: bool
) -> None:
    engine = Engine(plan.timeline, unattended=is_unattended)
    now = START
    watch = Watch(engine)
    watch.tell(Act(0.0, Command.START), now)
    for act in pressed:
        now += act.after_seconds
        watch.tell(act, now)


@given(plans(), acts(), st.floats(1e-3, 100.0))
def test_time_that_goes_back_raises_and_moves_nothing_whatever_was_pressed(
    plan: Planned, pressed: list[Act], back: float
) -> None:
    engine = Engine(plan.timeline)
    now = START
    engine.start(now)
    for act in pressed:
        now += act.after_seconds
        try:
            give(engine, act, now)
        except Refused:
            engine.advance(now)
    head = engine.head
    for command in Command:
        with pytest.raises(TimeWentBack):
            give(engine, Act(0.0, command), now - back)
    assert engine.head is head


@dataclass(frozen=True)
class Marks:
    """What came of a workout: `moments` stand beside `marks`, which do not depend on them."""

    marks: list[tuple[object, ...]]
    moments: list[float]


def marks_of(events: Iterable[Event], timeline: Timeline) -> Marks:
    marks: list[tuple[object, ...]] = []
    moments: list[float] = []
    for event in events:
        match event:
            case PhaseBegan(moment, index):
                marks.append(("phase", index))
            case CueReached(moment, index, cue):
                # When the countdown of a rest that waits begins depends on the person.
                waits = timeline.phases[index].waits
                marks.append(("cue", index, cue._replace(at=0.0) if waits else cue))
            case EffortEnded(moment, index, by, _, reps):
                marks.append(("ended", index, by, reps))
            case Ended(moment, finished):
                marks.append(("over", finished))
            case _:
                raise AssertionError(event)
        moments.append(moment - START)
    return Marks(marks, moments)


def run(timeline: Timeline, ticks: Iterable[float], *, unattended: bool = False) -> Marks:
    """Follow a workout to its end, with Done for whatever waits for a person alone."""
    engine = Engine(timeline, unattended=unattended)
    events = list(engine.start(START))
    now = START
    for tick in ticks:
        now += tick
        events += engine.advance(now)
        if engine.head.is_over:
            break
        if engine.length(engine.head) is None:
            # After the guard that follows an automatic change.
            now += 1.0
            events += engine.done(now)
    assert engine.head.state is State.FINISHED
    return marks_of(events, timeline)


def steady(seconds: float) -> Iterable[float]:
    while True:
        yield seconds


FREE = FreeReps(Range.single(3), None)
EVERYTHING = laid_out(
    exercise("pulses", timed(21.3), sides="each", switch_seconds=2.5),
    exercise("climber", paced(3, drive=0.3, pause=0.4, **{"return": 0.7}), sides="alternate"),
    exercise("squat", open_hold(12.0, 31.7), prepare_seconds=0.0),
    exercise("march", FREE),
    exercise("stretch", timed(7.9, isometric=True), prepare_seconds=1.1),
    prepare_seconds=4.2,
)


@pytest.mark.parametrize("tick", [0.01, 0.033, 0.1, 0.5, 1.0, 7.3, 60.0, 10_000.0])
def test_the_same_phases_and_cues_come_out_whatever_the_size_of_the_tick(tick: float) -> None:
    assert run(EVERYTHING, steady(tick)).marks == run(EVERYTHING, steady(0.25)).marks


@pytest.mark.parametrize("tick", [0.01, 0.1, 7.3, 10_000.0])
def test_the_moments_are_the_same_too_if_nothing_waits_for_a_person(tick: float) -> None:
    one = run(EVERYTHING, steady(tick), unattended=True)
    other = run(EVERYTHING, steady(0.25), unattended=True)
    assert one.marks == other.marks
    assert one.moments == pytest.approx(other.moments, abs=1e-6)


@given(plans(), st.lists(st.floats(0.0, 20.0), max_size=60), st.sampled_from([0.5, 3.0, 1e4]))
def test_any_circuit_gives_the_same_marks_with_any_ticks(
    plan: Planned, ticks: list[float], then: float
) -> None:
    def irregular() -> Iterable[float]:
        yield from ticks
        yield from steady(then)

    assert run(plan.timeline, irregular()).marks == run(plan.timeline, steady(1e4)).marks


@given(plans(), st.lists(st.floats(0.0, 20.0), max_size=60))
def test_any_circuit_without_gates_gives_the_same_moments_with_any_ticks(
    plan: Planned, ticks: list[float]
) -> None:
    def irregular() -> Iterable[float]:
        yield from ticks
        yield 1e6

    one = run(plan.timeline, irregular(), unattended=True)
    other = run(plan.timeline, steady(1e6), unattended=True)
    assert one.marks == other.marks
    assert one.moments == pytest.approx(other.moments, abs=1e-6)


def unattended_cues(phase: Phase) -> Sequence[Cue]:
    """Return the cues of a phase; a rest that waits counts down from 57 to 60 s."""
    ticks = [Cue(at, "tick-in") for at in (57.0, 58.0, 59.0)] if phase.waits else []
    return [*phase.cues, *ticks]


@given(plans())
def test_a_workout_without_commands_follows_its_plan(plan: Planned) -> None:
    assume(all(it.effort.dose is not Dose.FREE for it in plan.timeline.phases))
    found = run(plan.timeline, steady(1e6), unattended=True)
    wanted = [
        (phase.starts + cue.at, ("cue", index, cue))
        for index, phase in enumerate(plan.timeline.phases)
        for cue in unattended_cues(phase)
        if cue.is_heard_in(phase.target_seconds)
    ]
    wanted = [
        (moment, ("cue", index, cue._replace(at=0.0)))
        if plan.timeline.phases[index].waits
        else (moment, ("cue", index, cue))
        for moment, (_, index, cue) in wanted
    ]
    cues = [
        (moment, mark)
        for moment, mark in zip(found.moments, found.marks, strict=True)
        if mark[0] == "cue"
    ]
    assert [mark for _, mark in cues] == [mark for _, mark in wanted]
    assert [moment for moment, _ in cues] == pytest.approx([at for at, _ in wanted], abs=1e-6)
    assert found.moments[-1] == pytest.approx(plan.timeline.planned_seconds, abs=1e-6)
