"""A session line by line, from start to exit code, and what every session has."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from hiptimer.awake import Awake
from hiptimer.clock import Clock, date_and_time
from hiptimer.keeping import Keeping
from hiptimer.places import user_data
from hiptimer.signals import SignalledToLeave, exit_code, raised

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hiptimer.plan import Plan
    from hiptimer.resuming import Taken
    from hiptimer.settings.preferences import Preferences
    from hiptimer.sound import Sound, SoundChoice
    from hiptimer.timeline import Timeline
    from hiptimer.workout import Workout

# A loudspeaker answers in a quarter of a second; whoever has none should read it before the start.
_SOUND_KNOWN_SECONDS = 1.5


def play_sounds(sounds: Sequence[str], choice: SoundChoice, write: Callable[[str], None]) -> None:
    """Play `sounds` one after the other, each once `write` was given its name and meaning.

    Raises:
        Unheard: nothing can be heard.

    """
    from threading import Event

    from hiptimer.audio.player_speaker import PlayerSpeaker
    from hiptimer.demonstration import demonstrate, opened
    from hiptimer.sound import Sound

    with Sound(choice) as sound:
        sound.complain()
        speaker = sound.speaker
        if isinstance(speaker, PlayerSpeaker):
            opened(speaker)
        demonstrate(sounds, speaker, write, Clock(), Event().wait, palette=sound.palette)


def run_plain(
    plan: Plan, preferences: Preferences, speed: float = 1.0, taken: Taken | None = None
) -> int:
    """Lead through the workout of `plan` line by line, and return the exit code.

    That is 0 for a complete workout, 1 for one that ended early, 128 + n after signal n. It may be
    one to go on with, which was `taken`.

    Raises:
        UnknownVoice: nobody has the voice that was asked for.

    """
    from hiptimer.audio.player_speaker import PlayerSpeaker
    from hiptimer.lines import opening_lines, summary_lines
    from hiptimer.plain import KEYS, PlainView
    from hiptimer.playhead import State
    from hiptimer.questions import answers_after
    from hiptimer.sound import preferred_sound

    def ring() -> None:
        if sys.stdout.isatty():
            # The view notices by itself when its reader has gone.
            with suppress(SignalledToLeave):
                # As bytes: in text it would be escaped.
                sys.stdout.buffer.write(b"\a")
                sys.stdout.flush()

    with keeping_here(speed) as keeping, preferred_sound(preferences, speed) as sound:
        speaker = sound.speaker
        for complaint in preferences.complaints:
            print(complaint, file=sys.stderr)
        try:
            with raised():
                _prepare_voice(sound, plan.timeline)
        except SignalledToLeave as signalled:
            return exit_code(signalled.number)
        sound.complain()
        if isinstance(speaker, PlayerSpeaker):
            speaker.wait_until_known(_SOUND_KNOWN_SECONDS)
        workout = workout_here(plan, preferences, sound, ring, keeping=keeping, taken=taken)
        keeping.keep(workout, plan, taken)
        view = PlainView(workout, sys.stdin, sys.stdout, keeping.complaints)
        for line in (*opening_lines(plan, workout), KEYS):
            view.write(line)
        if taken:
            view.write(f"Resuming: {taken.words}")
        signal_code: int | None = None
        try:
            view.follow()
        except SignalledToLeave as signalled:
            signal_code = exit_code(signalled.number)
        summary = plan.summary(workout)
        with suppress(SignalledToLeave):
            # The exit code says what ended the workout, not that the reader has gone as well.
            for line in summary_lines(summary):
                view.write(line)
        preferences.keep_loudness(workout.volume, is_muted=workout.is_muted)
        if keeping.is_kept and not keeping.was_interrupted and sys.stdin.isatty():
            view.forget_what_was_typed()
            try:
                with raised():
                    for answer in answers_after(view.ask):
                        keeping.keep_feelings(answer)
            except SignalledToLeave as signalled:
                signal_code = exit_code(signalled.number)
        is_ringing = workout.state is State.FINISHED and signal_code is None
        if is_ringing and isinstance(speaker, PlayerSpeaker) and speaker.trouble is None:
            view.let_ring(sound.palette.seconds("finish"))
    # The diary's thread may have had its say only at its end.
    with suppress(SignalledToLeave):
        view.say_complaints()
    return code_of_session(keeping, signal_code or int(not summary.is_complete))


def keeping_here(speed: float = 1.0) -> Keeping:
    """Return what keeps the workouts of this session. Where time runs faster, nothing is done."""
    return Keeping(user_data(), date_and_time, is_rehearsal=speed != 1, say=_say)


def workout_here(
    plan: Plan,
    preferences: Preferences,
    sound: Sound,
    ring: Callable[[], None],
    *,
    keeping: Keeping,
    taken: Taken | None,
) -> Workout:
    """Return a workout as the person prefers it, heard through `sound` or rung by `ring`."""
    workout = sound.workout(
        plan.timeline,
        ring,
        short_lead_in_seconds=preferences.settings.lead_in_seconds,
        reach_seconds=preferences.settings.reach_seconds,
        earlier=taken.earlier if taken else None,
        last_holds=keeping.last_holds(plan.circuit_id),
    )
    workout.listeners.append(Awake(workout))
    return workout


def code_of_session(keeping: Keeping, code: int) -> int:
    """Return the exit code of a session that has ended, having said what became of its workout.

    That is `code`, or 1 in place of 0 if the diary does not have it all.
    """
    if keeping.was_interrupted:
        _say("`hiptimer resume` continues where you were.")
    if keeping.is_recorded:
        return code
    _say(f"Not recorded in the diary. {keeping.trouble or ''}".rstrip())
    return code or 1


def _say(line: str) -> None:
    print(line, file=sys.stderr)


def _prepare_voice(sound: Sound, timeline: Timeline) -> None:
    """Have all recorded that there is to say; where that takes a while, say so first."""
    is_told = False
    for done, total in sound.prepared(timeline):
        if done < total and not is_told:
            is_told = True
            print(f"Getting the voice ready: {total - done} phrases", file=sys.stderr, flush=True)
