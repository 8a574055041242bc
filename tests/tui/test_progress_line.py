from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from hiptimer.circuit.amounts import Range
from hiptimer.circuit.model import Block
from hiptimer.plan.choices import default_choices
from hiptimer.plan.compiler import compile_timeline
from hiptimer.tui.view_models.progress_blocks import chapters_of
from hiptimer.tui.view_models.progress_line import (
    MARKS,
    MARKS_IN_ASCII,
    Ink,
    named_progress_line,
    progress_line,
)
from hiptimer.tui.widgets.set_list import set_list
from tests.conftest import circuit, exercise, laid_out, timed
from tests.strategies import plans

if TYPE_CHECKING:
    from hiptimer.plan.timeline import Timeline
    from tests.strategies import Planned


def line(timeline: Timeline, place: float, columns: int) -> str:
    return "".join(part.text for part in progress_line(timeline, place, columns))


def two_sets(order: str = "circuit") -> Timeline:
    """Return sets of prepare or rest, 20 s, rest, 20 s: 65 s, then 115 s."""
    plank, march = exercise("plank", timed(20)), exercise("march", timed(20))
    return laid_out(plank, march, sets=Range.single(2), order=order)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (0.0, "1 ●─── ────  2 ───────── ────"),
        (10.0, "1 ━●── ────  2 ───────── ────"),
        (29.9, "1 ━━━● ────  2 ───────── ────"),
        (30.0, "1 ━━━━ ●───  2 ───────── ────"),
        (65.0, "1 ━━━━ ━━━━  2 ●──────── ────"),
        (180.0, "1 ━━━━ ━━━━  2 ━━━━━━━━━ ━━━●"),
    ],
)
def test_the_done_part_is_thick_up_to_the_mark(place: float, expected: str) -> None:
    assert line(two_sets(), place, len(expected)) == expected


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (19, "1 ●─ ──  2 ──── ───"),
        (15, "●─ ──  ──── ───"),
        (12, "1 ●──  2 ───"),
        (6, "●─────"),
        (1, "●"),
    ],
)
def test_with_less_room_the_line_is_coarser(columns: int, expected: str) -> None:
    found = line(two_sets(), 0.0, columns)
    assert len(found) == columns
    assert [len(it) > 0 for it in found.split("  ")] == [len(it) > 0 for it in expected.split("  ")]
    assert found.count(" ") == expected.count(" ")


def test_if_all_sets_of_an_exercise_come_first_the_exercises_are_numbered() -> None:
    found = line(two_sets("straight"), 0.0, 40)
    assert [len(chapter.split()) for chapter in found.split("  ")] == [3, 3]
    assert found.startswith("1 ●")
    assert "  2 ─" in found


def test_each_block_has_sets_of_its_own() -> None:
    plank, march, squat = (exercise(name, timed(20)) for name in ("plank", "march", "squat"))
    warm_up = Block(id="warm-up", title="Warm-up", sets=Range.single(2), exercises=(plank,))
    main = Block(id="main", title="Main", sets=Range.single(2), exercises=(march, squat))
    blocks = replace(circuit(), blocks=(warm_up, main))
    timeline = compile_timeline(blocks, default_choices(blocks), "trial")
    assert [(it.label, len(it.blocks)) for it in chapters_of(timeline)] == [
        ("1", 1),
        ("2", 1),
        ("1", 2),
        ("2", 2),
    ]
    first = next(it for it in timeline.phases if it.effort.movement.id == "march")
    assert [it.strip(" ▶") for it in str(set_list(timeline, first)).splitlines()] == [
        "Main · set 1 of 2",
        "March",
        "round 1",
        "Squat",
        "round 1",
    ]


def test_a_single_set_needs_no_number() -> None:
    assert line(laid_out(exercise("plank", timed(20))), 0.0, 10) == "●─────────"


def test_plain_characters_say_the_same() -> None:
    found = "".join(part.text for part in progress_line(two_sets(), 30.0, 29, MARKS_IN_ASCII))
    assert found == "1 ==== O---  2 --------- ----"


@given(plans(), st.floats(0, 1), st.integers(1, 200))
def test_the_line_fills_its_columns_and_has_one_mark(
    plan: Planned, share: float, columns: int
) -> None:
    timeline = plan.timeline
    parts = progress_line(timeline, share * timeline.planned_seconds, columns)
    text = "".join(part.text for part in parts)
    assert len(text) == columns
    assert text.count(MARKS.here) == 1
    assert sum(MARKS.here in part.text for part in parts if part.ink is Ink.HERE) == 1
    before, after = text.split(MARKS.here)
    assert MARKS.ahead not in before
    assert MARKS.done not in after


@given(plans(), st.floats(0, 1), st.floats(0, 1), st.integers(1, 200))
def test_the_mark_never_goes_back(plan: Planned, one: float, other: float, columns: int) -> None:
    planned = plan.timeline.planned_seconds
    earlier, later = (
        line(plan.timeline, share * planned, columns).index(MARKS.here)
        for share in sorted((one, other))
    )
    assert earlier <= later


def named(timeline: Timeline, place: float, columns: int) -> tuple[str, str]:
    rows = named_progress_line(timeline, place, columns)
    assert rows
    names, below = ("".join(part.text for part in row) for row in rows)
    return names, below


def test_in_circuit_order_the_exercises_of_the_set_under_way_are_named_above_their_blocks() -> None:
    assert named(two_sets(), 30.0, 41) == (
        "  Plank           March                  ",
        "1 ━━━━━━━━━━━━━━━ ●──────────────  2 ────",
    )
    names, below = named(two_sets(), 70.0, 41)
    assert names.startswith("          Plank ")
    assert below.startswith("1 ━━━━  2 ━●")


def test_in_straight_order_all_exercises_are_named() -> None:
    names, below = named(two_sets("straight"), 0.0, 41)
    assert names.split() == ["Plank", "March"]
    assert [part[:2] for part in below.split("  ")] == ["1 ", "2 "]


def test_a_long_name_is_cut_and_a_wide_one_keeps_its_columns() -> None:
    long = exercise("long", timed(20), name="Banded high knee pulses on your back")
    wide = exercise("wide", timed(20), name="猫のポーズ")
    rows = named_progress_line(laid_out(long, wide), 0.0, 31)
    assert rows
    names = "".join(part.text for part in rows[0])
    assert names.startswith("Banded high kn… 猫のポーズ")
    assert cell_len(names) == 31


def test_without_enough_room_no_names_are_shown() -> None:
    assert named_progress_line(two_sets(), 0.0, 30) is None


@given(plans(), st.floats(0, 1), st.integers(60, 200))
def test_names_and_line_are_equally_wide_and_have_one_mark(
    plan: Planned, share: float, columns: int
) -> None:
    rows = named_progress_line(plan.timeline, share * plan.timeline.planned_seconds, columns)
    if rows:
        names, below = ("".join(part.text for part in row) for row in rows)
        assert cell_len(names) == cell_len(below) == columns
        assert below.count(MARKS.here) == 1
