"""The figure of an exercise: its poses, its equipment and the movement between the poses."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from hiptimer.circuit.figure.blending import blend

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiptimer.circuit.figure.body import Pose, Spot, View

START: Final = "start"
END: Final = "end"

ThingKind = Literal["roller", "bottle", "step", "chair", "wall"]
Joint = Literal["near_hand", "far_hand", "near_knee", "far_knee", "near_foot", "far_foot"]


class Prop(NamedTuple):
    """An object at a spot; `drawing.figure.scene` defines which part of it is at the spot."""

    kind: ThingKind
    at: Spot


class Band(NamedTuple):
    """An elastic band from one joint to another."""

    start: Joint
    end: Joint


class Stance(NamedTuple):
    """A pose by its name, or that pose with near and far limbs `exchanged`."""

    pose: str
    exchanged: bool = False


STEPS: Final = 24
"""The number of steps from one pose to the next."""


class Frame(NamedTuple):
    """One picture of a figure: `step` of `STEPS` between two stances.

    `lit` is the side that works, the bright one; `mirrored` is what is seen from the front of a
    body whose right side works.
    """

    before: Stance
    after: Stance
    step: int = STEPS
    lit: Literal["near", "far"] = "near"
    mirrored: bool = False


@dataclass(frozen=True, eq=False)
class Figure:
    """Poses by name, `start` and `end` among them, and what leads through them.

    `beats` are the poses a beat goes through, `stages` the pose of each stage in order, `cycle`
    those of a movement that has no beats, repeated every `period_seconds`. The movement of a
    beat in `quick` is immediate, regardless of its length.
    """

    name: str
    poses: Mapping[str, Pose]
    view: View = "side"
    things: tuple[Prop, ...] = ()
    bands: tuple[Band, ...] = ()
    beats: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    quick: frozenset[str] = frozenset()
    stages: tuple[str, ...] = ()
    cycle: tuple[str, ...] = (END, START)
    period_seconds: float = 3.0

    def pose(self, frame: Frame) -> Pose:
        """Return how the body holds itself in a frame."""
        before, after = (
            self.poses[it.pose].exchanged() if it.exchanged else self.poses[it.pose]
            for it in (frame.before, frame.after)
        )
        return blend(before, after, frame.step / STEPS, self.view)
