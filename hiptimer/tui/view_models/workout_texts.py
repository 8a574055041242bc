"""The appearance of one moment of a workout: every text of the screen, and its color by name.

Widgets show these texts unchanged. Nothing here depends on Textual.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hiptimer.foundation.text.durations import clock_face, face, span
from hiptimer.plan.timeline import Dose, Kind
from hiptimer.plan.wording import effort_words, gear_words, phase_word, place_words
from hiptimer.workout.playhead import State

if TYPE_CHECKING:
    from hiptimer.plan.timeline import Effort, EffortSide, Phase
    from hiptimer.workout.snapshot import Moment

TONES = ("prepare", "work", "switch", "rest", "paused")
"""The names of the colors of the phases."""

# A shorter beat is over before its number is read.
_LEAST_COUNTED_BEAT_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar that fills with time, as shares of its length from 0 to 1.

    It takes `seconds` to fill. `marks` are moments on it, such as the
    target of an open hold, which `is_past` once it is reached.
    """

    filled: float
    seconds: float
    marks: tuple[float, ...] = ()
    is_past: bool = False


@dataclass(frozen=True, slots=True)
class Glance:
    """The texts of one moment. `next_up` starts with "Next" or "Then"; empty after the last effort.

    `number` is the only large number of the screen; in a short beat it is blank. `side_means` says
    which part of the body is on that side; `place_seconds` is the place in the plan. `is_turn` is
    true in a change of side, which fills the screen. `coming` is the next exercise, or in a pause
    what resumes it; empty during an effort.
    """

    tone: str
    word: str
    title: str
    window_title: str
    coming: str
    variant: str
    side: EffortSide | None
    side_word: str
    side_means: str
    number: str
    rep: str
    caption: str
    place: str
    next_up: str
    time_to_go: str
    ends_at: str
    place_seconds: int
    is_turn: bool
    how: tuple[str, ...]
    tip: str
    warning: str


def glance(moment: Moment) -> Glance:
    """Return the texts of `moment`."""
    phase, effort = moment.phase, moment.phase.effort
    movement = effort.movement
    side = moment.rep.side if moment.rep else effort.side
    return Glance(
        tone=_tone(moment),
        word=_word(moment),
        title=movement.title,
        window_title=_window_title(moment),
        coming=_coming(moment),
        variant=movement.variant,
        side=side,
        side_word="ALTERNATING" if side == "alternate" else (side or "").upper(),
        side_means=_side_means(effort, side),
        number=_number(moment),
        rep=_rep(moment),
        caption=" · ".join(it for it in (*_captions(moment), _remark(moment)) if it),
        place=place_words(effort),
        next_up=_next_up(moment),
        time_to_go=clock_face(face(moment.workout_remaining_seconds)),
        ends_at=f"{moment.ends_at:%H:%M}" if moment.ends_at else "",
        place_seconds=int(moment.place_seconds),
        is_turn=moment.state is State.RUNNING and phase.kind is Kind.SWITCH,
        how=movement.how,
        tip=movement.tip,
        warning=movement.warning,
    )


def _tone(moment: Moment) -> str:
    if moment.state is State.PAUSED:
        return "paused"
    return "prepare" if moment.state is State.RESUMING else moment.phase.kind.value


def _word(moment: Moment) -> str:
    if moment.state is State.PAUSED:
        return "PAUSED"
    if moment.state is State.RESUMING:
        return "GET READY"
    return phase_word(moment.phase, moment.elapsed)


def _coming(moment: Moment) -> str:
    """Return what comes next, or resumes a paused workout; empty during an effort."""
    if moment.state is State.PAUSED:
        return "Space to resume"
    is_work = moment.phase.is_effort and moment.state is State.RUNNING
    return "" if is_work else moment.phase.effort.movement.title


def _window_title(moment: Moment) -> str:
    """Return what a list of windows shows: "HOLD right · 0:12 · hiptimer"."""
    side = moment.rep.side if moment.rep else moment.phase.effort.side
    seconds = moment.elapsed if moment.remaining is None else moment.remaining
    if moment.state is State.RESUMING:
        seconds = moment.lead_in_remaining
    time = clock_face(seconds if moment.remaining is None else face(seconds))
    return f"{' '.join((_word(moment), side or '')).strip()} · {_rep(moment) or time} · hiptimer"


