"""From the table of a pose to the pose.

A key without a side applies to both sides. A pose inherits the values it does not set itself from
the pose that its key `like` names, which must come before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from hiptimer.circuit.figure.body import Angles, Arm, Leg, Pose, SidePose
from hiptimer.foundation.text.printable import quoted
from hiptimer.foundation.toml.faults import Misread, Part
from hiptimer.library.figure_files import values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiptimer.circuit.figure.body import FootPart, Spot

_SIDES: Final = ("near", "far")
_LEG: Final = ("leg", "heel", "toes")
_ARM: Final = ("arm", "hand")
_LIMB_READINGS: Final = {
    "leg": values.angles,
    "heel": values.spot,
    "toes": values.spot,
    "foot": values.number,
    "arm": values.angles,
    "hand": values.spot,
}
POSE_READINGS: Final = {
    "like": values.name,
    "hip": values.spot,
    "trunk": values.trunk,
    "head": values.number,
    **_LIMB_READINGS,
    **{f"{side}_{key}": reading for side in _SIDES for key, reading in _LIMB_READINGS.items()},
}
"""The keys of a pose and how each is read."""


def with_inherited(table: Mapping[str, Any], known: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the values of a pose, each limb's with its side, with those it inherits.

    Raises:
        Misread: `like` does not name one of `known`, or a limb is placed twice.

    """
    said = _sided(table)
    _refuse_contradictions(said)
    like = table.get("like")
    if like is None:
        return said
    if like not in known:
        there_are = ", ".join(map(quoted, known)) or "none"
        raise Misread(
            Part(("like",), f"there is no pose {quoted(like)} to be like; known: {there_are}")
        )
    kept = {key: value for key, value in known[like].items() if not _is_said(key, said)}
    return kept | said


def pose(given: Mapping[str, Any]) -> Pose:
    """Return the pose that has these values.

    Raises:
        Misread: a part of the body has no place.

    """
    missing = [key for key in ("hip", "trunk") if key not in given]
    limbs = [(f"{side}_{limb[0]}", side, limb) for side in _SIDES for limb in (_LEG, _ARM)]
    missing += [
        key for key, side, limb in limbs if not any(f"{side}_{way}" in given for way in limb)
    ]
    if missing:
        examples = {key: _EXAMPLES[key.rpartition("_")[2]] for key in missing}
        raise Misread(*(Part((key,), f"is missing; write {it}") for key, it in examples.items()))
    loin, chest = given["trunk"]
    return Pose(
        hip=given["hip"],
        loin=loin,
        chest=chest,
        head=given.get("head", chest),
        near=_half("near", given),
        far=_half("far", given),
    )


_EXAMPLES: Final = {
    "hip": "where it is: hip = [0, 91]",
    "trunk": "its direction: trunk = 90",
    "leg": "its angles or where its foot is: leg = [-90, -90], heel = [0, 0] or toes = [0, 0]",
    "arm": "its angles or where its hand is: arm = [-90, -90] or hand = [0, 60]",
}


def _sided(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values by side; a key with a side overrides the key without one."""
    of_both = {key: value for key, value in table.items() if key in _LIMB_READINGS}
    said = {key: value for key, value in table.items() if key not in of_both and key != "like"}
    of_each = {
        f"{side}_{key}": value
        for key, value in of_both.items()
        for side in _SIDES
        if not _is_said(f"{side}_{key}", said)
    }
    return of_each | said


def _is_said(key: str, said: Mapping[str, Any]) -> bool:
    """Return whether `said` places the limb of `key` in another way."""
    side, _, plain = key.partition("_")
    rivals = next((limb for limb in (_LEG, _ARM) if plain in limb), ())
    return any(f"{side}_{rival}" in said for rival in rivals)


def _refuse_contradictions(said: Mapping[str, Any]) -> None:
    for side in _SIDES:
        for limb in (_LEG, _ARM):
            keys = [f"{side}_{key}" for key in limb if f"{side}_{key}" in said]
            if len(keys) > 1:
                right = f"keep {keys[0]} or {keys[1]}"
                raise Misread(Part((keys[1],), f"{keys[0]} places this limb already; {right}"))


def _half(side: str, given: Mapping[str, Any]) -> SidePose:
    way = next(key for key in _LEG if f"{side}_{key}" in given)
    placed: Angles | Spot = given[f"{side}_{way}"]
    # By default a foot is at a right angle to the shin, or flat on the floor.
    foot = placed.lower + 90 if isinstance(placed, Angles) else 0.0
    part: FootPart = "toes" if way == "toes" else "heel"
    hold = next(key for key in _ARM if f"{side}_{key}" in given)
    return SidePose(
        Leg(placed, given.get(f"{side}_foot", foot), part), Arm(given[f"{side}_{hold}"])
    )
