"""A workout in progress: the engine with the clock, the sound and the listeners.

The only module of this package that reads the clock. Views call `tick` after `due_in_seconds`, or
more often: it is idempotent, and its frequency affects only the display.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from hiptimer.foundation.clock import Clock
from hiptimer.plan.effort import SHORT_LEAD_IN_SECONDS, Dose
from hiptimer.workout.engine import SHORT_PAUSE_SECONDS, Engine
from hiptimer.workout.events import (
    MOST_REPS,
    AttemptCorrected,
    EffortEnded,
    Ended,
    ExerciseLeftOut,
    Interrupted,
    PainSaid,
    Slept,
)
from hiptimer.workout.hold_marks import hold_marks
from hiptimer.workout.key_bounce import Presses
from hiptimer.workout.playhead import State
from hiptimer.workout.snapshot import seconds_to_change, snapshot_of
from hiptimer.workout.workout_sound import Silence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hiptimer.plan.timeline import Timeline
    from hiptimer.workout.events import Event
    from hiptimer.workout.hold_marks import HoldKey, HoldMark
    from hiptimer.workout.playhead import EarlierPart, Playhead
    from hiptimer.workout.snapshot import Snapshot
    from hiptimer.workout.workout_sound import MakeWorkoutSound

    Listener = Callable[[Event], None]

TICK_SECONDS = 1.0
IDLE_TICK_SECONDS = 5.0
"""The interval of ticks while time does not move the workout, to update messages and times."""
ASLEEP_SECONDS = 2.0
_SOFTEST = 10


class Workout:
    """Joins a timeline with a clock and sound, and passes every event to the listeners.

    With what was done `earlier`, `start` resumes it. `after_ticks` are called after every tick.
    A refused command raises `engine.Refused` and changes nothing. Lead-ins and reach are those of
    `engine.Engine`. `last_holds` are the seconds each open hold was held the last time this circuit
    was done.
    """

    def __init__(
        self,
        timeline: Timeline,
        make_sounding: MakeWorkoutSound = Silence,
        clock: Clock | None = None,
        *,
        volume: int = 100,
        muted: bool = False,
        short_lead_in_seconds: float = SHORT_LEAD_IN_SECONDS,
        reach_seconds: float = 0.0,
        unattended: bool = False,
        listeners: Sequence[Listener] = (),
        earlier: EarlierPart | None = None,
        last_holds: Mapping[HoldKey, float] = MappingProxyType({}),
    ) -> None:
        self.clock = clock or Clock()
        self.engine = Engine(
            timeline,
            unattended=unattended,
            place=earlier.place if earlier else None,
            short_lead_in_seconds=short_lead_in_seconds,
            reach_seconds=reach_seconds,
        )
        self.sounding = make_sounding(self.engine, self.clock)
        self.listeners = list(listeners)
        self.after_ticks: list[Callable[[], None]] = []
        self.attempts: list[EffortEnded] = list(earlier.attempts) if earlier else []
        self._titles = {it.effort.movement.id: it.effort.movement.title for it in timeline.phases}
        self.pains: list[PainSaid] = list(earlier.pains) if earlier else []
        self.left_out_titles: list[str] = []
        self.last_holds = last_holds
        self.is_muted = muted
        self.spent_seconds = 0.0
        self.volume = volume
        self._monotonic = self._began_at = self.clock.monotonic()
        self._since_boot = self.clock.since_boot()
        self._due_in_seconds = 0.0
        self._earlier = earlier
        self._presses = Presses()

    @property
    def timeline(self) -> Timeline:
        """The current timeline: the whole plan, or only up to the end of this set."""
        return self.engine.timeline

    @property
    def whole_timeline(self) -> Timeline:
        """The timeline with all sets, without the exercises that were left out."""
        return self.engine.whole_timeline

    @property
    def ends_after_set(self) -> bool:
        """Whether it ends with the current set, although more were planned."""
        return self.engine.ends_after_set

    @property
    def head(self) -> Playhead:
        """The playhead as of the last tick or command."""
        return self.engine.head

    @property
    def state(self) -> State:
        """How the playhead moves."""
        return self.engine.head.state

    @property
    def is_moving(self) -> bool:
        """Whether time moves it: it is running, or a lead-in is."""
        return self.state in (State.RUNNING, State.RESUMING)

    def snapshot(self) -> Snapshot:
        """Return a snapshot for the views, as of the last tick or command."""
        snapshot = snapshot_of(self.timeline, self.head)
        to_go = timedelta(seconds=snapshot.workout_remaining_seconds / self.clock.speed)
        return snapshot._replace(
            marks=self.marks(self.head.index),
            ends_at=self.clock.on_the_wall() + to_go,
        )

    def marks(self, index: int) -> tuple[HoldMark, ...]:
        """Return the marks to match in the open hold of phase `index`."""
        return hold_marks(self.timeline, index, self.attempts, self.last_holds)

    def due_in_seconds(self) -> float:
        """Return the real seconds until the display or the state changes.

        At most one while time moves the workout, else at most five.
        """
        wait = seconds_to_change(self.engine) / self.clock.speed
        longest = TICK_SECONDS if self.is_moving else IDLE_TICK_SECONDS
        self._due_in_seconds = min(longest, max(0.0, wait))
        return self._due_in_seconds

    def tick(self) -> None:
        """Let time pass. A tick that comes much too late pauses at the last good moment."""
        now = self._now()
        if now is not None:
            self._pass_time(now)
        for follow in self.after_ticks:
            follow()

    def start(self) -> None:
        """Begin, or resume the earlier workout."""
        self._set_volume()
        if self._earlier is None:
            self.carry_out(self.engine.start)
            return
        if self._earlier.restarts_effort:
            self.carry_out(self.engine.again)
        self.carry_out(self.engine.resume)
        self._lengthen_short_pause()

    def pause(self) -> None:
        """Pause; see `Engine.pause`."""
        self.carry_out(self.engine.pause)

    def resume(self) -> None:
        """Resume; see `Engine.resume`."""
        self.carry_out(self.engine.resume)

    def pause_or_resume(self) -> None:
        """Pause if it is moving, else resume."""
        self.carry_out(self.engine.resume if self.state is State.PAUSED else self.engine.pause)

    def done(self) -> None:
        """End an effort and keep it, or say that one is ready; see `Engine.done`."""
        self.carry_out(self.engine.done)

    def press_done(self) -> None:
        """Handle a key press for Done; repeats of a held or bouncing key count once."""
        if self._presses.counts(self.clock.monotonic()):
            self.done()

    def press_blindly(self) -> bool:
        """Treat a click or any key as Done while time moves; return whether it was.

        A paused workout ignores it, so that it resumes only on purpose.
        """
        is_done = self.is_moving
        if is_done:
            self.press_done()
        return is_done

    def next(self) -> None:
        """Go to the next phase; see `Engine.next`."""
        self.carry_out(self.engine.next)

    def previous(self) -> None:
        """Go back to the preceding effort; see `Engine.previous`."""
        self.carry_out(self.engine.previous)

    def again(self) -> None:
        """Begin this effort again; see `Engine.again`."""
        self.carry_out(self.engine.again)

    def lengthen(self, seconds: float) -> None:
        """Make this phase longer, or shorter if `seconds` are negative."""
        self.carry_out(lambda now: self.engine.lengthen(now, seconds), cuts=False)

    def toggle_end_after_set(self) -> None:
        """End with this set, or undo that; see `Engine.end_after_set`."""
        engine = self.engine
        change = engine.go_on_after_set if self.ends_after_set else engine.end_after_set
        self.carry_out(change, cuts=False)

    def type_digit(self, digit: int) -> None:
        """Take a digit as the next one of the number of untimed reps; the fourth begins again."""
        reps = 10 * (self.head.counted_reps or 0) + digit
        self.count_reps(digit if reps > MOST_REPS else reps)

    def count_reps(self, reps: int) -> None:
        """Take `reps` as the number of untimed reps; see `Engine.count_reps`."""
        self.carry_out(lambda now: self.engine.count_reps(now, reps), cuts=False)

    @property
    def counts_reps(self) -> bool:
        """Whether a number is the number of reps in progress: they are at the person's pace."""
        phase = self.engine.phase
        is_free = phase.is_effort and phase.effort.dose is Dose.FREE
        return is_free and self.state is State.RUNNING

    def hurts(self) -> None:
        """End an effort in pain, and pause; see `Engine.hurts`."""
        self.carry_out(self.engine.hurts)

    def rate_pain(self, pain: int) -> None:
        """Rate the pain that was said last, from 0 to 10."""
        self.say_pain(self.pains[-1].index, pain)

    def say_pain(self, index: int, pain: int) -> None:
        """Say how much the effort of phase `index` hurt, also after the end."""
        known = [it.moment for it in self.pains if it.index == index]
        ended = [it.moment for it in self.attempts if it.index == index]
        moment = next(iter((*known, *ended)), self.head.now)
        self._tell((PainSaid(moment, index, pain),))

    def has_more_of(self, exercise_id: str) -> bool:
        """Return whether an effort of an exercise is still to come."""
        coming = self.timeline.phases[self.head.index :]
        is_under_way = self.head.elapsed > 0 and self.engine.phase.is_effort
        coming = coming[1:] if self.head.is_over or is_under_way else coming
        return any(it.effort.movement.id == exercise_id for it in coming)

    def leave_out(self, exercise_id: str) -> None:
        """Leave the rest of an exercise out; see `Engine.leave_out`."""
        self.carry_out(lambda now: self.engine.leave_out(now, exercise_id))

    def stop(self) -> None:
        """End the workout here and keep the finished attempts."""
        self.carry_out(self.engine.stop)

    def interrupt(self) -> None:
        """End because the program ends. Listeners may store the place, to resume there."""
        self._tell((Interrupted(self.head.now),))
        self.stop()

    def correct_attempts(self, attempts: Sequence[EffortEnded]) -> None:
        """Replace the attempts by the corrected ones, and report the changes to the listeners."""
        changed = [it for it in attempts if it not in self.attempts]
        self.attempts = list(attempts)
        now = self.head.now
        self._tell([AttemptCorrected(now, it.index, it.seconds, it.reps) for it in changed])

    def mute(self) -> None:
        """Turn the sound off, or on again. The score continues in silence."""
        self.is_muted = not self.is_muted
        self._set_volume()
        self.answer_key()

    def change_volume(self, percent_points: int) -> None:
        """Make all sound louder, or softer if negative, from now on.

        It stays between 10 and 100 %. Louder also unmutes.
        """
        softest = min(_SOFTEST, self.volume)
        self.volume = max(softest, min(100, self.volume + percent_points))
        if percent_points > 0:
            self.is_muted = False
        self._set_volume()
        self.answer_key()

    def answer_key(self, *, is_refused: bool = False) -> None:
        """Let a key that does not move the workout be heard; `is_refused` if it has no effect."""
        now = self._now()
        if now is not None:
            self._pass_time(now)
            self.sounding.on_key(now, is_refused=is_refused)

    def since_start(self, moment: float) -> float:
        """Return the seconds from the start of the workout to `moment`, pauses included.

        The time between an interruption of the program and the resumption is excluded.
        """
        spent_seconds = self._earlier.spent_seconds if self._earlier else 0.0
        # A resumed playhead has no time yet: its moment is negative infinity.
        return spent_seconds + max(0.0, moment - self.clock.moment_at(self._began_at))

    def leave_unattended(self) -> None:
        """End open efforts at their target from now on, because input has ended."""
        self.engine.unattended = True
        if self.is_moving:
            self.sounding.on_input_end()

    def _lengthen_short_pause(self) -> None:
        """Lengthen the resumed pause to at least the lead-in of the next effort."""
        phase, head = self.engine.phase, self.head
        if not phase.is_effort and head.seconds is not None:
            missing = phase.effort.lead_in_seconds - (head.seconds - head.elapsed)
            if missing > 0:
                self.lengthen(missing)

    def _set_volume(self) -> None:
        self.sounding.set_volume(0 if self.is_muted else self.volume)

    def carry_out(
        self, command: Callable[[float], tuple[Event, ...]], *, cuts: bool = True
    ) -> None:
        """Give the engine a command, with the current time.

        With `cuts`, the sound of what was interrupted stops.
        """
        now = self._now()
        if now is None:
            # The machine slept and the workout was paused: the key was meant for a running workout.
            return
        self._pass_time(now)
        before = self._place()
        events = command(now)
        self._tell(events)
        if self._place() != before:
            self.sounding.on_command(events, now, cuts=cuts)

    def _pass_time(self, now: float) -> None:
        index = self.engine.head.index
        events = self.engine.advance(now)
        self._tell(events)
        self.sounding.on_time(events, phase_changed=self.engine.head.index != index)

    def _place(self) -> tuple[object, ...]:
        head = self.engine.head
        return head.state, head.index, head.anchor, head.known_seconds, self.ends_after_set

    def _now(self) -> float | None:
        """Return the engine time; None if the machine slept, which pauses the workout."""
        monotonic, since_boot = self.clock.monotonic(), self.clock.since_boot()
        gap = max(monotonic - self._monotonic, since_boot - self._since_boot)
        moved = self.is_moving
        last_good = self.engine.head.now
        self._monotonic, self._since_boot = monotonic, since_boot
        if self.state is State.READY:
            self._began_at = monotonic
        is_asleep = moved and gap > self._due_in_seconds + ASLEEP_SECONDS
        if is_asleep:
            self._tell((Slept(last_good, gap), *self.engine.pause(last_good)))
        if gap >= SHORT_PAUSE_SECONDS and self.state is State.PAUSED:
            # The engine's clock may have stopped during sleep, so the pause would seem short.
            self.engine.require_whole_lead_in()
        now = self.clock.moment_at(monotonic)
        if not is_asleep:
            return now
        if self.engine.unattended and self.state is State.PAUSED:
            # Without input the workout cannot be resumed by a command.
            self._tell(self.engine.resume(now))
        self.sounding.on_sleep(now)
        return None

    def _keep_pain(self, said: PainSaid) -> None:
        """Keep the pain said of an effort; a new rating replaces an earlier one of it."""
        if said.pain is None:
            rated = (it.pain for it in self.pains if it.index == said.index)
            said = replace(said, pain=next(rated, None))
        self.pains = [*(it for it in self.pains if it.index != said.index), said]

    def _tell(self, events: Sequence[Event]) -> None:
        for event in events:
            if isinstance(event, EffortEnded):
                self.attempts.append(event)
            if isinstance(event, PainSaid):
                self._keep_pain(event)
            if isinstance(event, ExerciseLeftOut):
                self.left_out_titles.append(self._titles[event.exercise_id])
            if isinstance(event, Ended):
                self.spent_seconds = self.since_start(event.moment)
            for listener in self.listeners:
                listener(event)
