"""The workout under way: shows its current moment and passes keys on."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical

from hiptimer.foundation.text.durations import duration_text
from hiptimer.session.settings.preferences import Preferences
from hiptimer.tui.screens.workout_commands import WorkoutCommands
from hiptimer.tui.view_models.workout_texts import glance
from hiptimer.tui.widgets.ahead import Ahead
from hiptimer.tui.widgets.beside import Beside
from hiptimer.tui.widgets.key_line import KeyLine
from hiptimer.tui.widgets.marks import Marks
from hiptimer.tui.widgets.notice import Notice
from hiptimer.tui.widgets.phase_field import PhaseField
from hiptimer.tui.widgets.status_row import StatusRow
from hiptimer.tui.widgets.trouble_row import TroubleRow
from hiptimer.tui.workout_bindings import BINDINGS, paused
from hiptimer.workout.events import Slept
from hiptimer.workout.summary import summary_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.app import ComposeResult
    from textual.binding import ActiveBinding, BindingType

    from hiptimer.circuit.figure.figure import Figure
    from hiptimer.foundation.terminal import Charset
    from hiptimer.plan.plan import Plan
    from hiptimer.tui.view_models.workout_texts import Glance
    from hiptimer.workout.events import Event
    from hiptimer.workout.snapshot import Snapshot
    from hiptimer.workout.workout import Workout

# A Textual timer fires half a millisecond early, when nothing has changed yet.
_SLACK_SECONDS = 0.002


class WorkoutScreen(WorkoutCommands):
    """Shows `workout`, which runs `plan`, and is dismissed with its summary, or saved for later.

    Large texts are drawn in the characters of `charset`. `figures` are by exercise id, for the
    exercises that have one. The final volume is saved in `preferences`. `title_window` shows a text
    as the title of the window. What `is_recorded` can be saved for later.
    """

    CSS_PATH = "workout.tcss"
    BINDINGS: ClassVar[list[BindingType]] = BINDINGS
    AUTO_FOCUS = None
    # Selecting text at a widget that has just been removed crashes Textual 8.2.8 (Textual#6643).
    ALLOW_SELECT = False

    def __init__(
        self,
        plan: Plan,
        workout: Workout,
        charset: Charset,
        figures: Mapping[str, Figure] = MappingProxyType({}),
        *,
        preferences: Preferences | None = None,
        title_window: Callable[[str], None] = lambda _: None,
        is_recorded: bool = False,
    ) -> None:
        super().__init__(workout, preferences or Preferences(), is_recorded=is_recorded)
        self.plan = plan
        self._charset: Charset = charset
        self._figures = figures
        self._title_window = title_window
        self._shown: Glance | None = None

    def compose(self) -> ComposeResult:
        """Lay out the status, the field, the instructions, what lies ahead, and the keys."""
        yield StatusRow(self.workout.timeline.title)
        with Vertical(id="body"):
            yield PhaseField(self._charset, self._figures)
            yield Beside()
        yield Ahead(self._charset)
        yield TroubleRow(self.workout.sounding)
        yield Notice()
        yield KeyLine()

    def on_mount(self) -> None:
        """Start the workout immediately."""
        self.workout.listeners.append(self._hear)
        self.workout.start()
        self._follow()

    def on_unmount(self) -> None:
        """Interrupt the workout, to be resumed, if the screen closes during it."""
        if not self.workout.head.is_over:
            self.workout.interrupt()
        self._preferences.save_volume(self.workout.volume, is_muted=self.workout.is_muted)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys with what they do at this moment, for the footer and the palette."""
        active = super().active_bindings
        if not self.has_class("-paused"):
            return active
        return {key: paused(it) for key, it in active.items()}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to scroll the instructions if they do not fit."""
        if action == "scroll_instructions" and self.is_mounted:
            return self.query_one(Beside).show_vertical_scrollbar
        return super().check_action(action, parameters)

    def tick(self) -> None:
        """Advance the workout to the current time and show it."""
        self.workout.tick()
        self._follow()

    def action_scroll_instructions(self, direction: int) -> None:
        """Scroll the instructions."""
        self.query_one(Beside).scroll_relative(y=direction, animate=False, immediate=True)

    def _follow(self) -> None:
        """Show the current moment of the workout and wait for its next change."""
        if self._timer:
            self._timer.stop()
        if self.workout.head.is_over:
            self._finish()
            return
        snapshot = self.workout.snapshot()
        self._show(snapshot)
        self.query_one(TroubleRow).follow()
        speed = self.workout.clock.speed
        field = self.query_one(PhaseField)
        waits = [
            self.workout.due_in_seconds(),
            field.show_movement(snapshot, speed),
            field.show_bar(snapshot, speed),
        ]
        if self._preferences.settings.flash:
            waits.append(field.flash(snapshot, self.workout.head.now, speed))
        self._timer = self.set_timer(min(waits) + _SLACK_SECONDS, self.tick)

    def _finish(self) -> None:
        # A key may still arrive after the end of the workout has dismissed this screen.
        if self in self.app.screen_stack:
            while self.app.screen is not self:
                self.app.pop_screen()
            self.dismiss(summary_of(self.plan, self.workout))

    def _show(self, snapshot: Snapshot) -> None:
        self.query_one(Marks).follow(self.workout)
        shown = glance(snapshot)
        if shown == self._shown:
            return
        self._shown = shown
        was_paused = self.has_class("-paused")
        is_paused = shown.tone == "paused"
        # Each change of classes styles the whole screen again, so they change together.
        self.update_classes(
            {
                "-turn": shown.is_turn,
                "-coming": bool(shown.coming),
                "-paused": is_paused,
                "-explained": is_paused and shown.is_explained,
            }
        )
        if is_paused is not was_paused:
            self.refresh_bindings()
        self._title_window(shown.window_title)
        self.query_one(StatusRow).show(shown)
        self.query_one(PhaseField).show(shown)
        self.query_one(Ahead).show(shown, self.workout.timeline)
        self.query_one(Beside).show(shown, self.workout.timeline, snapshot.phase)

    def report(self, words: str) -> None:
        """Show a problem in a row of its own for some seconds."""
        self.query_one(TroubleRow).report(words)

    def _hear(self, event: Event) -> None:
        if isinstance(event, Slept):
            slept = duration_text(round(event.seconds))
            self.report(f"The machine slept for {slept}. Paused where you were.")
