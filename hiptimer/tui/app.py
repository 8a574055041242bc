"""The full-screen view: which screen follows which, and the way out."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding

from hiptimer.signals import ENDING, exit_code
from hiptimer.tui.colours import ANSI_FIELDS, FIELDS, THEME
from hiptimer.tui.screens.library import LibraryScreen
from hiptimer.tui.screens.summary import SummaryScreen
from hiptimer.tui.screens.workout import WorkoutScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.binding import BindingType
    from textual.screen import Screen

    from hiptimer.plan import Plan
    from hiptimer.results import Summary
    from hiptimer.timeline import Timeline
    from hiptimer.workout import Workout

_WIDTHS = [(0, "-narrow"), (60, "-medium"), (110, "-wide")]
_HEIGHTS = [(0, "-tiny"), (10, "-small"), (20, "-normal"), (30, "-tall"), (38, "-high")]


class HipTimerApp(App[int]):
    """Begins with the library, or straight with the workout of `first` and ends after it.

    `new_workout` makes a workout ready to start from a timeline. The exit code is `return_code`:
    0 finished, 1 left before the end, 128 + n ended by signal n.
    """

    TITLE = "hiptimer"
    CSS_PATH = "hiptimer.tcss"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", show=False),
        Binding("ctrl+c", "interrupt", "Quit", show=False),
        Binding("ctrl+z", "suspend_process", "To the shell", show=False),
    ]

    HORIZONTAL_BREAKPOINTS = _WIDTHS
    VERTICAL_BREAKPOINTS = _HEIGHTS

    def __init__(
        self, new_workout: Callable[[Timeline], Workout], first: Plan | None = None
    ) -> None:
        super().__init__()
        self._new_workout = new_workout
        self._first = first
        self.register_theme(THEME)
        if "TEXTUAL_THEME" not in os.environ:
            self.theme = THEME.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the colours of the phases for themes that have none of their own."""
        return ANSI_FIELDS if self.current_theme.ansi else FIELDS

    def get_default_screen(self) -> Screen[None]:
        """Begin with the library, unless a workout is to begin at once."""
        return super().get_default_screen() if self._first else LibraryScreen(self.begin)

    def on_mount(self) -> None:
        """Listen for signals, and begin."""
        loop = asyncio.get_running_loop()
        # Windows has no such handlers; there a signal ends the program as it ends any other.
        with contextlib.suppress(NotImplementedError):
            for number in ENDING:
                loop.add_signal_handler(number, self.end_by_signal, number)
        # A terminal comes back from the shell with whatever the shell left on it.
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))
        if self._first:
            self.begin(self._first)

    def begin(self, plan: Plan) -> None:
        """Begin the workout of `plan`; its summary follows."""
        workout = self._new_workout(plan.timeline)
        self.push_screen(WorkoutScreen(plan, workout), self._sum_up)

    def _sum_up(self, summary: Summary | None) -> None:
        if summary is None:
            return

        def read(_: None) -> None:
            if self._first:
                self.exit(return_code=0 if summary.finished else 1)

        self.push_screen(SummaryScreen(summary), read)

    def end_by_signal(self, number: int) -> None:
        """End with the exit code that tells of signal `number`."""
        self.exit(return_code=exit_code(number))

    def action_interrupt(self) -> None:
        """End at once, as a program does that ctrl+c ends."""
        self.end_by_signal(signal.SIGINT)

    def action_suspend_process(self) -> None:
        """Pause what moves, then go to the shell."""
        for screen in self.screen_stack:
            if isinstance(screen, WorkoutScreen):
                screen.stand_still()
        super().action_suspend_process()

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Offer in the command palette whatever `screen` has a key for, and the themes."""
        for node, binding, enabled, tooltip in screen.active_bindings.values():
            is_named = binding.show or (node is screen and tooltip)
            if is_named and enabled:
                run = partial(screen.run_action, binding.action)
                shown_key = self.get_key_display(binding)
                yield SystemCommand(tooltip or binding.description, f"Key: {shown_key}", run)
        yield SystemCommand("Theme", "Change the colours", self.action_change_theme)
