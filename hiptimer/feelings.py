"""How it feels around a workout, in words: pain and effort from 0 to 10, the same in every view."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiptimer.diary.recorded import Feelings

_SIDES = {"left": "left side", "right": "right side", "both": "both sides"}

# The anchors of the numeric rating scale of pain, and of the scale of perceived effort.
_PAIN = ("none", *["mild"] * 3, *["moderate"] * 3, *["severe"] * 3, "the worst there is")
_EFFORT = (
    *("none", "very easy", "easy", "moderate", "somewhat hard"),
    *("hard", "hard", "very hard", "very hard", "very hard", "all there was"),
)
MOST = 10
"""The end of both scales; they begin at zero."""


def said_pain(pain: int | None) -> str:
    """Return how much it hurts: "3, mild", "not said"."""
    return _said(pain, _PAIN)


def said_effort(effort: int | None) -> str:
    """Return how hard it was: "6, hard", "not said"."""
    return _said(effort, _EFFORT)


def _said(value: int | None, words: Sequence[str]) -> str:
    return "not said" if value is None else f"{value}, {words[value]}"


def as_said(feelings: Feelings) -> Feelings:
    """Return `feelings` without the side that hurts where none does: it may be of the last time."""
    hurts = feelings.pain_before or feelings.pain_after
    return feelings if hurts else replace(feelings, sore_side=None)


def feelings_words(feelings: Feelings) -> str:
    """Return what was said but the note: "pain 3 → 1, next morning 1, left side; effort 6"."""
    effort = "" if feelings.effort is None else f"effort {feelings.effort}"
    return "; ".join(filter(None, (pain_words(feelings), effort)))


def pain_words(feelings: Feelings) -> str:
    """Return the pain before, after and on the morning that followed; empty where none was said."""
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
    side = f", {_SIDES[feelings.sore_side]}" if feelings.sore_side else ""
    return f"pain {said}{side}"
