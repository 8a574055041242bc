"""The workout screen, read from three meters by a program that knows nothing of hiptimer."""

from __future__ import annotations

import re
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.e2e import optical_reading as ocr
from tests.e2e.pane_picture import picture_panes
from tests.e2e.reading_moments import COURSES, UNPACED, follow
from tests.e2e.terminal import Terminal, terminal
from tools.browser import BROWSER

if TYPE_CHECKING:
    from PIL import Image

    from tests.e2e.reading_moments import Course, Reading

SIZES = ((80, 24), (100, 30), (120, 34), (200, 60))


def record(course: Course) -> list[Reading]:
    folder = Path(tempfile.mkdtemp(prefix="hiptimer-"))
    (folder / "unpaced.toml").write_text(UNPACED)
    with terminal(folder) as shell:
        root = Path(__file__).parents[2]
        shell.enter(f"cd {folder}; export PYTHONPATH={root} COLORTERM=truecolor")
        readings = [*follow(course, shell, SIZES)]
    shutil.rmtree(folder, ignore_errors=True)
    return readings
