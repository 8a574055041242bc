from __future__ import annotations

import gc

import pytest
from textual.widgets._footer import FooterKey

from tests.conftest import FakeClock, RecordingSpeaker, circuit, exercise, slow, timed
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


@pytest.mark.parametrize("columns", [40, 53, 60, *slow(*range(30, 81))])
async def test_a_narrow_row_shows_whole_keys_and_always_help_and_the_way_out(columns: int) -> None:
    async with on_trial(FakeClock(), RecordingSpeaker(), PLANK, (columns, 24)) as trial:
        row = trial.rows()[-1]
        shown = [it for it in trial.screen.query(FooterKey) if it.display]
        words = " ".join(f"{it.key_display} {it.description}" for it in shown)
        assert row.rstrip() == words
        assert words.startswith("enter Done")
        assert words.endswith("? Help q Quit")


async def test_hidden_keys_come_back_with_the_room() -> None:
    async with on_trial(FakeClock(), RecordingSpeaker(), PLANK, (50, 24)) as trial:
        assert "Mute" not in trial.rows()[-1]
        await trial.pilot.resize_terminal(100, 24)
        await trial.settle()
        assert "Mute" in trial.rows()[-1]
