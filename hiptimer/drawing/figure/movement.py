"""How a figure moves over time: at the tempo of the exercise; it stops when the workout pauses."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from hiptimer.circuit.figure.figure import END, START, STEPS, Frame, Stance
from hiptimer.plan.effort import Dose
from hiptimer.workout.playhead import State

if TYPE_CHECKING:
    from hiptimer.circuit.figure.figure import Figure
    from hiptimer.plan.effort import Effort, RepPosition
    from hiptimer.workout.snapshot import Snapshot

QUICK_SECONDS: Final = 0.4
STAGE_SECONDS: Final = 1.0
BREATH_SECONDS: Final = 4.0
# A breathing person moves slightly out of a stretch and sinks back into it.
_BREATH_STEPS: Final = 2

MOVING_FRAME_SECONDS: Final = 1 / 6
BREATHING_FRAME_SECONDS: Final = 1 / 2


def frame_at(figure: Figure, snapshot: Snapshot) -> Frame:
    """Return the picture of one moment; during preparation, the pose to get into."""
    effort, elapsed = snapshot.phase.effort, snapshot.elapsed
    # A figure faces right, with its right side near; seen from the front, left is at the left.
    mirrored = _near_side(effort) == ("right" if figure.view == "front" else "left")
    start = Stance(START)
    if not snapshot.phase.is_effort:
        return Frame(start, start, mirrored=mirrored)
    if snapshot.rep:
        return _in_rep(figure, effort, snapshot.rep, mirrored=mirrored)
    if _is_held(figure, effort):
        before, after, since = _held(figure, effort, elapsed)
        return Frame(Stance(before), Stance(after), _settled(since), mirrored=mirrored)
    return _in_cycle(figure, effort, elapsed, mirrored=mirrored)


def seconds_to_next_frame(figure: Figure, snapshot: Snapshot, speed: float = 1.0) -> float:
    """Return the seconds until the next picture may be due; infinite if nothing moves.

    Pictures fall on whole multiples of their interval, so a repeating movement consists of the
    same few pictures. The interval in real time does not shrink if the workout runs at a `speed`.
    """
    effort, elapsed = snapshot.phase.effort, snapshot.elapsed
    if not snapshot.phase.is_effort or snapshot.state is not State.RUNNING:
        return math.inf
    breathes = _is_held(figure, effort) and _held(figure, effort, elapsed)[2] >= STAGE_SECONDS
    every = speed * (BREATHING_FRAME_SECONDS if breathes else MOVING_FRAME_SECONDS)
    return (every - elapsed % every) / speed


def _near_side(effort: Effort) -> str | None:
    """Return the side of the near limbs: the working side, or the one that begins."""
    return effort.movement.first_side if effort.side == "alternate" else effort.side


def _in_rep(figure: Figure, effort: Effort, rep: RepPosition, *, mirrored: bool) -> Frame:
    exchanged = effort.side == "alternate" and rep.side != effort.movement.first_side
    number = next(index for index, beat in enumerate(effort.tempo) if beat is rep.beat)
    way = _way(figure, effort, number)
    if number:
        before = Stance(_way(figure, effort, number - 1)[-1], exchanged)
    else:
        # If the sides alternate, the previous rep was done on the other side.
        last = _way(figure, effort, len(effort.tempo) - 1)[-1] if rep.rep > 1 else START
        before = Stance(last, exchanged != (effort.side == "alternate" and rep.rep > 1))
    stances = (before, *(Stance(name, exchanged) for name in way))
    seconds, since = rep.beat.seconds, rep.beat.seconds - rep.beat_remaining
    is_return = number == len(effort.tempo) - 1
    if rep.beat.name in figure.quick:
        share = _eased_out(since / min(QUICK_SECONDS, seconds))
    elif is_return or len(way) > 1:
        share = since / seconds
    else:
        share = _eased(since / seconds)
    before, after, part = _between(stances, share)
    return Frame(before, after, _step(part), "far" if exchanged else "near", mirrored)


def _way(figure: Figure, effort: Effort, number: int) -> tuple[str, ...]:
    """Return the poses of a beat: the first beat moves out, the last one moves back."""
    name, last = effort.tempo[number].name, len(effort.tempo) - 1
    if name in figure.beats:
        return figure.beats[name]
    if last == 0:
        return (END, START)
    return (START,) if number == last else (END,)


def _is_held(figure: Figure, effort: Effort) -> bool:
    has_stages = bool(figure.stages and effort.stages)
    return not effort.tempo and (effort.dose in (Dose.HOLD, Dose.OPEN) or has_stages)


def _held(figure: Figure, effort: Effort, elapsed: float) -> tuple[str, str, float]:
    """Return the previous pose, the current pose, and the seconds since the change."""
    if not (figure.stages and effort.stages):
        return START, END, elapsed
    stage = effort.stage_at(elapsed)
    if stage is None:
        return START, START, elapsed
    number = effort.stages.index(stage)
    poses = [figure.stages[min(it, len(figure.stages) - 1)] for it in (number - 1, number)]
    return poses[0] if number else START, poses[1], elapsed - stage.at


def _settled(since: float) -> int:
    """Return the animation step of a person who has reached a pose and breathes in it."""
    if since < STAGE_SECONDS:
        return _step(_eased(since / STAGE_SECONDS))
    breath = (1 - math.cos(2 * math.pi * (since - STAGE_SECONDS) / BREATH_SECONDS)) / 2
    return STEPS - round(_BREATH_STEPS * breath)


def _in_cycle(figure: Figure, effort: Effort, elapsed: float, *, mirrored: bool) -> Frame:
    number, share = divmod(elapsed / figure.period_seconds, 1.0)
    alternates = effort.side == "alternate"
    exchanged = alternates and number % 2 == 1
    first = Stance(figure.cycle[-1] if number else START, exchanged != (alternates and number > 0))
    stances = (first, *(Stance(name, exchanged) for name in figure.cycle))
    before, after, part = _between(stances, share)
    return Frame(before, after, _step(_eased(part)), mirrored=mirrored)


def _between(stances: tuple[Stance, ...], share: float) -> tuple[Stance, Stance, float]:
    """Return the two stances around a share of the whole way, and the share between them."""
    ways = len(stances) - 1
    index = min(ways - 1, int(share * ways))
    before, after = [*pairwise(stances)][index]
    # A pose does not move to itself, so such a step is already complete.
    return before, after, 1.0 if before == after else min(1.0, share * ways - index)


def _step(share: float) -> int:
    return round(STEPS * min(1.0, max(0.0, share)))


def _eased(share: float) -> float:
    """Return a share that accelerates at the start and decelerates at the end."""
    share = min(1.0, max(0.0, share))
    return share * share * (3 - 2 * share)


def _eased_out(share: float) -> float:
    """Return a share that begins at full speed and decelerates at the end."""
    return 1 - (1 - min(1.0, max(0.0, share))) ** 3
