from __future__ import annotations

from datetime import date

import pytest

from hiptimer.diary.tally_records import DayDone
from hiptimer.history.progress.calendar import (
    ASCII,
    FINE,
    HEAD,
    DayMarks,
    week_line,
    week_name,
)
from hiptimer.history.progress.weeks import weeks_until

WEDNESDAY = date(2026, 8, 12)
DONE = [
    DayDone(date(2026, 7, 14), 12, 12),
    DayDone(date(2026, 7, 27), 1, 1),
    DayDone(date(2026, 7, 29), 2, 1),
    DayDone(date(2026, 8, 2), 1, 0),
    DayDone(date(2026, 8, 10), 1, 1),
    DayDone(date(2026, 8, 12), 2, 2),
]

GOLDEN = """\
             Mo Tu We Th Fr Sa Su
  this week  ●  ·  ●2               3
  last week  ·  ·  ·  ·  ·  ·  ·
27 Jul 2026  ●  ·  ○2 ·  ·  ·  ○    4
20 Jul 2026  ·  ·  ·  ·  ·  ·  ·
13 Jul 2026  ·  ●9 ·  ·  ·  ·  ·   12
"""

GOLDEN_IN_ASCII = """\
             Mo Tu We Th Fr Sa Su
  this week  #  .  #2               3
  last week  .  .  .  .  .  .  .
27 Jul 2026  #  .  o2 .  .  .  o    4
20 Jul 2026  .  .  .  .  .  .  .
13 Jul 2026  .  #9 .  .  .  .  .   12
"""


@pytest.mark.parametrize(("marks", "golden"), [(FINE, GOLDEN), (ASCII, GOLDEN_IN_ASCII)])
def test_weeks_are_listed_newest_first(marks: DayMarks, golden: str) -> None:
    lines = [HEAD, *(week_line(it, WEDNESDAY, marks) for it in weeks_until(WEDNESDAY, DONE))]
    assert "".join(f"{line.rstrip()}\n" for line in lines) == golden
    assert max(map(len, lines)) <= 38


def test_an_earlier_week_is_named_by_its_monday() -> None:
    assert week_name(date(2026, 8, 10), WEDNESDAY) == "this week"
    assert week_name(date(2026, 8, 3), WEDNESDAY) == "last week"
    assert week_name(date(2025, 12, 29), WEDNESDAY) == "29 Dec 2025"


@pytest.mark.parametrize("marks", [FINE, ASCII])
def test_the_legend_names_every_mark(marks: DayMarks) -> None:
    assert marks.complete in marks.legend
    assert marks.early in marks.legend
    assert len(marks.legend) <= 38
