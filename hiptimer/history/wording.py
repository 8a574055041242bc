"""Past workouts and the progress in words, for the log and for `hiptimer history`."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from hiptimer.diary.records import Ending
from hiptimer.foundation.text.dates import day_name, day_words
from hiptimer.foundation.text.durations import clock_face, duration_text
from hiptimer.foundation.text.sentences import sentence
from hiptimer.plan.effort import Dose
from hiptimer.plan.feelings import feelings_words
from hiptimer.plan.wording import side_word
from hiptimer.workout.completeness import is_to_fatigue
from hiptimer.workout.events import EndedBy
from hiptimer.workout.summary import amount_words, counting_attempts, efforts_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hiptimer.diary.records import Details, RecordedEffort, RecordedWorkout
    from hiptimer.history.reading import Progress
    from hiptimer.workout.events import EffortEnded

_ENDED_BY = {
    EndedBy.PERSON: "you",
    EndedBy.CAP: "cap",
    EndedBy.CLOCK: "",
    EndedBy.AGAIN: "restarted",
    EndedBy.STOP: "stopped",
    EndedBy.PAIN: "pain",
}


def moment_words(workout: RecordedWorkout) -> str:
    """Return when it began: "Fri 7 Aug 2026, 07:15"."""
    at = workout.started_at
    return f"{day_name(at.date())} {day_words(at.date())}, {at:%H:%M}"


def list_words(workout: RecordedWorkout) -> str:
    """Return when it began and how it ended, aligned for a list."""
    at = workout.started_at
    when = f"{day_name(at.date())} {day_words(at.date()):>11}, {at:%H:%M}"
    return f"{when}  {workout.ending}"


def outcome_words(workout: RecordedWorkout) -> str:
    """Return how it ended and how long it took: "complete 31:39"."""
    return f"{workout.ending} {clock_face(workout.spent_seconds)}"


def ending_words(workout: RecordedWorkout) -> str:
    """Return how it ended and how much was complete: "ended early (3 of 14 efforts complete)"."""
    if workout.ending in (Ending.COMPLETE, Ending.NO_EFFORT_DONE):
        return workout.ending
    efforts = efforts_words(workout.efforts_complete, workout.efforts_planned)
    return f"{workout.ending} ({efforts} complete)"


def done_sets_words(done: Details) -> str:
    """Return the number of planned sets in which anything was done: "sets 2 of 3"."""
    counted = counting_attempts(done.attempts)
    planned = {(it.block, it.set) for it in done.efforts}
    sets = {
        (it.block, it.set) for it in done.efforts if (at := counted.get(it.index)) and at.is_done
    }
    return f"sets {len(sets)} of {len(planned)}"


def exercise_lines(done: Details) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each exercise with its variant and load, and what was done of it, one line per side.

    For example "left   34.2s, 31s (you); 90s (cap)" and "right  3 × 10 reps", including skipped
    efforts, and who ended an effort if it was not the clock.
    """
    counted = counting_attempts(done.attempts)
    titles = _titles(done)
    by_exercise: dict[str, dict[str | None, list[RecordedEffort]]] = {}
    for effort in done.efforts:
        by_exercise.setdefault(effort.exercise_id, {}).setdefault(effort.side, []).append(effort)
    for exercise_id, sides in by_exercise.items():
        first = next(iter(sides.values()))[0]
        lines = []
        for side, efforts in sides.items():
            words = _listed([_effort_words(it, counted.get(it.index)) for it in efforts])
            lines.append(" ".join(filter(None, (_side_words(side), words))))
        variant = f" ({first.variant})" if first.variant else ""
        load = f", {done.loads[exercise_id]}" if exercise_id in done.loads else ""
        yield f"{titles[exercise_id]}{variant}{load}", tuple(lines)


