"""The position of a workout, and the commands that each state allows.

A command without a row in `MOVES` for the current state is refused. Time also changes the state: a
running phase ends, a lead-in runs out.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiptimer.plan.timeline import Cue
    from hiptimer.workout.events import EffortEnded, PainSaid


class State(StrEnum):
    """How the playhead moves: `RESUMING` is the lead-in before an effort continues."""

    READY = "ready"
    RUNNING = "running"
    PAUSED = "paused"
    RESUMING = "resuming"
    FINISHED = "finished"
    STOPPED = "stopped"


class Command(StrEnum):
    """The commands of a person, and `TIME` for the passing of time."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    DONE = "done"
    NEXT = "next"
    PREVIOUS = "previous"
    AGAIN = "again"
    LENGTHEN = "lengthen"
    END_AFTER_SET = "end_after_set"
    GO_ON_AFTER_SET = "go_on_after_set"
    HURTS = "hurts"
    LEAVE_OUT = "leave_out"
    COUNT_REPS = "count_reps"
    STOP = "stop"
    TIME = "time"


_R, _P, _L, _F, _S = State.RUNNING, State.PAUSED, State.RESUMING, State.FINISHED, State.STOPPED

MOVES: Final[Mapping[State, Mapping[Command, frozenset[State]]]] = {
    State.READY: {
        Command.START: frozenset({_R}),
        Command.STOP: frozenset({_S}),
        Command.TIME: frozenset({State.READY}),
    },
    State.RUNNING: {
        Command.PAUSE: frozenset({_P, _F}),
        Command.DONE: frozenset({_R, _F}),
        Command.NEXT: frozenset({_R, _L, _F}),
        Command.PREVIOUS: frozenset({_L}),
        Command.AGAIN: frozenset({_L}),
        Command.LENGTHEN: frozenset({_R, _F}),
        Command.END_AFTER_SET: frozenset({_R}),
        Command.GO_ON_AFTER_SET: frozenset({_R}),
        Command.HURTS: frozenset({_P, _F}),
        Command.COUNT_REPS: frozenset({_R}),
        Command.STOP: frozenset({_S}),
        Command.TIME: frozenset({_R, _F}),
    },
    State.PAUSED: {
        Command.RESUME: frozenset({_L, _R}),
        Command.DONE: frozenset({_L, _R}),
        Command.NEXT: frozenset({_P, _F}),
        Command.PREVIOUS: frozenset({_P}),
        Command.AGAIN: frozenset({_P}),
        Command.LENGTHEN: frozenset({_P}),
        Command.END_AFTER_SET: frozenset({_P}),
        Command.GO_ON_AFTER_SET: frozenset({_P}),
        Command.HURTS: frozenset({_P, _F}),
        Command.LEAVE_OUT: frozenset({_P, _F}),
        Command.STOP: frozenset({_S}),
        Command.TIME: frozenset({_P}),
    },
    State.RESUMING: {
        Command.PAUSE: frozenset({_P}),
        Command.DONE: frozenset({_L}),
        Command.NEXT: frozenset({_R, _L, _F}),
        Command.PREVIOUS: frozenset({_L}),
        Command.AGAIN: frozenset({_L}),
        Command.LENGTHEN: frozenset({_L}),
        Command.END_AFTER_SET: frozenset({_L}),
        Command.GO_ON_AFTER_SET: frozenset({_L}),
        Command.HURTS: frozenset({_P, _F}),
        Command.STOP: frozenset({_S}),
        Command.TIME: frozenset({_L, _R, _F}),
    },
    State.FINISHED: {Command.TIME: frozenset({_F})},
    State.STOPPED: {Command.TIME: frozenset({_S})},
}


@dataclass(frozen=True, slots=True)
class Place:
    """A place where a workout can be resumed later: the part of a playhead that needs no clock.

    `elapsed` are the seconds into phase `index`, which is `seconds` long today, None if open;
    `heard` is the number of its cues that are over.
    """

    index: int
    elapsed: float
    seconds: float | None
    heard: int = 0


@dataclass(frozen=True, slots=True)
class Playhead:
    """A place on the timeline, as of the moment `now`.

    While running, `anchor` is the moment at which this phase began (pauses taken out), so that
    `elapsed` is always a difference and never a sum. While resuming, it is the moment at which the
    lead-in ends that began at `lead_in_began_at`, of whose countdown `lead_in_ticks` are over.
    `seconds` is this phase's length today, None if unknown. Of a rest that waits for the person,
    `ready_at` is the end once its countdown runs; it is None until then. `cues` are those of this
    pass, of which `cues[:heard]` are over. `paused_at` is None if the person is no longer in
    the position for this phase.
    `counted_reps` is the number that the person gave for untimed reps in progress, if any.
    `began_by_itself_at` is the moment of the last automatic change of phase, None after a change
    that the person asked for.
    """

    state: State
    index: int
    elapsed: float
    seconds: float | None
    cues: tuple[Cue, ...]
    now: float
    heard: int = 0
    anchor: float = 0.0
    lead_in_ticks: int = 0
    lead_in_began_at: float = 0.0
    paused_at: float | None = None
    began_by_itself_at: float | None = None
    counted_reps: int | None = None
    ready_at: float | None = None

    @property
    def known_seconds(self) -> float | None:
        """The length of this phase if it is known now."""
        return self.seconds if self.ready_at is None else self.ready_at

    @property
    def next_cue(self) -> Cue | None:
        """The next cue of this phase, None after the last."""
        return self.cues[self.heard] if self.heard < len(self.cues) else None

    @property
    def lead_in_remaining(self) -> float:
        """Seconds until the effort continues; 0.0 if no lead-in is running."""
        return max(0.0, self.anchor - self.now) if self.state is State.RESUMING else 0.0

    @property
    def place(self) -> Place:
        """The place to resume at after this moment."""
        return Place(self.index, self.elapsed, self.seconds, self.heard)

    @property
    def is_over(self) -> bool:
        """Whether the workout has ended, so that commands are refused."""
        return self.state in (State.FINISHED, State.STOPPED)


class EarlierPart(NamedTuple):
    """The earlier part of an interrupted workout: its place, attempts, time spent and pains said.

    With `restarts_effort`, the interrupted effort is resumed from its start.
    """

    place: Place
    attempts: tuple[EffortEnded, ...] = ()
    spent_seconds: float = 0.0
    restarts_effort: bool = False
    pains: tuple[PainSaid, ...] = ()
