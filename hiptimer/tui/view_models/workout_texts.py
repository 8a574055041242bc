"""The appearance of one moment of a workout: every text of the screen, and its color by name.

Widgets show these texts unchanged. Nothing here depends on Textual.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hiptimer.foundation.text.durations import clock_face, face, span
from hiptimer.plan.timeline import Dose, Kind
from hiptimer.plan.wording import effort_words, gear_words, phase_word, place_words
from hiptimer.workout.engine import READY_SECONDS
from hiptimer.workout.playhead import State

if TYPE_CHECKING:
    from hiptimer.plan.timeline import Effort, EffortSide, Phase
    from hiptimer.workout.hold_marks import HoldMark
    from hiptimer.workout.snapshot import Moment

TONES = ("prepare", "work", "switch", "rest", "paused")
"""The names of the colors of the phases."""

# A change of side fills the screen at first, and leaves its last three seconds to the countdown.
_TURN_SECONDS = 2.0
_LEAST_TURN_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Counter:
    """A large number in the characters of a digital clock, and what it counts.

    An `aside` is hidden if there is little room.
    """

    digits: str
    caption: str
    is_aside: bool = False


@dataclass(frozen=True, slots=True)
class Glance:
    """The texts of one moment. `next_up` starts with "Next" or "Then"; empty after the last effort.

    `side_means` says which part of the body is on that side; `place_seconds` is the place in the
    plan. At the start of a change of side, only the coming side is shown.
    """

    tone: str
    word: str
    title: str
    variant: str
    side: EffortSide | None
    side_word: str
    side_means: str
    counters: tuple[Counter, ...]
    place: str
    next_up: str
    next_gear: str
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
        title=movement.title if phase.is_effort else f"Next: {movement.title}",
        variant=movement.variant,
        side=side,
        side_word="ALTERNATING" if side == "alternate" else (side or "").upper(),
        side_means=_side_means(effort, side),
        counters=_with_remark(_counters(moment), _remark(moment)),
        place=place_words(effort),
        next_up=_next_up(moment),
        next_gear=_gear(moment.following) if moment.following else "",
        time_to_go=clock_face(face(moment.workout_remaining_seconds)),
        ends_at=f"{moment.ends_at:%H:%M}" if moment.ends_at else "",
        place_seconds=int(moment.place_seconds),
        is_turn=_is_turn(moment),
        how=movement.how,
        tip=movement.tip,
        warning=movement.warning,
    )


def _tone(moment: Moment) -> str:
    if moment.state is State.PAUSED:
        return "paused"
    return "prepare" if moment.state is State.RESUMING else moment.phase.kind.value


def _is_turn(moment: Moment) -> bool:
    """Return whether a change of side has just begun."""
    if moment.state is not State.RUNNING or moment.phase.kind is not Kind.SWITCH:
        return False
    counted = READY_SECONDS + _TURN_SECONDS
    length = moment.phase.target_seconds
    seconds = (
        _TURN_SECONDS if length >= counted else max(_LEAST_TURN_SECONDS, length - READY_SECONDS)
    )
    return moment.elapsed < seconds


def _word(moment: Moment) -> str:
    if moment.state is State.PAUSED:
        return "PAUSED"
    if moment.state is State.RESUMING:
        return "GET READY"
    return phase_word(moment.phase, moment.elapsed)


def _side_means(effort: Effort, side: EffortSide | None) -> str:
    if side != "alternate":
        return effort.movement.side_means
    first = f"{effort.movement.first_side} first"
    return ", ".join(it for it in (first, effort.movement.side_means) if it)


def _counters(moment: Moment) -> tuple[Counter, ...]:
    effort = moment.phase.effort
    if moment.state is State.RESUMING:
        return (Counter(f"{face(moment.lead_in_remaining):2}", "resuming"),)
    if moment.rep:
        width = len(str(effort.reps))
        beat_width = max(len(str(face(beat.seconds))) for beat in effort.tempo)
        return (
            Counter(f"{moment.rep.rep:{width}}", f"rep {moment.rep.rep} of {effort.reps}"),
            Counter(f"{face(moment.rep.beat_remaining):{beat_width}}", moment.rep.beat.name),
        )
    if moment.phase.is_effort and effort.dose is Dose.FREE:
        return (Counter(str(effort.reps), "reps at your own pace"),)
    if moment.remaining is None:
        held = Counter(clock_face(moment.elapsed), _open_hold_words(moment))
        return (held, *_to_match(moment.marks))
    length = moment.elapsed + moment.remaining
    stage = effort.stage_at(moment.elapsed) if moment.phase.is_effort else None
    of = "" if _remark(moment) else f"of {span(round(length))}"
    return (Counter(_countdown(moment.remaining, length), stage.say if stage else of),)


def _to_match(marks: tuple[HoldMark, ...]) -> tuple[Counter, ...]:
    """Return the first mark as a number of its own, with the others below it."""
    if not marks:
        return ()
    first, *others = marks
    below = (f"{mark.whose} {clock_face(mark.seconds)}" for mark in others)
    return (Counter(clock_face(first.seconds), " · ".join((first.whose, *below)), is_aside=True),)


def _with_remark(counters: tuple[Counter, ...], remark: str) -> tuple[Counter, ...]:
    *before, main = (it for it in counters if not it.is_aside)
    captions = (it for it in (main.caption, remark) if it)
    asides = (it for it in counters if it.is_aside)
    return (*before, replace(main, caption=" · ".join(captions)), *asides)


def _countdown(remaining: float, length: float) -> str:
    """Return the time to go, padded to the width of the whole length."""
    words = clock_face if face(length) >= 60 else str
    return words(face(remaining)).rjust(len(words(face(length))))


def _open_hold_words(moment: Moment) -> str:
    target, cap = moment.phase.target_seconds, moment.phase.cap_seconds
    if moment.elapsed < target:
        return f"target {span(target)}"
    return "past the target" if cap is None else f"until {span(cap)}"


def _remark(moment: Moment) -> str:
    """Return what the person has to do with hands or keys at this moment."""
    phase = moment.phase
    if not phase.is_effort:
        return _gear(phase)
    if moment.state is State.PAUSED:
        return "space to resume"
    return "enter when done" if phase.effort.dose in (Dose.OPEN, Dose.FREE) else ""


def _next_up(moment: Moment) -> str:
    if moment.following is None:
        return "This is the last one." if moment.phase.is_effort else "Then you are done."
    when = "Next" if moment.phase.is_effort else "Then"
    return f"{when}: {effort_words(moment.following.effort)}"


def _gear(phase: Phase) -> str:
    return " · ".join(gear_words(phase.gear))
