"""Properties of every suggestion, for any diary; `make fuzz` tries more of them."""

from __future__ import annotations

import pytest

from tests.conftest import slow
from tests.history.progress.random_diaries import check_suggestion

DIARIES = 20_000


@pytest.mark.parametrize("share", [0, *slow(1, 2, 3)])
def test_no_suggestion_exceeds_what_pain_allows(share: int) -> None:
    steps = sum(check_suggestion(seed) for seed in range(share, DIARIES, 4))
    assert steps > DIARIES / 4 / 50
