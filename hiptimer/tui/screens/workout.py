"""The workout under way: shows its moments and passes keys on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer

from hiptimer.engine import Refused
from hiptimer.playhead import Slept
from hiptimer.results import Summary
from hiptimer.tui.glance import glance
from hiptimer.tui.screens.help import HelpScreen
from hiptimer.tui.screens.leave import LeaveQuestion
from hiptimer.tui.widgets.ahead import Ahead
from hiptimer.tui.widgets.instructions import instructions
from hiptimer.tui.widgets.phase_field import PhaseField
from hiptimer.tui.widgets.set_list import set_list
from hiptimer.tui.widgets.words import Words
from hiptimer.words import span, volume_words
from hiptimer.workout import Workout

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.timer import Timer

    from hiptimer.plan import Plan
    from hiptimer.playhead import Event
    from hiptimer.timeline import Phase
    from hiptimer.tui.glance import Glance

STEP_SECONDS = 5.0
STEP_PERCENT = 10

COMMANDS: Final[Mapping[str, Callable[[Workout], None]]] = {
    "done": Workout.done,
    "pause_or_resume": Workout.pause_or_resume,
    "next": Workout.next,
    "previous": Workout.previous,
    "again": Workout.again,
    "longer": lambda workout: workout.lengthen(STEP_SECONDS),
    "shorter": lambda workout: workout.lengthen(-STEP_SECONDS),
    "mute": Workout.mute,
    "louder": lambda workout: workout.change_volume(STEP_PERCENT),
    "softer": lambda workout: workout.change_volume(-STEP_PERCENT),
}
"""What each command of the bindings asks of the workout."""

# A timer of Textual fires half a millisecond early and would then find nothing changed.
_SLACK_SECONDS = 0.002
_REFUSAL_SECONDS = 3.0
_VOLUME_SHOWN_SECONDS = 2.0


def _binding(key: str, command: str, description: str, tooltip: str, display: str) -> Binding:
    return Binding(key, f"command('{command}')", description, key_display=display, tooltip=tooltip)


class WorkoutScreen(Screen[Summary]):
    """Follows `workout`, which follows `plan`, and is dismissed with its summary."""

    BINDINGS: ClassVar[list[BindingType]] = [
        _binding("enter", "done", "Done", "Effort done, or ready for it", "enter"),
        _binding("space", "pause_or_resume", "Pause", "Pause, or go on", "space"),
        _binding("n,right", "next", "Next", "On to the next phase", "n"),
        _binding("p,left", "previous", "Back", "Back to the effort before", "p"),
        _binding("r", "again", "Again", "Begin this effort again", "r"),
        _binding("plus,equals_sign", "longer", "5 s", "Five seconds longer", "+"),
        _binding("minus", "shorter", "5 s", "Five seconds shorter", "-"),
        _binding("m", "mute", "Mute", "Turn the sound off, or on again", "m"),
        # The footer has no room for them; their tooltips bring them into the command palette.
        Binding(
            "left_square_bracket",
            "volume('softer')",
            "Softer",
            show=False,
            key_display="[",
            tooltip="Turn the volume down",
        ),
        Binding(
            "right_square_bracket",
            "volume('louder')",
            "Louder",
            show=False,
            key_display="]",
            tooltip="Turn the volume up",
        ),
        Binding("question_mark", "help", "Help", key_display="?", tooltip="Keys and sounds"),
        Binding("q", "leave", "Quit", tooltip="Leave the workout"),
        Binding("ctrl+q,ctrl+c", "leave", "Quit", show=False),
        Binding("up", "scroll_instructions(-1)", "Scroll up", show=False),
        Binding("down", "scroll_instructions(1)", "Scroll down", show=False),
    ]
    AUTO_FOCUS = None

    def __init__(self, plan: Plan, workout: Workout) -> None:
        super().__init__()
        self.plan = plan
        self.workout = workout
        self._timer: Timer | None = None
        self._volume_timer: Timer | None = None
        self._volume = ""
        self._trouble: str | None = None
        self._shown: Glance | None = None
        self._described: Phase | None = None

    def compose(self) -> ComposeResult:
        """Lay out where it stands, the field, how it is done, what lies ahead, and the keys."""
        with Horizontal(id="where"):
            yield Words(self.workout.timeline.title, id="circuit")
            yield Words(id="marks")
            yield Words(id="word")
            yield Words(id="place")
        with Vertical(id="body"):
            yield PhaseField()
            with VerticalScroll(id="beside", can_focus=False):
                yield Words(id="instructions")
                yield Words(id="set-list")
        yield Ahead()
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Begin the workout at once."""
        self.workout.listeners.append(self._hear)
        self.workout.start()
        self._follow()

    def on_unmount(self) -> None:
        """End a workout that is left behind, whichever way."""
        if not self.workout.head.is_over:
            self.workout.stop()

    def tick(self) -> None:
        """Let time pass, and show what came of it."""
        self.workout.tick()
        self._follow()

    def stand_still(self) -> None:
        """Pause what moves: nobody will be watching."""
        if self.workout.is_moving:
            self.action_command("pause_or_resume")

    def action_command(self, name: str) -> None:
        """Ask one of `COMMANDS` of the workout; say so where it is refused."""
        try:
            COMMANDS[name](self.workout)
        except Refused as refusal:
            self.notify(f"Not now: {refusal}.", timeout=_REFUSAL_SECONDS, markup=False)
        self._follow()

    def action_volume(self, name: str) -> None:
        """Change the volume by one of `COMMANDS`, and show it for a moment."""
        self.action_command(name)
        self._show_volume(volume_words(self.workout.volume, is_muted=False))
        if self._volume_timer:
            self._volume_timer.stop()
        self._volume_timer = self.set_timer(_VOLUME_SHOWN_SECONDS, self.hide_volume)

    def hide_volume(self) -> None:
        """Take the volume off the screen again."""
        self._show_volume("")

    def action_help(self) -> None:
        """Show keys and sounds, while the workout goes on."""
        self.app.push_screen(HelpScreen())

    def action_leave(self) -> None:
        """Ask whether to leave; the workout is paused while it asks."""
        goes_on = self.workout.is_moving
        self.stand_still()
        if self.workout.head.is_over:
            return

        def answered(leaves: bool | None) -> None:
            if leaves:
                self.workout.stop()
                self._follow()
            elif goes_on:
                self.action_command("pause_or_resume")

        self.app.push_screen(LeaveQuestion(), answered)

    def action_scroll_instructions(self, direction: int) -> None:
        """Scroll through texts that are longer than the screen has room for."""
        self.query_one("#beside").scroll_relative(y=direction, animate=False)

    def _follow(self) -> None:
        """Show the workout as it stands and wait for its next change."""
        if self._timer:
            self._timer.stop()
        if self.workout.head.is_over:
            self._finish()
            return
        self._show()
        self._say_trouble()
        self._timer = self.set_timer(self.workout.due_in_seconds() + _SLACK_SECONDS, self.tick)

    def _finish(self) -> None:
        # A key may still come in after the end has sent this screen away.
        if self in self.app.screen_stack:
            while self.app.screen is not self:
                self.app.pop_screen()
            self.dismiss(self.plan.summary(self.workout))

    def _show_volume(self, words: str) -> None:
        self._volume = words
        self._show_marks()

    def _show_marks(self) -> None:
        muted = "muted" if self.workout.is_muted else ""
        marks = (self._volume, muted, "no sound" if self._trouble else "")
        self.query_one("#marks", Words).show("  ".join(mark for mark in marks if mark))

    def _show(self) -> None:
        moment = self.workout.moment()
        self._show_marks()
        shown = glance(moment)
        if shown == self._shown:
            return
        self._shown = shown
        self.query_one("#word", Words).show(shown.word)
        self.query_one("#place", Words).show(shown.place)
        self.query_one(PhaseField).show(shown)
        self.query_one(Ahead).show(shown)
        if moment.phase != self._described:
            self._describe(moment.phase, shown)

    def _describe(self, phase: Phase, shown: Glance) -> None:
        """Show what stays the same for a whole phase."""
        self._described = phase
        words = instructions(shown.how, shown.tip, shown.warning, shown.variant)
        self.query_one("#instructions", Words).show(words)
        self.query_one("#set-list", Words).show(set_list(self.workout.timeline, phase))

    def _say_trouble(self) -> None:
        trouble = self.workout.speaker.trouble
        if trouble and trouble != self._trouble:
            self.notify(f"{trouble}.", severity="warning", markup=False)
        self._trouble = trouble

    def _hear(self, event: Event) -> None:
        if isinstance(event, Slept):
            slept = span(round(event.seconds))
            words = f"The machine slept for {slept}. Paused where you were."
            self.notify(words, severity="warning", timeout=10, markup=False)