def _titles(done: Details) -> Mapping[str, str]:
    """Return the title of each exercise by its id; of several with one title, with the id."""
    titles = {effort.exercise_id: effort.title for effort in done.efforts}
    with_title = Counter(titles.values())
    return {
        id_: title if with_title[title] == 1 else f"{title} ({id_})"
        for id_, title in titles.items()
    }


def remark_lines(done: Details) -> Iterator[str]:
    """Yield the ratings of pain and effort, and the note, one line each if present."""
    if said := feelings_words(done.feelings):
        yield sentence(said)
    if note := " ".join(done.feelings.note.split()):
        yield f"Note: {note}"


def _side_words(side: str | None) -> str:
    if side is None:
        return ""
    return f"{side_word(side):6}"


def _effort_words(effort: RecordedEffort, attempt: EffortEnded | None) -> tuple[str, str]:
    """Return what was done, and who ended it; the latter is empty if it was the clock."""
    if attempt is None:
        return "not reached", ""
    if attempt.by is EndedBy.NEXT:
        return "skipped", ""
    counts_reps = effort.dose.counts_reps and attempt.reps is not None
    amount = amount_words(attempt) if counts_reps else duration_text(round(attempt.seconds, 1))
    return amount, _ENDED_BY[attempt.by]


def _listed(efforts: list[tuple[str, str]]) -> str:
    """Return the efforts as a list; if the same ended several in a row, it is given once."""
    told = []
    for who, run in groupby(efforts, key=lambda effort: effort[1]):
        alike = [(amount, len(list(same))) for amount, same in groupby(amount for amount, _ in run)]
        amounts = ", ".join(it if number == 1 else f"{number} × {it}" for it, number in alike)
        told.append(f"{amounts} ({who})" if who else amounts)
    return "; ".join(told)


def progress_lines(progress: Progress) -> Iterator[str]:
    """Yield a line with the workouts per week, and one for each exercise with two sides."""
    yield sentence(progress.times_a_week.words)
    for title, told in progress.asymmetries.values():
        yield f"{title}: {told.words}"


def history_lines(done: Details) -> Iterator[str]:
    """Yield a workout as one line, then a line for each exercise with holds or to fatigue.

    Then one line each for loads, for pain and effort, and for the note, if present.
    """
    workout = done.workout
    counted = counting_attempts(done.attempts)
    spent = clock_face(workout.spent_seconds)
    yield (
        f"{workout.started_at:%Y-%m-%d %H:%M}  {workout.title}  "
        f"{done_sets_words(done)}  {ending_words(workout)}  {spent}"
    )
    titles = _titles(done)
    for exercise_id, sides in _measured(done, counted).items():
        amounts = "; ".join(
            " ".join((side_word(side), ", ".join(it))).strip() for side, it in sides.items()
        )
        yield f"    {titles[exercise_id]}: {amounts}"
    if loads := [f"{load} ({titles[it]})" for it, load in done.loads.items() if it in titles]:
        yield f"    Load: {'; '.join(loads)}"
    if said := feelings_words(done.feelings):
        yield f"    {said[:1].upper()}{said[1:]}"
    if note := " ".join(done.feelings.note.split()):
        yield f"    Note: {note}"


def _measured(
    done: Details, counted: Mapping[int, EffortEnded]
) -> Mapping[str, Mapping[str | None, list[str]]]:
    """Return the times of holds, and times and reps to fatigue, by exercise and side.

    Skipped efforts are not among them.
    """
    found: dict[str, dict[str | None, list[str]]] = {}
    for effort in done.efforts:
        attempt = counted.get(effort.index)
        if attempt is None or attempt.seconds == 0 or attempt.by is EndedBy.NEXT:
            continue
        if effort.dose is Dose.HOLD or is_to_fatigue(effort):
            ended = f" ({_ENDED_BY[attempt.by]})" if attempt.by is EndedBy.PAIN else ""
            of_side = found.setdefault(effort.exercise_id, {}).setdefault(effort.side, [])
            of_side.append(f"{amount_words(attempt)}{ended}")
    return found
