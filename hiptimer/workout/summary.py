"""The summary of a workout, computed from its attempts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from hiptimer.foundation.text.durations import clock_face, duration_text
from hiptimer.foundation.text.sentences import counted
from hiptimer.plan.effort import Dose
from hiptimer.plan.wording import reps_words
from hiptimer.workout.completeness import is_complete, reaches_target
from hiptimer.workout.events import EndedBy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiptimer.plan.effort import Effort, EffortSide
    from hiptimer.plan.plan import Plan
    from hiptimer.plan.timeline import Timeline
    from hiptimer.workout.events import EffortEnded
    from hiptimer.workout.workout import Workout


_CUT_SHORT_BY: Final = frozenset(EndedBy) - {EndedBy.NEXT, EndedBy.STOP, EndedBy.PAIN}
_SHORT: Final = {EndedBy.CAP: "cap", EndedBy.PAIN: "pain"}


def attempt_words(attempt: EffortEnded) -> str:
    """Return how an attempt at an effort ended: "kept: 34.2s", "skipped"."""
    done = amount_words(attempt)
    return {
        EndedBy.PERSON: f"kept: {done}",
        EndedBy.CAP: f"ended at the cap: {done}",
        EndedBy.CLOCK: f"done: {done}",
        EndedBy.NEXT: "skipped",
        EndedBy.AGAIN: f"restarted after {done}",
        EndedBy.STOP: f"stopped after {done}",
        EndedBy.PAIN: f"stopped by pain: {done}",
    }[attempt.by]


class SummaryRow(NamedTuple):
    """One exercise on one side: what was planned and what was done, in the unit of its dose.

    What the person ends is listed attempt by attempt, and what was `done` consists of `parts`: each
    the words for an attempt and its phase. Anything else has one part for all attempts, and no
    phase. `notes` are deviations from the plan, in words.
    """

    title: str
    side: EffortSide | None
    planned: str
    parts: tuple[tuple[str, int | None], ...]
    notes: tuple[str, ...]

    @property
    def done(self) -> str:
        """What was done, in words."""
        return ", ".join(words for words, _ in self.parts)


class Summary(NamedTuple):
    """A workout in a few lines. `spent_seconds` is the time from start to end, pauses included.

    It is computed from the `attempts` at the efforts of `timeline`, the whole original plan:
    efforts of a dropped set count as missing.
    """

    title: str
    spent_seconds: float
    efforts_done: int
    efforts_complete: int
    efforts_planned: int
    rows: tuple[SummaryRow, ...]
    skipped: tuple[str, ...]
    timeline: Timeline
    attempts: tuple[EffortEnded, ...]

    @property
    def is_complete(self) -> bool:
        """Whether every planned effort is complete."""
        return self.efforts_complete == self.efforts_planned

    def headline(self) -> str:
        """Return the result in one sentence."""
        spent = clock_face(self.spent_seconds)
        efforts = efforts_words(self.efforts_complete, self.efforts_planned)
        if self.is_complete:
            return f"Workout complete: {efforts} in {spent}"
        # "0 complete" would not show whether the workout counts.
        how = "complete" if self.efforts_done else "done"
        return f"Ended early after {spent}: {efforts} {how}"


def summary(
    timeline: Timeline,
    attempts: Sequence[EffortEnded],
    *,
    spent_seconds: float,
    skipped: tuple[str, ...] = (),
) -> Summary:
    """Return the summary of a workout; of several attempts at an effort the last counts."""
    efforts = {index: it.effort for index, it in enumerate(timeline.phases) if it.is_effort}
    counted = counting_attempts(attempts)
    groups: dict[tuple[str, EffortSide | None], list[int]] = {}
    for index, effort in efforts.items():
        groups.setdefault((effort.movement.id, effort.side), []).append(index)
    exercises_with_title = Counter(
        {it.movement.id: it.movement.title for it in efforts.values()}.values()
    )
    rows = tuple(
        _row(
            [(efforts[index], counted.get(index)) for index in indexes],
            has_own_title=exercises_with_title[efforts[indexes[0]].movement.title] == 1,
        )
        for indexes in groups.values()
    )
    return Summary(
        title=timeline.title,
        spent_seconds=spent_seconds,
        efforts_done=sum(attempt.is_done for attempt in counted.values()),
        efforts_complete=sum(is_complete(it, counted.get(at)) for at, it in efforts.items()),
        efforts_planned=len(efforts),
        rows=rows,
        skipped=skipped,
        timeline=timeline,
        attempts=tuple(attempts),
    )


def summary_of(plan: Plan, workout: Workout) -> Summary:
    """Return the summary of `workout` against its `plan`."""
    return summary(
        workout.whole_timeline,
        workout.attempts,
        spent_seconds=workout.spent_seconds,
        skipped=tuple(dict.fromkeys((*plan.skipped_titles, *workout.left_out_titles))),
    )


def counting_attempts(attempts: Sequence[EffortEnded]) -> dict[int, EffortEnded]:
    """Return the attempt that counts for each phase: the last, unless it never began."""
    counted: dict[int, EffortEnded] = {}
    for attempt in attempts:
        if attempt.seconds > 0 or attempt.index not in counted:
            counted[attempt.index] = attempt
    return counted


def efforts_words(number: int, planned: int) -> str:
    """Return a number of the planned efforts in words: "3 of 14 efforts"."""
    return f"{number} of {counted(planned, 'effort')}"


def _row(goes: Sequence[tuple[Effort, EffortEnded | None]], *, has_own_title: bool) -> SummaryRow:
    """Return the row of an exercise; its block is named if another one has the same title."""
    effort = goes[0][0]
    title, block = effort.movement.title, effort.block_title
    attempts = [attempt for _, attempt in goes if attempt]
    attempts_done = [attempt for attempt in attempts if attempt.is_done]
    missing = len(goes) - len(attempts)
    skipped = sum(attempt.by is EndedBy.NEXT for attempt in attempts)
    complete = [it for it in goes if is_complete(*it)]
    stopped = [attempt for attempt in attempts if attempt.by is EndedBy.STOP]
    in_pain = sum(attempt.by is EndedBy.PAIN for attempt in attempts)
    cut_short = sum(not is_complete(*it) for it in goes if it[1] and it[1].by in _CUT_SHORT_BY)
    below_target = sum(not reaches_target(*it) for it in complete)
    notes = [
        f"{skipped} skipped" if skipped else "",
        f"{cut_short} cut short" if cut_short else "",
        f"{in_pain} stopped by pain" if in_pain else "",
        *(f"stopped after {amount_words(attempt)}" for attempt in stopped),
        f"{below_target} below target" if below_target else "",
        f"{missing} not reached" if missing else "",
    ]
    parts: tuple[tuple[str, int | None], ...]
    if effort.dose is Dose.REPS and effort.target_reps is not None:
        each = f"about {reps_words(effort.target_reps)}"
        planned = each if len(goes) == 1 else f"{len(goes)} × {each}"
        parts = ((reps_words(sum(attempt.reps or 0 for attempt in attempts_done)), None),)
    elif effort.dose is Dose.REPS:
        planned = reps_words(sum(it.reps or 0 for it, _ in goes))
        parts = ((reps_words(sum(attempt.reps or 0 for attempt in attempts_done)), None),)
    elif effort.dose is Dose.TIME:
        planned = duration_text(sum(it.target_seconds for it, _ in goes))
        parts = ((duration_text(_shown(sum(it.seconds for it in attempts_done))), None),)
    else:
        is_about = effort.dose is Dose.OPEN or effort.target_reps is not None
        each = f"{'about ' if is_about else ''}{_planned_words(effort)}"
        has_reps = effort.planned_reps is not None
        planned = each if has_reps and len(goes) == 1 else f"{len(goes)} × {each}"
        parts = tuple((_ended_words(it), it.index) for it in attempts if it.is_kept)
    return SummaryRow(
        title=title if has_own_title or not block else f"{title} ({block})",
        side=effort.side,
        planned=planned,
        parts=parts or (("0s" if effort.reps is None else reps_words(0), None),),
        notes=tuple(note for note in notes if note),
    )


def amount_words(attempt: EffortEnded) -> str:
    """Return how much an attempt came to: "34.2s", "7 reps", "12 planned" if not counted."""
    if attempt.reps is None:
        return duration_text(_shown(attempt.seconds))
    if attempt.confirmed is False:
        return f"{attempt.reps} planned"
    return reps_words(attempt.reps)


def _planned_words(effort: Effort) -> str:
    reps = effort.planned_reps
    return duration_text(effort.target_seconds) if reps is None else reps_words(reps)


def _ended_words(attempt: EffortEnded) -> str:
    done = amount_words(attempt)
    return f"{done} ({_SHORT[attempt.by]})" if attempt.by in _SHORT else done


def _shown(seconds: float) -> float:
    """Return `seconds` rounded to tenths, the precision of a key press."""
    return round(seconds, 1)
