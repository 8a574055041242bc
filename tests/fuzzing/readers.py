"""A small diary with the variety of years of use, and all readers of a diary."""

from __future__ import annotations

import json
import tempfile
from contextlib import suppress
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hiptimer.circuit.amounts import Range
from hiptimer.circuit.doses import FreeReps
from hiptimer.diary.database import FILE_NAME, open_to_read
from hiptimer.diary.unreadable import UNREADABLE
from hiptimer.diary.valid_rows import unread_lines
from hiptimer.drawing.plots import load
from hiptimer.history.formats.activity import activity
from hiptimer.history.formats.fit_file import NoFitTime, fit_bytes
from hiptimer.history.json_output import progress_as_json, workout_as_json
from hiptimer.history.logbook import Logbook, Unreadable
from hiptimer.history.progress.plots import SPANS, doses_plot, effort_plot, efforts_plot, pain_plot
from hiptimer.history.progress.sides import asymmetry
from hiptimer.history.reading import read_history, read_progress
from hiptimer.history.report.page import report_html
from hiptimer.history.report.report import read_report
from hiptimer.history.wording import (
    done_sets_words,
    exercise_lines,
    history_lines,
    list_words,
    moment_words,
    progress_lines,
    remark_lines,
)
from hiptimer.plan.feelings import Feelings
from hiptimer.session.resuming import CannotResume
from hiptimer.session.session_diary import SessionDiary
from hiptimer.workout.engine import Engine
from hiptimer.workout.workout import Workout
from tests.conftest import FakeClock, exercise, paced, timed
from tests.diary.days import MORNING, Day, plan_of, stretches
from tests.diary.past import keep, mornings, squats, workout
from tests.history.formats.exports import export_diary, read_json

if TYPE_CHECKING:
    from hiptimer.plan.plan import Plan

load()

_SHARED_MEMORY = Path("/dev/shm")
NOW = MORNING + timedelta(days=9, minutes=40)
_FELT = Feelings(3, 2, 6, None, "both", "knee: fine")


@cache
def _temporary_folder() -> tempfile.TemporaryDirectory[str]:
    in_memory = _SHARED_MEMORY if _SHARED_MEMORY.is_dir() else None
    return tempfile.TemporaryDirectory(prefix="hiptimer-fuzzing-", dir=in_memory)


def folder() -> Path:
    """Return the folder of the diary; in memory, if the machine has an in-memory file system."""
    return Path(_temporary_folder().name)


def write_diary(diary: bytes) -> None:
    """Write `diary` as the only one in the folder."""
    for path in folder().iterdir():
        if path.is_file():
            path.unlink()
    (folder() / FILE_NAME).write_bytes(diary)


def mixed_plan() -> Plan:
    """Return a plan of paced reps, a timed dose on each side and untimed reps."""
    return plan_of(
        exercise("climber", paced(3), variants=("slow", "slower")),
        exercise("pulses", timed(12), sides="each"),
        exercise("march", FreeReps(Range.single(5), None)),
    )


@cache
def intact_diary() -> bytes:
    """Return an intact diary with workouts of three circuits, the last one interrupted."""
    with tempfile.TemporaryDirectory() as made:
        there = Path(made)
        keep(
            there,
            *(
                workout(plan, at, feelings=_FELT, loads={"squat": "8 kg", "pulses": "band"})
                for plan, days in ((squats(), (0, 4)), (mixed_plan(), (1, 8)))
                for at in mornings(*days)
            ),
        )
        day = Day(there, stretches(), loads={"stretch": "red band"}, feelings=_FELT)
        day.wall.shown = MORNING + timedelta(days=9)
        day.workout.start()
        day.at(15.0, Workout.pause)
        day.at(25.0, Workout.resume)
        day.until(45.0)
        day.workout.interrupt()
        day.close()
        return (there / FILE_NAME).read_bytes()


def start_a_workout() -> None:
    """Read all that a workout reads before and after it: none of it may raise anything."""
    diary = SessionDiary(folder(), lambda: NOW)
    for plan in (squats(), mixed_plan()):
        known = diary.last_time(plan.circuit, plan.circuit_id)
        diary.suggester(plan.circuit, plan.circuit_id)(known.choices or plan.choices, None)
        diary.last_holds(plan.circuit_id)
    if asked := diary.morning_after():
        check(asked.words)
    if found := diary.last_interrupted():
        check(diary.words(found))
        clock = FakeClock()
        head = Engine(found.plan.timeline, place=found.interrupted.place)
        head.resume(clock.monotonic)
        head.advance(clock.monotonic + 30.0)
        with suppress(CannotResume):
            diary.claim(found).locked.lock.release()


def read_list() -> None:
    with suppress(Unreadable):
        logbook = _logbook()
        for it in logbook.contents().workouts:
            check(list_words(it), it.title)
            if done := logbook.details(it):
                check(moment_words(it), done_sets_words(done), *remark_lines(done))
                for title, lines in exercise_lines(done):
                    check(title, *lines)


def read_plots() -> None:
    with suppress(Unreadable):
        logbook = _logbook()
        contents = logbook.contents()
        span, last = SPANS[-1], contents.today
        first = span.first_day(last, contents.first_day)
        felt = logbook.figures(span).felt
        for plot in (pain_plot(felt, first, last), effort_plot(felt, first, last)):
            assert plot.first <= plot.last
        for exercise in contents.exercises:
            check(exercise.title, exercise.circuit_title)
            tallies = logbook.tallies(exercise, span)
            efforts_plot(tallies, first, last)
            doses_plot(tallies, first, last)
            if found := asymmetry(tallies):
                check(found.words)
        for circuit_id in {exercise.circuit_id for exercise in contents.exercises}:
            check(logbook.suggestion_words(circuit_id))


def _logbook() -> Logbook:
    return Logbook(folder(), lambda: NOW)


def read_history_words() -> None:
    with suppress(*UNREADABLE):
        for done in read_history(folder()):
            check(*history_lines(done))
            json.dumps(workout_as_json(done), allow_nan=False)


def read_progress_words() -> None:
    with suppress(*UNREADABLE):
        progress = read_progress(folder(), NOW.date())
        check(*progress_lines(progress))
        json.dumps(progress_as_json(progress), allow_nan=False)


def read_a_report() -> None:
    with suppress(*UNREADABLE):
        report_html(read_report(folder(), None, NOW))


def export_text() -> None:
    with suppress(*UNREADABLE):
        for form in ("csv", "jrnl"):
            check(*export_diary(folder(), form).decode().splitlines())


def export_and_import() -> None:
    """Check that a readable diary can be imported into another one."""
    with suppress(*UNREADABLE):
        read_json(export_diary(folder(), "json"))


def export_fit() -> None:
    with suppress(*UNREADABLE):
        for done in read_history(folder()):
            with suppress(NoFitTime):
                fit_bytes(activity(done))


def report_unread() -> None:
    with suppress(*UNREADABLE), open_to_read(folder()) as connection:
        if connection:
            check(*unread_lines(connection))


READERS: Final = (
    start_a_workout,
    read_list,
    read_plots,
    read_history_words,
    read_progress_words,
    read_a_report,
    export_text,
    export_and_import,
    export_fit,
    report_unread,
)
"""All readers of a diary. Each may report a problem in words, but must not raise."""


def check(*lines: str) -> None:
    """Fail for a line that contains control characters."""
    for line in lines:
        assert all(it.isprintable() or it == "\N{NO-BREAK SPACE}" for it in line), ascii(line)
