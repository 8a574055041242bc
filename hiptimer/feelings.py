"""How it feels around a workout, in words: pain and effort from 0 to 10, the same in every view."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hiptimer.diary.recorded import Feelings

_SIDES = {"left": "left side", "right": "right side", "both": "both sides"}


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
