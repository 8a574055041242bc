from __future__ import annotations

import pytest

from tests.conftest import slow
from tests.tui.golden import SIZES, path, screens


@pytest.mark.parametrize("size", [SIZES[0], *slow(*SIZES[1:])], ids=lambda it: f"{it[0]}x{it[1]}")
async def test_every_phase_looks_like_its_golden_text(size: tuple[int, int]) -> None:
    assert await screens(size) == path(size).read_text(encoding="utf-8"), (
        "after a look at what changed: make golden"
    )
