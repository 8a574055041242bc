"""The library edits, copies, begins and deletes circuits, and shows files that change."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING

import pytest
from textual.app import App

from hiptimer.foundation import folders
from hiptimer.library import loading
from hiptimer.tui.app import HipTimerApp
from hiptimer.tui.screens.choices import ChoicesScreen
from hiptimer.tui.screens.library import LibraryScreen
from hiptimer.tui.screens.new_question import NewQuestion
from hiptimer.tui.screens.title_question import TitleQuestion
from hiptimer.tui.screens.workout import WorkoutScreen
from tests.tui.test_library_screen import cursor, details, listed
from tests.tui.trial import on_trial

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import FakeClock, RecordingSpeaker
    from tests.tui.trial import Trial

MINE = 'title = "Mine"\n[[exercise]]\nname = "Plank"\ntime = "30s"\n'


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of the user's own circuits, with one that is listed first."""
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "aaa.toml").write_text(MINE)
    monkeypatch.setattr(folders, "user_circuits", lambda: folder)
    monkeypatch.setattr(HipTimerApp, "suspend", lambda _: nullcontext())
    return folder


def use_editor(monkeypatch: pytest.MonkeyPatch, folder: Path, *, writes: str) -> None:
    """Let the editor be a program that writes this into the file that it is given."""
    script = folder / "editor.py"
    script.write_text(f"import sys\nopen(sys.argv[1], 'w').write({writes!r})\n")
    monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")


async def settle(trial: Trial) -> None:
    """Wait until the circuits have been read again."""
    await trial.pilot.pause()
    await trial.app.workers.wait_for_complete()
    await trial.pilot.pause()


async def look(trial: Trial) -> None:
    """Let the library look twice for changed files, as its timer does."""
    library = trial.app.screen_stack[0]
    assert isinstance(library, LibraryScreen)
    library.look_for_changes()
    library.look_for_changes()
    await settle(trial)


async def enter_title(trial: Trial, title: str) -> None:
    """Answer the question for a title."""
    assert isinstance(trial.app.screen, TitleQuestion)
    await trial.press(*("space" if it == " " else it for it in title), "enter")
    await settle(trial)


