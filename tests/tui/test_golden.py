from __future__ import annotations

import pytest

from tests.tui.golden import SIZES, path, screens


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_phase_looks_as_it_did_when_somebody_last_looked(size: tuple[int, int]) -> None:
    assert await screens(size) == path(size).read_text(encoding="utf-8"), (
        "after a look at what changed: make golden"
    )
