"""The cues of a phase: what is heard, and when.

Cues are at `0 <= at < seconds`, in the order they sound. Sounds that respond to the person (kept,
paused, finish) cannot be planned and are not cues.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hiptimer.plan.effort import Dose
from hiptimer.plan.roles import Role, beat_roles
from hiptimer.plan.timeline import Cue, PhaseKind
from hiptimer.plan.wording import announcement, seconds_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hiptimer.circuit.model import Stage
    from hiptimer.plan.effort import Beat, Effort
    from hiptimer.plan.timeline import Gear

COUNTDOWN_SECONDS = (3.0, 2.0, 1.0)
HOLD_TICK_SECONDS = 10.0
HALFWAY_FROM_SECONDS = 20.0
REMINDER_GAP_SECONDS = 1.0

LONGEST_TONE_SECONDS = 8.0
"""A beat longer than this has a mark at its start and a countdown, instead of its own tone."""

_BEAT_SOUNDS: Final[Mapping[Role, str]] = {
    Role.CONCENTRIC: "drive",
    Role.HOLD: "beat",
    Role.ECCENTRIC: "return",
}

# Moments closer than this are one moment: half the millisecond that `show --json` rounds to.
_SAME_MOMENT_SECONDS = 0.0005


def pause_cues(
    kind: PhaseKind, effort: Effort, gear: Gear, seconds: float | None
) -> tuple[Cue, ...]:
    """Return the cues of a prepare, switch or rest of `seconds` that leads to `effort`.

    With None it lasts until the person is ready, and only then has a countdown.
    """
    sounds = {
        PhaseKind.PREPARE: None,
        PhaseKind.SWITCH: f"switch-{effort.side}",
        PhaseKind.REST: "rest",
    }
    opening = Cue(0.0, sounds[kind], announcement(kind, effort, gear))
    if seconds is None:
        return (opening,)
    cues = [opening, *countdown("tick-in", seconds)]
    if kind is PhaseKind.REST:
        _remind(cues, effort, seconds)
    return tuple(sorted(cues, key=lambda cue: cue.at))


def effort_cues(
    effort: Effort, seconds: float | None, announced_by: str | None = None
) -> tuple[Cue, ...]:
    """Return the cues of an effort that lasts `seconds`, or until the person ends it.

    `announced_by` is the text of the first cue of an effort without a pause before it.
    """
    cues = list(_sounds(effort, seconds))
    if announced_by:
        cues[0] = _with_words(cues[0], announced_by, cues[0].say)
    end = _end(effort, seconds)
    for stage in effort.stages:
        if stage.at < end:
            _merge(cues, stage)
    if effort.dose in (Dose.TIME, Dose.HOLD) and seconds is not None:
        _remind(cues, effort, seconds)
    return tuple(sorted(cues, key=lambda cue: cue.at))


def _sounds(effort: Effort, seconds: float | None) -> Iterator[Cue]:
    if effort.tempo:
        yield from _rep_sounds(effort)
    elif effort.dose is Dose.OPEN:
        yield from _open_hold_sounds(effort)
    elif seconds is None:
        yield Cue(0.0, "go")
    else:
        yield from _timed_sounds(effort, seconds)


def _rep_sounds(effort: Effort) -> Iterator[Cue]:
    roles = beat_roles(effort.tempo)
    for rep in range(effort.most_reps):
        at = rep * effort.rep_seconds
        if rep + 1 == effort.reps:
            yield Cue(at, "last-rep", "Last one.")
        if rep == effort.target_reps:
            # The target is reached at the end of the rep before.
            yield Cue(at, "target")
        for beat, role in zip(effort.tempo, roles, strict=True):
            yield from _beat_sounds(beat, role, at)
            at += beat.seconds


def _beat_sounds(beat: Beat, role: Role, at: float) -> Iterator[Cue]:
    """Yield the tone of a beat, or, of a long one, a mark at its start and a countdown."""
    if beat.seconds <= LONGEST_TONE_SECONDS:
        yield Cue(at, _BEAT_SOUNDS[role])
        return
    yield Cue(at, "beat")
    for cue in countdown("tick-out", beat.seconds):
        yield cue._replace(at=at + cue.at)


def _open_hold_sounds(effort: Effort) -> Iterator[Cue]:
    yield Cue(0.0, "go")
    end = _end(effort, None)
    marks = [Cue(effort.target_seconds, "target")] if effort.target_seconds < end else []
    marks += [
        cue for cue in countdown("tick-out", end) if not _same_moment(cue.at, effort.target_seconds)
    ]
    yield from marks
    ticks = int(end / HOLD_TICK_SECONDS)
    for at in (HOLD_TICK_SECONDS * (number + 1) for number in range(ticks)):
        if at < end and not any(_same_moment(at, mark.at) for mark in marks):
            yield Cue(at, "hold-tick")


def _timed_sounds(effort: Effort, seconds: float) -> Iterator[Cue]:
    yield Cue(0.0, "go")
    planned = effort.target_seconds
    halfway = planned / 2
    countdown_starts = seconds - COUNTDOWN_SECONDS[0]
    if planned >= HALFWAY_FROM_SECONDS and not effort.stages and halfway < countdown_starts:
        yield Cue(halfway, "halfway")
    yield from countdown("tick-out", seconds)


def countdown(sound: str, seconds: float) -> Iterator[Cue]:
    """Yield a sound at 3, 2 and 1 s before the end at `seconds`."""
    for before in COUNTDOWN_SECONDS:
        if seconds - before > 0:
            yield Cue(seconds - before, sound)


def _end(effort: Effort, seconds: float | None) -> float:
    if seconds is not None:
        return seconds
    return float("inf") if effort.cap_seconds is None else effort.cap_seconds


def _remind(cues: list[Cue], effort: Effort, seconds: float) -> None:
    """Add the reminders before the end at `seconds`, except within a second of another cue."""
    for before in effort.remind_seconds:
        at = seconds - before
        if at > 0 and all(abs(at - cue.at) > REMINDER_GAP_SECONDS for cue in cues):
            cues.append(Cue(at, say=f"{seconds_words(before).capitalize()} to go."))


def _merge(cues: list[Cue], stage: Stage) -> None:
    for index, cue in enumerate(cues):
        if _same_moment(cue.at, stage.at):
            cues[index] = _with_words(cue, cue.say, stage.say)
            return
    cues.append(Cue(stage.at, "stage", stage.say))


def _with_words(cue: Cue, *words: str | None) -> Cue:
    return cue._replace(say=" ".join(filter(None, words)))


def _same_moment(one: float, other: float) -> bool:
    return abs(one - other) < _SAME_MOMENT_SECONDS
