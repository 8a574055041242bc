from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.binding import Binding

from hiptimer.foundation import folders
from hiptimer.tui.screens.choices import ChoicesScreen
from hiptimer.tui.screens.help import HelpScreen
from hiptimer.tui.screens.library import LibraryScreen
from hiptimer.tui.screens.summary import SummaryScreen
from hiptimer.tui.screens.workout import WorkoutScreen
from tests.tui.trial import on_trial

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import FakeClock, RecordingSpeaker

LIST, DETAILS = slice(0, 36), slice(36, None)
MINE = 'title = "[b]Mine"\n[[exercise]]\nname = "A"\ntime = "3s"\n'


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of the user's own circuits, still empty."""
    folder = tmp_path / "own"
    folder.mkdir()
    monkeypatch.setattr(folders, "user_circuits", lambda: folder)
    return folder


async def test_every_circuit_is_listed_with_what_it_takes(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker) as trial:
        text = trial.text()
        for words in (
            "Foam rolling for the hips",
            "Runner's cool-down",
            "bottle or weight, resistance band",
            "Whitt's hip flexor circuit",
            "3–4 sets · 31:39",
        ):
            assert words in text


async def test_the_details_follow_the_cursor_and_can_be_read_to_their_end(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker) as trial:
        await trial.press(*["down"] * 4)
        assert "Marie Whitt, PT, DPT" in trial.text()
        read = ""
        for _ in range(8):
            read += trial.text()
            await trial.press("right")
        for words in ("2 × 15–30 s each side", "Stop at sharp,", "drive 1 s, return 3 s"):
            assert words in read
        await trial.press("left", "pageup", "pagedown", "up")
        assert "A running coach" in trial.text()


async def test_the_users_own_circuits_are_marked(
    fake_clock: FakeClock, speaker: RecordingSpeaker, own: Path
) -> None:
    (own / "aaa.toml").write_text(MINE)
    (own / "foam-rolling.toml").write_text(MINE)
    async with on_trial(fake_clock, speaker) as trial:
        listed = trial.text(LIST)
        assert "[b]Mine 1 set · 0:13 yours [b]Mine" in listed
        assert "yours, in place of the shipped one" in listed
        assert "aaa.toml" in trial.text(DETAILS).replace(" ", "")


async def test_a_broken_circuit_is_listed_with_its_problem(
    fake_clock: FakeClock, speaker: RecordingSpeaker, own: Path
) -> None:
    (own / "aaa.toml").write_text('title = "x"\nnonsense = 1\n')
    async with on_trial(fake_clock, speaker) as trial:
        assert "aaa broken yours" in trial.text(LIST)
        assert "aaa cannot be used" in trial.text(DETAILS)
        assert "nonsense" in trial.text(DETAILS)
        await trial.press("enter")
        assert isinstance(trial.app.screen, LibraryScreen)
        assert "cannot be used" in trial.messages()[0]


async def test_from_the_library_through_a_workout_and_back(
    fake_clock: FakeClock, speaker: RecordingSpeaker, own: Path
) -> None:
    (own / "aaa.toml").write_text(MINE)
    async with on_trial(fake_clock, speaker) as trial:
        await trial.press("enter")
        assert isinstance(trial.app.screen, ChoicesScreen)
        await trial.press("escape")
        assert isinstance(trial.app.screen, LibraryScreen)
        await trial.press("enter", "enter")
        assert isinstance(trial.app.screen, WorkoutScreen)
        await trial.press("n", "n")
        assert isinstance(trial.app.screen, SummaryScreen)
        await trial.press("enter")
        assert isinstance(trial.app.screen, LibraryScreen)
        await trial.press("q")
    assert trial.app.return_code == 0


@pytest.mark.parametrize(("key", "code"), [("q", 0), ("ctrl+q", 0), ("ctrl+c", 130)])
async def test_a_key_exits_the_library(
    fake_clock: FakeClock, speaker: RecordingSpeaker, key: str, code: int
) -> None:
    async with on_trial(fake_clock, speaker) as trial:
        await trial.press(key)
    assert trial.app.return_code == code


async def test_help_names_keys_phases_and_every_sound(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, size=(80, 130)) as trial:
        await trial.press("question_mark")
        assert isinstance(trial.app.screen, HelpScreen)
        text = trial.text()
        for sound in folders.sounds().glob("*.wav"):
            assert sound.stem in text
        for binding in WorkoutScreen.BINDINGS:
            assert isinstance(binding, Binding)
            assert not binding.show or f" {binding.key_display or binding.key} " in text
        for words in ("ctrl+z", "GET READY", "SWITCH"):
            assert words in text
        await trial.press("escape")
        assert isinstance(trial.app.screen, LibraryScreen)


async def test_the_command_palette_does_what_the_keys_of_the_library_do(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker) as trial:
        offered = [it.title for it in trial.app.get_system_commands(trial.app.screen)]
        assert {"Find a circuit", "Choose for today", "Exit hiptimer"} <= set(offered)
        assert len(set(offered)) == len(offered)
        await trial.press("ctrl+p", *"choose", "enter")
        await trial.pilot.pause()
        assert isinstance(trial.app.screen, ChoicesScreen)


async def test_text_typed_after_a_slash_is_searched_for(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker) as trial:
        assert "/ Search" in trial.text()
        await trial.press("slash", *"band whitt")
        listed = trial.text(LIST)
        assert "Whitt's hip flexor circuit" in listed
        assert "Foam rolling" not in listed
        assert "Marie Whitt, PT, DPT" in trial.text(DETAILS)
        await trial.press("escape")
        assert "Foam rolling for the hips" in trial.text(LIST)
        assert "Marie Whitt, PT, DPT" in trial.text(DETAILS)
        await trial.press("q")
    assert trial.app.return_code == 0


async def test_a_search_without_a_match_says_so(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker) as trial:
        await trial.press("slash", *"swimming", "enter")
        assert isinstance(trial.app.screen, LibraryScreen)
        text = trial.text()
        assert "No circuit has that in its title, exercises or equipment." in text
        assert "esc All circuits" in text
        assert "/ Search" not in text
        await trial.press(*["backspace"] * len("swimming"))
        assert "Foam rolling for the hips" in trial.text(LIST)


async def test_matches_are_selected_and_opened_while_typing(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker) as trial:
        await trial.press("slash", *"runner")
        assert "cool-down" in trial.text(DETAILS)
        await trial.press("down", "down", "up", "down")
        assert "warm-up" in trial.text(DETAILS)
        before = trial.rows_of("#details-pane")
        await trial.press("pagedown")
        assert trial.rows_of("#details-pane") != before
        await trial.press("pageup")
        assert trial.rows_of("#details-pane") == before
        await trial.press("enter")
        assert isinstance(trial.app.screen, ChoicesScreen)
        assert "warm-up" in trial.text()
        await trial.press("escape")
        assert "Foam rolling" not in trial.text(LIST)


async def test_exercises_skipped_by_choice_are_listed_in_the_summary(
    fake_clock: FakeClock, speaker: RecordingSpeaker, own: Path
) -> None:
    (own / "aaa.toml").write_text(f'{MINE}[[exercise]]\nname = "[b]Bridge"\ntime = "3s"\n')
    async with on_trial(fake_clock, speaker) as trial:
        await trial.press("enter", *["down"] * 4, "right", "enter", "n", "n")
        assert isinstance(trial.app.screen, SummaryScreen)
        assert "Skipped by choice: [b]Bridge" in trial.text()
