"""The pauses between efforts: a rest or, if only the side changes, a switch.

Between two efforts there is exactly one pause, never the sum of two: a rest or, if the same
exercise continues with the other side, a switch that is long enough to change sides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hiptimer.circuit.amounts import Ready
from hiptimer.plan.timeline import WAITING_REST_SECONDS, PhaseKind

if TYPE_CHECKING:
    from hiptimer.circuit.amounts import Rest
    from hiptimer.circuit.model import Block, Circuit, Exercise
    from hiptimer.plan.choices import Choices

Length = float | None
"""Seconds, or None if a rest lasts until the person is ready."""


class Pause(NamedTuple):
    """The pause before an effort; zero seconds if there is none, None if it waits."""

    kind: PhaseKind
    seconds: Length

    @property
    def planned_seconds(self) -> float:
        """What plans count for it."""
        return WAITING_REST_SECONDS if self.seconds is None else self.seconds


class NamedRest(NamedTuple):
    """The length of a pause, with the name under which it is chosen."""

    name: str
    rest: Rest


def rest_before_block(circuit: Circuit, block: Block) -> NamedRest:
    """Return the rest between the block before `block` and this one."""
    if block.rest is not None:
        return NamedRest(f"{block.id}.rest", block.rest)
    return NamedRest("rest_between_blocks", circuit.rest_between_blocks)


def rest_between_exercises(circuit: Circuit, block: Block) -> NamedRest:
    """Return the rest between two exercises of `block`."""
    if block.rest_between_exercises is not None:
        return NamedRest(f"{block.id}.rest_between_exercises", block.rest_between_exercises)
    return NamedRest("rest_between_exercises", circuit.rest_between_exercises)


def rests_between_sets(circuit: Circuit, block: Block) -> tuple[NamedRest, ...]:
    """Return the rests between the sets of `block`, of which the last is repeated."""
    name, rests = f"{block.id}.rest_between_sets", block.rest_between_sets
    if rests is None:
        name, rests = "rest_between_sets", circuit.rest_between_sets
    return tuple(NamedRest(name, rest) for rest in rests)


def own_rests(exercise: Exercise) -> tuple[NamedRest, ...]:
    """Return the pauses that `exercise` prescribes: between its rounds, and before it."""
    rests = (NamedRest(f"{exercise.id}.rest", exercise.rest),)
    if exercise.prepare is None:
        return rests
    return (*rests, NamedRest(f"{exercise.id}.prepare", exercise.prepare))


def prepare_seconds(exercise: Exercise, choices: Choices) -> Length:
    """Return the time to get into `exercise`; 0.0 if it prescribes none."""
    if exercise.prepare is None:
        return 0.0
    return _length(choices, NamedRest(f"{exercise.id}.prepare", exercise.prepare))


class Pauses(NamedTuple):
    """The pauses within a block today, and before it."""

    circuit: Circuit
    block: Block
    choices: Choices

    def before_block(self, coming: Exercise) -> Pause:
        """Return the pause between the last effort of the block before and `coming`."""
        rest = self._rest(rest_before_block(self.circuit, self.block))
        return Pause(PhaseKind.REST, longer(rest, prepare_seconds(coming, self.choices)))

    def between_exercises(self, coming: Exercise) -> Pause:
        """Return the pause before another exercise of the same set."""
        if coming.prepare is not None:
            return Pause(PhaseKind.REST, prepare_seconds(coming, self.choices))
        rest = self._rest(rest_between_exercises(self.circuit, self.block))
        return Pause(PhaseKind.REST, rest)

    def between_sets(self, coming: Exercise, gap: int, *, changes_side: bool) -> Pause:
        """Return the pause in `gap`, from 1, between the sets."""
        rests = rests_between_sets(self.circuit, self.block)
        rest = self._rest(rests[min(gap, len(rests)) - 1])
        if self.block.order == "circuit":
            rest = longer(rest, prepare_seconds(coming, self.choices))
        return self._rest_or_switch(coming, rest, changes_side=changes_side)

    def between_rounds(self, exercise: Exercise, *, changes_side: bool) -> Pause:
        """Return the pause between two rounds."""
        rest = self._round_rest(exercise)
        return self._rest_or_switch(exercise, rest, changes_side=changes_side)

    def between_sides(self, exercise: Exercise) -> Pause:
        """Return the pause between the two sides of a round."""
        return self._rest_or_switch(exercise, 0.0, changes_side=True)

    def after_all_rounds(self, exercise: Exercise) -> Pause:
        """Return the pause after all rounds of one side, before those of the other."""
        seconds = longer(self._switch(exercise), self._round_rest(exercise))
        return Pause(PhaseKind.REST if seconds is None else PhaseKind.SWITCH, seconds)

    def _rest_or_switch(self, exercise: Exercise, rest: Length, *, changes_side: bool) -> Pause:
        switch = self._switch(exercise)
        if changes_side and rest is not None and switch >= rest:
            return Pause(PhaseKind.SWITCH, switch)
        return Pause(PhaseKind.REST, rest)

    def _switch(self, exercise: Exercise) -> float:
        for seconds in (exercise.switch_seconds, self.block.switch_seconds):
            if seconds is not None:
                return seconds
        return self.circuit.switch_seconds

    def _round_rest(self, exercise: Exercise) -> Length:
        return self._rest(NamedRest(f"{exercise.id}.rest", exercise.rest))

    def _rest(self, rest: NamedRest) -> Length:
        return _length(self.choices, rest)


def longer(one: Length, other: Length) -> Length:
    """Return the longer of two lengths; one that waits is longer than any."""
    return None if one is None or other is None else max(one, other)


def _length(choices: Choices, named: NamedRest) -> Length:
    if isinstance(named.rest, Ready):
        return None
    return float(choices.picks.get(named.name, named.rest.default))
