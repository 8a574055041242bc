"""The appearance of one moment of a workout: every text of the screen, and its color by name.

Widgets show these texts unchanged. Nothing here depends on Textual.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hiptimer.foundation.text.durations import clock_face, countdown_face
from hiptimer.plan.timeline import PhaseKind
from hiptimer.plan.wording import (
    effort_words,
    phase_word,
    place_words,
    side_word,
    stage_after,
)
from hiptimer.tui.view_models.captions import caption
from hiptimer.workout.playhead import State

if TYPE_CHECKING:
    from hiptimer.plan.effort import Effort, EffortSide
    from hiptimer.workout.snapshot import Snapshot

TONES = ("prepare", "work", "switch", "rest", "paused")
"""The names of the colors of the phases."""

# Where a lead-in began is not known: it has room for two digits.
_WIDEST_LEAD_IN_SECONDS = 10.0

# A shorter beat is over before its number is read.
_LEAST_COUNTED_BEAT_SECONDS = 2.0


class Glance(NamedTuple):
    """The texts of one moment.

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

    @property
    def is_explained(self) -> bool:
        """Whether there is anything to read about the exercise."""
        return bool(self.variant or self.how or self.tip or self.warning)


def glance(snapshot: Snapshot) -> Glance:
    """Return the texts of `snapshot`."""
    phase, effort = snapshot.phase, snapshot.phase.effort
    movement = effort.movement
    side = snapshot.rep.side if snapshot.rep else effort.side
    return Glance(
        tone=_tone(snapshot),
        word=_word(snapshot),
        title=movement.title,
        window_title=_window_title(snapshot),
        coming=_coming(snapshot),
        variant=movement.variant,
        side=side,
        side_word=side_word(side).upper(),
        side_means=_side_means(effort, side),
        number=_number(snapshot),
        rep=_rep(snapshot),
        caption=caption(snapshot),
        place=place_words(effort),
        next_up=_next_up(snapshot),
        time_to_go=clock_face(countdown_face(snapshot.workout_remaining_seconds)),
        ends_at=f"{snapshot.ends_at:%H:%M}" if snapshot.ends_at else "",
        place_seconds=int(snapshot.place_seconds),
        is_turn=snapshot.state is State.RUNNING and phase.kind is PhaseKind.SWITCH,
        how=movement.how,
        tip=movement.tip,
        warning=movement.warning,
    )


def _tone(snapshot: Snapshot) -> str:
    if snapshot.state is State.PAUSED:
        return "paused"
    leads_in = snapshot.state is State.RESUMING or snapshot.is_ready
    return "prepare" if leads_in else snapshot.phase.kind.value


def _word(snapshot: Snapshot) -> str:
    if snapshot.state is State.PAUSED:
        return "PAUSED"
    if snapshot.state is State.RESUMING:
        return "GET READY"
    return phase_word(snapshot.phase, snapshot.elapsed, is_ready=snapshot.is_ready)


def _coming(snapshot: Snapshot) -> str:
    """Return what comes next, or resumes a paused workout; empty during an effort."""
    if snapshot.state is State.PAUSED:
        return "Space to resume"
    is_work = snapshot.phase.is_effort and snapshot.state is State.RUNNING
    return "" if is_work else snapshot.phase.effort.movement.title


def _window_title(snapshot: Snapshot) -> str:
    """Return what a list of windows shows: "HOLD right · 0:12 · hiptimer"."""
    side = snapshot.rep.side if snapshot.rep else snapshot.phase.effort.side
    countdown = _countdown(snapshot)
    time = clock_face(countdown_face(countdown[0]) if countdown else snapshot.elapsed)
    what = f"{_word(snapshot)} {side_word(side)}".strip()
    return f"{what} · {_rep(snapshot) or time} · hiptimer"


def _side_means(effort: Effort, side: EffortSide | None) -> str:
    if side != "alternate":
        return effort.movement.side_means
    first = f"{effort.movement.first_side} first"
    return ", ".join(it for it in (first, effort.movement.side_means) if it)


def _number(snapshot: Snapshot) -> str:
    """Return the one number of a moment: what runs out, or the time gone if nothing does.

    A number is as wide at the end of its phase as at the beginning.
    """
    effort = snapshot.phase.effort
    if snapshot.rep and snapshot.state is not State.RESUMING:
        counted = [it.seconds for it in effort.tempo if it.seconds >= _LEAST_COUNTED_BEAT_SECONDS]
        width = max((len(f"{countdown_face(seconds)}") for seconds in counted), default=0)
        is_counted = snapshot.rep.beat.seconds in counted
        return f"{countdown_face(snapshot.rep.beat_remaining) if is_counted else '':>{width}}"
    countdown = _countdown(snapshot)
    if countdown is None:
        return clock_face(snapshot.elapsed)
    remaining, length = map(countdown_face, countdown)
    words = clock_face if length >= 60 else str
    return words(remaining).rjust(len(words(length)))


def _countdown(snapshot: Snapshot) -> tuple[float, float] | None:
    """Return the seconds to go, and their number at the start; None if nothing runs out.

    In a stage they run to the next one.
    """
    if snapshot.state is State.RESUMING:
        return snapshot.lead_in_remaining, _WIDEST_LEAD_IN_SECONDS
    if snapshot.remaining is None:
        return None
    effort, length = snapshot.phase.effort, snapshot.elapsed + snapshot.remaining
    if not snapshot.phase.is_effort:
        return snapshot.remaining, length
    lasting = [it.at for it in effort.stages if not it.once and it.at <= snapshot.elapsed]
    following = stage_after(effort, snapshot.elapsed)
    end = min(following.at, length) if following else length
    return end - snapshot.elapsed, end - max(lasting, default=0.0)


def _rep(snapshot: Snapshot) -> str:
    if not snapshot.rep:
        return ""
    reps = snapshot.phase.effort.reps
    return f"rep {snapshot.rep.rep} of {reps}" if reps else f"rep {snapshot.rep.rep}"


def _next_up(snapshot: Snapshot) -> str:
    if snapshot.following is None:
        return "This is the last one." if snapshot.phase.is_effort else "After that, you are done."
    when = "Next" if snapshot.phase.is_effort else "After that"
    return f"{when}: {effort_words(snapshot.following.effort)}"
