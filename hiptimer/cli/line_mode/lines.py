"""The lines of the line-by-line view: events and the current state of a workout, in words.

They contain all that the screen shows, each in one sentence at most.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiptimer.foundation.text.durations import clock_face, countdown_face, duration_text
from hiptimer.plan.choices import chosen_sets_of_blocks
from hiptimer.plan.effort import Dose
from hiptimer.plan.wording import (
    dose_words,
    effort_words,
    introduction_words,
    lead_in_words,
    phase_word,
    place_words,
    reps_words,
    side_word,
)
from hiptimer.session.commands import LINE_HELP
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
from hiptimer.workout.summary import attempt_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hiptimer.plan.effort import Effort, RepPosition
    from hiptimer.plan.plan import Plan
    from hiptimer.plan.timeline import Phase
    from hiptimer.workout.events import Event
    from hiptimer.workout.hold_marks import HoldMark
    from hiptimer.workout.snapshot import Snapshot
    from hiptimer.workout.summary import Summary
    from hiptimer.workout.workout import Workout


KEYS = (
    ", ".join(
        f"{' and '.join(it or 'Enter' for it in typed)} = {words}"
        for typed, words in LINE_HELP.items()
    )
    + "; each with Enter"
)

_ENTER_WHEN_READY = "Enter when ready"


def opening_lines(plan: Plan, workout: Workout) -> Iterator[str]:
    """Yield the lines before the start of a workout."""
    circuit, timeline = plan.circuit, plan.timeline
    sets = chosen_sets_of_blocks(circuit, plan.choices)
    planned = clock_face(timeline.planned_seconds)
    yield f"{circuit.title}; {sets}; {planned} total{_end_words(workout.snapshot())}"
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
            yield from _set_lines(phases, index, workout.snapshot())
            if marks := workout.marks(index):
                yield _marks_line(marks)
        case CueReached(index=index):
            yield from _cue_lines(phases[index], event)
        case EffortEnded(by=EndedBy.CLOCK):
            pass
        case EffortEnded():
            yield attempt_words(event)
        case Paused():
            yield "paused; p and Enter to resume"
        case LeadInBegan(seconds=seconds):
            phase = phases[workout.head.index]
            when = f"{lead_in_words(workout.head.elapsed)} {duration_text(seconds)}"
            yield f"get into position: {effort_words(phase.effort)}; {when}"
        case Resumed():
            yield "resumed"
        case Slept(seconds=seconds):
            yield f"the machine slept for {duration_text(round(seconds))}"


def status_line(snapshot: Snapshot) -> str:
    """Return the current state: what is on and its time to go, what follows, and the end."""
    effort = snapshot.phase.effort
    to_go = clock_face(countdown_face(snapshot.workout_remaining_seconds))
    parts = [
        f"{_state_word(snapshot)}: {effort_words(effort)}",
        _count_words(snapshot),
        place_words(effort),
        *([_marks_line(snapshot.marks)] if snapshot.marks else []),
        f"next: {effort_words(snapshot.following.effort)}"
        if snapshot.following
        else "next: the end",
        f"workout: {to_go} to go{_end_words(snapshot)}",
    ]
    return "; ".join(parts)


def summary_lines(summary: Summary, remark: str = "") -> Iterator[str]:
    """Yield what was planned and what was done, one line per exercise and side.

    The `remark` follows the headline, if there is one.
    """
    yield summary.headline()
    if remark:
        yield remark
    for row in summary.rows:
        side = f", {side_word(row.side)}" if row.side else ""
        notes = "".join(f"; {note}" for note in row.notes)
        yield f"{row.title}{side}: planned {row.planned}, done {row.done}{notes}"
    for title in summary.skipped:
        yield f"{title}: skipped by choice"


def _end_words(snapshot: Snapshot) -> str:
    return f", ends {snapshot.ends_at:%H:%M}" if snapshot.ends_at else ""


def _state_word(snapshot: Snapshot) -> str:
    if snapshot.state is State.PAUSED:
        return "paused"
    if snapshot.state is State.RESUMING:
        return "get ready"
    return phase_word(snapshot.phase, snapshot.elapsed, is_ready=snapshot.is_ready)


def _count_words(snapshot: Snapshot) -> str:
    effort = snapshot.phase.effort
    if snapshot.state is State.RESUMING:
        seconds = duration_text(countdown_face(snapshot.lead_in_remaining))
        return f"{lead_in_words(snapshot.elapsed)} {seconds}"
    if snapshot.rep:
        return _rep_number(snapshot.rep, effort)
    if snapshot.remaining is not None:
        return f"{duration_text(countdown_face(snapshot.remaining))} to go"
    elapsed = int(snapshot.elapsed)
    if snapshot.phase.waits:
        return f"{duration_text(elapsed)} so far; {_ENTER_WHEN_READY}"
    if effort.dose is Dose.FREE:
        return f"{_free_reps_words(effort)} at your own pace"
    target = duration_text(snapshot.phase.target_seconds)
    return f"{_so_far_words(effort, elapsed)}, target {target}"


def _free_reps_words(effort: Effort) -> str:
    if effort.reps is None:
        return f"reps to fatigue, about {effort.target_reps},"
    return f"{effort.reps} reps"


def _so_far_words(effort: Effort, seconds: float) -> str:
    words = duration_text(seconds)
    return f"held {words}" if effort.is_isometric else f"{words} so far"


def _marks_line(marks: Sequence[HoldMark]) -> str:
    words = (f"{mark.whose} {duration_text(round(mark.seconds, 1))}" for mark in marks)
    return f"to match: {', '.join(words)}"


def _set_lines(phases: Sequence[Phase], index: int, snapshot: Snapshot) -> Iterator[str]:
    """Yield the time to go at the start of each set after the first."""
    effort = phases[index].effort
    before = phases[max(0, index - 1)].effort
    if before.block != effort.block or before.set < effort.set:
        to_go = clock_face(countdown_face(snapshot.workout_remaining_seconds))
        block = f"{effort.block_title} · " if effort.block_title else ""
        place = f"{block}set {effort.set} of {effort.sets}"
        yield f"{place}; {to_go} to go{_end_words(snapshot)}"


def _phase_lines(phases: Sequence[Phase], index: int) -> Iterator[str]:
    phase = phases[index]
    effort = phase.effort
    if phase.is_effort:
        parts = (effort_words(effort), dose_words(effort), place_words(effort), effort.movement.cue)
        yield f"{effort.movement.word}: {'; '.join(filter(None, parts))}"
    else:
        length = _ENTER_WHEN_READY if phase.waits else duration_text(phase.target_seconds)
        yield f"{phase.cues[0].say} {length}."
    if all(before.effort.movement.id != effort.movement.id for before in phases[:index]):
        yield from introduction_words(effort)


def _cue_lines(phase: Phase, reached: CueReached) -> Iterator[str]:
    cue = reached.cue
    effort = phase.effort
    match cue.sound:
        case "tick-in" | "tick-out":
            yield f"{countdown_face(reached.remaining or 0.0)}"
        case "drive" | "beat" | "return":
            yield _rep_words(phase, cue.at)
        case "hold-tick":
            yield _so_far_words(effort, cue.at)
        case "target" if effort.is_isometric:
            yield f"held {duration_text(cue.at)}, the target; hold until you lose the position"
        case "target":
            reps = effort.target_reps
            amount = duration_text(cue.at) if reps is None else reps_words(reps)
            yield f"{amount}, the target; continue to fatigue"
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
        return rep.beat.word
    side = f", {rep.side}" if phase.effort.side == "alternate" else ""
    return f"{_rep_number(rep, phase.effort)}{side}: {rep.beat.word}"


def _rep_number(rep: RepPosition, effort: Effort) -> str:
    return f"rep {rep.rep} of {effort.reps}" if effort.reps else f"rep {rep.rep}"
