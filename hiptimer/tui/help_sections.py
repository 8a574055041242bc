"""The sections of the help: the keys of each screen, the mouse, the phases and the sounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hiptimer.audio.sounds.meanings import MEANINGS
from hiptimer.session.commands import HELP

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiptimer.session.settings.keys import Keys

_LIBRARY: Final = {
    "↑ and ↓": "another circuit; also page up, page down, home and end",
    "enter": "open the circuit: choose what to do today",
    "tab": "read the details, scrolled with ↑ and ↓; tab or esc goes back to the list",
    "/": "find a circuit by title, exercise or equipment; esc shows all again",
    "e": "edit a circuit of your own in $VISUAL or $EDITOR; a saved file is shown within a second",
    "c": "copy the circuit under another title, to your own folder",
    "n": "begin a circuit: from a template, a copy, or exercises picked from several",
    "x or delete": "delete a circuit of your own; its file is kept under another name",
    "u": "undo the last deletion",
    "h": "history",
    ",": "settings",
    "q": "exit",
    "← and →": "if asked for the pain: a point less or more; enter saves it, esc skips it",
}

_TODAY: Final = {
    "↑ and ↓": "another line",
    "← and →": "change the line one step",
    "0 to 9": "type the value of a line; backspace corrects it",
    "enter": "start the workout; on an exercise, open or close its lines",
    "s": "start the workout",
    "space": "skip an exercise, or include it again",
    "d": "as the circuit prescribes",
    "a": "accept the suggestion",
    "esc or q": "back to the library",
}

_SUMMARY: Final = {
    "↑ and ↓": "another line",
    "← and →": "correct a result, or change a rating",
    "0 to 9": "rate pain or effort, 1 and then 0 for 10; backspace or delete clears it",
    "tab": "from the results to the ratings and back",
    "page up, page down": "scroll",
    "enter or esc": "close",
}

_HISTORY: Final = {
    "→ and ←": "next or previous page; also tab and shift+tab, 1 to 5, and a click on its name",
    "↑ and ↓": "another week, exercise or workout; also page up, page down, home and end",
    "+ and -": "plot a longer or a shorter period",
    "d": "the other plot of the page",
    "space": "scroll a workout or an overview that does not fit",
    "x or delete": "delete the workout under the cursor",
    "u": "undo the last deletion",
    "esc, q or h": "back",
}

_SETTINGS: Final = {
    "↑ and ↓": "another line",
    "← and →": "change a setting one step",
    "enter or space": "turn a setting on or off, play a test, or add a key for a command",
    "delete": "remove the key that you added last; also backspace",
    "page up, page down": "scroll; also home and end",
    "esc, q or ,": "back",
}

_EVERYWHERE: Final = {
    "?": "this page; esc, q or enter closes it",
    "tab, shift+tab": "next or previous line, or button",
    "ctrl+p": "every command by name, and the themes",
    "ctrl+z": "pause and go to the shell; fg comes back",
    "ctrl+c, ctrl+q": "quit; during a workout, ask first",
    "capitals": "the same keys as small letters, as with Caps Lock",
    "keypad": "the same keys; shift+enter is enter",
}

_MOUSE: Final = {
    "click": "choose a line, a page or an answer; ◀ and ▶ step; keys in the last row are pressed",
    "click, in a workout": "Done. Only the main button counts, not a drag, and not the click "
    "that brought the window to the front",
    "wheel": "scroll",
}

_PHASES: Final = {
    "GET READY": "get into position; the seconds run down to the start",
    "WORK, HOLD, …": "the effort, named by what it is; in paced reps by the part of the rep",
    "SWITCH": "change to the side shown",
    "REST": "until the next effort, which is shown",
    "PAUSED": "everything stops until you resume",
}

SECTION_OF_SCREEN: Final = {
    "LibraryScreen": "Keys in the library",
    "ChoicesScreen": "Keys for today's choices",
    "WorkoutScreen": "Keys during a workout",
    "SummaryScreen": "Keys in the summary",
    "HistoryScreen": "Keys in the history",
    "SettingsScreen": "Keys in the settings",
}
"""The title of the section about each screen, by the name of its class."""


def help_sections(keys: Keys) -> Mapping[str, Mapping[str, str]]:
    """Return the rows of each section by its title; `keys` are those during a workout."""
    return {
        SECTION_OF_SCREEN["LibraryScreen"]: _LIBRARY,
        SECTION_OF_SCREEN["ChoicesScreen"]: _TODAY,
        SECTION_OF_SCREEN["WorkoutScreen"]: {
            keys.words(*commands): words for commands, words in HELP.items()
        },
        "Phases": _PHASES,
        "Sounds: rising is effort, falling is release": MEANINGS,
        SECTION_OF_SCREEN["SummaryScreen"]: _SUMMARY,
        SECTION_OF_SCREEN["HistoryScreen"]: _HISTORY,
        SECTION_OF_SCREEN["SettingsScreen"]: _SETTINGS,
        "Keys everywhere": _EVERYWHERE,
        "Mouse": _MOUSE,
    }
