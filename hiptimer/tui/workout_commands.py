"""The commands of the workout screen: their keys, and what each does with the workout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.binding import Binding

from hiptimer.tui.keys import binding
from hiptimer.workout.workout import Workout

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.binding import BindingType

STEP_SECONDS = 5.0
STEP_PERCENT = 10

COMMANDS: Final[Mapping[str, Callable[[Workout], None]]] = {
    "done": Workout.press_done,
    "pause_or_resume": Workout.pause_or_resume,
    "next": Workout.next,
    "previous": Workout.previous,
    "again": Workout.again,
    "longer": lambda workout: workout.lengthen(STEP_SECONDS),
    "shorter": lambda workout: workout.lengthen(-STEP_SECONDS),
    "end_after_set": Workout.toggle_end_after_set,
    "mute": Workout.mute,
    "louder": lambda workout: workout.change_volume(STEP_PERCENT),
    "softer": lambda workout: workout.change_volume(-STEP_PERCENT),
}
"""The method of the workout for each command of the bindings."""

BINDINGS: Final[list[BindingType]] = [
    binding("done", "command('done')", "Done", "Effort done, or ready for it"),
    binding("pause", "command('pause_or_resume')", "Pause", "Pause, or go on"),
    binding("next", "command('next')", "Next", "On to the next phase"),
    binding("previous", "command('previous')", "Back", "Back to the effort before"),
    binding("again", "command('again')", "Again", "Begin this effort again"),
    binding("longer", "command('longer')", "5 s", "Five seconds longer"),
    binding("shorter", "command('shorter')", "5 s", "Five seconds shorter"),
    binding("mute", "command('mute')", "Mute", "Turn the sound off, or on again"),
    # The footer has no room for these; their tooltips add them to the command palette.
    binding("softer", "volume('softer')", "Softer", "Turn the volume down", show=False),
    binding("louder", "volume('louder')", "Louder", "Turn the volume up", show=False),
    binding(
        "end_after_set",
        "end_after_set",
        "Last set",
        "End after this set, or take that back",
        show=False,
    ),
    binding("help", "app.help", "Help", "Keys and sounds"),
    binding("leave", "leave", "Quit", "End the workout"),
    Binding("ctrl+q,ctrl+c", "leave", "Quit", show=False),
    binding("scroll_up", "scroll_instructions(-1)", "Scroll up", "Read further up", show=False),
    binding(
        "scroll_down", "scroll_instructions(1)", "Scroll down", "Read further down", show=False
    ),
]
