"""The colours: a theme of the program's own, and a field for each phase under every theme."""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

THEME: Final = Theme(
    name="hiptimer",
    primary="#4FC3F7",
    secondary="#B39DDB",
    accent="#FFB74D",
    success="#81C784",
    warning="#FFCA28",
    error="#EF9A9A",
    foreground="#ECEFF1",
    background="#0E1215",
    surface="#0E1215",
    panel="#1B2227",
    dark=True,
)

FIELDS: Final = {
    "phase-prepare": "#7A4A00",
    "phase-work": "#0B6636",
    "phase-switch": "#75209B",
    "phase-rest": "#0D47A1",
    "phase-paused": "#424A50",
    "phase-text": "#FFFFFF",
    "phase-gear": "#FFCA28",
    "phase-side": "#FFFFFF",
    "phase-side-text": "#000000",
}
"""White stands on each of them with a contrast of at least 7 to 1."""

ANSI_FIELDS: Final = {
    "phase-prepare": "ansi_yellow",
    "phase-work": "ansi_green",
    "phase-switch": "ansi_magenta",
    "phase-rest": "ansi_cyan",
    "phase-paused": "ansi_white",
    "phase-text": "ansi_black",
    "phase-gear": "ansi_bright_white",
    "phase-side": "ansi_black",
    "phase-side-text": "ansi_bright_white",
}
"""The same for a terminal that keeps its own colours."""
