"""Lengths of time as text: what a countdown shows, and what a circuit file writes."""

from __future__ import annotations

import math
import re

_DURATION = re.compile(
    r"""\ *(?=[0-9])
    (?:(?P<hours>[0-9]+)\ *(?:h|hrs?|hours?)\ *)?
    (?:(?P<minutes>[0-9]+)\ *(?:m|mins?|minutes?)\ *)?
    (?:(?P<seconds>[0-9]+(?:\.[0-9]+)?)\ *(?:s|secs?|seconds?)\ *)?""",
    re.IGNORECASE | re.VERBOSE | re.ASCII,
)
_CLOCK = re.compile(
    r" *(?:(?P<hours>[0-9]+):(?=[0-5][0-9]:))?(?P<minutes>[0-9]+):(?P<seconds>[0-5][0-9]) *"
)


def duration_seconds(text: str) -> float:
    """Return the seconds that "30s", "1m 30s", "2 min", "1:30" or "1.5s" mean.

    Raises:
        ValueError: `text` is not a duration. Its length is not limited here.

    """
    match = _DURATION.fullmatch(text) or _CLOCK.fullmatch(text)
    if match is None:
        raise ValueError(f"no duration: {text!r}")
    hours, minutes, seconds = (float(match[it] or 0) for it in ("hours", "minutes", "seconds"))
    return hours * 3600 + minutes * 60 + seconds


def countdown_face(seconds: float) -> int:
    """Return the whole seconds a countdown shows: 3 from the moment the 3-second cue sounds."""
    return math.ceil(seconds - 1e-6)


def clock_face(seconds: float) -> str:
    """Return `seconds` as m:ss, or h:mm:ss from one hour."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def duration_words(seconds: float) -> str:
    """Return a length of time as a person reads it: "20 s", "1 min 30 s"."""
    words = duration_text(seconds).replace("m", " min ").replace("h", " h ").replace("s", " s")
    return words.strip()


def duration_text(seconds: float) -> str:
    """Return a length of time the way a circuit file writes it: 45s, 1m30s, 1.5s."""
    minutes, rest = divmod(round(seconds, 3), 60)
    hours, minute = divmod(int(minutes), 60)
    parts = [f"{hours}h" if hours else "", f"{minute}m" if minute else ""]
    if rest or not any(parts):
        parts.append(f"{round(rest, 3):g}s")
    return "".join(parts)
