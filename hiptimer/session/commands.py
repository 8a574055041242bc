"""The commands of a person during a workout: their keys and words on the screen and in line mode.

Settings, screen, help and line mode follow these tables, and load no workout for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hiptimer.workout.workout import Workout

STEP_SECONDS = 5.0
STEP_PERCENT = 10


class KeyCommand(NamedTuple):
    """A command with its default keys on the screen, of which the footer shows the first.

    `caption` names it there; None for no place in the footer. `tooltip` names it in the command
    palette. `carry_out` passes it on to the workout, and `typed` is what line mode takes for it;
    None if only the screen has it.
    """

    keys: tuple[str, ...]
    caption: str | None
    tooltip: str
    carry_out: Callable[[Workout], object] | None = None
    typed: str | None = None


COMMANDS: Final[Mapping[str, KeyCommand]] = {
    "done": KeyCommand(
        ("enter", "pagedown"), "Done", "Effort done, or ready", lambda it: it.done(), ""
    ),
    "pause": KeyCommand(
        ("space", "escape", "b", ".", "f5"),
        "Pause",
        "Pause or resume",
        lambda it: it.pause_or_resume(),
        "p",
    ),
    "hurts": KeyCommand(
        ("o",), "Hurts", "That hurts: stop this effort", lambda it: it.hurts(), "o"
    ),
    "next": KeyCommand(("n", "right"), "Next", "Next phase", lambda it: it.next(), "n"),
    "previous": KeyCommand(
        ("p", "left", "pageup"), "Back", "Previous effort", lambda it: it.previous(), "b"
    ),
    "again": KeyCommand(("r",), "Again", "Restart this effort", lambda it: it.again(), "r"),
    "longer": KeyCommand(
        ("+", "="), "5 s", "Five seconds longer", lambda it: it.lengthen(STEP_SECONDS), "+"
    ),
    "shorter": KeyCommand(
        ("-",), "5 s", "Five seconds shorter", lambda it: it.lengthen(-STEP_SECONDS), "-"
    ),
    "mute": KeyCommand(("m",), "Mute", "Mute or unmute the sound", lambda it: it.mute(), "m"),
    "softer": KeyCommand(
        ("[",), None, "Turn the volume down", lambda it: it.change_volume(-STEP_PERCENT), "["
    ),
    "louder": KeyCommand(
        ("]",), None, "Turn the volume up", lambda it: it.change_volume(STEP_PERCENT), "]"
    ),
    "end_after_set": KeyCommand(
        ("e",),
        None,
        "End after this set, or undo that",
        lambda it: it.toggle_end_after_set(),
        "e",
    ),
    "scroll_up": KeyCommand(("up",), None, "Scroll the instructions up"),
    "scroll_down": KeyCommand(("down",), None, "Scroll the instructions down"),
    "help": KeyCommand(("?",), "Help", "Keys and sounds"),
    "leave": KeyCommand(
        ("q",), "Quit", "Save the workout for later, or end it", lambda it: it.stop(), "q"
    ),
}
"""Each command, by its name in the settings, in the order of the footer.

Presenter clickers send Page Down and Page Up, a full stop or b for a black screen, and F5 or Escape
to start and end.
"""

HELP: Final[Mapping[tuple[str, ...], str]] = {
    ("done",): "effort done; in a break: ready, go to 3-2-1; paused: resume; a click does the same",
    ("pause",): "pause, or resume after a short countdown; in an open hold: done, and pause",
    ("hurts",): "that hurts: ends the effort, keeps what was done, pauses, and asks how much",
    ("next",): "go to the next phase; the current effort counts as skipped",
    ("previous",): "back to the previous effort",
    ("again",): "restart this effort",
    ("longer", "shorter"): "this phase five seconds longer or shorter",
    ("end_after_set",): "end after this set; press again to undo",
    ("mute",): "sound off, or on again",
    ("softer", "louder"): "softer or louder, from 10 to 100 %; louder also ends mute",
    ("scroll_up", "scroll_down"): "scroll the instructions if they do not fit",
    ("leave",): "save for later, or end the workout; asks which, and your progress is saved",
    ("help",): "this page; the workout continues behind it",
}
"""The effects of the commands, for the help of the screen."""

WHERE_TYPED: Final = "w"
"""What line mode takes as the question about the current place, which the screen always shows."""

LINE_HELP: Final[Mapping[tuple[str, ...], str]] = {
    ("",): "done or ready",
    ("p",): "pause or resume",
    ("o",): "that hurts",
    ("n",): "next",
    ("b",): "back",
    ("r",): "again",
    ("+", "-"): "5 seconds more or less",
    (WHERE_TYPED,): "where you are",
    ("e",): "end after this set or undo that",
    ("m",): "mute",
    ("[", "]"): "softer or louder",
    ("q",): "quit",
}
"""The effects of the commands, by what is typed, for the help of line mode."""
