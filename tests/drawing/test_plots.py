from __future__ import annotations

import sys
from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.drawing.plots import AXES, MEET, NoPlots, Plot, Series, draw_plot, legend, load
from hiptimer.foundation.terminal import Charset

FIRST = date(2026, 6, 1)
LAST = FIRST + timedelta(days=83)
CHARSETS = st.sampled_from(get_args(Charset))


def series(name: str, marks: tuple[str, str], **values: float) -> Series:
    """Return a series of one value per day: d0=30.0 is that of the first day."""
    points = tuple((FIRST + timedelta(days=int(day[1:])), value) for day, value in values.items())
    return Series(name, marks, points)


LEFT = series("left", ("◀", "<"), d0=30.0, d40=40.0, d83=45.0)
RIGHT = series("right", ("▶", ">"), d0=30.0, d40=20.0)


def rows(plot: Plot, columns: int, height: int, charset: Charset = "quadrant") -> list[str]:
    return [
        "".join(text for text, _ in row).rstrip()
        for row in draw_plot(plot, columns, height, charset)
    ]


def test_lines_join_points_at_their_day_and_value_with_the_mark_of_their_series() -> None:
    assert rows(Plot((LEFT, RIGHT), FIRST, LAST, "seconds"), 40, 9) == [
        "45s┤                      ⣀⣀⣀⣀⣀⣀⡠⠤⠤⠤⠤⠤⠤◀",
        "   │       ⣀⣀⣀⠤⠤⠤⠒⠒⠒⠉◀⠉⠉⠉⠉",
        "30s┤◆⠒⠒⠒⠉⠉⠉",
        "   │       ⠉⠉⠉⠒⠒⠒⠤⠤⠤⣀▶",
        "15s┤",
        "   │",
        " 0s┤",
        "   └┬────────────┬────────────┬─────────",
        "    Jun 2026  Jul 2026     Aug 2026",
    ]


def test_an_ascii_plot_is_pure_ascii() -> None:
    plot = Plot((LEFT, RIGHT), FIRST, LAST, "seconds")
    drawn = "\n".join(rows(plot, 40, 10, "ascii"))
    assert drawn.isascii()
    assert (drawn.count("<"), drawn.count(">"), drawn.count("X")) == (2, 1, 1)
    assert all(text.isascii() for text, _ in legend(plot, "ascii"))


def test_each_run_belongs_to_its_series_or_to_several() -> None:
    plot = Plot((LEFT, RIGHT), FIRST, LAST, "seconds")
    drawn = [run for row in draw_plot(plot, 40, 10, "half") for run in row]
    owners = {mark: owner for text, owner in drawn for mark in text if mark in "◀▶◆"}
    assert (owners["◀"], owners["▶"], owners["◆"]) == (0, 1, MEET)
    assert {text.strip() for text, owner in drawn if owner == AXES} & {"0s┤", "30s┤"}


@pytest.mark.parametrize("charset", get_args(Charset))
@pytest.mark.parametrize("is_first", [True, False])
def test_a_point_is_never_hidden_by_the_line_of_another_series(
    charset: Charset, *, is_first: bool
) -> None:
    level = series("level", ("●", "*"), d0=30.0, d83=30.0)
    point = series("point", ("▲", "m"), d40=30.0)
    both = (level, point) if is_first else (point, level)
    drawn = "".join(rows(Plot(both, FIRST, LAST, "seconds"), 40, 10, charset))
    assert drawn.count(point.mark(charset)) == 1
    assert drawn.count(level.mark(charset)) == 2


def test_a_legend_names_every_mark() -> None:
    both = Plot((LEFT, RIGHT), FIRST, LAST, "seconds")
    assert legend(both, "half") == (("◀ left", 0), ("▶ right", 1), ("◆ equal", MEET))
    assert legend(Plot((LEFT,), FIRST, LAST, "seconds"), "ascii") == (("< left", 0),)


POINTS = st.lists(
    st.tuples(st.integers(0, 83).map(lambda day: FIRST + timedelta(days=day)), st.floats(0, 90)),
    max_size=12,
)


@given(POINTS, POINTS, st.integers(1, 120), st.integers(1, 40), CHARSETS)
def test_a_plot_fills_its_area_exactly_and_shows_both_series(
    left: list[tuple[date, float]],
    right: list[tuple[date, float]],
    columns: int,
    height: int,
    charset: Charset,
) -> None:
    plot = Plot(
        (Series("left", ("◀", "<"), tuple(left)), Series("right", ("▶", ">"), tuple(right))),
        FIRST,
        LAST,
        "seconds",
    )
    drawn = draw_plot(plot, columns, height, charset)
    if not drawn:
        assert columns < 16 or height < 5
        return
    assert len(drawn) == height
    assert all(sum(len(text) for text, _ in row) == columns for row in drawn)
    owners = {owner for row in drawn for _, owner in row}
    assert bool(left) == bool(owners & {0, MEET})
    assert bool(right) == bool(owners & {1, MEET})


def test_a_plot_without_points_is_empty() -> None:
    assert Plot((Series("left", ("◀", "<"), ()),), FIRST, LAST, "seconds").is_empty
    assert not Plot((LEFT,), FIRST, LAST, "seconds").is_empty


def test_a_plot_library_that_cannot_be_loaded_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "plotext", None)
    with pytest.raises(NoPlots, match="plotext"):
        load()
