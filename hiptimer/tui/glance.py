"""What one moment of a workout looks like: every text of the screen, and its colour by name.

Widgets show these texts as they are. Nothing here knows of Textual.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hiptimer.playhead import State
from hiptimer.timeline import Dose
from hiptimer.words import (
    clock_face,
    effort_words,
    face,
    gear_words,
    phase_word,
    place_words,
    span,
)

if TYPE_CHECKING:
    from hiptimer.moment import Moment
    from hiptimer.timeline import Effort, EffortSide, Phase

TONES = ("prepare", "work", "switch", "rest", "paused")
"""The names of the colours a phase can have."""


@dataclass(frozen=True, slots=True)
class Counter:
    """A number to be read from afar, in the characters of a digital clock, and what it counts."""

    digits: str
    caption: str


@dataclass(frozen=True, slots=True)
class Glance:
    """The texts of one moment. `next_up` begins with "Next" or "Then"; empty after the last effort.

    `side_means` says what the side is the side of; `progress` runs from 0 to 1
    in steps that are just fine enough for a bar across a large screen.
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
    time_left: str
    progress: float
    how: tuple[str, ...]
    tip: str
    warning: str


def glance(moment: Moment) -> Glance:
    """Return what to show of `moment`."""
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
        time_left=clock_face(face(moment.time_left_seconds)),
        progress=round(moment.progress, 3),
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


def _side_means(effort: Effort, side: EffortSide | None) -> str:
    if side != "alternate":
        return effort.movement.side_means
    first = f"{effort.movement.first_side} first"
    return ", ".join(it for it in (first, effort.movement.side_means) if it)


def _counters(moment: Moment) -> tuple[Counter, ...]:
    effort = moment.phase.effort
    if moment.state is State.RESUMING:
        return (Counter(f"{face(moment.lead_in_remaining):2}", "then it goes on"),)
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
        return (Counter(clock_face(moment.elapsed), _open_hold_words(moment)),)
    length = moment.elapsed + moment.remaining
    stage = effort.stage_at(moment.elapsed) if moment.phase.is_effort else None
    of = "" if _remark(moment) else f"of {span(round(length))}"
    return (Counter(_countdown(moment.remaining, length), stage.say if stage else of),)


def _with_remark(counters: tuple[Counter, ...], remark: str) -> tuple[Counter, ...]:
    *others, last = counters
    captions = (it for it in (last.caption, remark) if it)
    return (*others, replace(last, caption=" · ".join(captions)))


def _countdown(remaining: float, length: float) -> str:
    """Return the time left, as wide at the end as it is at the beginning."""
    words = clock_face if face(length) >= 60 else str
    return words(face(remaining)).rjust(len(words(face(length))))


def _open_hold_words(moment: Moment) -> str:
    target = moment.phase.target_seconds
    aim = "past the target of" if moment.elapsed >= target else "target"
    cap = moment.phase.cap_seconds
    most = f" · at most {span(cap)}" if cap is not None else ""
    return f"{aim} {span(target)}{most}"


def _remark(moment: Moment) -> str:
    """Return what the person has to do with hands or keys right now."""
    phase = moment.phase
    if not phase.is_effort:
        return _gear(phase)
    if moment.state is State.PAUSED:
        return "space goes on"
    return "enter when done" if phase.effort.dose in (Dose.OPEN, Dose.FREE) else ""


def _next_up(moment: Moment) -> str:
    if moment.following is None:
        return "This is the last one." if moment.phase.is_effort else "Then you are done."
    when = "Next" if moment.phase.is_effort else "Then"
    return f"{when}: {effort_words(moment.following.effort)}"


def _gear(phase: Phase) -> str:
    return " · ".join(gear_words(phase.gear))
