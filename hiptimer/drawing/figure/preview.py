"""A figure that previews an exercise while a person chooses one.

Long stages are shortened to the time it takes to see them; short ones keep their tempo.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hiptimer.drawing.figure.movement import (
    BREATH_SECONDS,
    MOVING_FRAME_SECONDS,
    STAGE_SECONDS,
    frame_at,
    seconds_to_next_frame,
)
from hiptimer.plan.effort import Dose
from hiptimer.workout.playhead import Playhead, State
from hiptimer.workout.snapshot import snapshot_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hiptimer.circuit.figure.figure import Figure, Frame
    from hiptimer.plan.timeline import Timeline
    from hiptimer.workout.snapshot import Snapshot

_STAGE_SHOWN_SECONDS: Final = STAGE_SECONDS + 2.0
_HOLD_SHOWN_SECONDS: Final = STAGE_SECONDS + BREATH_SECONDS
_TIMES: Final = 2


@dataclass(frozen=True)
class Preview:
    """A preview of the first effort of an exercise: phase `index` of a timeline, for `seconds`."""

    timeline: Timeline
    index: int
    figure: Figure
    seconds: float

    @property
    def title(self) -> str:
        """The name of the exercise."""
        return self.timeline.phases[self.index].effort.movement.title

    @property
    def exercise_id(self) -> str:
        """The id of the exercise."""
        return self.timeline.phases[self.index].effort.movement.id

    def frame(self, since: float) -> Frame:
        """Return the picture `since` seconds after the start, from 0 to `seconds`."""
        return frame_at(self.figure, self._moment(since))

    def seconds_to_next_frame(self, since: float) -> float:
        """Return the seconds until the next picture may be due; always more than 0."""
        wait = seconds_to_next_frame(self.figure, self._moment(since))
        return max(wait, MOVING_FRAME_SECONDS / 2)

    def _moment(self, since: float) -> Snapshot:
        phase = self.timeline.phases[self.index]
        elapsed = since
        stages = phase.effort.stages
        if stages and self.figure.stages:
            number, into = divmod(since, _STAGE_SHOWN_SECONDS)
            elapsed = stages[min(int(number), len(stages) - 1)].at + into
        head = Playhead(State.RUNNING, self.index, elapsed, phase.seconds, phase.cues, now=0.0)
        return snapshot_of(self.timeline, head)


def previews(timeline: Timeline, figures: Mapping[str, Figure]) -> Iterator[Preview]:
    """Yield a preview of each exercise that has a figure; `figures` are keyed by exercise id."""
    shown = set()
    for index, phase in enumerate(timeline.phases):
        movement = phase.effort.movement
        if phase.is_effort and movement.id in figures and movement.id not in shown:
            shown.add(movement.id)
            yield _showing(timeline, index, figures[movement.id])


def _showing(timeline: Timeline, index: int, figure: Figure) -> Preview:
    effort = timeline.phases[index].effort
    if effort.tempo:
        seconds = _TIMES * effort.rep_seconds
    elif effort.stages and figure.stages:
        seconds = len(effort.stages) * _STAGE_SHOWN_SECONDS
    elif effort.dose in (Dose.HOLD, Dose.OPEN):
        seconds = _HOLD_SHOWN_SECONDS
    else:
        seconds = _TIMES * figure.period_seconds
    return Preview(timeline, index, figure, seconds)
