"""A figure as SVG: its poses side by side, each with its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element, SubElement, tostring

from hiptimer.circuit.figure.figure import Frame, Stance
from hiptimer.drawing.cells import QUADRANTS
from hiptimer.drawing.figure.scene import FAR, FLOOR, GEAR, NEAR, TRUNK, frame_layers, rows_of
from hiptimer.drawing.raster import PAPER
from hiptimer.drawing.vector_shapes import CELL_HEIGHT, Capsule, Polygon, Taper

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hiptimer.circuit.figure.figure import Figure
    from hiptimer.drawing.vector_shapes import Point, Shape

_COLUMNS: Final = 240
_CAPTION: Final = 24
_COLORS: Final[Mapping[int, str]] = {
    PAPER: "#ffffff",
    NEAR: "#1b5fb4",
    TRUNK: "#5f8fc4",
    FAR: "#a9bfd8",
    GEAR: "#c8641b",
    FLOOR: "#c4c4c4",
}


def figure_svg(figure: Figure, poses: Sequence[str]) -> bytes:
    """Return an SVG document that shows these poses of a figure."""
    rows = rows_of(figure, _COLUMNS)
    width, height = _COLUMNS * len(poses), rows * CELL_HEIGHT + _CAPTION
    size = {"width": f"{width}", "height": f"{height}", "viewBox": f"0 0 {width} {height}"}
    picture = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **size})
    SubElement(picture, "title").text = figure.name
    SubElement(picture, "rect", {"width": "100%", "height": "100%", "fill": _COLORS[PAPER]})
    for place, pose in enumerate(poses):
        shown = SubElement(picture, "g", {"transform": f"translate({place * _COLUMNS} 0)"})
        frame = Frame(Stance(pose), Stance(pose))
        for layer in frame_layers(figure, frame, _COLUMNS, rows, QUADRANTS):
            color = _COLORS[layer.shade]
            group = SubElement(shown, "g", {"fill": color, "stroke": color, "stroke-width": "0"})
            for shape in layer.shapes:
                group.extend(_elements(shape))
        middle = {"x": f"{_COLUMNS / 2:g}", "y": f"{height - _CAPTION / 3:g}"}
        style = {"text-anchor": "middle", "font-family": "sans-serif", "font-size": "14"}
        SubElement(shown, "text", {**middle, **style}).text = pose
    written: bytes = tostring(picture, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _elements(shape: Shape) -> list[Element]:
    match shape:
        case Capsule(start, end, radius) if start != end:
            ends = {"x1": start.x, "y1": start.y, "x2": end.x, "y2": end.y}
            line = {key: f"{value:.2f}" for key, value in ends.items()}
            pen = {"stroke-width": f"{2 * radius:.2f}", "stroke-linecap": "round"}
            return [Element("line", line | pen)]
        case Capsule(start, _, radius):
            return [_disc(start, radius)]
        case Polygon(points):
            return [_polygon(points)]
        case Taper(start, end, start_radius, end_radius):
            return [_disc(start, start_radius), _disc(end, end_radius), _polygon(shape.flanks())]


def _disc(middle: Point, radius: float) -> Element:
    place = {"cx": f"{middle.x:.2f}", "cy": f"{middle.y:.2f}", "r": f"{radius:.2f}"}
    return Element("circle", place)


def _polygon(points: Iterable[Point]) -> Element:
    corners = " ".join(f"{x:.2f},{y:.2f}" for x, y in points)
    return Element("polygon", {"points": corners, "fill-rule": "evenodd"})
