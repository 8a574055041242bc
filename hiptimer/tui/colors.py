"""The colors: the program's own theme, a field color for each phase, and readable texts.

Not every theme gives its texts the contrast that WCAG 2 requires (level AA), so the texts of a
theme are adjusted until they have it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.color import BLACK, WHITE, Color
from textual.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

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
"""White text has a contrast of at least 7 to 1 on each of them."""

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
"""The same for a terminal that uses its own palette."""

_ANSI_NAMES: Final = {"cursor": "ansi_default", "quiet": "ansi_default"}
ANSI_DARK: Final = {**_ANSI_NAMES, "text-primary": "ansi_cyan"}
ANSI_LIGHT: Final = {**_ANSI_NAMES, "text-success": "ansi_blue", "text-warning": "ansi_red"}
"""Colors of texts in the terminal's own palette: usual palettes have a faint blue on black, and a
faint green on white."""

LEAST_CONTRAST: Final = 4.5
"""The contrast that WCAG 2 requires for normal text (level AA)."""

_TEXTS: Final = ("text-primary", "text-success", "text-warning", "text-error")
_CURSOR_SHARE: Final = 0.25
_QUIET_SHARE: Final = 0.4
_STEP: Final = 0.05


def contrast(one: Color, other: Color) -> float:
    """Return the contrast ratio that WCAG 2 defines, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def legible(theme: Mapping[str, str]) -> dict[str, str]:
    """Return the variables of a theme, with its texts adjusted until they are readable.

    Adds `cursor`, the background of the line in focus, and `quiet`, for less important texts.
    """
    background = Color.parse(theme["background"])
    foreground = _readable_text(Color.parse(theme["foreground"]), (background,))
    panel, surface = (
        _readable_ground(foreground, Color.parse(theme[name]), background)
        for name in ("panel", "surface")
    )
    tinted = background.blend(Color.parse(theme["primary"]), _CURSOR_SHARE)
    cursor = _readable_ground(foreground, tinted, background)
    grounds = (background, panel, surface, cursor)
    found = {
        "foreground": foreground,
        "panel": panel,
        "surface": surface,
        "cursor": cursor,
        "quiet": _readable_text(foreground.blend(background, _QUIET_SHARE), grounds),
        "footer-foreground": foreground,
        "footer-description-foreground": foreground,
        "footer-key-foreground": _readable_text(Color.parse(theme["accent"]), grounds),
        **{name: _readable_text(Color.parse(theme[name]), grounds) for name in _TEXTS},
    }
    return {**theme, **{name: color.hex for name, color in found.items()}}


def _readable_text(text: Color, grounds: Iterable[Color]) -> Color:
    """Return `text`, moved toward white or black if it is not readable on all `grounds`."""
    grounds = (*grounds,)
    end = max((WHITE, BLACK), key=lambda end: min(contrast(end, ground) for ground in grounds))
    return _moved(text, end, lambda it: min(contrast(it, ground) for ground in grounds))


def _readable_ground(text: Color, ground: Color, background: Color) -> Color:
    """Return `ground`, moved toward the background if `text` is not readable on it."""
    return _moved(ground, background, lambda it: contrast(text, it))


def _moved(start: Color, end: Color, contrast_of: Callable[[Color], float]) -> Color:
    share = 0.0
    while share < 1 and contrast_of(start.blend(end, share)) < LEAST_CONTRAST:
        share += _STEP
    return start.blend(end, min(1.0, share))


def _luminance(color: Color) -> float:
    red, green, blue = map(_linear, color.normalized)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
