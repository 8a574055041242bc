"""The words the program says and shows, the same on the screen, in line mode and in the ear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiptimer.foundation.text.durations import clock_face, duration_text, duration_words
from hiptimer.foundation.text.sentences import counted, punctuate, sentence
from hiptimer.plan.effort import Dose
from hiptimer.plan.timeline import Gear, PhaseKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiptimer.circuit.model import Stage
    from hiptimer.plan.effort import Beat, Effort
    from hiptimer.plan.timeline import Phase

PAUSE_WORDS = {PhaseKind.PREPARE: "GET READY", PhaseKind.SWITCH: "SWITCH", PhaseKind.REST: "REST"}

WAITING_WORD = "READY?"
"""The word of a rest that lasts until the person is ready."""

HOW_MUCH = "How much does it hurt?"
"""The question about pain, on the screen and in line mode."""

# A return that takes less time than this is not controlled on purpose.
_LEAST_SLOW_SECONDS = 2.0

_MOST_PLAIN_SECONDS = 90.0

# Worn items are put on and taken off; other items are fetched and put away.
_WORN = frozenset({"band", "bands", "loop", "cuff", "cuffs", "vest", "strap", "belt", "shoes"})


def phase_word(phase: Phase, elapsed: float, *, is_ready: bool = False) -> str:
    """Return the one large word for this moment: REST, READY?, the beat, the stage, or STRETCH.

    `is_ready` says that the person has ended a rest that waits.
    """
    effort = phase.effort
    if not phase.is_effort:
        kind = PhaseKind.PREPARE if is_ready else phase.kind
        return WAITING_WORD if phase.waits and not is_ready else PAUSE_WORDS[kind]
    if position := effort.rep_at(elapsed):
        return _beat_word(position.beat, effort.tempo)
    stage = effort.stage_at(elapsed)
    return stage_words(stage).upper() if stage else effort.movement.word


def lead_in_words(elapsed: float) -> str:
    """Return what a countdown leads to, `elapsed` seconds into a phase: "resuming in"."""
    return "resuming in" if elapsed else "starting in"


def stage_words(stage: Stage) -> str:
    """Return what a stage says, without a full stop."""
    return stage.say.rstrip(" .,:;!")


def stage_after(effort: Effort, elapsed: float) -> Stage | None:
    """Return the next lasting stage, or None if there is none."""
    coming = (it for it in effort.stages if it.at > elapsed + 1e-6 and not it.once)
    return next(coming, None)


def _beat_word(beat: Beat, tempo: Sequence[Beat]) -> str:
    is_slow = beat.seconds >= _LEAST_SLOW_SECONDS and all(
        beat.seconds > other.seconds for other in tempo if other is not beat
    )
    return "SLOW RETURN" if beat.word == "return" and is_slow else beat.word.upper()


def side_word(side: str | None) -> str:
    """Return a side as one word, "alternating" if it alternates; empty if sides do not matter."""
    return "alternating" if side == "alternate" else side or ""


def side_words(effort: Effort) -> str:
    """Return the side and what it means: "left, knee up"; empty if sides do not matter."""
    return ", ".join(side_phrases(effort))


def side_phrases(effort: Effort) -> tuple[str, ...]:
    """Return the side and what it means phrase by phrase: "left", "knee up"."""
    if effort.side is None:
        return ()
    first = f"{effort.movement.first_side} first" if effort.side == "alternate" else ""
    phrases = (side_word(effort.side), first, effort.movement.side_means)
    return tuple(filter(None, phrases))


def tempo_words(effort: Effort) -> str:
    """Return the tempo as "drive 1s, return 3s"."""
    return ", ".join(f"{beat.word} {duration_text(beat.seconds)}" for beat in effort.tempo)


def reps_words(reps: float) -> str:
    """Return a number of reps: "1 rep", "12 reps"."""
    return counted(reps, "rep")


def dose_words(effort: Effort) -> str:
    """Return what this effort asks for today: "20s", "10 reps, drive 1s, return 3s"."""
    return ", ".join(filter(None, (_amount_words(effort), tempo_words(effort), effort.load)))


def _amount_words(effort: Effort) -> str:
    hold = "hold " if effort.is_isometric else ""
    if effort.dose is Dose.OPEN:
        return f"{hold}to fatigue, about {duration_text(effort.target_seconds)}"
    if effort.target_reps is not None:
        return f"reps to fatigue, about {effort.target_reps}"
    if effort.reps is None:
        return f"{hold}{duration_text(effort.target_seconds)}"
    if effort.asked_seconds is None:
        return reps_words(effort.reps)
    return f"{asked_words(effort)}, {clock_face(effort.target_seconds)}"


def asked_words(effort: Effort) -> str:
    """Return a prescribed time and the reps it comes to: "60 s → 8 reps"."""
    asked = effort.asked_seconds or 0.0
    seconds = f"{asked:g} s" if asked <= _MOST_PLAIN_SECONDS else duration_words(asked)
    return f"{seconds} → {reps_words(effort.reps or 0)}"


def dose_phrases(effort: Effort) -> tuple[str, ...]:
    """Return what this effort asks for today as it is said: "10 reps,", "drive 1 second."."""
    beats = (f"{beat.word} {seconds_words(beat.seconds)}" for beat in effort.tempo)
    return punctuate((*_amount_phrases(effort), *beats, *_load_phrases(effort)))


def short_dose_phrases(effort: Effort) -> tuple[str, ...]:
    """Return the amount and the load of this effort as they are said: "10 reps,", "4 kg."."""
    return punctuate((*_amount_phrases(effort)[:1], *_load_phrases(effort)))


def _amount_phrases(effort: Effort) -> tuple[str, ...]:
    hold = "hold " if effort.is_isometric else ""
    if effort.dose is Dose.OPEN:
        return (f"{hold}to fatigue", f"about {seconds_words(effort.target_seconds)}")
    if effort.target_reps is not None:
        return ("reps to fatigue", f"about {effort.target_reps}")
    if effort.reps is not None:
        return (reps_words(effort.reps),)
    return (f"{hold}{seconds_words(effort.target_seconds)}",)


def _load_phrases(effort: Effort) -> tuple[str, ...]:
    return (effort.load.rstrip(" .,:"),) if effort.load else ()


def seconds_words(seconds: float) -> str:
    """Return a length of time as it is said: "1 second", "1 minute 30 seconds"."""
    minutes, rest = divmod(round(seconds, 3), 60)
    parts = [counted(minutes, "minute")] if minutes else []
    if rest or not minutes:
        parts.append(counted(rest, "second"))
    return " ".join(parts)


def place_words(effort: Effort) -> str:
    """Return "set 2 of 4 · round 1 of 2"; the round only if there are several."""
    block = f"{effort.block_title} · " if effort.block_title else ""
    place = f"{block}set {effort.set} of {effort.sets}"
    return f"{place} · round {effort.round} of {effort.rounds}" if effort.rounds > 1 else place


def introduction_words(effort: Effort) -> tuple[str, ...]:
    """Return how the movement goes, step by step, then its variant, tip and warning."""
    movement = effort.movement
    variant = f"Version: {movement.variant}." if movement.variant else ""
    lines = (*movement.how, variant, movement.tip, movement.warning)
    return tuple(line for line in lines if line)


def gear_words(gear: Gear) -> tuple[str, ...]:
    """Return one phrase per change: "heavy band off", "get the foam roller"; then what to keep."""
    return (
        *(f"{item} off" if _is_worn(item) else f"put the {item} away" for item in gear.off),
        *(f"{item} on" if _is_worn(item) else f"get the {item}" for item in gear.on),
        *(f"keep the {item} on" if _is_worn(item) else f"keep the {item}" for item in gear.stays),
    )


def gear_phrases_in_short(gear: Gear) -> tuple[str, ...]:
    """Return the changes in brief: "Band off.", "Get the roller.".

    Items that stay in the hand are omitted.
    """
    worn = Gear(
        on=tuple(_last_word(item) for item in gear.on),
        off=tuple(_last_word(item) for item in gear.off),
        stays=tuple(_last_word(item) for item in gear.stays if _is_worn(item)),
    )
    return tuple(sentence(phrase) for phrase in gear_words(worn))


def announcement(kind: PhaseKind, effort: Effort, gear: Gear) -> str:
    """Return the announcement at the start of a phase: the effort, its side, equipment changes.

    An effort announces itself if no pause precedes it.
    """
    return " ".join(announcement_phrases(kind, effort, gear))


def announcement_phrases(
    kind: PhaseKind, effort: Effort, gear: Gear, place: Sequence[str] = ()
) -> tuple[str, ...]:
    """Return an announcement phrase by phrase: "Switch:", "left,", "knee up.", "Band on.".

    `place` names the block or the set that begins.
    """
    opening = {
        PhaseKind.PREPARE: ("Get ready:",),
        PhaseKind.WORK: (),
        PhaseKind.SWITCH: ("Switch:",),
        PhaseKind.REST: ("Rest.", "Next:"),
    }
    what = (effort.movement.title,) if kind is not PhaseKind.SWITCH else ()
    changes = (sentence(phrase) for phrase in gear_words(gear))
    named = punctuate((*what, *side_phrases(effort)))
    return (*opening[kind], *place, *named, *changes)


def effort_words(effort: Effort) -> str:
    """Return the exercise with its side: "Split squat hold, left, foot in front"."""
    sides = side_words(effort)
    return f"{effort.movement.title}, {sides}" if sides else effort.movement.title


def volume_words(percent: int, *, is_muted: bool) -> str:
    """Return the volume in words: "volume 60 %", "volume 60 %, muted"."""
    return f"volume {percent} %, muted" if is_muted else f"volume {percent} %"


def end_words(*, ends_after_set: bool, sets: int) -> str:
    """Return the currently planned end of a workout of `sets` in words."""
    return "ending after this set" if ends_after_set else f"back to all {counted(sets, 'set')}"


def _last_word(item: str) -> str:
    return item.rsplit(maxsplit=1)[-1]


def _is_worn(item: str) -> bool:
    return not _WORN.isdisjoint(item.lower().split())
