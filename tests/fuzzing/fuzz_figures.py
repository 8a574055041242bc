"""Figure files: each is read and drawn, or refused with printable lines."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from hiptimer.foundation.toml.files import FaultyFile
from hiptimer.library.figure_files.loading import load
from hiptimer.library.figure_files.pose_reading import POSE_READINGS
from tests.fuzzing.fuzz_circuits import check_problems
from tests.fuzzing.toml_texts import CIRCUITS, Grower

if TYPE_CHECKING:
    from random import Random

_SAMPLES = [path.read_bytes() for path in sorted((CIRCUITS / "figures").glob("*.toml"))]
_GROWER = Grower(
    ["view", "bands", "beats", "quick", "stages", "cycle", "period", *POSE_READINGS],
    ["[pose.start]", "[pose.end]", "[pose.x]", "[beats]", "[pose]", "[[pose]]"],
    {key: ["[60, 0]", "90", "[-90, -90]", '"start"', "0.5"] for key in POSE_READINGS},
)
_HERE = Path(tempfile.mkdtemp())


def attempt(chance: Random) -> None:
    path = _HERE / "figure.toml"
    path.write_bytes(_GROWER.hostile(chance, _SAMPLES))
    try:
        figure = load(path)
    except FaultyFile as error:
        check_problems(error)
    else:
        assert figure.poses
