"""What keys and clicks do during a workout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen

from hiptimer.foundation.text.sentences import sentence
from hiptimer.plan.wording import end_words, volume_words
from hiptimer.session.commands import COMMANDS
from hiptimer.tui.keys import pressed_key
from hiptimer.tui.screens.hurt_question import HurtQuestion
from hiptimer.tui.screens.leave_question import LeaveQuestion
from hiptimer.tui.widgets.key_line import KeyLine
from hiptimer.tui.widgets.marks import Marks
from hiptimer.tui.widgets.notice import Notice
from hiptimer.workout.engine import Refused
from hiptimer.workout.summary import Summary
from hiptimer.workout.workout import Workout

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.events import Click, Key
    from textual.timer import Timer

    from hiptimer.session.settings.preferences import Preferences
    from hiptimer.tui.screens.leave_question import Leaving

_DIGITS = frozenset("0123456789")


class WorkoutCommands(Screen[Summary]):
    """Passes keys and clicks on to `workout`, and asks what it needs to know."""

    def __init__(self, workout: Workout, preferences: Preferences, *, is_recorded: bool) -> None:
        super().__init__()
        self.workout = workout
        self._preferences = preferences
        self._is_recorded = is_recorded
        self._timer: Timer | None = None

    def _follow(self) -> None:
        """Show the current moment of the workout and wait for its next change."""
        raise NotImplementedError

    def pause_if_moving(self) -> None:
        """Pause a running workout, because its screen is about to be hidden."""
        if self.workout.is_moving:
            self.action_command("pause")

    def on_key(self, event: Key) -> None:
        """Take a digit as reps, or any key as Done; let one without effect be heard."""
        settings = self._preferences.settings
        key = pressed_key(event)
        if key in _DIGITS and self.workout.counts_reps and not settings.keys.is_configured(key):
            self._ask(lambda workout: workout.type_digit(int(key)))
            event.stop()
            return
        is_done = settings.any_key and settings.keys.means_done(key)
        if is_done and self._ask(Workout.press_blindly):
            event.stop()
        elif event.key not in self.active_bindings:
            self.workout.answer_key(is_refused=True)
            self._follow()

    def on_click(self, event: Click) -> None:
        """Treat a click anywhere as Done, except on the keys of the footer."""
        widget = event.widget
        if not (widget and any(isinstance(it, KeyLine) for it in widget.ancestors_with_self)):
            self._ask(Workout.press_blindly)

    def action_command(self, name: str) -> None:
        """Pass one of `COMMANDS` on to the workout."""
        if carry_out := COMMANDS[name].carry_out:
            self._ask(carry_out)

    def action_press_done(self) -> None:
        """Handle a key press for Done, which may bounce."""
        self._ask(Workout.press_done)

    def _ask(self, command: Callable[[Workout], object]) -> object:
        """Return the answer of the workout; None if it refuses, which is shown."""
        answer: object = None
        try:
            answer = command(self.workout)
        except Refused as refusal:
            self._refuse(refusal)
        self._follow()
        return answer

    def _refuse(self, refusal: Refused) -> None:
        self.query_one(Notice).say(f"Not now: {refusal}.")
        self.workout.answer_key(is_refused=True)

    def action_volume(self, name: str) -> None:
        """Change the volume by one of `COMMANDS`, and show it for a moment."""
        self.action_command(name)
        self.query_one(Marks).show_volume(volume_words(self.workout.volume, is_muted=False))

    def action_end_after_set(self) -> None:
        """Toggle whether the workout ends after this set, and show which."""
        before = self.workout.ends_after_set
        self.action_command("end_after_set")
        if (ends_after_set := self.workout.ends_after_set) != before:
            sets = self.workout.snapshot().phase.effort.sets
            words = sentence(end_words(ends_after_set=ends_after_set, sets=sets))
            self.query_one(Notice).say(words)

    def action_hurts(self) -> None:
        """Stop the effort because it hurts, and ask how much; the workout is paused meanwhile."""
        before = len(self.workout.pains), self.workout.pains[-1:]
        try:
            self.workout.hurts()
        except Refused as refusal:
            self._refuse(refusal)
        if (len(self.workout.pains), self.workout.pains[-1:]) == before:
            self._follow()
            return
        if self._timer:
            self._timer.stop()
        movement = self.workout.whole_timeline.phases[self.workout.pains[-1].index].effort.movement
        has_more = self.workout.has_more_of(movement.id)

        def answered(leaves_out: bool | None) -> None:
            if leaves_out:
                self.workout.leave_out(movement.id)
            self._follow()

        if not self.workout.head.is_over:
            self._follow()
        question = HurtQuestion(movement.title, self.workout.rate_pain, has_more=has_more)
        self.app.push_screen(question, answered)

    def action_leave(self) -> None:
        """Ask whether to save for later, to end or to continue; the workout is paused meanwhile."""
        was_moving = self.workout.is_moving
        self.pause_if_moving()
        if self.workout.head.is_over:
            return

        def leave(answer: Leaving | None) -> None:
            if answer == "save":
                self.workout.interrupt()
                self.dismiss()
            elif answer == "end":
                self.workout.stop()
                self._follow()
            elif was_moving:
                self.action_command("pause")

        self.app.push_screen(LeaveQuestion(can_save=self._is_recorded), leave)
