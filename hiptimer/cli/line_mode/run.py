"""Runs a session in line mode, from start to exit code."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from hiptimer.audio.player.supervisor import PlayerSpeaker
from hiptimer.audio.score.ending import closing_seconds
from hiptimer.cli.line_mode.lines import KEYS, opening_lines, summary_lines
from hiptimer.cli.line_mode.questions import ask_feelings
from hiptimer.cli.line_mode.view import PlainView
from hiptimer.foundation.signals import SignaledToEnd, exit_code, raise_on_signals
from hiptimer.session.session import Session
from hiptimer.workout.achievement import NOT_RECORDED, achievement
from hiptimer.workout.playhead import State
from hiptimer.workout.summary import summary_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from hiptimer.plan.plan import Plan
    from hiptimer.plan.timeline import Timeline
    from hiptimer.session.resuming import ClaimedWorkout
    from hiptimer.session.settings.preferences import Preferences

# A loudspeaker answers within a quarter of a second; a missing one is reported before the start.
_SOUND_KNOWN_SECONDS = 1.5


def run_plain(
    plan: Plan, preferences: Preferences, speed: float = 1.0, claimed: ClaimedWorkout | None = None
) -> int:
    """Run the workout of `plan` in line mode, and return the exit code.

    That is 0 for a complete workout, 1 for one that ended early, 128 + n after signal n. `claimed`
    is the interrupted workout to resume, if any.

    Raises:
        UnknownVoice, UnknownDevice: the requested voice or device does not exist.

    """
    with Session(preferences, speed) as session:
        sound = session.sound
        for complaint in preferences.complaints:
            print(complaint, file=sys.stderr)
        try:
            with raise_on_signals():
                _prepare_voice(session, plan.timeline)
        except SignaledToEnd as signalled:
            return exit_code(signalled.number)
        sound.complain()
        if isinstance(sound.speaker, PlayerSpeaker):
            sound.speaker.wait_until_known(_SOUND_KNOWN_SECONDS)
        workout = session.new_workout(plan, _ring, claimed)
        letters = preferences.settings.keys.letters()
        diary = session.diary
        view = PlainView(
            workout, sys.stdin, sys.stdout, diary.complaints, letters, can_save=diary.is_kept
        )
        for line in (*opening_lines(plan, workout), KEYS):
            view.write(line)
        if claimed:
            view.write(f"Resuming: {claimed.words}")
        signal_code = _signalled(view.follow)
        summary = summary_of(plan, workout)
        with suppress(SignaledToEnd):
            # The exit code reports what ended the workout, even if the reader has also gone.
            best = achievement(summary, workout.last_holds) if diary.is_kept else NOT_RECORDED
            for line in summary_lines(summary, best):
                view.write(line)
        preferences.save_volume(workout.volume, is_muted=workout.is_muted)
        signal_code = _signalled(lambda: _ask(session, view)) or signal_code
        if workout.state is State.FINISHED and signal_code is None and _is_heard(session):
            view.let_ring(closing_seconds(sound.arrangement))
    # The thread of the diary may report a problem only when it ends.
    with suppress(SignaledToEnd):
        view.say_complaints()
    return session.exit_code(signal_code or int(not summary.is_complete))


def _ring() -> None:
    if sys.stdout.isatty():
        # The view detects by itself that its reader has closed the pipe.
        with suppress(SignaledToEnd):
            # Written as a byte: the text stream would escape it.
            sys.stdout.buffer.write(b"\a")
            sys.stdout.flush()


def _signalled(lead: Callable[[], None]) -> int | None:
    """Return the exit code of the signal that ended `lead`; None if it returned by itself."""
    try:
        lead()
    except SignaledToEnd as signalled:
        return exit_code(signalled.number)
    return None


def _ask(session: Session, view: PlainView) -> None:
    """Ask how a recorded workout felt, if a person is there to answer."""
    diary = session.diary
    if diary.is_kept and not diary.was_interrupted and sys.stdin.isatty():
        view.discard_input()
        with raise_on_signals():
            for answer in ask_feelings(view.ask):
                diary.record_feelings(answer)


def _is_heard(session: Session) -> bool:
    speaker = session.sound.speaker
    return isinstance(speaker, PlayerSpeaker) and speaker.trouble is None


def _prepare_voice(session: Session, timeline: Timeline) -> None:
    """Record the phrases of the workout; announce it first if it takes a while."""
    is_said = False
    for done, total in session.prepare_voice(timeline):
        if done < total and not is_said:
            is_said = True
            print(f"Preparing the voice: {total - done} phrases", file=sys.stderr, flush=True)
