"""How a workout feels: pain and effort from 0 to 10, and the words for them in every view."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Literal

from hiptimer.plan.wording import side_word

if TYPE_CHECKING:
    from hiptimer.plan.effort import EffortSide

SoreSide = Literal["left", "right", "both"]


@dataclass(frozen=True, slots=True)
class EffortPain:
    """Pain that the person said an effort caused, `moment` seconds after the start.

    `index` is the phase of the effort. `pain` is from 0 to 10, None if it was not rated.
    """

    moment: float
    index: int
    exercise_id: str
    title: str
    side: EffortSide | None
    pain: int | None

    @property
    def words(self) -> str:
        """The effort and its pain: "Wall sit, left: pain 6"."""
        where = f"{self.title}, {side_word(self.side)}" if self.side else self.title
        return f"{where}: {'hurt' if self.pain is None else f'pain {self.pain}'}"


@dataclass(frozen=True, slots=True)
class Feelings:
    """Optional ratings of pain and effort around a workout, and during it.

    Pain and effort are whole numbers from 0 to 10, None if not rated; `note` is one line.
    `asked_next_morning` is whether the question about the next morning has been asked. `pains` are
    those that were said of single efforts.
    """

    pain_before: int | None = None
    pain_after: int | None = None
    effort: int | None = None
    pain_next_morning: int | None = None
    sore_side: SoreSide | None = None
    note: str = ""
    asked_next_morning: bool = False
    pains: tuple[EffortPain, ...] = ()

    @property
    def pain_during(self) -> int | None:
        """The highest pain that an effort caused; None if none was rated."""
        return max((it.pain for it in self.pains if it.pain is not None), default=None)


SORE_SIDE_WORDS = {"left": "left side", "right": "right side", "both": "both sides"}


class PainLevel(StrEnum):
    """How high a pain rating is. A level says nothing about its cause: no number excludes one."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


MODERATE_PAIN: Final = 3
HIGH_PAIN: Final = 6
"""Where the levels begin: see `history.progress.pain_ruling` for the sources."""

# The end points of the numeric pain scale, and the anchors of the perceived effort scale.
_PAIN_ENDS: Final = {0: "none", 10: "worst imaginable"}
_EFFORT: Final = (
    *("none", "very easy", "easy", "moderate", "somewhat hard"),
    *("hard", "hard", "very hard", "very hard", "very hard", "all-out"),
)
MOST: Final = 10
"""The end of both scales; they begin at zero."""


def pain_level(pain: int | None) -> PainLevel | None:
    """Return the level of a pain rating; None if there is no rating."""
    if pain is None:
        return None
    if pain < MODERATE_PAIN:
        return PainLevel.LOW
    return PainLevel.HIGH if pain >= HIGH_PAIN else PainLevel.MODERATE


def highest_pain(feelings: Feelings) -> int | None:
    """Return the highest pain rated around a workout; None if none was."""
    ratings = (
        feelings.pain_before,
        feelings.pain_during,
        feelings.pain_after,
        feelings.pain_next_morning,
    )
    return max((it for it in ratings if it is not None), default=None)


def too_much_pain_words(pain_now: int) -> str:
    """Return the warning about a high pain rating before a workout."""
    return (
        f"Pain {pain_now} is above what this program works with. "
        "Rest today, and see a clinician before you continue"
    )


def pain_rating_words(pain: int | None) -> str:
    """Return a pain rating: "3, moderate", "not rated"."""
    level = pain_level(pain)
    return "not rated" if pain is None else f"{pain}, {_PAIN_ENDS.get(pain, level)}"


def effort_rating_words(effort: int | None) -> str:
    """Return an effort rating: "6, hard", "not rated"."""
    return "not rated" if effort is None else f"{effort}, {_EFFORT[effort]}"


def drop_side_without_pain(feelings: Feelings) -> Feelings:
    """Return `feelings` without a sore side if there is no pain: it may be from last time."""
    hurts = feelings.pain_before or feelings.pain_after
    return feelings if hurts else replace(feelings, sore_side=None)


def feelings_words(feelings: Feelings) -> str:
    """Return the ratings without the note: "pain 3 → 1, left side; Wall sit: pain 6; effort 6"."""
    effort = "" if feelings.effort is None else f"effort {feelings.effort}"
    during = (it.words for it in feelings.pains)
    return "; ".join(filter(None, (pain_words(feelings), *during, effort)))


def pain_words(feelings: Feelings) -> str:
    """Return the pain before, after and on the next morning; empty if none was rated."""
    before, after, morning = (
        feelings.pain_before,
        feelings.pain_after,
        feelings.pain_next_morning,
    )
    if before is not None and after is not None:
        around = f"{before} → {after}"
    elif before is not None:
        around = f"{before} before"
    else:
        around = "" if after is None else f"{after} after"
    later = "" if morning is None else f"next morning {morning}"
    said = ", ".join(filter(None, (around, later)))
    if not said:
        return ""
    side = f", {SORE_SIDE_WORDS[feelings.sore_side]}" if feelings.sore_side else ""
    return f"pain {said}{side}"
