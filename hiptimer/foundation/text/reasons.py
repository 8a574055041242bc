"""Why the operating system refused something, in words."""

from __future__ import annotations


def reason(error: OSError) -> str:
    """Return the reason of `error` as it continues a sentence: "permission denied"."""
    return (error.strerror or "no reason given").lower()
