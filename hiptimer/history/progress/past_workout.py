"""A past workout as suggestions look at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hiptimer.diary.records import Details
    from hiptimer.plan.choices import Choices


@dataclass(frozen=True, slots=True)
class PastWorkout:
    """A workout with all its records and its choices."""

    details: Details
    choices: Choices
