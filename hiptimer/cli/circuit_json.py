"""Timelines, circuits and sounds as JSON, with names that users' scripts rely on.

Keys may be added, never renamed or removed. Seconds are numbers rounded to the millisecond.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hiptimer.plan.roles import beat_roles

if TYPE_CHECKING:
    from pathlib import Path

    from hiptimer.circuit.model import Block, Circuit
    from hiptimer.library.loading import Entry
    from hiptimer.plan.timeline import Cue, Phase, Timeline

FORMAT = 1


def timeline_as_json(timeline: Timeline) -> dict[str, Any]:
    """Return the output of `hiptimer show CIRCUIT --json`."""
    return {
        "format": FORMAT,
        "id": timeline.id,
        "title": timeline.title,
        "author": timeline.author,
        "source": timeline.source,
        "sets": timeline.sets,
        "blocks": _blocks(timeline),
        "planned_seconds": _rounded(timeline.planned_seconds),
        "phases": [_phase(phase) for phase in timeline.phases],
    }


def _blocks(timeline: Timeline) -> list[dict[str, Any]]:
    """Return the blocks of today; none for a circuit without blocks."""
    efforts = (phase.effort for phase in timeline.phases)
    blocks = dict.fromkeys((it.block, it.block_title, it.sets) for it in efforts if it.block)
    return [{"id": id_, "title": title, "sets": sets} for id_, title, sets in blocks]


def circuit_as_json(entry: Entry, circuit: Circuit, planned_seconds: float) -> dict[str, Any]:
    """Return a circuit as one entry of `hiptimer list --json`."""
    return {
        "id": entry.id,
        "title": circuit.title,
        "path": str(entry.path),
        "shipped": entry.shipped,
        "sets": _sets(circuit.main_block),
        "planned_seconds": _rounded(planned_seconds),
        "exercises": [exercise.id for exercise in circuit.exercises],
        "blocks": [
            {"id": block.id, "title": block.title, "sets": _sets(block)}
            for block in circuit.blocks
            if block.id
        ],
    }


def broken_as_json(entry: Entry) -> dict[str, Any]:
    """Return an unusable circuit as one entry of `hiptimer list --json`."""
    return {
        "id": entry.id,
        "path": str(entry.path),
        "errors": [str(problem) for problem in entry.problems],
    }


def sound_as_json(name: str, meaning: str, seconds: float, own: Path | None) -> dict[str, Any]:
    """Return a sound, or the person's `own` file for it, as an entry of `sounds --json`."""
    return {
        "name": name,
        "meaning": meaning,
        "seconds": _rounded(seconds),
        "own": str(own) if own else None,
    }


def _sets(block: Block) -> list[int]:
    return [int(block.sets.low), int(block.sets.high)]


def _phase(phase: Phase) -> dict[str, Any]:
    effort = phase.effort
    return {
        "kind": str(phase.kind),
        "exercise": effort.movement.id,
        "title": effort.movement.title,
        "block": effort.block,
        "side": effort.side,
        "set": effort.set,
        "round": effort.round,
        "dose": str(effort.dose) if phase.is_effort else None,
        "seconds": _rounded(phase.seconds),
        "target_seconds": _rounded(phase.target_seconds),
        "cap_seconds": _rounded(phase.cap_seconds),
        "target_reps": effort.target_reps if phase.is_effort else None,
        "cap_reps": effort.cap_reps if phase.is_effort else None,
        "starts": _rounded(phase.starts),
        "reps": effort.reps if phase.is_effort else None,
        "tempo": _tempo(phase),
        "roles": _roles(phase),
        "cues": [_cue(cue) for cue in phase.cues],
    }


def _tempo(phase: Phase) -> list[list[object]] | None:
    if not phase.is_effort or not phase.effort.tempo:
        return None
    return [[beat.name, _rounded(beat.seconds)] for beat in phase.effort.tempo]


def _roles(phase: Phase) -> list[str] | None:
    if not phase.is_effort or not phase.effort.tempo:
        return None
    return [str(role) for role in beat_roles(phase.effort.tempo)]


def _cue(cue: Cue) -> dict[str, Any]:
    return {"at": _rounded(cue.at), "sound": cue.sound, "say": cue.say}


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 3)
