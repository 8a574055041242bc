"""Where a workout stands, and what may happen next.

A command that has no row in `MOVES` for the state it finds is refused. Time moves on its own: a
running phase ends, a lead-in runs out.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiptimer.plan.timeline import Cue
    from hiptimer.workout.events import EffortEnded


class State(StrEnum):
    """How the playhead moves: `RESUMING` is the lead-in before an effort goes on."""

    READY = "ready"
    RUNNING = "running"
    PAUSED = "paused"
    RESUMING = "resuming"
    FINISHED = "finished"
    STOPPED = "stopped"


class Command(StrEnum):
    """What a person can ask for; `TIME` is what passes by itself."""

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
        Command.NEXT: frozenset({_R, _F}),
        Command.PREVIOUS: frozenset({_L}),
        Command.AGAIN: frozenset({_L}),
        Command.LENGTHEN: frozenset({_R, _F}),
        Command.END_AFTER_SET: frozenset({_R}),
        Command.GO_ON_AFTER_SET: frozenset({_R}),
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
        Command.STOP: frozenset({_S}),
        Command.TIME: frozenset({_P}),
    },
    State.RESUMING: {
        Command.PAUSE: frozenset({_P}),
        Command.DONE: frozenset({_L}),
        Command.NEXT: frozenset({_R, _F}),
        Command.PREVIOUS: frozenset({_L}),
        Command.AGAIN: frozenset({_L}),
        Command.LENGTHEN: frozenset({_L}),
        Command.END_AFTER_SET: frozenset({_L}),
        Command.GO_ON_AFTER_SET: frozenset({_L}),
        Command.STOP: frozenset({_S}),
        Command.TIME: frozenset({_L, _R, _F}),
    },
    State.FINISHED: {Command.TIME: frozenset({_F})},
    State.STOPPED: {Command.TIME: frozenset({_S})},
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a workout can be gone on with another time: of a playhead, what no clock is needed for.

    `elapsed` are the seconds into phase `index`, which is `seconds` long today, None where nobody
    knows; `heard` of its cues are over.
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
    `seconds` is this phase's length today, None where nobody knows it. `cues` are those of this
    pass, of which `cues[:heard]` are over. `paused_at` is None where the person has left the
    position this phase needs.
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

    @property
    def next_cue(self) -> Cue | None:
        """The next cue of this phase, None after the last."""
        return self.cues[self.heard] if self.heard < len(self.cues) else None

    @property
    def lead_in_remaining(self) -> float:
        """Seconds until the effort goes on; 0.0 when no lead-in runs."""
        return max(0.0, self.anchor - self.now) if self.state is State.RESUMING else 0.0

    @property
    def place(self) -> Place:
        """Where to go on if nothing comes after this moment."""
        return Place(self.index, self.elapsed, self.seconds, self.heard)

    @property
    def is_over(self) -> bool:
        """Whether no command can move this playhead any more."""
        return self.state in (State.FINISHED, State.STOPPED)


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was done of a workout before it was left: where it stood, the attempts, the time spent.

    With `restarts_effort`, the effort it was left in is gone on with from its start.
    """

    place: Place
    attempts: tuple[EffortEnded, ...] = ()
    spent_seconds: float = 0.0
    restarts_effort: bool = False
