"""The feelings as rows: each with its current answer, and the answers one step to either side.

Every answer is optional: the step below zero means no answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple, get_args

from hiptimer.plan.feelings import (
    MOST,
    SORE_SIDE_WORDS,
    Feelings,
    SoreSide,
    effort_rating_words,
    pain_rating_words,
)
from hiptimer.plan.offers import ChoiceError
from hiptimer.plan.wording import effort_words
from hiptimer.tui.view_models.choice_row import ChoiceRow, TypedNumber, scale_line
from hiptimer.workout.summary import counting_attempts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from hiptimer.workout.summary import Summary

    Row = ChoiceRow[Feelings]

_RATINGS = tuple(f"{number}" for number in range(MOST + 1))
_SIDES: tuple[SoreSide | None, ...] = (None, *get_args(SoreSide))


@dataclass(frozen=True, slots=True)
class Rating:
    """A rating from 0 to 10 with its current value, and `rate`, which returns another answer."""

    label: str
    value: int | None
    words: str
    rate: Callable[[int | None], Feelings] = field(compare=False)

    @property
    def less(self) -> Feelings | None:
        """A point less; no answer below zero."""
        return None if self.value is None else self.rate(self.value - 1 if self.value else None)

    @property
    def more(self) -> Feelings | None:
        """A point more; zero if there is no answer."""
        return (
            None if self.value == MOST else self.rate(0 if self.value is None else self.value + 1)
        )


class RowsAfter(NamedTuple):
    """The rows after a workout, in their order; `side` only if it is asked for."""

    pain: Rating
    side: Row | None
    effort: Rating


def pain_rating(label: str, feelings: Feelings) -> Rating:
    """Return the rating of the pain after something."""
    pain = feelings.pain_after
    return Rating(
        label,
        pain,
        pain_rating_words(pain),
        lambda rating: replace(feelings, pain_after=rating),
    )


def rows_before(feelings: Feelings) -> tuple[Row, ...]:
    """Return the rows before a workout; the side is among them once there is pain."""
    pain = feelings.pain_before
    row = _scale_row(
        "pain_before",
        "pain now",
        pain,
        pain_rating_words(pain),
        lambda step: replace(feelings, pain_before=step),
    )
    return (row, side_row(feelings)) if pain else (row,)


def rows_after(feelings: Feelings, *, side_was_said: bool = False) -> RowsAfter:
    """Return the rows after a workout; the side once there is pain, unless already answered."""
    effort = feelings.effort
    effort_row = Rating(
        "effort",
        effort,
        effort_rating_words(effort),
        lambda rating: replace(feelings, effort=rating),
    )
    asks_side = feelings.pain_after and not side_was_said
    pain_row = pain_rating("pain after", feelings)
    return RowsAfter(pain_row, side_row(feelings) if asks_side else None, effort_row)


class Hurt(NamedTuple):
    """Where it hurt: the phase of an effort and its words; None for nowhere."""

    phase: int | None
    words: str


def hurt_places(done: Summary, hurt: Iterable[int]) -> tuple[Hurt, ...]:
    """Return where a workout may have hurt: nowhere, or in an attempt of each row.

    That is the last one, unless another of them is among the phases that `hurt`.
    """
    phases = done.timeline.phases
    last = {
        effort_words(phases[index].effort): index
        for index, attempt in sorted(counting_attempts(done.attempts).items())
        if attempt.seconds > 0
    }
    last |= {effort_words(phases[index].effort): index for index in hurt}
    return (Hurt(None, "nothing"), *(Hurt(index, words) for words, index in last.items()))


def hurt_row(places: Sequence[Hurt], phase: int | None) -> ChoiceRow[Hurt]:
    """Return the row for what hurt during the workout."""
    words = [it.words for it in places]
    at = next((place for place, it in enumerate(places) if it.phase == phase), 0)
    less, more = (places[it] if 0 <= it < len(places) else None for it in (at - 1, at + 1))
    return ChoiceRow("hurt", "what hurt", words[at], less, more)


def row_next_morning(feelings: Feelings) -> Row:
    """Return the row for the morning after."""
    pain = feelings.pain_next_morning
    return _scale_row(
        "pain_next_morning",
        "pain this morning",
        pain,
        pain_rating_words(pain),
        lambda step: replace(feelings, pain_next_morning=step),
    )


def _scale_row(
    key: str, label: str, value: int | None, words: str, said: Callable[[int | None], Feelings]
) -> Row:
    return ChoiceRow(
        key,
        label,
        words,
        less=None if value is None else said(value - 1 if value else None),
        more=said(0 if value is None else value + 1) if value != MOST else None,
        scale=f"0 {scale_line(MOST + 1, value)} {MOST}",
        typed=TypedNumber(lambda text: said(_rating(text)), MOST, _RATINGS),
    )


def _rating(text: str) -> int:
    if text not in _RATINGS:
        raise ChoiceError(f"{text} is not a rating; choose 0-{MOST}")
    return int(text)


def side_row(feelings: Feelings) -> Row:
    """Return the row for the side that hurts."""
    place = _SIDES.index(feelings.sore_side)
    less, more = (
        replace(feelings, sore_side=_SIDES[at]) if 0 <= at < len(_SIDES) else None
        for at in (place - 1, place + 1)
    )
    words = SORE_SIDE_WORDS.get(feelings.sore_side or "", "not rated")
    return ChoiceRow("sore_side", "sore side", words, less, more)
