"""Golden texts of drawn figures: two poses in plain characters.

    python -m tests.drawing.figure.golden

regenerates them. Review the changes before you keep them.
"""

from __future__ import annotations

from pathlib import Path

from hiptimer.circuit.figure.figure import Frame, Stance
from hiptimer.drawing.figure.scene import draw_frame
from hiptimer.foundation import folders
from hiptimer.library.figure_files.loading import load

PATH = Path(__file__).parent / "golden" / "poses.txt"
POSES = (("mountain-climber", "start"), ("split-squat-hold", "end"))


def poses() -> str:
    """Return each pose under its name, `#` near, `%` trunk, `:` far, `=` gear, `_` floor."""
    parts = []
    for name, pose in POSES:
        figure = load(folders.figures() / f"{name}.toml")
        rows = draw_frame(figure, Frame(Stance(pose), Stance(pose)), 60, 20, "ascii")
        lines = ("".join(run.text for run in row).rstrip() for row in rows)
        parts += [f"--- {name}: {pose}", *lines]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    PATH.parent.mkdir(exist_ok=True)
    PATH.write_text(poses(), encoding="utf-8")
