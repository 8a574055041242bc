from __future__ import annotations

import gc

from textual.widgets._footer import FooterKey

from hiptimer.tui.widgets.notice import Notice
from tests.conftest import FakeClock, RecordingSpeaker, circuit, exercise, timed
from tests.tui.trial import on_trial

PLANK = circuit(exercise("plank", timed(20.0)))


def keys_kept() -> int:
    """Return how many keys any footer still holds on to."""
    gc.collect()
    return sum(isinstance(it, FooterKey) for it in gc.get_objects())


async def test_keys_that_are_listed_no_more_are_let_go_of() -> None:
    async with on_trial(FakeClock(), RecordingSpeaker(), PLANK) as trial:
        await trial.press("question_mark", "escape")
        before = keys_kept()
        for _ in range(5):
            await trial.press("question_mark", "escape")
        assert "Done" in trial.rows()[-1]
        assert keys_kept() <= before


async def test_of_many_answers_one_is_in_sight() -> None:
    async with on_trial(FakeClock(), RecordingSpeaker(), PLANK, (40, 12)) as trial:
        for _ in range(20):
            await trial.press("p")
        assert len(trial.app.screen.query(Notice)) == 1
        assert trial.text().count("Not now: there is no effort") == 1
        assert trial.messages() == []
        await trial.let_notice_fall_silent()
        assert "Not now" not in trial.text()
