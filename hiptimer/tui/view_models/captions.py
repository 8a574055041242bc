"""The caption below the large number: what it counts, and what the person has to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiptimer.foundation.text.durations import clock_face, countdown_face
from hiptimer.plan.effort import Dose
from hiptimer.plan.wording import gear_words, lead_in_words, stage_after, stage_words
from hiptimer.tui.view_models.caption_lines import SEPARATOR
from hiptimer.workout.playhead import State

if TYPE_CHECKING:
    from hiptimer.plan.effort import Effort
    from hiptimer.plan.timeline import Phase
    from hiptimer.workout.snapshot import Snapshot


def caption(snapshot: Snapshot) -> str:
    """Return the caption of a moment: the cue and the load first; may be empty."""
    load = snapshot.phase.effort.load
    texts = (_cue(snapshot), load, *_captions(snapshot), _remark(snapshot))
    return SEPARATOR.join(filter(None, texts))


def _cue(snapshot: Snapshot) -> str:
    """Return the one thing that keeps the exercise right, while it is done."""
    is_done = snapshot.phase.is_effort and snapshot.state is not State.RESUMING
    return snapshot.phase.effort.movement.cue if is_done else ""


def _captions(snapshot: Snapshot) -> tuple[str, ...]:
    """Return what the number counts, and how a phase ends that lasts until the person ends it."""
    if snapshot.state is State.RESUMING:
        seconds = countdown_face(snapshot.lead_in_remaining)
        return (f"{lead_in_words(snapshot.elapsed)} {seconds}",)
    if snapshot.phase.is_effort:
        return _effort_captions(snapshot)
    is_waiting = snapshot.phase.waits and not snapshot.is_ready
    return ("Enter when ready",) if is_waiting else ()


def _effort_captions(snapshot: Snapshot) -> tuple[str, ...]:
    effort = snapshot.phase.effort
    if snapshot.rep:
        return _rep_captions(effort, snapshot.rep.rep)
    if effort.dose is Dose.FREE:
        counted = snapshot.counted_reps
        return (f"{effort.planned_reps} planned" if counted is None else f"{counted} done",)
    if effort.dose is Dose.OPEN:
        marks = (f"{mark.whose} {clock_face(mark.seconds)}" for mark in snapshot.marks)
        ending = "Enter ends the hold" if effort.is_isometric else "Enter when done"
        return (*marks, ending, _open_words(snapshot))
    if following := stage_after(effort, snapshot.elapsed):
        return (f"then {stage_words(following)}",)
    seconds = round(snapshot.elapsed + (snapshot.remaining or 0))
    return (f"of {_seconds_words(seconds)}",)


def _rep_captions(effort: Effort, rep: int) -> tuple[str, ...]:
    """Return how reps to fatigue end; empty if their number is prescribed."""
    if effort.target_reps is None:
        return ()
    mark = "target" if rep <= effort.target_reps else "max"
    reps = effort.target_reps if mark == "target" else effort.cap_reps
    return ("Enter when done", f"{mark} {reps}")


def _open_words(snapshot: Snapshot) -> str:
    target, cap = snapshot.phase.target_seconds, snapshot.phase.cap_seconds
    if snapshot.elapsed < target:
        return f"target {clock_face(target)}"
    return "past the target" if cap is None else f"max {clock_face(cap)}"


def _seconds_words(seconds: int) -> str:
    return f"{seconds} s" if seconds < 60 else clock_face(seconds)


def _remark(snapshot: Snapshot) -> str:
    """Return what the person has to do with hands or keys at this moment."""
    phase = snapshot.phase
    if not phase.is_effort:
        return _gear(phase)
    is_done = phase.effort.dose is Dose.FREE and snapshot.state is not State.RESUMING
    return "Enter when done" if is_done else ""


def _gear(phase: Phase) -> str:
    return SEPARATOR.join(gear_words(phase.gear))
