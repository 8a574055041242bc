"""The one thing about a finished workout that is worth saying first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hiptimer.plan.effort import Dose
from hiptimer.workout.completeness import reaches_target
from hiptimer.workout.hold_marks import ENDED_BY_FATIGUE, hold_key
from hiptimer.workout.summary import counting_attempts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiptimer.plan.effort import Effort
    from hiptimer.workout.hold_marks import HoldKey
    from hiptimer.workout.summary import Summary


NOT_RECORDED: Final = "Rehearsal: not recorded"


def achievement(done: Summary, last_holds: Mapping[HoldKey, float]) -> str:
    """Return what to be proud of: "Right hold 48 s, 45 s last time"; empty if there is nothing.

    That is the effort to fatigue that became longest since the last time, compared in the whole
    seconds that are shown. If none did, it is that every one reached its target, or every set was
    done.
    """
    phases = done.timeline.phases
    holds = {it: phases[it].effort for it in range(len(phases)) if _is_open_hold(done, it)}
    counting = counting_attempts(done.attempts)
    gains = [
        (round(attempt.seconds) - round(last), -index)
        for index, effort in holds.items()
        if (last := last_holds.get(hold_key(effort)))
        and (attempt := counting.get(index))
        and attempt.by in ENDED_BY_FATIGUE
    ]
    gain, index = max(gains, default=(0, 0))
    if gain > 0:
        seconds = round(counting[-index].seconds)
        exercises = {effort.movement.id for effort in holds.values()}
        hold, place = _hold_words(holds[-index], is_only=len(exercises) == 1)
        return f"{hold} {seconds} s, {seconds - gain} s last time{place}"
    if holds and all(reaches_target(effort, counting.get(it)) for it, effort in holds.items()):
        are_held = all(effort.is_isometric for effort in holds.values())
        return f"Every {'hold' if are_held else 'effort to fatigue'} reached its target"
    sets = len({(it.effort.block, it.effort.set) for it in phases})
    if sets == 1 or not done.is_complete:
        return ""
    return "Both sets done" if sets == 2 else f"All {sets} sets done"


def _is_open_hold(done: Summary, index: int) -> bool:
    phase = done.timeline.phases[index]
    return phase.is_effort and phase.effort.dose is Dose.OPEN


def _hold_words(effort: Effort, *, is_only: bool) -> tuple[str, str]:
    """Return "Right hold", or "Plank, right hold" unless it `is_only`, and " (set 2, round 1)".

    An effort in motion is named after its exercise alone: "Pulses, right".
    """
    parts = [effort.side or "", "hold" if effort.is_isometric else ""]
    hold = " ".join(filter(None, parts))
    is_named = effort.is_isometric and is_only
    name = hold.capitalize() if is_named else ", ".join(filter(None, [effort.movement.title, hold]))
    places = [f"set {effort.set}"] if effort.sets > 1 else []
    places += [f"round {effort.round}"] if effort.rounds > 1 else []
    return name, f" ({', '.join(places)})" if places else ""
