from __future__ import annotations

from hiptimer.tui.widgets.notice import Notice
from tests.conftest import FakeClock, RecordingSpeaker, circuit, exercise, timed
from tests.tui.trial import on_trial

PLANK = circuit(exercise("plank", timed(20.0)))


async def test_only_the_latest_answer_is_visible() -> None:
    async with on_trial(FakeClock(), RecordingSpeaker(), PLANK, (40, 12)) as trial:
        for _ in range(20):
            await trial.press("p")
        assert len(trial.app.screen.query(Notice)) == 1
        assert trial.text().count("Not now: this is the first effort") == 1
        assert trial.messages() == []
        await trial.let_notice_fall_silent()
        assert "Not now" not in trial.text()
