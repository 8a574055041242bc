"""What was done: the attempts of a workout, and the summary read off them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hiptimer.events import EndedBy
from hiptimer.timeline import Dose
from hiptimer.words import clock_face, span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiptimer.events import EffortEnded
    from hiptimer.timeline import Effort, EffortSide, Timeline

_ENDED_BY_WORDS = {
    EndedBy.PERSON: "done",
    EndedBy.CAP: "cap",
    EndedBy.CLOCK: "",
    EndedBy.NEXT: "skipped",
    EndedBy.AGAIN: "broken off",
    EndedBy.STOP: "stopped",
}


def outcome_words(attempt: EffortEnded) -> str:
    """Return how an attempt at an effort ended: "kept: 34.2s", "skipped"."""
    done = f"{attempt.reps} reps" if attempt.reps is not None else span(_shown(attempt.seconds))
    return {
        EndedBy.PERSON: f"kept: {done}",
        EndedBy.CAP: f"the cap ended it: {done}",
        EndedBy.CLOCK: f"done: {done}",
        EndedBy.NEXT: "skipped",
        EndedBy.AGAIN: f"broken off after {done}",
        EndedBy.STOP: f"stopped after {done}",
    }[attempt.by]


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One exercise on one side: what was planned and what was done, in the unit of its dose.

    `notes` are words for what did not go as planned.
    """

    title: str
    side: EffortSide | None
    planned: str
    done: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """A workout in a few lines. `spent_seconds` is the time from start to end, pauses included.

    The `attempts` at the efforts of `timeline` are what it was read off.
    """

    title: str
    finished: bool
    spent_seconds: float
    efforts_done: int
    efforts_planned: int
    rows: tuple[SummaryRow, ...]
    skipped: tuple[str, ...]
    timeline: Timeline
    attempts: tuple[EffortEnded, ...]

    def headline(self) -> str:
        """Return how it went in one sentence."""
        spent = clock_face(self.spent_seconds)
        if self.finished and self.efforts_done == self.efforts_planned:
            return f"Everything done in {spent}: {_count(self.efforts_planned)}."
        how = "Finished" if self.finished else "Stopped"
        return f"{how} after {spent}: {self.efforts_done} of {_count(self.efforts_planned)} done."


def summary(
    timeline: Timeline,
    attempts: Sequence[EffortEnded],
    *,
    finished: bool,
    spent_seconds: float,
    skipped: tuple[str, ...] = (),
) -> Summary:
    """Return the summary of a workout; of several attempts at an effort the last counts."""
    efforts = {index: it.effort for index, it in enumerate(timeline.phases) if it.is_effort}
    counted = counting_attempts(attempts)
    groups: dict[tuple[str, EffortSide | None], list[int]] = {}
    for index, effort in efforts.items():
        groups.setdefault((effort.movement.id, effort.side), []).append(index)
    rows = tuple(
        _row([(efforts[index], counted.get(index)) for index in indexes])
        for indexes in groups.values()
    )
    return Summary(
        title=timeline.title,
        finished=finished,
        spent_seconds=spent_seconds,
        efforts_done=sum(attempt.is_done for attempt in counted.values()),
        efforts_planned=len(efforts),
        rows=rows,
        skipped=skipped,
        timeline=timeline,
        attempts=tuple(attempts),
    )


def counting_attempts(attempts: Sequence[EffortEnded]) -> dict[int, EffortEnded]:
    """Return the attempt that counts for each phase: the last, unless it never began."""
    counted: dict[int, EffortEnded] = {}
    for attempt in attempts:
        if attempt.seconds > 0 or attempt.index not in counted:
            counted[attempt.index] = attempt
    return counted


def _count(efforts: int) -> str:
    return "1 effort" if efforts == 1 else f"{efforts} efforts"


def _row(goes: Sequence[tuple[Effort, EffortEnded | None]]) -> SummaryRow:
    effort = goes[0][0]
    attempts = [attempt for _, attempt in goes if attempt]
    missing = len(goes) - len(attempts)
    skipped = sum(attempt.by is EndedBy.NEXT for attempt in attempts)
    notes = [
        f"{skipped} skipped" if skipped else "",
        f"{missing} not reached" if missing else "",
    ]
    if effort.dose in (Dose.REPS, Dose.FREE):
        planned = f"{sum(it.reps or 0 for it, _ in goes)} reps"
        done = f"{sum(attempt.reps or 0 for attempt in attempts)} reps"
    elif effort.dose is Dose.TIME:
        planned = span(sum(it.target_seconds for it, _ in goes))
        done = span(_shown(sum(attempt.seconds for attempt in attempts)))
    else:
        about = "about " if effort.dose is Dose.OPEN else ""
        planned = f"{len(goes)} × {about}{span(effort.target_seconds)}"
        done = ", ".join(_hold_words(attempt) for attempt in attempts) or "0s"
    return SummaryRow(
        title=effort.movement.title,
        side=effort.side,
        planned=planned,
        done=done,
        notes=tuple(note for note in notes if note),
    )


def _hold_words(attempt: EffortEnded) -> str:
    held = span(_shown(attempt.seconds))
    who = _ENDED_BY_WORDS[attempt.by]
    return f"{held} ({who})" if who else held


def _shown(seconds: float) -> float:
    """Return `seconds` to the tenth: nobody ends a hold more exactly than that."""
    return round(seconds, 1)
