"""The lines of the line-by-line view: events and the current state of a workout, in words.

They contain all that the screen shows, each in one sentence at most.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiptimer.foundation.text.durations import clock_face, face, span
from hiptimer.plan.choices import sets_words
from hiptimer.plan.wording import (
    dose_words,
    effort_words,
    introduction_words,
    phase_word,
    place_words,
)
from hiptimer.workout.events import (
    CueReached,
    EffortEnded,
    EndedBy,
    LeadInBegan,
    Paused,
    PhaseBegan,
    Resumed,
    Slept,
)
from hiptimer.workout.playhead import State
from hiptimer.workout.results import outcome_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hiptimer.plan.plan import Plan
    from hiptimer.plan.timeline import Phase
    from hiptimer.workout.events import Event
    from hiptimer.workout.hold_marks import HoldMark
    from hiptimer.workout.results import Summary
    from hiptimer.workout.snapshot import Moment
    from hiptimer.workout.workout import Workout


def opening_lines(plan: Plan, workout: Workout) -> Iterator[str]:
    """Yield the lines before the start of a workout."""
    circuit, timeline = plan.circuit, plan.timeline
    sets = sets_words(circuit, plan.choices.sets)
    planned = clock_face(timeline.planned_seconds)
    yield f"{circuit.title}; sets: {sets}; {planned} planned{_end_words(workout.moment())}"
    if plan.fit_words:
        yield plan.fit_words
    if circuit.warning:
        yield circuit.warning.strip()


def event_lines(event: Event, workout: Workout) -> Iterator[str]:
    """Yield the lines for an event."""
    phases = workout.timeline.phases
    match event:
        case PhaseBegan(index=index):
            yield from _phase_lines(phases, index)
            yield from _set_lines(phases, index, workout.moment())
            if marks := workout.marks(index):
                yield _marks_line(marks)
        case CueReached(index=index):
            yield from _cue_lines(phases[index], event)
        case EffortEnded(by=EndedBy.CLOCK):
            pass
        case EffortEnded():
            yield outcome_words(event)
        case Paused():
            yield "paused; p and Enter resumes"
        case LeadInBegan(seconds=seconds):
            phase = phases[workout.head.index]
            yield f"get into position: {effort_words(phase.effort)}; resuming in {span(seconds)}"
        case Resumed():
            yield "on"
        case Slept(seconds=seconds):
            yield f"the machine stood still for {span(round(seconds))}"


def status_line(moment: Moment) -> str:
    """Return the current state: what is on and its time to go, what follows, and the end."""
    effort = moment.phase.effort
    parts = [
        f"{_state_word(moment)}: {effort_words(effort)}",
        _count_words(moment),
        place_words(effort),
        *([_marks_line(moment.marks)] if moment.marks else []),
        f"next: {effort_words(moment.following.effort)}" if moment.following else "the last one",
        f"workout: {clock_face(face(moment.workout_remaining_seconds))} to go{_end_words(moment)}",
    ]
    return "; ".join(parts)


def summary_lines(summary: Summary) -> Iterator[str]:
    """Yield what was planned and what was done, one line per exercise and side."""
    yield summary.headline()
    for row in summary.rows:
        side = f", {row.side}" if row.side else ""
        notes = "".join(f"; {note}" for note in row.notes)
        yield f"{row.title}{side}: planned {row.planned}, done {row.done}{notes}"
    for title in summary.skipped:
        yield f"{title}: skipped by choice"


def _end_words(moment: Moment) -> str:
    return f", ends {moment.ends_at:%H:%M}" if moment.ends_at else ""


def _state_word(moment: Moment) -> str:
    if moment.state is State.PAUSED:
        return "paused"
    if moment.state is State.RESUMING:
        return "get ready"
    return phase_word(moment.phase, moment.elapsed)


def _count_words(moment: Moment) -> str:
    effort = moment.phase.effort
    if moment.state is State.RESUMING:
        return f"resuming in {span(face(moment.lead_in_remaining))}"
    if moment.rep:
        return f"rep {moment.rep.rep} of {effort.reps}"
    if moment.remaining is not None:
        return f"{span(face(moment.remaining))} to go"
    if effort.reps is not None:
        return f"{effort.reps} reps at your own pace"
    return f"held {span(int(moment.elapsed))}, target {span(moment.phase.target_seconds)}"


def _marks_line(marks: Sequence[HoldMark]) -> str:
    words = (f"{mark.whose} {span(round(mark.seconds, 1))}" for mark in marks)
    return f"to match: {', '.join(words)}"


def _set_lines(phases: Sequence[Phase], index: int, moment: Moment) -> Iterator[str]:
    """Yield the time to go at the start of each set after the first."""
    effort = phases[index].effort
    if index and phases[index - 1].effort.set < effort.set:
        to_go = clock_face(face(moment.workout_remaining_seconds))
        yield f"set {effort.set} of {effort.sets}; {to_go} to go{_end_words(moment)}"


def _phase_lines(phases: Sequence[Phase], index: int) -> Iterator[str]:
    phase = phases[index]
    effort = phase.effort
    if phase.is_effort:
        what = f"{effort_words(effort)}; {dose_words(effort)}; {place_words(effort)}"
        yield f"{effort.movement.word}: {what}"
    else:
        yield f"{phase.cues[0].say} {span(phase.target_seconds)}."
    if all(before.effort.movement.id != effort.movement.id for before in phases[:index]):
        yield from introduction_words(effort)


def _cue_lines(phase: Phase, reached: CueReached) -> Iterator[str]:
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
