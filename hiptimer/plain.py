"""The line-by-line view: what the screen shows, in words, one line an event.

For pipes, screen readers and dumb terminals: no escape sequence, nothing is ever drawn again.
Commands are lines on stdin: Enter alone is done, a letter and Enter is anything else.
"""

from __future__ import annotations

import contextlib
import queue
import threading
from typing import TYPE_CHECKING

from hiptimer.choices import sets_words
from hiptimer.engine import Refused
from hiptimer.playhead import (
    CueReached,
    EffortEnded,
    EndedBy,
    LeadInBegan,
    Paused,
    PhaseBegan,
    Resumed,
    Slept,
)
from hiptimer.results import outcome_words
from hiptimer.signals import SignalledToLeave, raised
from hiptimer.words import (
    clock_face,
    dose_words,
    effort_words,
    end_words,
    face,
    introduction_words,
    place_words,
    sentence,
    span,
    volume_words,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import TextIO

    from hiptimer.plan import Plan
    from hiptimer.playhead import Event
    from hiptimer.results import Summary
    from hiptimer.timeline import Phase
    from hiptimer.workout import Workout

KEYS = (
    "Enter = done or ready, p = pause or go on, n = next, b = back, r = again, "
    "+ and - = 5 seconds more or less, e = end after this set or take that back, m = mute, "
    "[ and ] = softer or louder, q = quit; each with Enter"
)


class PlainView:
    """Follows one workout, writing to `output` and obeying the lines of `commands`.

    Of `complaints` each is told once, as soon as it is there.
    """

    def __init__(
        self,
        workout: Workout,
        commands: TextIO,
        output: TextIO,
        complaints: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        self._workout = workout
        self._complaints = complaints
        self._told: list[str] = []
        self._output = output
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._commands = commands
        self._trouble: str | None = None
        self._interruption = workout.speaker.interruption
        workout.listeners.append(self._tell)

    def follow(self) -> None:
        """Run the workout to its end, or until somebody quits.

        Raises:
            SignalledToLeave: the system asked the program to end; the workout is left.

        """
        # A line may never come, and the program must not wait for one to end.
        threading.Thread(target=self._read_commands, daemon=True).start()
        try:
            with raised():
                self.say_trouble()
                self._workout.start()
                while not self._workout.head.is_over:
                    self._wait()
        except SignalledToLeave:
            self._workout.leave()
            raise

    def let_ring(self, seconds: float) -> None:
        """Wait for the last sound to end; a line of commands ends the wait."""
        with contextlib.suppress(queue.Empty):
            while self._lines.get(timeout=seconds) is None:
                pass

    def write(self, line: str) -> None:
        """Write one line, at once."""
        print(line, file=self._output, flush=True)

    def _read_commands(self) -> None:
        for line in self._commands:
            self._lines.put(line.strip().lower())
        self._lines.put(None)

    def _wait(self) -> None:
        try:
            line = self._lines.get(timeout=self._workout.due_in_seconds())
        except queue.Empty:
            self._workout.tick()
        else:
            self.obey(line)
        self.say_trouble()

    def obey(self, line: str | None) -> None:
        """Do what one line of commands says; None is the end of them."""
        if line is None:
            self._workout.leave_unattended()
            return
        command = _commands(self._workout).get(line)
        if command is None:
            self.write(KEYS)
            return
        try:
            command()
        except Refused as refusal:
            self.write(f"Not now: {refusal}.")
            return
        if line in ("[", "]"):
            self.write(volume_words(self._workout.volume, is_muted=self._workout.is_muted))
        if line == "e":
            self.write(sentence(end_words(ends_after_set=self._workout.ends_after_set)))

    def say_trouble(self) -> None:
        """Write what is wrong with sound or diary, or was for a moment, unless it was said."""
        for complaint in self._complaints():
            if complaint not in self._told:
                self._told.append(complaint)
                self.write(complaint)
        speaker = self._workout.speaker
        if speaker.interruption != self._interruption:
            self.write(f"{speaker.interruption}.")
        self._interruption = speaker.interruption
        trouble = speaker.trouble
        if trouble and trouble != self._trouble:
            self.write(f"{trouble}.")
        self._trouble = trouble

    def _tell(self, event: Event) -> None:
        for words in self._event_words(event):
            at = self._workout.since_start(event.moment)
            self.write(f"{clock_face(at):>5}  {words}")

    def _event_words(self, event: Event) -> Iterator[str]:
        phases = self._workout.timeline.phases
        match event:
            case PhaseBegan(index=index):
                yield from _phase_words(phases, index)
            case CueReached(index=index):
                yield from _cue_words(phases[index], event)
            case EffortEnded(by=EndedBy.CLOCK):
                pass
            case EffortEnded():
                yield outcome_words(event)
            case Paused():
                yield "paused; p and Enter goes on"
            case LeadInBegan(seconds=seconds):
                phase = phases[self._workout.head.index]
                yield f"get into position: {effort_words(phase.effort)}; on in {span(seconds)}"
            case Resumed():
                yield "on"
            case Slept(seconds=seconds):
                yield f"the machine stood still for {span(round(seconds))}"


def opening_lines(plan: Plan) -> Iterator[str]:
    """Yield what a person reads before the start."""
    circuit, timeline = plan.circuit, plan.timeline
    sets = sets_words(circuit, plan.choices.sets)
    yield f"{circuit.title}; sets: {sets}; {clock_face(timeline.planned_seconds)} planned"
    if plan.fit_words:
        yield plan.fit_words
    if circuit.warning:
        yield circuit.warning.strip()
    yield KEYS


def write_summary(summary: Summary, output: TextIO) -> None:
    """Write what was planned and what was done, one line an exercise and side."""
    lines = [summary.headline()]
    for row in summary.rows:
        side = f", {row.side}" if row.side else ""
        notes = f" ({', '.join(row.notes)})" if row.notes else ""
        lines.append(f"{row.title}{side}: planned {row.planned}, done {row.done}{notes}")
    lines += [f"{title}: left out before the start" for title in summary.left_out]
    print("\n".join(lines), file=output, flush=True)


def _commands(workout: Workout) -> Mapping[str, Callable[[], None]]:
    return {
        "": workout.done,
        "p": workout.pause_or_resume,
        "n": workout.next,
        "b": workout.previous,
        "r": workout.again,
        "+": lambda: workout.lengthen(5.0),
        "-": lambda: workout.lengthen(-5.0),
        "e": workout.end_after_set_or_go_on,
        "m": workout.mute,
        "[": lambda: workout.change_volume(-10),
        "]": lambda: workout.change_volume(10),
        "q": workout.stop,
    }


def _phase_words(phases: Sequence[Phase], index: int) -> Iterator[str]:
    phase = phases[index]
    effort = phase.effort
    if phase.is_effort:
        what = f"{effort_words(effort)}; {dose_words(effort)}; {place_words(effort)}"
        yield f"{effort.movement.word}: {what}"
    else:
        yield f"{phase.cues[0].say} {span(phase.target_seconds)}."
    if all(before.effort.movement.id != effort.movement.id for before in phases[:index]):
        yield from introduction_words(effort)


def _cue_words(phase: Phase, reached: CueReached) -> Iterator[str]:
    cue = reached.cue
    match cue.sound:
        case "tick-in" | "tick-out":
            yield f"{face(reached.remaining or 0.0)}"
        case "drive" | "beat" | "return":
            yield _rep_words(phase, cue.at)
        case "hold-tick":
            yield f"held {span(cue.at)}"
        case "target":
            yield f"held {span(cue.at)}, the target; stay as long as the position does"
        case "halfway":
            yield "halfway"
    is_announcement = not phase.is_effort and cue.at == 0
    if cue.say and not is_announcement:
        yield cue.say


def _rep_words(phase: Phase, at: float) -> str:
    rep = phase.effort.rep_at(at)
    if rep is None:
        raise ValueError("a beat outside of paced reps")
    if rep.beat is not phase.effort.tempo[0]:
        return rep.beat.name
    side = f", {rep.side}" if phase.effort.side == "alternate" else ""
    return f"rep {rep.rep} of {phase.effort.reps}{side}: {rep.beat.name}"
