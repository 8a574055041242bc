"""Amounts of a circuit: ranges to choose from, beats, and values that vary by round and side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeAlias, TypeVar

RoleName = Literal["concentric", "eccentric", "hold"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Range:
    """The values to choose from: `low` to `high`, and the `default`.

    Seconds, or whole numbers in a range of counts. All three are equal if there is only one value.
    """

    low: float
    high: float
    default: float

    @classmethod
    def single(cls, value: float) -> Range:
        """Return a range that offers nothing but `value`."""
        return cls(value, value, value)

    @property
    def is_choice(self) -> bool:
        """Whether there is more than one value to choose from."""
        return self.low < self.high


ONCE = Range.single(1)
NO_TIME = Range.single(0.0)


@dataclass(frozen=True, slots=True)
class Varying(Generic[T]):
    """Another value in each round or on each side. The last value of a side is repeated."""

    left: tuple[T, ...]
    right: tuple[T, ...]

    @property
    def is_by_side(self) -> bool:
        """Whether the sides have values of their own, instead of the rounds."""
        return len(self.left) == len(self.right) == 1 and self.left != self.right


Amount: TypeAlias = "Range | Varying[Range]"
"""A number that is prescribed: one for all rounds and sides, or a varying one."""

Load: TypeAlias = "str | Varying[str]"


def value_at(value: T | Varying[T], number: int, side: str | None) -> T:
    """Return what is prescribed in round or set `number`, from 1, on `side`."""
    if not isinstance(value, Varying):
        return value
    values = value.right if side == "right" else value.left
    return values[min(number, len(values)) - 1]


def values_of(value: T | Varying[T]) -> tuple[T, ...]:
    """Return all values that are prescribed, those of the left side first."""
    return (*value.left, *value.right) if isinstance(value, Varying) else (value,)


@dataclass(frozen=True, slots=True)
class TempoBeat:
    """One part of a rep as prescribed: "drive" for 1 s, "hold" for 5 to 10 s.

    `role` is None if it follows from the name or the place; `say` is the word for the person,
    by default the name.
    """

    name: str
    seconds: Range
    role: RoleName | None = None
    say: str = ""


@dataclass(frozen=True, slots=True)
class Ready:
    """The length of a rest that lasts until the person is ready."""


READY = Ready()

Rest: TypeAlias = Range | Ready
"""The length of a pause, which may offer a choice."""