async def test_e_opens_the_editor_and_the_saved_circuit_is_shown(
    fake_clock: FakeClock,
    speaker: RecordingSpeaker,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    use_editor(monkeypatch, tmp_path, writes=MINE.replace("Mine", "Edited"))
    async with on_trial(fake_clock, speaker) as trial:
        await trial.press("home", "e")
        await settle(trial)
        assert listed(trial)[0].startswith("Edited")
        assert details(trial).startswith("Edited")


async def test_a_circuit_broken_in_the_editor_is_shown_with_its_line(
    fake_clock: FakeClock,
    speaker: RecordingSpeaker,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    use_editor(monkeypatch, tmp_path, writes=MINE.replace("30s", "soon"))
    async with on_trial(fake_clock, speaker, size=(160, 40)) as trial:
        await trial.press("home", "E")
        await settle(trial)
        assert "aaa cannot be used" in details(trial)
        assert "aaa.toml:4: time:" in details(trial)


async def test_a_terminal_that_an_editor_cannot_have_is_reported_with_what_to_do(
    fake_clock: FakeClock, speaker: RecordingSpeaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(HipTimerApp, "suspend", App.suspend)
    async with on_trial(fake_clock, speaker) as trial:
        await trial.press("home", "e")
        assert "Run `hiptimer edit aaa`." in trial.messages()[-1]


async def test_a_missing_editor_is_reported(
    fake_clock: FakeClock, speaker: RecordingSpeaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "no-such-editor")
    async with on_trial(fake_clock, speaker) as trial:
        await trial.press("home", "e")
        assert "the editor no-such-editor cannot be started" in trial.messages()[-1]


@pytest.mark.parametrize(
    ("key", "words"), [("e", "Press c to copy it"), ("x", "cannot be deleted")]
)
async def test_a_shipped_circuit_is_neither_edited_nor_deleted(
    fake_clock: FakeClock, speaker: RecordingSpeaker, key: str, words: str
) -> None:
    async with on_trial(fake_clock, speaker) as trial:
        await trial.press("end", key)
        assert words in trial.messages()[-1]
        assert cursor(trial) == "whitt-hip-flexor"


async def test_c_copies_under_another_title_and_the_cursor_goes_there(
    fake_clock: FakeClock, speaker: RecordingSpeaker, own: Path
) -> None:
    async with on_trial(fake_clock, speaker) as trial:
        await trial.press("end", "c")
        await enter_title(trial, "My hips")
        assert cursor(trial) == "my-hips"
        copied = loading.load(own / "my-hips.toml")
        assert copied.title == "My hips"
        original = loading.find("whitt-hip-flexor").circuit
        assert original
        assert copied.exercises == original.exercises


async def test_a_title_that_is_taken_or_invalid_is_refused_and_can_be_corrected(
    fake_clock: FakeClock, speaker: RecordingSpeaker, own: Path
) -> None:
    async with on_trial(fake_clock, speaker, size=(160, 40)) as trial:
        await trial.press("home", "c", "enter")
        assert "The title is empty; write a name." in trial.text()
        await enter_title(trial, "Aaa")
        assert "aaa.toml already exists; choose another title." in trial.text()
        assert (own / "aaa.toml").read_text() == MINE
        await enter_title(trial, "b")
        assert cursor(trial) == "aaab"


async def test_escape_creates_nothing(
    fake_clock: FakeClock, speaker: RecordingSpeaker, own: Path
) -> None:
    async with on_trial(fake_clock, speaker) as trial:
        await trial.press("c", "a", "escape", "n", "escape", "n", "p", "escape")
        assert isinstance(trial.app.screen, LibraryScreen)
        assert [it.name for it in own.iterdir()] == ["aaa.toml"]


async def test_n_offers_no_copy_of_a_circuit_that_is_broken(
    fake_clock: FakeClock, speaker: RecordingSpeaker, own: Path
) -> None:
    (own / "aaa.toml").write_text("title = 1")
    async with on_trial(fake_clock, speaker) as trial:
        await trial.press("home", "n", "c")
        assert isinstance(trial.app.screen, NewQuestion)
        assert "Copy of" not in trial.text()


async def test_n_begins_with_the_template(
    fake_clock: FakeClock, speaker: RecordingSpeaker, own: Path
) -> None:
    async with on_trial(fake_clock, speaker) as trial:
        await trial.press("n", "e")
        await enter_title(trial, "Fresh")
        assert loading.load(own / "fresh.toml").title == "Fresh"
        assert "Press e to edit it." in trial.messages()[-1]


async def test_n_makes_a_circuit_of_picked_exercises_in_the_order_of_picking(
    fake_clock: FakeClock, speaker: RecordingSpeaker, own: Path
) -> None:
    async with on_trial(fake_clock, speaker) as trial:
        await trial.press("n", "p", "enter")
        assert "Press space to pick" in trial.messages()[-1]
        # The last exercise, the first one, and one that is removed again.
        await trial.press("end", "space", "home", "space", "down", "space", "space")
        assert trial.rows_of("#offered")[0].strip().startswith("2. Plank")
        await trial.press("enter")
        await enter_title(trial, "Mixed")
        made = loading.load(own / "mixed.toml")
        last = loading.find("whitt-hip-flexor").circuit
        assert last
        assert [it.id for it in made.exercises] == [last.exercises[-1].id, "plank"]


@pytest.mark.parametrize("size", [(100, 30), (50, 20)])
async def test_the_exercises_to_pick_fill_the_screen(
    size: tuple[int, int], fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, size=size) as trial:
        await trial.press("n", "p")
        offered = trial.app.screen.query_one("#offered").size
        assert offered.width >= size[0] - 1
        assert offered.height >= size[1] - 2


async def test_a_click_picks_an_exercise(fake_clock: FakeClock, speaker: RecordingSpeaker) -> None:
    async with on_trial(fake_clock, speaker) as trial:
        await trial.press("n", "p")
        await trial.click("#offered", offset=(5, 2))
        await trial.pilot.pause()
        assert trial.rows_of("#offered")[2].strip().startswith("1. ")


async def test_x_deletes_and_u_brings_back(
    fake_clock: FakeClock, speaker: RecordingSpeaker, own: Path
) -> None:
    async with on_trial(fake_clock, speaker) as trial:
        await trial.press("home", "u")
        await trial.press("x")
        await settle(trial)
        assert "Foam rolling" in listed(trial)[0]
        assert f"kept as {own / 'aaa.toml.deleted'}" in trial.messages()[-1]
        await trial.press("u")
        await settle(trial)
        assert cursor(trial) == "aaa"
        assert (own / "aaa.toml").read_text() == MINE


async def test_a_circuit_changed_outside_is_shown_under_the_cursor(
    fake_clock: FakeClock, speaker: RecordingSpeaker, own: Path
) -> None:
    async with on_trial(fake_clock, speaker) as trial:
        await trial.press("home")
        (own / "aaa.toml").write_text(MINE.replace("Mine", "From outside"))
        (own / "bbb.toml").write_text(MINE.replace("Mine", "Another one"))
        await look(trial)
        assert listed(trial)[0].startswith("From outside")
        assert listed(trial)[1].startswith("Another one")
        assert cursor(trial) == "aaa"
        (own / "aaa.toml").unlink()
        await look(trial)
        assert listed(trial)[0].startswith("Another one")


async def test_only_changed_circuits_are_read_again(
    fake_clock: FakeClock, speaker: RecordingSpeaker, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_trial(fake_clock, speaker) as trial:
        read: list[str] = []
        entry = loading.entry

        def noted(id_: str, path: Path) -> loading.Entry:
            read.append(id_)
            return entry(id_, path)

        monkeypatch.setattr(loading, "entry", noted)
        (own / "aaa.toml").write_text(MINE.replace("Mine", "From outside"))
        await look(trial)
        assert read == ["aaa"]
        await look(trial)
        assert read == ["aaa"]


async def test_a_file_that_an_editor_moves_away_while_saving_stays_listed(
    fake_clock: FakeClock, speaker: RecordingSpeaker, own: Path
) -> None:
    async with on_trial(fake_clock, speaker) as trial:
        library = trial.app.screen
        assert isinstance(library, LibraryScreen)
        library.look_for_changes()
        (own / "aaa.toml").rename(own / "aaa.toml~")
        library.look_for_changes()
        await settle(trial)
        assert listed(trial)[0].startswith("Mine")


async def test_todays_choices_begin_again_when_their_circuit_was_edited(
    fake_clock: FakeClock, speaker: RecordingSpeaker, own: Path
) -> None:
    async with on_trial(fake_clock, speaker) as trial:
        await trial.press("home", "enter")
        assert isinstance(trial.app.screen, ChoicesScreen)
        (own / "aaa.toml").write_text(MINE.replace("Plank", "Side plank"))
        await look(trial)
        await trial.pilot.pause()
        assert isinstance(trial.app.screen, ChoicesScreen)
        assert "Side plank" in trial.text()
        (own / "aaa.toml").write_text("title = 1")
        await look(trial)
        await trial.pilot.pause()
        assert isinstance(trial.app.screen, LibraryScreen)
        assert "aaa cannot be used" in details(trial)


async def test_nothing_is_read_during_a_workout(
    fake_clock: FakeClock, speaker: RecordingSpeaker, own: Path
) -> None:
    async with on_trial(fake_clock, speaker) as trial:
        await trial.press("home", "enter", "s")
        assert isinstance(trial.app.screen, WorkoutScreen)
        (own / "aaa.toml").write_text(MINE.replace("Mine", "From outside"))
        await look(trial)
        library = trial.app.screen_stack[0]
        assert isinstance(library, LibraryScreen)
        assert library.circuits[0].title == "Mine"
