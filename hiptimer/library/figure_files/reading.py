"""From a parsed document to a figure, or to everything that is wrong with it."""

from __future__ import annotations

from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, get_args

from hiptimer.circuit.figure.body import Unreachable, View, unreachable
from hiptimer.circuit.figure.figure import END, START, Band, Figure, Joint, Prop, ThingKind
from hiptimer.foundation.text.printable import quoted
from hiptimer.foundation.toml.faults import Misread, Part
from hiptimer.foundation.toml.text_values import ID
from hiptimer.library.circuit_files.quantities import duration
from hiptimer.library.figure_files import values
from hiptimer.library.figure_files.pose_reading import POSE_READINGS, pose, with_inherited

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from hiptimer.circuit.figure.body import Pose
    from hiptimer.foundation.toml.faults import Where

Document = dict[str, Any]

SHORTEST_PERIOD_SECONDS: Final = 0.3
_MOST_NAMED_POSES: Final = 10


_JOINTS: Final[tuple[Joint, ...]] = get_args(Joint)


def _band(value: object) -> Band:
    if not isinstance(value, list) or len(value) != 2:
        raise Misread(f'{quoted(value)} is not a band; write two joints: ["near_foot", "far_foot"]')
    start, end = values.list_of(value, partial(values.one_of, known=_JOINTS))
    return Band(start, end)


_NAMES: Final = partial(values.list_of, reading=values.name)
_READINGS: Final[Mapping[str, Callable[[object], Any]]] = {
    "view": partial(values.one_of, known=get_args(View)),
    **dict.fromkeys(get_args(ThingKind), values.spot),
    "bands": partial(values.list_of, reading=_band),
    "beats": partial(values.table_of, reading=_NAMES),
    "quick": _NAMES,
    "stages": _NAMES,
    "cycle": _NAMES,
    "period": partial(duration, least=SHORTEST_PERIOD_SECONDS),
    "pose": partial(values.table_of, reading=partial(values.read_table, readings=POSE_READINGS)),
}


def read(document: Document, name: str) -> Figure:
    """Return the figure called `name` that `document`, as `tomllib` gives it, describes.

    Raises:
        Misread: with everything that is wrong, and where; every message names its place.

    """
    try:
        return _figure(values.read_table(document, _READINGS), name)
    except Misread as misread:
        raise Misread(*(_placed(part) for part in misread.parts)) from None


def _placed(part: Part) -> Part:
    words = (f"{it + 1}" if isinstance(it, int) else quoted(it)[1:-1] for it in part.within)
    place = " ".join(words)
    return part._replace(message=f"{place}: {part.message}") if place else part


def _figure(given: Mapping[str, Any], name: str) -> Figure:
    poses, faults = _poses(given.get("pose", {}), given.get("view", "side"))
    faults += _unknown_poses(given)
    if faults:
        raise Misread(*faults)
    return Figure(
        name,
        MappingProxyType(poses),
        view=given.get("view", "side"),
        things=tuple(Prop(kind, given[kind]) for kind in get_args(ThingKind) if kind in given),
        bands=given.get("bands", ()),
        beats=MappingProxyType(given.get("beats", {})),
        quick=frozenset(given.get("quick", ())),
        stages=given.get("stages", ()),
        cycle=given.get("cycle", (END, START)),
        period_seconds=given.get("period", 3.0),
    )


def _poses(tables: Mapping[str, dict[str, Any]], view: View) -> tuple[dict[str, Pose], list[Part]]:
    """Return the poses by name, and the faults of all poses."""
    poses: dict[str, Pose] = {}
    faults = [
        Part(("pose",), f"there is no {name}; write [pose.{name}]")
        for name in (START, END)
        if name not in tables
    ]
    complete: dict[str, dict[str, Any]] = {}
    out_of_reach: dict[str, set[Unreachable]] = {}
    for name in _originals_first(tables):
        table = tables[name]
        where: Where = ("pose", name)
        if not ID.fullmatch(name):
            said = 'is not made of a-z, 0-9 and -; write it like "knee-up"'
            faults.append(Part(where, said))
        try:
            complete[name] = with_inherited(table, complete)
            poses[name] = pose(complete[name])
        except Misread as misread:
            faults += [part._replace(within=(*where, *part.within)) for part in misread.parts]
            continue
        out_of_reach[name] = set(unreachable(poses[name], view))
        # An inherited fault is reported once, for the pose that contains it.
        known = out_of_reach.get(table.get("like", ""), set())
        faults += [_too_far(where, it) for it in sorted(out_of_reach[name] - known)]
    return {name: poses[name] for name in (START, END, *tables) if name in poses}, faults


def _originals_first(tables: Mapping[str, dict[str, Any]]) -> Iterator[str]:
    """Yield each pose after the one that it is like.

    Their order in the file does not matter: a plan in the diary has a circuit with its keys sorted.
    """
    waiting = dict(tables)
    while waiting:
        ready = [name for name, table in waiting.items() if table.get("like") not in waiting]
        for name in ready or [*waiting]:
            yield name
            del waiting[name]


def _too_far(where: Where, limb: Unreachable) -> Part:
    joint, kind = ("shoulder", "an arm") if limb.name.endswith("hand") else ("hip", "a leg")
    said = f"is {limb.away:.0f} cm away from the {joint}, and {kind} reaches {limb.reach:.0f}"
    return Part((*where, limb.name), f"{said}; move one of them")


def _unknown_poses(given: Mapping[str, Any]) -> Iterator[Part]:
    """Yield each pose that is named somewhere and does not exist."""
    named: list[tuple[Where, tuple[str, ...]]] = [
        ((key,), given.get(key, ())) for key in ("stages", "cycle")
    ]
    named += [(("beats", beat), way) for beat, way in given.get("beats", {}).items()]
    poses = tuple(given.get("pose", {}))
    there_are = ", ".join(map(quoted, poses[:_MOST_NAMED_POSES])) or "none"
    if more := len(poses[_MOST_NAMED_POSES:]):
        there_are += f" and {more} more"
    for where, names in named:
        for index, name in enumerate(names):
            if name not in poses:
                said = f"there is no pose {quoted(name)}; known: {there_are}"
                yield Part((*where, index), said)
