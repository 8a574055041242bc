from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

import pytest

from hiptimer.plan.feelings import Feelings
from hiptimer.tui.view_models.feeling_rows import (
    Rating,
    row_next_morning,
    rows_after,
    rows_before,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from hiptimer.tui.view_models.choice_row import ChoiceRow

    Row = ChoiceRow[Feelings]

AnyRow = TypeVar("AnyRow", "ChoiceRow[Feelings]", Rating)

PAIN = [
    "not rated",
    "0, none",
    *(f"{number}, low" for number in (1, 2)),
    *(f"{number}, moderate" for number in (3, 4, 5)),
    *(f"{number}, high" for number in (6, 7, 8, 9)),
    "10, worst imaginable",
]


def before(feelings: Feelings) -> Row:
    return rows_before(feelings)[0]


def side(feelings: Feelings) -> Row:
    return rows_before(feelings)[1]


def after(feelings: Feelings) -> Rating:
    return rows_after(feelings).pain


def effort(feelings: Feelings) -> Rating:
    return rows_after(feelings).effort


def walked(row_of: Callable[[Feelings], AnyRow], feelings: Feelings) -> list[AnyRow]:
    """Return a row at each of its values, from left to right, and check the way back."""
    rows = [row_of(feelings)]
    while (more := rows[-1].more) is not None:
        rows.append(row_of(more))
    for left, right in pairwise(rows):
        assert right.less is not None
        assert row_of(right.less) == left
    return rows


@pytest.mark.parametrize("row_of", [before, row_next_morning])
def test_pain_is_not_rated_at_first_and_goes_up_to_ten(row_of: Callable[[Feelings], Row]) -> None:
    rows = walked(row_of, Feelings())
    assert rows[0].less is None
    assert [row.value for row in rows] == PAIN
    assert rows[0].scale == "0 ─────────── 10"
    assert [row.scale for row in rows[1:]] == [
        f"0 {'─' * place}●{'─' * (10 - place)} 10" for place in range(11)
    ]


@pytest.mark.parametrize("row_of", [after, effort])
def test_a_rating_after_a_workout_goes_point_by_point_from_no_answer_to_ten(
    row_of: Callable[[Feelings], Rating],
) -> None:
    rows = walked(row_of, Feelings())
    assert rows[0].less is None
    assert [row.value for row in rows] == [None, *range(11)]


@pytest.mark.parametrize("row_of", [after, effort])
@pytest.mark.parametrize("rating", [None, 0, 7, 10])
def test_any_rating_can_be_given_directly(
    row_of: Callable[[Feelings], Rating], rating: int | None
) -> None:
    assert row_of(row_of(Feelings(pain_after=3, effort=3)).rate(rating)).value == rating


def test_each_rating_is_put_in_words() -> None:
    assert [row.words for row in walked(after, Feelings())] == PAIN
    words = [row.words for row in walked(effort, Feelings())]
    assert words[:2] == ["not rated", "0, none"]
    assert words[5:7] == ["4, somewhat hard", "5, hard"]
    assert words[-1] == "10, all-out"


def test_the_sore_side_is_asked_if_it_hurts_and_is_optional() -> None:
    assert len(rows_before(Feelings())) == len(rows_before(Feelings(pain_before=0))) == 1
    values = [row.value for row in walked(side, Feelings(pain_before=1))]
    assert values == ["not rated", "left side", "right side", "both sides"]


def test_the_sore_side_is_asked_after_a_workout_unless_it_was_given_before() -> None:
    hurts = Feelings(pain_after=4)
    assert rows_after(hurts).side
    assert rows_after(hurts, side_was_said=True).side is None
    assert rows_after(Feelings(pain_after=0)).side is None
