"""One circuit under way: the engine, the clock, the loudspeaker, and whoever listens.

The only place that reads the clock. Views call `tick` when `due_in_seconds` says so and whenever
they like in between: it is idempotent, and how often it comes changes nothing but the picture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiptimer.audio.score import HORIZON_SECONDS, reached, set_end, upcoming
from hiptimer.audio.speaker import Note
from hiptimer.clock import Clock
from hiptimer.engine import SHORT_PAUSE_SECONDS, Engine
from hiptimer.moment import moment_of, seconds_to_change
from hiptimer.playhead import (
    EffortEnded,
    Ended,
    EndedBy,
    LeadInBegan,
    Paused,
    Resumed,
    Slept,
    State,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hiptimer.audio.speaker import Speaker
    from hiptimer.moment import Moment
    from hiptimer.playhead import Event, Playhead
    from hiptimer.timeline import Timeline

    Listener = Callable[[Event], None]

TICK_SECONDS = 1.0
ASLEEP_SECONDS = 2.0
_TOP_UP_SECONDS = 20.0
_STILL_SOUNDING_SECONDS = 10.0
_SOFTEST = 10


class Workout:
    """Joins a timeline with a clock and a speaker, and tells listeners every event.

    Commands that are refused raise `hiptimer.engine.Refused` and change nothing.
    """

    def __init__(
        self,
        timeline: Timeline,
        speaker: Speaker,
        clock: Clock | None = None,
        *,
        volume: int = 100,
        unattended: bool = False,
        listeners: Sequence[Listener] = (),
    ) -> None:
        self.timeline = timeline
        self.speaker = speaker
        self.clock = clock or Clock()
        self.engine = Engine(timeline, unattended=unattended)
        self.listeners = list(listeners)
        self.attempts: list[EffortEnded] = []
        self.is_muted = False
        self.spent_seconds = 0.0
        self.volume = volume
        self._score: tuple[Note, ...] = ()
        self._scored_at = 0.0
        self._monotonic = self._began_at = self.clock.monotonic()
        self._since_boot = self.clock.since_boot()
        self._due_in_seconds = 0.0

    @property
    def head(self) -> Playhead:
        """Where the playhead stood at the last tick or command."""
        return self.engine.head

    @property
    def state(self) -> State:
        """How the playhead moves."""
        return self.engine.head.state

    @property
    def is_moving(self) -> bool:
        """Whether time moves it: it runs, or its lead-in does."""
        return self.state in (State.RUNNING, State.RESUMING)

    def moment(self) -> Moment:
        """Return what to show, as of the last tick or command."""
        return moment_of(self.timeline, self.engine.head)

    def due_in_seconds(self) -> float:
        """Return the real seconds until something to see or to decide changes, at most one."""
        wait = seconds_to_change(self.engine) / self.clock.speed
        self._due_in_seconds = min(TICK_SECONDS, max(0.0, wait))
        return self._due_in_seconds

    def tick(self) -> None:
        """Let time pass. A tick that comes much too late pauses at the last good moment."""
        now = self._now()
        if now is not None:
            self._pass_time(now)

    def start(self) -> None:
        """Begin."""
        self._set_volume()
        self._do(self.engine.start)

    def pause(self) -> None:
        """Stand still; see `Engine.pause`."""
        self._do(self.engine.pause)

    def resume(self) -> None:
        """Go on; see `Engine.resume`."""
        self._do(self.engine.resume)

    def pause_or_resume(self) -> None:
        """Pause what moves, resume what stands."""
        self._do(self.engine.resume if self.state is State.PAUSED else self.engine.pause)

    def done(self) -> None:
        """End an effort and keep it, or say that one is ready; see `Engine.done`."""
        self._do(self.engine.done)

    def next(self) -> None:
        """Go to the next phase; see `Engine.next`."""
        self._do(self.engine.next)

    def previous(self) -> None:
        """Go back to the preceding effort; see `Engine.previous`."""
        self._do(self.engine.previous)

    def again(self) -> None:
        """Begin this effort again; see `Engine.again`."""
        self._do(self.engine.again)

    def lengthen(self, seconds: float) -> None:
        """Make this phase longer, or shorter where `seconds` are negative."""
        self._do(lambda now: self.engine.lengthen(now, seconds), cuts=False)

    def stop(self) -> None:
        """End here; what was done stays done."""
        self._do(self.engine.stop)

    def mute(self) -> None:
        """Turn the sound off, or on again. The score runs on in silence."""
        self.is_muted = not self.is_muted
        self._set_volume()

    def change_volume(self, percent_points: int) -> None:
        """Make all sound louder, or softer where negative, from now on.

        It stays between 10 and 100 %: silence is what `mute` is for, and louder ends it.
        """
        softest = min(_SOFTEST, self.volume)
        self.volume = max(softest, min(100, self.volume + percent_points))
        if percent_points > 0:
            self.is_muted = False
        self._set_volume()

    def since_start(self, moment: float) -> float:
        """Return the seconds from the start of the workout to `moment`, pauses included."""
        return moment - self.clock.told(self._began_at)

    def leave_unattended(self) -> None:
        """Let open efforts end at their target from now on: nobody can say Done any more."""
        self.engine.unattended = True
        if self.is_moving:
            self._play(self._still_sounding(self.head.now))

    def _set_volume(self) -> None:
        self.speaker.set_volume(0 if self.is_muted else self.volume)

    def _do(self, command: Callable[[float], tuple[Event, ...]], *, cuts: bool = True) -> None:
        now = self._now()
        if now is None:
            # The machine slept and the workout stands still, which the key could not know.
            return
        self._pass_time(now)
        before = self._place()
        events = command(now)
        self._tell(events)
        if self._place() != before:
            still = () if cuts else self._still_sounding(now)
            self._play((*still, *self._answers(events, now), *reached(self.timeline, events)))

    def _pass_time(self, now: float) -> None:
        index = self.engine.head.index
        events = self.engine.advance(now)
        self._tell(events)
        top_up_due = now - self._scored_at > _TOP_UP_SECONDS * self.clock.speed
        if self.engine.head.index != index or top_up_due:
            still = self._still_sounding(now)
            # What comes after a gate was in no score: nobody knew when.
            new = (note for note in reached(self.timeline, events) if note not in self._score)
            self._play((*still, *new))

    def _place(self) -> tuple[object, ...]:
        head = self.engine.head
        return head.state, head.index, head.anchor, head.seconds

    def _now(self) -> float | None:
        """Return the moment to tell the engine; None when the machine slept, which pauses."""
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
            # The clock the engine is told may have slept, too, and tell of a short pause.
            self.engine.leave_position()
        now = self.clock.told(monotonic)
        if not is_asleep:
            return now
        if self.engine.unattended and self.state is State.PAUSED:
            # Nobody is there who could say that it goes on.
            self._tell(self.engine.resume(now))
        self._play((Note(now, "warning"),))
        return None

    def _tell(self, events: Sequence[Event]) -> None:
        for event in events:
            if isinstance(event, EffortEnded):
                self.attempts.append(event)
            if isinstance(event, Ended):
                self.spent_seconds = self.since_start(event.moment)
            for listener in self.listeners:
                listener(event)

    def _answers(self, events: Sequence[Event], now: float) -> tuple[Note, ...]:
        """Return the sounds that tell a person that a command was taken."""
        sounds: list[str] = []
        for event in events:
            match event:
                case EffortEnded(by=EndedBy.PERSON | EndedBy.CLOCK as by, index=index):
                    if by is EndedBy.PERSON:
                        sounds.append("kept")
                    if self.timeline.phases[index].ends_set:
                        sounds.append(set_end(self.timeline, index))
                case Paused():
                    sounds.append("paused")
                case LeadInBegan() | Resumed():
                    sounds.append("resumed")
                case Ended(finished=True):
                    sounds.append("finish")
        return tuple(Note(now, sound) for sound in sounds)

    def _still_sounding(self, now: float) -> tuple[Note, ...]:
        # Only a sound made for a length runs as fast as the clock: the rest take their own time.
        own_seconds = _STILL_SOUNDING_SECONDS * self.clock.speed
        return tuple(
            note
            for note in self._score
            if 0 <= now - note.moment < max(own_seconds, note.seconds or 0.0)
        )

    def _play(self, notes: tuple[Note, ...]) -> None:
        """Hand the speaker `notes` and all that is coming."""
        speed = self.clock.speed
        coming = upcoming(self.engine, HORIZON_SECONDS * speed)
        self._score = (*notes, *(note for note in coming if note not in notes))
        self._scored_at = self.engine.head.now
        self.speaker.play(
            [
                Note(
                    self.clock.monotonic_at(note.moment),
                    note.sound,
                    note.pitch,
                    note.seconds and note.seconds / speed,
                )
                for note in self._score
            ]
        )
