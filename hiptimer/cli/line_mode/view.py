"""The line-by-line view: what the screen shows, in words, one line per event.

For pipes, screen readers and dumb terminals: no escape sequences, and no line is ever redrawn.
Commands are lines on stdin: Enter alone means done, a letter and Enter any other command.
"""

from __future__ import annotations

import contextlib
import queue
import threading
from types import MappingProxyType
from typing import TYPE_CHECKING

from hiptimer.cli.line_mode.answers import whole_number
from hiptimer.cli.line_mode.hurt_question import HurtQuestion
from hiptimer.cli.line_mode.leave_question import LeaveQuestion, save_or_end
from hiptimer.cli.line_mode.lines import KEYS, event_lines, status_line
from hiptimer.foundation.signals import HANGUP, SignaledToEnd, raise_on_signals
from hiptimer.foundation.text.durations import clock_face
from hiptimer.foundation.text.sentences import sentence
from hiptimer.plan.wording import end_words, volume_words
from hiptimer.session.commands import COMMANDS, WHERE_TYPED
from hiptimer.workout.engine import Refused
from hiptimer.workout.events import MOST_REPS, Paused
from hiptimer.workout.playhead import State

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TextIO

    from hiptimer.workout.events import Event
    from hiptimer.workout.workout import Workout

_TYPED = {it.typed: it.carry_out for it in COMMANDS.values() if it.typed is not None}


