"""The sound of a cue as a note: its pitch, its length and its side."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from hiptimer.audio.score.coach import ALTERNATION_SECONDS
from hiptimer.audio.score.spacing import GAP_SECONDS
from hiptimer.audio.speaker import Note
from hiptimer.plan.cues import COUNTDOWN_SECONDS
from hiptimer.plan.timeline import BEAT_SOUNDS, PhaseKind

if TYPE_CHECKING:
    from hiptimer.plan.timeline import Cue, Phase

_HELD = {30.0: "held-30", 60.0: "held-60", 90.0: "held-90"}

_WHOLE_TONE = math.pow(2, 2 / 12)

_SIDE_PITCH = {"left": math.pow(2, -5 / 12)}
"""The pitch of a first beat by its side: the left is a fourth lower, as its switch is."""

_SAME_MOMENT_SECONDS = 1e-6

_PAN = {"left": -1.0, "right": 1.0}


def cue_note(phase: Phase, cue: Cue, moment: float, remaining: float | None) -> Note:
    """Return the sound of `cue`, at `moment`, `remaining` seconds before what it counts to."""
    sound = cue.sound or ""
    pan = pan_at(phase, cue.at)
    if sound in ("tick-in", "tick-out") and remaining is not None:
        return Note(moment, sound, countdown_pitch(sound, remaining), pan=pan)
    if sound == "hold-tick":
        return Note(moment, _HELD.get(cue.at, sound), pan=pan)
    if sound == "return" and (rep := phase.effort.rep_at(cue.at)):
        return Note(moment, sound, _side_pitch(phase, cue), rep.beat.seconds - GAP_SECONDS, pan)
    return Note(moment, sound, _side_pitch(phase, cue), pan=pan)


def _side_pitch(phase: Phase, cue: Cue) -> float:
    """Return the pitch of the first beat of a rep, which is lower on the left if reps alternate."""
    effort = phase.effort
    is_by_side = effort.side == "alternate" and effort.rep_seconds >= ALTERNATION_SECONDS
    if not (phase.is_effort and is_by_side and cue.sound in BEAT_SOUNDS):
        return 1.0
    rep = effort.rep_at(cue.at)
    is_first_beat = rep is not None and abs(rep.began_at - cue.at) < _SAME_MOMENT_SECONDS
    return _SIDE_PITCH.get((rep.side if rep and is_first_beat else None) or "", 1.0)


def pan_at(phase: Phase, at: float) -> float:
    """Return the side of the body at this moment of a phase: -1 left, 1 right."""
    if phase.kind not in (PhaseKind.WORK, PhaseKind.SWITCH):
        return 0.0
    rep = phase.effort.rep_at(at) if phase.is_effort else None
    return _PAN.get((rep.side if rep else phase.effort.side) or "", 0.0)


def countdown_pitch(sound: str, before: float) -> float:
    """Return the pitch of a countdown, which rises to an effort and falls to its end."""
    steps = COUNTDOWN_SECONDS[0] - round(before)
    return math.pow(_WHOLE_TONE, steps if sound == "tick-in" else -steps)
