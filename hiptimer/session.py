"""One session: a view on a workout, with the sound it is to have, from start to exit code."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from hiptimer.audio.bell import Bell
from hiptimer.audio.player_speaker import PlayerSpeaker
from hiptimer.audio.speaker import SilentSpeaker
from hiptimer.clock import Clock
from hiptimer.playhead import State
from hiptimer.signals import SignalledToLeave, exit_code
from hiptimer.terminal import terminal_here
from hiptimer.workout import Workout

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hiptimer.audio.speaker import Speaker
    from hiptimer.plan import Plan
    from hiptimer.timeline import Timeline

# A loudspeaker answers in a quarter of a second; whoever has none should read it before the start.
_SOUND_KNOWN_SECONDS = 1.5


@dataclass(frozen=True, slots=True)
class SoundChoice:
    """How a workout is to be heard: what plays, how loud in percent, and how fast time runs."""

    sound: str = "auto"
    volume: int = 100
    speed: float = 1.0

    @property
    def backend(self) -> str | None:
        """What the player is to play through; None for the first that works."""
        return None if self.sound == "auto" else self.sound

    def speaker(self) -> Speaker:
        """Return a speaker that is being opened."""
        if self.sound in ("bell", "off"):
            return SilentSpeaker()
        return PlayerSpeaker(self.backend, self.volume)

    def workout(self, timeline: Timeline, speaker: Speaker, ring: Callable[[], None]) -> Workout:
        """Return a workout that is heard through `speaker`, or by `ring` where that fails."""
        workout = Workout(timeline, speaker, Clock(speed=self.speed), volume=self.volume)
        if self.sound in ("bell", "auto"):
            is_forced = self.sound == "bell"
            bell = Bell(workout, ring, lambda: is_forced or speaker.trouble is not None)
            workout.listeners.append(bell)
        return workout


def is_terminal() -> bool:
    """Return whether a full screen can be shown and keys can be read."""
    return terminal_here().obstacle is None


def run_full_screen(plan: Plan | None, choice: SoundChoice) -> int:
    """Show the library, or the workout of `plan` at once, and return the exit code."""
    from hiptimer.tui.app import HipTimerApp

    with ExitStack() as opened:

        @cache
        def speaker() -> Speaker:
            """Return the one speaker of the session; nothing before the first workout needs it."""
            speaker = choice.speaker()
            opened.callback(speaker.close)
            return speaker

        def new_workout(timeline: Timeline) -> Workout:
            return choice.workout(timeline, speaker(), app.bell)

        app = HipTimerApp(new_workout, plan)
        app.run()
    return app.return_code or 0


def play_sounds(sounds: Sequence[str], choice: SoundChoice, write: Callable[[str], None]) -> None:
    """Play `sounds` one after the other, each once `write` was given its name and meaning.

    Raises:
        Unheard: nothing can be heard.

    """
    from threading import Event

    from hiptimer.demonstration import demonstrate, opened

    speaker = PlayerSpeaker(choice.backend, choice.volume)
    try:
        opened(speaker)
        demonstrate(sounds, speaker, write, Clock(), Event().wait)
    finally:
        speaker.close()


def run_plain(plan: Plan, choice: SoundChoice) -> int:
    """Lead through the workout of `plan` line by line, and return the exit code."""
    from hiptimer.audio.tones import own_seconds
    from hiptimer.plain import PlainView, opening_lines, write_summary

    speaker = choice.speaker()
    if isinstance(speaker, PlayerSpeaker):
        speaker.wait_until_known(_SOUND_KNOWN_SECONDS)

    def ring() -> None:
        if sys.stdout.isatty():
            print("\a", end="", flush=True)

    workout = choice.workout(plan.timeline, speaker, ring)
    view = PlainView(workout, sys.stdin, sys.stdout)
    for line in opening_lines(plan):
        view.write(line)
    try:
        view.follow()
        code = 0 if workout.state is State.FINISHED else 1
    except SignalledToLeave as signalled:
        code = exit_code(signalled.number)
    try:
        write_summary(plan.summary(workout), sys.stdout)
        if code == 0 and isinstance(speaker, PlayerSpeaker) and speaker.trouble is None:
            view.let_ring(own_seconds("finish"))
    finally:
        speaker.close()
    return code