def _side_means(effort: Effort, side: EffortSide | None) -> str:
    if side != "alternate":
        return effort.movement.side_means
    first = f"{effort.movement.first_side} first"
    return ", ".join(it for it in (first, effort.movement.side_means) if it)


def _number(moment: Moment) -> str:
    """Return the one number of a moment: what runs out, or the time gone if nothing does.

    A number is as wide at the end of its phase as at the beginning.
    """
    effort = moment.phase.effort
    if moment.state is State.RESUMING:
        return f"{face(moment.lead_in_remaining):2}"
    if moment.rep:
        counted = [it.seconds for it in effort.tempo if it.seconds >= _LEAST_COUNTED_BEAT_SECONDS]
        width = max((len(f"{face(seconds)}") for seconds in counted), default=0)
        is_counted = moment.rep.beat.seconds in counted
        return f"{face(moment.rep.beat_remaining) if is_counted else '':>{width}}"
    if moment.remaining is None:
        return clock_face(moment.elapsed)
    return _countdown(moment.remaining, moment.elapsed + moment.remaining)


def _countdown(remaining: float, length: float) -> str:
    """Return the time to go, padded to the width of the whole length."""
    words = clock_face if face(length) >= 60 else str
    return words(face(remaining)).rjust(len(words(face(length))))


def _rep(moment: Moment) -> str:
    return f"rep {moment.rep.rep} of {moment.phase.effort.reps}" if moment.rep else ""


def _captions(moment: Moment) -> tuple[str, ...]:
    """Return what the number counts, and what an open hold is matched against."""
    effort = moment.phase.effort
    if moment.state is State.RESUMING:
        return ("resuming",)
    if not moment.phase.is_effort or moment.rep:
        return ()
    if effort.dose is Dose.FREE:
        return (f"{effort.reps} planned",)
    if effort.dose is Dose.OPEN:
        marks = (f"{mark.whose} {clock_face(mark.seconds)}" for mark in moment.marks)
        return (_open_hold_words(moment), *marks)
    stage = effort.stage_at(moment.elapsed)
    return (stage.say if stage else f"of {span(round(moment.elapsed + (moment.remaining or 0)))}",)


def _open_hold_words(moment: Moment) -> str:
    target, cap = moment.phase.target_seconds, moment.phase.cap_seconds
    if moment.elapsed < target:
        return f"target {span(target)}"
    return "past the target" if cap is None else f"max {span(cap)}"


def bar(moment: Moment) -> Bar:
    """Return the bar of a moment: the beat in paced reps, otherwise the phase."""
    phase = moment.phase
    if moment.rep:
        seconds = moment.rep.beat.seconds
        return Bar(1 - moment.rep.beat_remaining / seconds, seconds)
    if moment.remaining is not None:
        seconds = moment.elapsed + moment.remaining
        stages = phase.effort.stages if phase.is_effort else ()
        marks = tuple(stage.at / seconds for stage in stages if 0 < stage.at < seconds)
        return Bar(moment.elapsed / seconds if seconds else 1.0, seconds, marks)
    target = phase.target_seconds
    if phase.effort.dose is Dose.FREE:
        return Bar(min(1.0, moment.elapsed / target), target)
    to_match = [mark.seconds for mark in moment.marks]
    seconds = max(phase.cap_seconds or 2 * target, *to_match, moment.elapsed)
    marks = tuple(it / seconds for it in (target, *to_match))
    return Bar(moment.elapsed / seconds, seconds, marks, is_past=moment.elapsed >= target)


def _remark(moment: Moment) -> str:
    """Return what the person has to do with hands or keys at this moment."""
    phase = moment.phase
    if not phase.is_effort:
        return _gear(phase)
    return "Enter when done" if phase.effort.dose in (Dose.OPEN, Dose.FREE) else ""


def _next_up(moment: Moment) -> str:
    if moment.following is None:
        return "This is the last one." if moment.phase.is_effort else "Then you are done."
    when = "Next" if moment.phase.is_effort else "Then"
    return f"{when}: {effort_words(moment.following.effort)}"


def _gear(phase: Phase) -> str:
    return " · ".join(gear_words(phase.gear))
