"""Strategies for doses and their parts."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, ParamSpec, TypeVar, cast

from hypothesis import strategies as st

from hiptimer.circuit.amounts import READY, Range, TempoBeat, Varying
from hiptimer.circuit.doses import (
    AnyDose,
    FreeReps,
    PacedReps,
    PacedTime,
    RepsToFatigue,
    Timed,
    TimedOrToFatigue,
    ToFatigue,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from hiptimer.circuit.amounts import Amount, Rest, RoleName

T = TypeVar("T")
Given = ParamSpec("Given")


def made_once(strategy: Callable[Given, T]) -> Callable[Given, T]:
    """Keep each strategy that a function returns.

    Hypothesis validates a new one when it draws from it, which takes longer than the draw.
    """
    return cast("Callable[Given, T]", cache(strategy))


@made_once
def one_of_these(*values: T) -> st.SearchStrategy[T]:
    return st.sampled_from(values)


@made_once
def or_none(values: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    return st.none() | values


@made_once
def seconds(low: float, high: float) -> st.SearchStrategy[float]:
    """Return lengths in tenths of a second, which floats cannot represent exactly."""
    return st.integers(round(low * 10), round(high * 10)).map(lambda tenths: tenths / 10)


@made_once
def pauses() -> st.SearchStrategy[float]:
    """Return lengths of pauses, many of them zero."""
    return st.one_of(st.just(0.0), seconds(0.1, 25.0))


def _range(low: float, values: list[float]) -> Range:
    ends = sorted({low, *values})
    return Range(ends[0], ends[-1], ends[len(ends) // 2])


@made_once
def _second_ranges(low: float, high: float) -> st.SearchStrategy[Range]:
    return st.builds(_range, seconds(low, high), st.lists(seconds(low, high), max_size=2))


@made_once
def count_ranges(most: int) -> st.SearchStrategy[Range]:
    counts = st.integers(1, most).map(float)
    return st.builds(_range, counts, st.lists(counts, max_size=2))


@made_once
def rests() -> st.SearchStrategy[Rest]:
    """Return lengths of rests: many of zero, some that offer a choice, some that wait."""
    lengths = pauses().map(Range.single)
    return st.one_of(lengths, lengths, _second_ranges(0.0, 25.0), st.just(READY))


@made_once
@st.composite
def varied(
    draw: st.DrawFn, one: st.SearchStrategy[T], each: st.SearchStrategy[T], sides: str, most: int
) -> T | Varying[T]:
    """Return `one` value, or sometimes `each` for one of `most` rounds or sets, or for a side."""
    kind = draw(one_of_these("one", "one", "list", "sides"))
    if kind == "list":
        listed = tuple(draw(_some(each, most)))
        return Varying(listed, listed)
    if kind == "sides" and sides == "each":
        left, right = draw(each), draw(each)
        if left != right:
            return Varying((left,), (right,))
    return draw(one)


@made_once
@st.composite
def _tempos(draw: st.DrawFn) -> tuple[TempoBeat, ...]:
    # From five seconds on a beat is named in each rep, and over eight it has a countdown.
    short, long = _second_ranges(0.3, 2.0), _second_ranges(4.0, 9.0)
    lengths = draw(st.lists(st.one_of(short, short, short, long), min_size=1, max_size=4))
    roles: list[RoleName | None] = [None, None, "concentric", "eccentric", "hold"]
    return tuple(
        TempoBeat(f"beat {number}", it, draw(st.sampled_from(roles)), draw(one_of_these("", "go")))
        for number, it in enumerate(lengths)
    )


@made_once
@st.composite
def _to_fatigue(draw: st.DrawFn) -> ToFatigue:
    target = draw(seconds(0.5, 30.0))
    return ToFatigue(target, target + draw(pauses()), draw(st.booleans()))


@made_once
@st.composite
def _timed_or_to_fatigue(draw: st.DrawFn) -> TimedOrToFatigue:
    # A file gives one default: a time of the range, or to fatigue.
    default, is_to_fatigue = draw(one_of_these((1.0, False), (5.0, False), (1.0, True)))
    return TimedOrToFatigue(Range(1.0, 9.0, default), draw(_to_fatigue()), is_to_fatigue)


@made_once
@st.composite
def _reps_to_fatigue(draw: st.DrawFn) -> RepsToFatigue:
    target = draw(st.integers(1, 5))
    if draw(st.booleans()):
        return RepsToFatigue(target, None)
    return RepsToFatigue(target, target + draw(st.integers(0, 3)), draw(_tempos()))


@made_once
def _seconds_of_a_dose(sides: str, most: int) -> st.SearchStrategy[Amount]:
    single = seconds(0.5, 30.0).map(Range.single)
    return varied(_second_ranges(0.5, 30.0), single, sides, most)


@made_once
def _reps_of_a_dose(sides: str, most: int) -> st.SearchStrategy[Amount]:
    return varied(count_ranges(5), few(5), sides, most)


@made_once
def _some(values: st.SearchStrategy[T], most: int) -> st.SearchStrategy[list[T]]:
    return st.lists(values, min_size=1, max_size=most)


@made_once
def few(most: int) -> st.SearchStrategy[Range]:
    return st.integers(1, most).map(lambda it: Range.single(float(it)))


@made_once
def doses(sides: str = "none", most: int = 1) -> st.SearchStrategy[AnyDose]:
    """Return doses of every type, of which some vary by side or by `most` rounds or sets."""
    time, reps = _seconds_of_a_dose(sides, most), _reps_of_a_dose(sides, most)
    return st.one_of(
        st.builds(Timed, time, st.booleans()),
        _to_fatigue(),
        _timed_or_to_fatigue(),
        st.builds(PacedReps, reps, _tempos()),
        st.builds(PacedTime, time, _tempos()),
        st.builds(FreeReps, reps, or_none(seconds(0.5, 20.0))),
        _reps_to_fatigue(),
    )
