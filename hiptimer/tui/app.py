"""The full-screen app: the order of the screens."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import SystemCommand
from textual.binding import Binding
from textual.screen import Screen

from hiptimer.tui.keys import binding
from hiptimer.tui.palette import commands_with_keys
from hiptimer.tui.terminal_app import TerminalApp
from hiptimer.tui.terminal_output import ScreenDriver, let_writes_wait
from hiptimer.tui.widgets.trouble_row import REPORT_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.dom import DOMNode

    from hiptimer.foundation.terminal import Charset
    from hiptimer.plan.plan import Plan
    from hiptimer.session.resuming import ClaimedWorkout
    from hiptimer.session.session_diary import SessionDiary
    from hiptimer.tui.app_session import AppSession
    from hiptimer.tui.screens.workout import WorkoutScreen
    from hiptimer.workout.summary import Summary
    from hiptimer.workout.workout import Workout

_WIDTHS = [(0, "-narrow"), (60, "-medium"), (110, "-wide")]
_HEIGHTS = [(0, "-tiny"), (10, "-small"), (20, "-normal"), (30, "-tall"), (38, "-high")]
_SIZES = {name for _, name in (*_WIDTHS, *_HEIGHTS)}

_NOTICE_SECONDS = 1.0
_SAVED = "Saved for later. hiptimer offers it when it opens; `hiptimer resume` resumes it."


class HipTimerApp(TerminalApp):
    """Starts with the library, or directly with the workout of `first` and exits after it.

    `claimed` is the interrupted workout to resume, if any. Graphics use the characters of
    `charset`. The exit code is `return_code`: 0 complete, 1 ended early, 128 + n ended by signal n.
    """

    TITLE = "hiptimer"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        replace(binding("help", "app.help"), show=False),
        Binding("ctrl+q", "quit", "Quit", show=False),
        Binding("ctrl+c", "interrupt", "Quit", show=False),
        Binding("ctrl+z", "suspend_process", "Shell", show=False, tooltip="Go to the shell"),
    ]
    HORIZONTAL_BREAKPOINTS = _WIDTHS
    VERTICAL_BREAKPOINTS = _HEIGHTS

    def __init__(
        self,
        session: AppSession,
        first: Plan | None = None,
        *,
        claimed: ClaimedWorkout | None = None,
        charset: Charset = "quadrant",
    ) -> None:
        super().__init__(session.preferences, driver_class=ScreenDriver)
        let_writes_wait()
        self._session = session
        self._first = first
        self._claimed = claimed
        self._charset: Charset = charset
        self._diary = session.diary
        self._told: set[str] = set()
        self._workout_screen: WorkoutScreen | None = None

    def get_default_screen(self) -> Screen[None]:
        """Return the library, unless a workout starts immediately."""
        if self._first:
            return super().get_default_screen()
        from hiptimer.tui.screens.library import LibraryScreen

        return LibraryScreen(
            self.begin,
            self._diary,
            charset=self._charset_in_force(),
            shows_figures=lambda: self.preferences.settings.figure,
            is_idle=lambda: self._workout_screen is None,
        )

    def update_styles(self, node: DOMNode, animate: bool = True) -> None:
        """Style a node and all in it, unless its screen has yet to learn its size.

        All of the screen is styled then, and each earlier time would delay its first frame.
        """
        screen = next((it for it in node.ancestors_with_self if isinstance(it, Screen)), None)
        if screen is None or not _SIZES.isdisjoint(screen.classes):
            super().update_styles(node, animate)

    def on_mount(self) -> None:
        """Listen for signals, and start."""
        self.listen_for_signals()
        if self._first:
            self._begin_first(self._first)
        elif self._diary:
            self.call_after_refresh(self._ask_first, self._diary)
        self.complain()
        self.set_interval(_NOTICE_SECONDS, self.notice)

    def _ask_first(self, diary: SessionDiary) -> None:
        from hiptimer.tui.opening_questions import OpeningQuestions

        OpeningQuestions(self, diary, self.begin).ask()

    def _begin_first(self, plan: Plan) -> None:
        from hiptimer.tui.screens.rest_question import RestQuestion

        start = partial(self.begin, plan, self._claimed)
        go_back = partial(self.exit, return_code=1)
        RestQuestion.ask_if_pain_is_high(self, plan, start, go_back)

    def begin(self, plan: Plan, claimed: ClaimedWorkout | None = None) -> None:
        """Start the workout of `plan` once its voice is ready; its summary follows."""
        from hiptimer.library.figure_files.loading import figures_of
        from hiptimer.tui.screens.voice_preparation import VoiceScreen
        from hiptimer.tui.screens.workout import WorkoutScreen

        def begin_workout(_: None = None) -> None:
            workout = self._session.new_workout(plan, self.bell, claimed)
            movements = [phase.effort.movement for phase in plan.timeline.phases]
            figures, faults = figures_of(movements if self.preferences.settings.figure else ())
            screen = WorkoutScreen(
                plan,
                workout,
                self._charset_in_force(),
                figures,
                preferences=self.preferences,
                title_window=self.title_window,
                is_recorded=bool(self._diary and self._diary.is_kept),
            )
            self._workout_screen = screen
            self.push_screen(screen, partial(self._sum_up, plan, workout))
            words = (f"{plan.fit_words}.",) if self._first and plan.fit_words else ()
            self.call_after_refresh(self.complain, (*words, *faults))

        if self._session.has_voice:
            progress = self._session.prepare_voice(plan.timeline)
            self.push_screen(VoiceScreen(plan.circuit.title, progress), begin_workout)
        else:
            begin_workout()

    def notice(self) -> None:
        """Show new complaints; exit if the terminal has closed without a signal."""
        self.complain()
        self.end_if_disconnected()

    def complain(self, more: Iterable[str] = ()) -> None:
        """Show each problem that has not been shown before."""
        for complaint in (*self._session.complaints(), *more):
            if complaint not in self._told:
                self._told.add(complaint)
                self._report(complaint)

    def _report(self, words: str) -> None:
        """Show a problem: in a row of the workout, or for some seconds over the screen."""
        if self._workout_screen and self._workout_screen.is_mounted:
            self._workout_screen.report(words)
        else:
            self.notify(words, severity="warning", timeout=REPORT_SECONDS, markup=False)

    def _sum_up(self, plan: Plan, workout: Workout, summary: Summary | None) -> None:
        from hiptimer.tui.screens.summary import SummaryScreen

        self.title_window("hiptimer")
        self._workout_screen = None
        if summary is None:
            self._close_saved()
            return

        def read(corrected: Summary | None) -> None:
            if corrected:
                workout.correct_attempts(corrected.attempts)
            if self._first:
                self.exit(return_code=0 if summary.is_complete else 1)

        diary = self._diary
        keep = diary.record_feelings if diary and diary.is_kept else None
        side_was_said = bool(plan.feelings and plan.feelings.sore_side)
        screen = SummaryScreen(
            summary,
            keep,
            last_holds=workout.last_holds,
            side_was_said=side_was_said,
            pains={it.index: it.pain for it in workout.pains},
            say_pain=workout.say_pain,
        )
        self.push_screen(screen, read)

    def _close_saved(self) -> None:
        """Go back to the library, or exit, after a workout was saved for later."""
        if self._first:
            self.exit(return_code=1)
        elif self._diary and not self._diary.trouble:
            self.notify(_SAVED, markup=False)

    def action_help(self) -> None:
        """Show keys and sounds; a workout continues in the background."""
        from hiptimer.tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(self.preferences.settings.keys, self.screen))

    def action_settings(self) -> None:
        """Open the settings."""
        from hiptimer.tui.screens.settings import SettingsScreen

        self.push_screen(SettingsScreen(self._session, tuple(self.available_themes)))

    def action_history(self) -> None:
        """Open the history."""
        from hiptimer.tui.screens.history import HistoryScreen

        if self._diary:
            self.push_screen(HistoryScreen(self._diary.logbook, self._charset_in_force()))

    def _charset_in_force(self) -> Charset:
        preferred = self.preferences.settings.charset
        return self._charset if preferred == "auto" else preferred

    def action_suspend_process(self) -> None:
        """Pause a running workout, then go to the shell."""
        if self._workout_screen:
            self._workout_screen.pause_if_moving()
        super().action_suspend_process()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the history if there is a diary."""
        if action == "history" and not self._diary:
            return False
        return super().check_action(action, parameters)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Yield the commands of the palette: all that `screen` has a key for, and the themes."""
        yield from commands_with_keys(self, screen)
        yield SystemCommand("Theme", "Change the colors", self.action_change_theme)
