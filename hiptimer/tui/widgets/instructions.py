"""The instructions of an exercise: to read before the effort, not during it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

if TYPE_CHECKING:
    from collections.abc import Sequence


def instructions(how: Sequence[str], tip: str, warning: str, variant: str = "") -> Content:
    """Return today's variant, the numbered steps, the tip and the warning."""
    lines = [Content.assemble(("Today ", "bold $text-primary"), variant)] if variant else []
    lines += [
        Content.assemble((f"{number} ", "$quiet"), step) for number, step in enumerate(how, 1)
    ]
    if tip:
        lines.append(Content.assemble(("Tip ", "bold $text-success"), tip))
    if warning:
        lines.append(Content.assemble(("Warning ", "bold $text-warning"), warning))
    return Content("\n").join(lines)
