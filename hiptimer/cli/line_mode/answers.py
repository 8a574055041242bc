"""Numbers typed as answers in line mode."""

from __future__ import annotations


def whole_number(line: str, most: int) -> int | None:
    """Return the number from 0 to `most` in `line`; None if it holds anything else."""
    # Only ASCII digits count: `isdigit` also accepts other Unicode digits.
    if not (line.isascii() and line.isdigit()):
        return None
    digits = line.lstrip("0") or "0"
    # Compared first, because a long row of digits can be too long to convert.
    return int(digits) if len(digits) <= len(str(most)) and int(digits) <= most else None
