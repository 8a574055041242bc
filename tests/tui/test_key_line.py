from __future__ import annotations

import gc

from textual.widgets._footer import FooterKey

from tests.conftest import FakeClock, RecordingSpeaker, circuit, exercise, timed
from tests.tui.trial import on_trial

PLANK = circuit(exercise("plank", timed(20.0)))


def keys_kept() -> int:
    """Return how many keys any footer still holds on to."""
    gc.collect()
    return sum(isinstance(it, FooterKey) for it in gc.get_objects())


async def test_keys_that_are_no_longer_listed_are_released() -> None:
    async with on_trial(FakeClock(), RecordingSpeaker(), PLANK) as trial:
        await trial.press("question_mark", "escape")
        before = keys_kept()
        for _ in range(2):
            await trial.press("question_mark", "escape")
        assert "Done" in trial.rows()[-1]
        assert keys_kept() <= before


async def test_keys_are_listed_again_only_when_they_change() -> None:
    async with on_trial(FakeClock(), RecordingSpeaker(), PLANK) as trial:
        listed = list(trial.screen.query(FooterKey))
        assert listed
        trial.screen.refresh_bindings()
        await trial.settle()
        assert list(trial.screen.query(FooterKey)) == listed