class PlainView:
    """Follows one workout, writing to `output` and executing the lines of `commands`.

    Each of the `complaints` is written once, as soon as it appears. `letters` are further
    ones that may be typed, each with the letter that it means. A workout that `can_save` can be
    saved for later.
    """

    def __init__(
        self,
        workout: Workout,
        commands: TextIO,
        output: TextIO,
        complaints: Callable[[], Sequence[str]] = tuple,
        letters: Mapping[str, str] = MappingProxyType({}),
        *,
        can_save: bool = False,
    ) -> None:
        self._workout = workout
        self._can_save = can_save
        self._question: HurtQuestion | LeaveQuestion | None = None
        self._complaints = complaints
        self._letters = letters
        self._told: list[str] = []
        self._output = output
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._has_ended = False
        self._commands = commands
        self._trouble: str | None = None
        self._signalled: SignaledToEnd | None = None
        self._is_on_terminal = output.isatty()
        self._interruption = workout.sounding.interruption
        workout.listeners.append(self._tell)

    def follow(self) -> None:
        """Run the workout to its end, or until the person quits.

        Raises:
            SignalledToLeave: the system asked the program to end; the workout is interrupted.

        """
        # A daemon thread, because a line may never come and must not keep the program from ending.
        threading.Thread(target=self._read_commands, daemon=True).start()
        try:
            with raise_on_signals():
                self.say_trouble()
                self._workout.start()
                while not self._workout.head.is_over or self._question:
                    self._check_reader()
                    self._wait()
        except SignaledToEnd:
            if not self._workout.head.is_over:
                self._workout.interrupt()
            raise

    def discard_input(self) -> None:
        """Discard lines typed before a question, so that none is taken as its answer."""
        with contextlib.suppress(queue.Empty):
            while True:
                self._lines.get_nowait()

    def ask(self, question: str) -> str | None:
        """Write a question and return the line that answers it; None at the end of the input."""
        if self._has_ended and self._lines.empty():
            return None
        self.write(question)
        return self._lines.get()

    def let_ring(self, seconds: float) -> None:
        """Wait for the last words to end; a command ends the wait."""
        with contextlib.suppress(queue.Empty):
            while self._lines.get(timeout=seconds) is None:
                pass

    def write(self, line: str) -> None:
        """Write one line and flush it."""
        print(line, file=self._output, flush=True)

    def _read_commands(self) -> None:
        # A closed terminal ends the input, as the end of a file does.
        with contextlib.suppress(OSError):
            for line in self._commands:
                self._lines.put(line.strip())
        self._has_ended = True
        self._lines.put(None)

    def _wait(self) -> None:
        try:
            line = self._lines.get(timeout=self._workout.due_in_seconds())
        except queue.Empty:
            self._workout.tick()
        else:
            self.obey(line)
        self.say_trouble()

    def _check_reader(self) -> None:
        """Raise SignalledToLeave if the reader or the terminal has closed without a signal."""
        if self._signalled:
            raise self._signalled
        if self._is_on_terminal and not self._output.isatty():
            raise SignaledToEnd(HANGUP)

    def obey(self, line: str | None) -> None:
        """Execute one command line, or take it as an answer; None is the end of the input."""
        if line is None:
            self._question = None
            self._workout.leave_unattended()
            if self._workout.state is State.PAUSED:
                # No command to resume it can come.
                self.write(save_or_end(self._workout, can_save=self._can_save))
        elif self._question:
            self._take_answer(self._question, line)
        elif self._is_number_of_reps(line):
            self._take_reps(line)
        else:
            self._obey_command(line)

    def _is_number_of_reps(self, line: str) -> bool:
        is_number = line.isascii() and line.isdigit() and line not in self._letters
        return is_number and self._workout.counts_reps

    def _obey_command(self, line: str) -> None:
        line = self._letters.get(line.lower(), line.lower())
        if line == COMMANDS["leave"].typed:
            self._ask_to_leave()
            return
        if line == WHERE_TYPED:
            self._workout.tick()
            self._workout.answer_key()
            self.write(status_line(self._workout.snapshot()))
            return
        command = _TYPED.get(line)
        if command is None:
            self.write(KEYS)
            self._workout.answer_key(is_refused=True)
            return
        said = self._workout.pains[-1:]
        try:
            command(self._workout)
        except Refused as refusal:
            self.write(f"Not now: {refusal}.")
            self._workout.answer_key(is_refused=True)
            return
        if line == COMMANDS["hurts"].typed and self._workout.pains[-1:] != said:
            self._question = HurtQuestion(self._workout)
            self.write(self._question.words)
        if line in ("[", "]"):
            self.write(volume_words(self._workout.volume, is_muted=self._workout.is_muted))
        if line == "e":
            sets = self._workout.snapshot().phase.effort.sets
            words = end_words(ends_after_set=self._workout.ends_after_set, sets=sets)
            self.write(sentence(words))

    def _ask_to_leave(self) -> None:
        self._question = LeaveQuestion(self._workout, can_save=self._can_save)
        self._question.pause()
        # A pause ends an open hold, which may be the last effort.
        if self._workout.head.is_over:
            self._question = None
        else:
            self.write(self._question.words)

    def _take_answer(self, question: HurtQuestion | LeaveQuestion, line: str) -> None:
        self._question = None
        words = question.take(line.lower())
        if words is None:
            self._question = question
            words = question.words
        if words:
            self.write(words)

    def _take_reps(self, line: str) -> None:
        reps = whole_number(line, MOST_REPS)
        if reps is None:
            self.write(f"Enter a number of reps from 0 to {MOST_REPS}.")
            return
        self._workout.count_reps(reps)
        self._workout.done()

    def say_complaints(self) -> None:
        """Write each complaint that has not been written yet."""
        for complaint in self._complaints():
            if complaint not in self._told:
                self._told.append(complaint)
                self.write(complaint)

    def say_trouble(self) -> None:
        """Write a present or recent problem with sound or diary, unless already written."""
        self.say_complaints()
        sounding = self._workout.sounding
        if sounding.interruption and sounding.interruption != self._interruption:
            self.write(f"{sounding.interruption}.")
        self._interruption = sounding.interruption
        trouble = sounding.trouble
        if trouble and trouble != self._trouble:
            self.write(f"{trouble}.")
        self._trouble = trouble

    def _tell(self, event: Event) -> None:
        if self._question and isinstance(event, Paused):
            # The question says how to continue.
            return
        try:
            for words in event_lines(event, self._workout):
                at = self._workout.since_start(event.moment)
                self.write(f"{clock_face(at):>5}  {words}")
        except SignaledToEnd as signalled:
            # The reader has closed the pipe; other listeners, such as the diary, need the event.
            self._signalled = signalled
