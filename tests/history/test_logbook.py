from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hiptimer.history.figures import Figures
from hiptimer.history.logbook import CannotDelete, Contents, Logbook, Unreadable
from hiptimer.history.progress.plots import SPANS
from hiptimer.plan.choices import default_choices, with_pick
from hiptimer.plan.feelings import Feelings
from hiptimer.plan.plan import Plan
from tests.conftest import circuit, exercise, timed
from tests.diary.days import MORNING, Day, recorded, whole_workout
from tests.diary.past import keep, keep_holds, mornings, squats, workout

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOW = MORNING + timedelta(days=10)
EVER = SPANS[-1]
PULSES = circuit(exercise("pulses", timed(15.0, 30.0), sides="each"))
LIGHT = Feelings(pain_before=1, pain_after=1, effort=4)


def logbook(folder: Path) -> Logbook:
    return Logbook(folder, lambda: NOW)


def test_a_logbook_without_a_diary_is_empty(tmp_path: Path) -> None:
    book = logbook(tmp_path / "none")
    assert book.contents() == Contents(NOW.date())
    assert book.contents().first_day == NOW.date()
    assert book.figures(EVER) == Figures(NOW.date())
    assert book.suggestion_words("trial") == ""
    assert book.suggester(PULSES, "trial")(default_choices(PULSES), None) is None
    assert book.restore() is None
    assert not (tmp_path / "none").exists()


def test_a_logbook_has_the_workouts_exercises_and_feelings_of_the_diary(tmp_path: Path) -> None:
    keep_holds(tmp_path, (30.0, 33.0), (31.0, 30.0))
    keep(tmp_path, workout(squats(), NOW, feelings=LIGHT))
    book = logbook(tmp_path)
    contents = book.contents()
    assert [it.started_at for it in contents.workouts] == [NOW, *reversed([*mornings(0, 1)])]
    assert contents.first_day == MORNING.date()
    (squat,) = contents.exercises
    assert len(book.tallies(squat, EVER)) == 3
    assert len(book.figures(EVER).felt) == 1
    details = book.details(contents.workouts[-1])
    assert details
    assert [it.seconds for it in details.attempts] == [30.0, 33.0]


def test_tallies_and_feelings_are_limited_to_a_span(tmp_path: Path) -> None:
    keep(tmp_path, workout(squats(), NOW, feelings=LIGHT))
    keep(tmp_path, workout(squats(), NOW - timedelta(days=29), feelings=LIGHT))
    book = logbook(tmp_path)
    (squat,) = book.contents().exercises
    assert [len(book.tallies(squat, span)) for span in SPANS] == [1, 2, 2, 2]
    assert [len(book.figures(span).felt) for span in SPANS] == [1, 2, 2, 2]


def test_deleted_workouts_are_restored_in_reverse_order(tmp_path: Path) -> None:
    keep_holds(tmp_path, (30.0, 33.0), (31.0, 30.0), (32.0, 30.0))
    before = recorded(tmp_path)
    book = logbook(tmp_path)
    book.delete(before[2])
    book.delete(before[0])
    assert [it.key for it in recorded(tmp_path)] == [before[1].key]
    assert book.details(before[0]) is None
    assert book.restore() == before[0].key
    assert book.restore() == before[2].key
    assert [it.key for it in recorded(tmp_path)] == [it.key for it in before]
    assert book.restore() is None


def test_a_workout_already_deleted_cannot_be_restored(tmp_path: Path) -> None:
    keep_holds(tmp_path, (30.0, 33.0))
    (only,) = recorded(tmp_path)
    one, other = logbook(tmp_path), logbook(tmp_path)
    one.delete(only)
    other.delete(only)
    assert other.restore() is None
    assert one.restore() == only.key


def test_a_running_workout_is_not_deleted(tmp_path: Path) -> None:
    day = Day(tmp_path)
    day.workout.start()
    day.until(12.0)
    day.close()
    with pytest.raises(CannotDelete, match="is running cannot be deleted"):
        logbook(tmp_path).delete(recorded(tmp_path)[0])
    assert len(recorded(tmp_path)) == 1


READINGS: list[Callable[[Logbook], object]] = [
    lambda book: book.contents(),
    lambda book: book.figures(EVER),
    lambda book: book.suggestion_words("trial"),
]


@pytest.mark.parametrize("read", READINGS)
def test_an_unreadable_diary_is_reported(read: Callable[[Logbook], object], tmp_path: Path) -> None:
    (tmp_path / "diary.db").write_bytes(b"no database " * 100)
    with pytest.raises(Unreadable, match="The diary cannot be read: file is not a database"):
        read(logbook(tmp_path))


def test_without_write_access_nothing_is_deleted(tmp_path: Path) -> None:
    whole_workout(tmp_path)
    (only,) = recorded(tmp_path)
    book = logbook(tmp_path)
    book.delete(only)
    (tmp_path / "diary.db").unlink()
    (tmp_path / "diary.db").mkdir()
    with pytest.raises(CannotDelete, match="Nothing was deleted"):
        book.delete(only)
    with pytest.raises(CannotDelete, match="Not restored"):
        book.restore()
    (tmp_path / "diary.db").rmdir()
    assert book.restore() == only.key


def test_a_suggestion_follows_from_the_last_two_workouts(tmp_path: Path) -> None:
    choices = default_choices(PULSES)
    plan = Plan(PULSES, "trial", choices)
    keep(tmp_path, *(workout(plan, at, feelings=LIGHT) for at in mornings(0, 3)))
    book = logbook(tmp_path)
    assert book.suggestion_words("trial").endswith("Pulses: try 20 s today (15 s last time)?")
    assert book.suggestion_words("another") == ""
    found = book.suggester(PULSES, "trial")(choices, None)
    assert found
    assert found.choices == with_pick(PULSES, choices, "pulses.time", "20s")


def test_the_time_since_the_last_workout_is_named_if_the_circuit_asks_for_some(
    tmp_path: Path,
) -> None:
    slow = replace(PULSES, recovery_hours=2000.0)
    plan = Plan(slow, "trial", default_choices(slow))
    keep(tmp_path, *(workout(plan, at, feelings=LIGHT) for at in mornings(0, 3)))
    found = logbook(tmp_path).suggester(slow, "trial")(plan.choices, None)
    assert found
    assert found.words == "Last done 167 h ago; this circuit asks for 2000 h."


def test_impossible_choices_in_the_diary_are_ignored(tmp_path: Path) -> None:
    plan = Plan(PULSES, "trial", default_choices(PULSES))
    for number, choices in enumerate(('{"sets": "x"}', "[]", "{", '{"picks": {}}')):
        whole = workout(plan, MORNING + timedelta(days=number), feelings=LIGHT)
        object.__setattr__(whole.plan, "choices", choices)
        keep(tmp_path, whole)
        assert logbook(tmp_path).suggestion_words("trial") == ""
    spoiled = '{"sets": 1, "picks": {"pulses.time": "much"}, "without": [], "fit_seconds": null}'
    for number in (5, 6):
        whole = workout(plan, MORNING + timedelta(days=number), feelings=LIGHT)
        object.__setattr__(whole.plan, "choices", spoiled)
        keep(tmp_path, whole)
    assert logbook(tmp_path).suggestion_words("trial") == ""
