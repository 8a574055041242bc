"""How often the place of a workout is written, and that writing it delays nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiptimer.diary.workout_rows import MarkedPlace, WorkoutRows
from hiptimer.workout.workout import Workout
from tests.diary.days import MORNING, Day

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path


@pytest.fixture
def marks(monkeypatch: pytest.MonkeyPatch) -> list[MarkedPlace]:
    """Return the marks that reach the diary; each is written to memory and to the file."""
    written: list[MarkedPlace] = []
    mark_place = WorkoutRows.mark

    def note(rows: WorkoutRows, connection: sqlite3.Connection, mark: MarkedPlace) -> None:
        if mark not in written:
            written.append(mark)
        mark_place(rows, connection, mark)

    monkeypatch.setattr(WorkoutRows, "mark", note)
    return written


def test_a_place_is_written_once_a_second_however_often_the_view_ticks(
    tmp_path: Path, marks: list[MarkedPlace]
) -> None:
    day = Day(tmp_path)
    day.workout.start()
    for _ in range(40):
        day.clock.advance(0.125)
        day.tick()
    day.close()
    assert [it.place.elapsed for it in marks] == [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]
    assert [it.spent_seconds for it in marks] == [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]
    assert [(it.at - MORNING).total_seconds() for it in marks] == [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]


def test_a_paused_place_is_written_once(tmp_path: Path, marks: list[MarkedPlace]) -> None:
    day = Day(tmp_path)
    day.workout.start()
    day.until(1.5)
    day.workout.pause()
    for _ in range(5):
        day.clock.advance(1.0)
        day.tick()
    day.close()
    assert [it.place.elapsed for it in marks] == pytest.approx([0.0, 1.0, 1.5], abs=0.01)


def test_nothing_is_written_after_the_end(tmp_path: Path, marks: list[MarkedPlace]) -> None:
    day = Day(tmp_path)
    day.workout.start()
    day.at(12.5, Workout.stop)
    day.recorder.checkpoint()
    day.recorder.interrupt()
    day.close()
    assert (marks[-1].place.index, int(marks[-1].place.elapsed)) == (1, 2)


def test_the_thread_that_writes_keeps_no_program_from_ending(tmp_path: Path) -> None:
    day = Day(tmp_path)
    thread = day.diary._writer._thread
    assert (thread.name, thread.daemon) == ("diary", True)
    assert day.diary.trouble is None
    day.close()
    assert not thread.is_alive()
