"""The engine: moves a playhead along a timeline, without reading a clock.

The position is derived from the given time and never counted down, so lateness cannot add up and a
pause keeps the fraction of a second. The same events result from ticks of any size, once each, in
the same order. A refused command raises and changes nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hiptimer.plan.compiler import NothingToDo
from hiptimer.plan.cues import COUNTDOWN_SECONDS, effort_cues, pause_cues
from hiptimer.plan.effort import SHORT_LEAD_IN_SECONDS, Dose
from hiptimer.plan.timeline import Cue
from hiptimer.workout.ended_attempt import ended_attempt
from hiptimer.workout.events import (
    CueReached,
    Ended,
    EndedBy,
    ExerciseLeftOut,
    LeadInBegan,
    PainSaid,
    Paused,
    PhaseBegan,
    Resumed,
)
from hiptimer.workout.playhead import MOVES, Command, Playhead, State
from hiptimer.workout.remaining_timeline import RemainingTimeline

if TYPE_CHECKING:
    from collections.abc import Callable

    from hiptimer.plan.timeline import Phase, Timeline
    from hiptimer.workout.events import Event
    from hiptimer.workout.playhead import Place

READY_SECONDS = COUNTDOWN_SECONDS[0]
SHORT_PAUSE_SECONDS = 15.0
# A late press meant for the previous effort must not end the phase that just began.
DONE_GUARD_SECONDS = 0.7

_SAME_MOMENT_SECONDS = 1e-6


class Refused(Exception):
    """A command that is not possible in the current state. Nothing has changed."""


class TimeWentBack(ValueError):
    """The time given to the engine is before the last one."""


class Engine:
    """Moves a playhead along `timeline`, which is shortened once a set is to be the last.

    With `unattended`, open efforts end at their target, because Done cannot be pressed. With a
    `place`, it is paused where an earlier workout on the same timeline was interrupted, and
    `resume` takes the whole lead-in. An open effort continues from there; `again` restarts it.
    A short pause is followed by `short_lead_in_seconds`; `reach_seconds` are subtracted from an
    open hold that the person ends, for the way to the key.

    Raises:
        ValueError: the timeline has no such place.

    """

    def __init__(
        self,
        timeline: Timeline,
        *,
        unattended: bool = False,
        place: Place | None = None,
        short_lead_in_seconds: float = SHORT_LEAD_IN_SECONDS,
        reach_seconds: float = 0.0,
    ) -> None:
        self._remaining = RemainingTimeline(timeline, timeline)
        self.unattended = unattended
        self.short_lead_in_seconds = short_lead_in_seconds
        self.reach_seconds = reach_seconds
        self._head = (
            self._interrupted_at(place)
            if place
            else self.at_beginning(0, now=float("-inf"), state=State.READY)
        )
        self._events: list[Event] = []

    @property
    def head(self) -> Playhead:
        """The playhead as of the last given time."""
        return self._head

    @property
    def phase(self) -> Phase:
        """The phase the playhead is in."""
        return self.timeline.phases[self._head.index]

    @property
    def timeline(self) -> Timeline:
        """The timeline as it is now."""
        return self._remaining.current

    @property
    def whole_timeline(self) -> Timeline:
        """The timeline with all sets, even if a block ends after an earlier one."""
        return self._remaining.whole

    @property
    def ends_after_set(self) -> bool:
        """Whether a block ends with a set before the last planned one."""
        return self._remaining.ends_after_set

    def length(self, head: Playhead) -> float | None:
        """Return the seconds after which the phase ends by itself, None if it never does."""
        if head.known_seconds is not None:
            return head.known_seconds
        phase = self.timeline.phases[head.index]
        if self.unattended:
            # If input ended after the target, the hold ends then.
            return max(phase.target_seconds, head.elapsed)
        return phase.cap_seconds

    def at_beginning(self, index: int, now: float, state: State = State.RUNNING) -> Playhead:
        """Return the playhead at the beginning of phase `index`."""
        phase = self.timeline.phases[index]
        head = Playhead(state, index, 0.0, phase.seconds, phase.cues, now, anchor=now)
        return self._ready_if_unattended(head)

    def waits_for_person(self, head: Playhead) -> bool:
        """Whether only the person ends the effort that `head` is in, or its cap."""
        return self._is_open_effort(head) and not self.unattended

    def advance(self, now: float) -> tuple[Event, ...]:
        """Advance the time to `now`."""
        return self._carry_out(Command.TIME, now, lambda head: head)

    def start(self, now: float) -> tuple[Event, ...]:
        """Begin with the first phase."""
        return self._carry_out(
            Command.START, now, lambda head: self._begin(0, head.now, head.state)
        )

    def pause(self, now: float) -> tuple[Event, ...]:
        """Pause. An open effort is done first, because it cannot be interrupted and resumed."""
        return self._carry_out(Command.PAUSE, now, self._pause)

    def resume(self, now: float) -> tuple[Event, ...]:
        """Resume: an effort through its lead-in, a pause between efforts immediately."""
        return self._carry_out(Command.RESUME, now, self._resume)

    def done(self, now: float) -> tuple[Event, ...]:
        """End an effort and keep it; cut the time before one short to 3-2-1; resume if paused."""
        return self._carry_out(Command.DONE, now, self._done)

    def next(self, now: float) -> tuple[Event, ...]:
        """Go to the next phase, into an effort through a short lead-in; skip one in progress."""
        return self._carry_out(Command.NEXT, now, self._next)

    def previous(self, now: float) -> tuple[Event, ...]:
        """Go back to the start of the preceding effort, through its lead-in."""
        return self._carry_out(Command.PREVIOUS, now, self._previous)

    def again(self, now: float) -> tuple[Event, ...]:
        """Go back to the start of this effort, through a short lead-in or the rest of one."""
        return self._carry_out(Command.AGAIN, now, self._again)

    def lengthen(self, now: float, seconds: float) -> tuple[Event, ...]:
        """Make this phase `seconds` longer, or shorter if negative, but not below now."""
        return self._carry_out(Command.LENGTHEN, now, lambda head: self._lengthen(head, seconds))

    def end_after_set(self, now: float) -> tuple[Event, ...]:
        """End the timeline with this set, or with the one after this pause."""
        return self._carry_out(Command.END_AFTER_SET, now, self._end_after_set)

    def go_on_after_set(self, now: float) -> tuple[Event, ...]:
        """Undo `end_after_set`: restore the whole plan."""
        return self._carry_out(Command.GO_ON_AFTER_SET, now, self._go_on_after_set)

    def count_reps(self, now: float, reps: int) -> tuple[Event, ...]:
        """Take `reps` as the number done so far of the untimed reps in progress."""
        return self._carry_out(Command.COUNT_REPS, now, lambda head: self._count_reps(head, reps))

    def hurts(self, now: float) -> tuple[Event, ...]:
        """End an effort in pain, keep what was done of it, and pause.

        Between efforts, it is said of the one that just ended.
        """
        return self._carry_out(Command.HURTS, now, self._hurts)

    def leave_out(self, now: float, exercise_id: str) -> tuple[Event, ...]:
        """Remove the efforts of an exercise that have not begun."""
        return self._carry_out(
            Command.LEAVE_OUT, now, lambda head: self._leave_out(head, exercise_id)
        )

    def require_whole_lead_in(self) -> None:
        """Make the next resume take the whole lead-in: the pause was longer than measured."""
        self._head = replace(self._head, paused_at=None)

    def stop(self, now: float) -> tuple[Event, ...]:
        """End the workout here and keep the finished attempts."""
        return self._carry_out(Command.STOP, now, self._stop)

    def _carry_out(
        self, command: Command, now: float, move: Callable[[Playhead], Playhead]
    ) -> tuple[Event, ...]:
        if now < self._head.now:
            raise TimeWentBack(f"{now} comes before {self._head.now}")
        self._events = []
        head = self._pass_time(self._head, now)
        if command not in MOVES[head.state]:
            raise Refused(f"{command} is not possible while {head.state}")
        self._head = self._pass_time(move(head), now)
        return tuple(self._events)

    def _pass_time(self, head: Playhead, now: float) -> Playhead:
        while True:
            if head.state is State.RESUMING:
                head = self._pass_lead_in(head, now)
                if head.state is State.RESUMING:
                    return head
            if head.state is not State.RUNNING:
                return replace(head, now=now)
            head = self._ready_if_unattended(head)
            elapsed = now - head.anchor
            length = self.length(head)
            if length is None or elapsed < length:
                return self._hear(replace(head, elapsed=elapsed, now=now), elapsed, length)
            head = self._hear(head, length, length)
            ends_at = head.anchor + length
            by = EndedBy.CLOCK
            if self.waits_for_person(head):
                by, ends_at = EndedBy.CAP, now
            head = self._leave(replace(head, elapsed=length, now=ends_at), by)
            head = replace(head, began_by_itself_at=ends_at)

    def _pass_lead_in(self, head: Playhead, now: float) -> Playhead:
        ticks = head.lead_in_ticks
        for before in COUNTDOWN_SECONDS[ticks:]:
            moment = head.anchor - before
            if moment > now + _SAME_MOMENT_SECONDS:
                break
            cue = Cue(0.0, "tick-in")
            self._events.append(CueReached(moment, head.index, cue, before))
            ticks += 1
        if now < head.anchor:
            return replace(head, now=now, lead_in_ticks=ticks)
        self._events.append(Resumed(head.anchor))
        began_at = head.anchor - head.elapsed
        return replace(head, state=State.RUNNING, now=head.anchor, anchor=began_at)

    def _hear(self, head: Playhead, elapsed: float, length: float | None) -> Playhead:
        heard = head.heard
        phase = self.timeline.phases[head.index]
        while heard < len(head.cues) and head.cues[heard].at <= elapsed:
            cue = head.cues[heard]
            if not cue.is_heard_in(length):
                break
            remaining = phase.counted_down(cue.at, head.known_seconds)
            self._events.append(CueReached(head.anchor + cue.at, head.index, cue, remaining))
            heard += 1
        return replace(head, heard=heard)

    def _leave(self, head: Playhead, by: EndedBy) -> Playhead:
        """Return the start of the next phase, in the same state, or the end."""
        self._keep_attempt(head, by)
        if head.index + 1 == len(self.timeline.phases):
            self._events.append(Ended(head.now, finished=True))
            return replace(head, state=State.FINISHED)
        self._remaining = self._remaining.pass_phase(head.index)
        return self._begin(head.index + 1, head.now, head.state)

    def _keep_attempt(self, head: Playhead, by: EndedBy) -> None:
        phase = self.timeline.phases[head.index]
        if phase.is_effort:
            self._events.append(ended_attempt(phase.effort, head, by, self.reach_seconds))

    def _interrupted_at(self, place: Place) -> Playhead:
        if not 0 <= place.index < len(self.timeline.phases):
            raise ValueError(f"there is no phase {place.index} on this timeline")
        phase = self.timeline.phases[place.index]
        if (place.seconds is None) != (phase.seconds is None):
            raise ValueError(f"phase {place.index} of this timeline ends differently")
        cues = phase.cues
        if place.seconds is not None and place.seconds != phase.seconds:
            cues = _cues_of(phase, place.seconds)
        now = float("-inf")
        return Playhead(
            State.PAUSED, place.index, place.elapsed, place.seconds, cues, now, place.heard
        )

    def _is_open_effort(self, head: Playhead) -> bool:
        return head.seconds is None and self.timeline.phases[head.index].is_effort

    def _begin(self, index: int, now: float, state: State) -> Playhead:
        self._events.append(PhaseBegan(now, index))
        return self.at_beginning(
            index, now, State.PAUSED if state is State.PAUSED else State.RUNNING
        )

    def _pause(self, head: Playhead) -> Playhead:
        paused_at = head.now if head.state is State.RUNNING else head.paused_at
        if head.state is State.RUNNING and self._is_open_effort(head):
            head = self._leave(head, EndedBy.PERSON)
            if head.state is State.FINISHED:
                return head
            paused_at = None
        self._events.append(Paused(head.now))
        return replace(head, state=State.PAUSED, paused_at=paused_at)

    def _resume(self, head: Playhead) -> Playhead:
        phase = self.timeline.phases[head.index]
        if not phase.is_effort:
            self._events.append(Resumed(head.now))
            return replace(head, state=State.RUNNING, anchor=head.now - head.elapsed)
        rep = phase.effort.rep_at(head.elapsed)
        if rep:
            heard = sum(cue.at < rep.began_at - _SAME_MOMENT_SECONDS for cue in head.cues)
            head = replace(head, elapsed=rep.began_at, heard=heard)
        is_near = head.paused_at is not None and head.now - head.paused_at < SHORT_PAUSE_SECONDS
        short = self.short_lead_in_seconds
        return self._lead_in(head, short if is_near else max(short, phase.effort.lead_in_seconds))

    def _lead_in(self, head: Playhead, seconds: float) -> Playhead:
        self._events.append(LeadInBegan(head.now, seconds))
        anchor = head.now + seconds
        return replace(
            head,
            state=State.RESUMING,
            anchor=anchor,
            lead_in_ticks=0,
            lead_in_began_at=head.now,
        )

    def _done(self, head: Playhead) -> Playhead:
        if head.state is State.PAUSED:
            return self._resume(head)
        if head.state is State.RESUMING:
            if head.lead_in_remaining <= READY_SECONDS:
                return head
            return replace(head, anchor=head.now + READY_SECONDS)
        began = head.began_by_itself_at
        if began is not None and head.now - began < DONE_GUARD_SECONDS:
            return head
        if self.timeline.phases[head.index].is_effort:
            return self._leave(head, EndedBy.PERSON)
        return self._at_ready(head)

    def _at_ready(self, head: Playhead) -> Playhead:
        if self.timeline.phases[head.index].waits:
            return (
                self._ready(head, head.elapsed + READY_SECONDS) if head.ready_at is None else head
            )
        ready_at = (head.seconds or 0.0) - READY_SECONDS
        if head.elapsed >= ready_at:
            return head
        return replace(head, elapsed=ready_at, anchor=head.now - ready_at)

    def _next(self, head: Playhead) -> Playhead:
        after = self._leave(head, EndedBy.NEXT)
        if after.state is State.RUNNING and self.timeline.phases[after.index].is_effort:
            return self._lead_in(after, self.short_lead_in_seconds)
        return after

    def _previous(self, head: Playhead) -> Playhead:
        for index in reversed(range(head.index)):
            phase = self.timeline.phases[index]
            if phase.is_effort:
                return self._back_to(index, head, phase.effort.lead_in_seconds, None)
        raise Refused("this is the first effort")

    def _again(self, head: Playhead) -> Playhead:
        if not self.timeline.phases[head.index].is_effort:
            raise Refused("no effort to restart: go back to the previous one")
        paused_at = head.now if head.state is State.RUNNING else head.paused_at
        lead_in_seconds = max(self.short_lead_in_seconds, head.lead_in_remaining)
        return self._back_to(head.index, head, lead_in_seconds, paused_at)

    def _back_to(
        self, index: int, head: Playhead, lead_in_seconds: float, paused_at: float | None
    ) -> Playhead:
        if head.elapsed > 0:
            self._keep_attempt(head, EndedBy.AGAIN)
        back = replace(self.at_beginning(index, head.now, State.PAUSED), paused_at=paused_at)
        if head.state is State.PAUSED:
            self._events.append(PhaseBegan(head.now, index))
            return back
        return self._lead_in(back, lead_in_seconds)

    def _lengthen(self, head: Playhead, seconds: float) -> Playhead:
        phase = self.timeline.phases[head.index]
        if head.seconds is None or (phase.effort.tempo and phase.is_effort):
            raise Refused("what you end yourself, and reps, cannot be lengthened or shortened")
        length = max(head.elapsed, head.seconds + seconds)
        cues = _cues_of(phase, length)
        over = head.cues[: head.heard]
        heard = sum(cue.at < head.elapsed or cue in over for cue in cues)
        return replace(head, seconds=length, cues=cues, heard=heard)

    def _ready(self, head: Playhead, at: float) -> Playhead:
        """Return `head` with the countdown that ends a rest that waits `at` this moment in it."""
        cues = self.timeline.phases[head.index].cues
        ticks = (Cue(at - before, "tick-in") for before in COUNTDOWN_SECONDS)
        return replace(head, ready_at=at, cues=(*cues, *ticks), heard=min(head.heard, len(cues)))

    def _ready_if_unattended(self, head: Playhead) -> Playhead:
        phase = self.timeline.phases[head.index]
        if not self.unattended or not phase.waits or head.ready_at is not None:
            return head
        # If input ended after the planned time, the countdown begins then.
        return self._ready(head, max(phase.target_seconds, head.elapsed + READY_SECONDS))

    def _end_after_set(self, head: Playhead) -> Playhead:
        ended = self._remaining.end_after_set(head.index)
        if ended is self._remaining:
            raise Refused("this is the last set")
        self._remaining = ended
        return head

    def _go_on_after_set(self, head: Playhead) -> Playhead:
        if not self.ends_after_set:
            raise Refused("all planned sets are already included")
        self._remaining = self._remaining.restore_sets()
        return head

    def _count_reps(self, head: Playhead, reps: int) -> Playhead:
        phase = self.timeline.phases[head.index]
        if not phase.is_effort or phase.effort.dose is not Dose.FREE:
            raise Refused("only reps at your own pace can be counted")
        return replace(head, counted_reps=reps)

    def _hurts(self, head: Playhead) -> Playhead:
        phases = self.timeline.phases
        is_under_way = head.state is not State.PAUSED or head.elapsed > 0
        if phases[head.index].is_effort and is_under_way:
            self._events.append(PainSaid(head.now, head.index))
            head = self._leave(head, EndedBy.PAIN)
        else:
            efforts = [it for it in range(head.index) if phases[it].is_effort]
            if not efforts:
                raise Refused("no effort has begun yet")
            self._events.append(PainSaid(head.now, efforts[-1]))
        if head.state in (State.PAUSED, State.FINISHED):
            return head
        self._events.append(Paused(head.now))
        return replace(head, state=State.PAUSED, paused_at=None)

    def _leave_out(self, head: Playhead, exercise_id: str) -> Playhead:
        phase = self.timeline.phases[head.index]
        index = head.index + int(phase.is_effort and head.elapsed > 0)
        try:
            remaining = self._remaining.leave_out(exercise_id, index, head.index)
        except NothingToDo:
            raise Refused("nothing else would remain") from None
        if remaining is self._remaining:
            raise Refused("no more of it follows")
        self._events.append(ExerciseLeftOut(head.now, exercise_id, index))
        self._remaining = remaining
        phases = remaining.whole.phases
        if index >= len(phases):
            self._events.append(Ended(head.now, finished=True))
            return replace(head, index=len(phases) - 1, state=State.FINISHED)
        if phases[head.index].effort is phase.effort:
            return head
        return self._begin(head.index, head.now, State.PAUSED)

    def _stop(self, head: Playhead) -> Playhead:
        if head.elapsed > 0:
            self._keep_attempt(head, EndedBy.STOP)
        self._events.append(Ended(head.now, finished=False))
        return replace(head, state=State.STOPPED)


def _cues_of(phase: Phase, length: float) -> tuple[Cue, ...]:
    """Return the cues of a phase that is `length` seconds long today."""
    if phase.is_effort:
        laid = effort_cues(phase.effort, length)
    else:
        laid = pause_cues(phase.kind, phase.effort, phase.gear, length)
    return (phase.cues[0], *laid[1:])
