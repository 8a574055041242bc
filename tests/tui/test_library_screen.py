from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from textual.binding import Binding
from textual.events import Key

from hiptimer.foundation import folders
from hiptimer.library import loading
from hiptimer.plan.choices import default_choices
from hiptimer.plan.plan import Plan
from hiptimer.session.session_diary import SessionDiary
from hiptimer.session.settings.preferences import Preferences
from hiptimer.tui.screens.choices import ChoicesScreen
from hiptimer.tui.screens.help import HelpScreen
from hiptimer.tui.screens.library import LibraryScreen
from hiptimer.tui.screens.summary import SummaryScreen
from hiptimer.tui.screens.workout import WorkoutScreen
from hiptimer.tui.widgets.choice_line import ChoiceLine
from hiptimer.tui.widgets.circuit_list import CircuitList
from hiptimer.tui.widgets.search_line import SearchLine
from tests.diary.days import MORNING, Wall, wait_until_written
from tests.diary.past import keep, workout
from tests.tui.trial import on_trial

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import FakeClock, RecordingSpeaker
    from tests.tui.trial import Trial

MINE = 'title = "[b]Mine"\n[[exercise]]\nname = "A"\ntime = "3s"\n'


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of the user's own circuits, still empty."""
    folder = tmp_path / "own"
    folder.mkdir()
    monkeypatch.setattr(folders, "user_circuits", lambda: folder)
    return folder


def listed(trial: Trial) -> list[str]:
    """Return the rows of the list, with every run of blanks as one."""
    return [" ".join(row.split()) for row in trial.rows_of("#circuits")]


def details(trial: Trial) -> str:
    """Return the visible part of the details as one line, without the scrollbar."""
    return " ".join(" ".join(row[:-2] for row in trial.rows_of("#details-pane")).split())


def cursor(trial: Trial) -> str:
    """Return the id of the circuit under the cursor."""
    row = trial.app.screen.query_one(CircuitList).row
    assert row
    return row.entry.id


async def test_every_circuit_is_one_line_with_what_it_takes(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker) as trial:
        assert "Circuit Time Equipment Last done" in trial.text()
        assert listed(trial) == [
            "Foam rolling for the hips 3 min foam roller",
            "Runner's cool-down 3 min",
            "Runner's hip strength 9 min bottle or weight, resistan…",
            "Runner's warm-up 2 min",
            "Whitt's hip flexor circuit 31 min heavy looped band",
        ]


async def test_the_first_time_the_library_opens_on_the_circuit_it_is_named_for(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker) as trial:
        assert cursor(trial) == "whitt-hip-flexor"
        assert "3–4 sets · 30:39 Marie Whitt, PT, DPT" in details(trial)


async def test_the_library_opens_on_what_was_done_last_and_says_when(
    fake_clock: FakeClock, speaker: RecordingSpeaker, tmp_path: Path
) -> None:
    for circuit_id, days in (("foam-rolling", 0), ("runner-warm-up", 3), ("gone", 4)):
        found = loading.find("foam-rolling").circuit
        assert found
        plan = Plan(found, circuit_id, default_choices(found))
        keep(tmp_path, workout(plan, MORNING + timedelta(days=days)))
    diary = SessionDiary(tmp_path, Wall(fake_clock, MORNING + timedelta(days=4, hours=2)))
    async with on_trial(fake_clock, speaker, diary=diary) as trial:
        assert listed(trial)[0] == "Foam rolling for the hips 3 min foam roller 4 days ago"
        assert listed(trial)[1] == "Runner's cool-down 3 min"
        assert listed(trial)[3] == "Runner's warm-up 2 min yesterday"
        # What was done last no longer has a file.
        assert cursor(trial) == "foam-rolling"


async def test_a_workout_that_is_done_appears_in_the_library_afterwards(
    fake_clock: FakeClock, speaker: RecordingSpeaker, tmp_path: Path, own: Path
) -> None:
    (own / "aaa.toml").write_text(MINE)
    with SessionDiary(tmp_path, Wall(fake_clock)) as diary:
        async with on_trial(fake_clock, speaker, diary=diary) as trial:
            await trial.press("home", "enter", "enter")
            await trial.pass_seconds(13)
            assert isinstance(trial.app.screen, SummaryScreen)
            wait_until_written(diary._diary)
            await trial.press("enter")
            await trial.app.workers.wait_for_complete()
            await trial.pilot.pause()
            assert listed(trial)[0].endswith("today")
            assert cursor(trial) == "aaa"


async def test_tab_enters_the_details_and_the_arrows_scroll_them_to_their_end(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker) as trial:
        await trial.press("tab")
        assert "↑ ↓ Scroll" in trial.rows()[-1]
        read = ""
        for _ in range(8):
            read += details(trial)
            await trial.press(*["down"] * 10)
        for words in (
            "2 × to fatigue or 15–30 s each side",
            "Stop at sharp,",
            "knee in 1 s, slow return 3 s",
        ):
            assert words in read
        assert cursor(trial) == "whitt-hip-flexor"
        before = details(trial)
        await trial.press("up")
        assert details(trial) != before
        await trial.press("tab", "up")
        assert "A running coach" in details(trial)


async def test_a_key_returns_from_the_details_to_the_circuits(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker) as trial:
        for key in ("tab", "escape", "shift+tab"):
            await trial.press("tab")
            assert not isinstance(trial.app.screen.focused, CircuitList)
            await trial.press(key)
            assert isinstance(trial.app.screen.focused, CircuitList), key


async def test_one_click_selects_a_circuit_and_a_second_opens_it(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker) as trial:
        await trial.click("#circuits", (5, 2), button=3)
        assert cursor(trial) == "whitt-hip-flexor"
        await trial.pilot.click("#circuits", offset=(5, 2))
        await trial.pilot.pause()
        assert cursor(trial) == "runner-strength"
        assert "hip strength" in details(trial)
        assert isinstance(trial.app.screen, LibraryScreen)
        await trial.pilot.click("#circuits", offset=(30, 2))
        await trial.pilot.pause()
        assert isinstance(trial.app.screen, ChoicesScreen)
        assert "Runner's hip strength" in trial.rows()[0]


@pytest.mark.parametrize("height", [12, 5])
async def test_at_forty_columns_there_are_titles_only_and_the_cursor_is_in_view(
    fake_clock: FakeClock, speaker: RecordingSpeaker, own: Path, height: int
) -> None:
    for number in range(20):
        (own / f"a{number:02}.toml").write_text(MINE.replace("Mine", f"Mine {number:02}"))
    async with on_trial(fake_clock, speaker, size=(40, height)) as trial:
        for keys, title in (
            ([], "Whitt's hip flexor circuit"),
            (["home"], "[b]Mine 00"),
            (["down"] * 14, "[b]Mine 14"),
            (["pageup"], ""),
            (["tab", "end"], "Whitt's hip flexor circuit"),
        ):
            await trial.press(*keys)
            circuits = trial.app.screen.query_one(CircuitList)
            row = circuits.cursor - circuits.scroll_offset.y
            assert 0 <= row < circuits.size.height
            assert title in listed(trial)[row]
            assert "min" not in " ".join(listed(trial))
        assert not trial.app.screen.query_one("#details-pane").is_on_screen


async def test_a_change_of_size_leaves_no_blank_lines(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    sizes = ((80, 24), (200, 60), (40, 12), (120, 34), (80, 24))
    preferences = Preferences(asked={"figure": False})
    async with on_trial(fake_clock, speaker, preferences=preferences) as trial:
        for keys in ((), ("enter", *["down"] * 4, "right", *["down"] * 3)):
            await trial.press(*keys)
            seen: dict[tuple[int, int], list[str]] = {}
            for size in sizes:
                await trial.pilot.resize_terminal(*size)
                await trial.pilot.pause()
                rows = trial.rows()
                assert seen.setdefault(size, rows) == rows
                screen = trial.app.screen
                for line in screen.query(ChoiceLine):
                    room = line.content_size
                    if line.is_on_screen:
                        assert room.height == line.get_content_height(room, room, room.width)
                if isinstance(screen, LibraryScreen) and size[0] > 60:
                    assert len(listed(trial)) == 5


async def test_the_users_own_circuits_are_marked(
    fake_clock: FakeClock, speaker: RecordingSpeaker, own: Path
) -> None:
    (own / "aaa.toml").write_text(MINE)
    (own / "foam-rolling.toml").write_text(MINE)
    async with on_trial(fake_clock, speaker) as trial:
        assert listed(trial)[0] == "[b]Mine 1 min"
        await trial.press("home")
        assert "[b]Mine 1 set · 0:13 yours: " in details(trial)
        assert "aaa.toml" in details(trial).replace(" ", "")
        await trial.press("down")
        assert "yours, in place of the shipped one" in details(trial)


async def test_a_broken_circuit_is_listed_with_its_problem(
    fake_clock: FakeClock, speaker: RecordingSpeaker, own: Path
) -> None:
    (own / "aaa.toml").write_text('title = "x"\nnonsense = 1\n')
    async with on_trial(fake_clock, speaker) as trial:
        await trial.press("home")
        assert listed(trial)[0] == "aaa broken"
        assert "aaa cannot be used" in details(trial)
        assert "nonsense" in details(trial)
        await trial.press("enter")
        assert isinstance(trial.app.screen, LibraryScreen)
        assert "cannot be used" in trial.messages()[0]


async def test_from_the_library_through_a_workout_and_back(
    fake_clock: FakeClock, speaker: RecordingSpeaker, own: Path
) -> None:
    (own / "aaa.toml").write_text(MINE)
    async with on_trial(fake_clock, speaker) as trial:
        await trial.press("home", "enter")
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
    async with on_trial(fake_clock, speaker, size=(80, 150)) as trial:
        await trial.press("question_mark")
        assert isinstance(trial.app.screen, HelpScreen)
        text = trial.text()
        for sound in folders.sounds().glob("*.wav"):
            assert sound.stem in text
        for binding in WorkoutScreen.BINDINGS:
            assert isinstance(binding, Binding)
            key = binding.key_display or binding.key
            assert not binding.show or f" {key} " in text or f" {key}, " in text
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
        await trial.press("up", "slash", *"band whitt")
        assert len(listed(trial)) == 1
        assert "Whitt's hip flexor circuit" in listed(trial)[0]
        assert "Marie Whitt, PT, DPT" in details(trial)
        await trial.press("escape")
        assert len(listed(trial)) == 5
        assert cursor(trial) == "runner-warm-up"
        await trial.press("q")
    assert trial.app.return_code == 0


async def test_text_that_comes_in_the_same_moment_as_the_slash_is_searched_for(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker) as trial:
        for key, character in (("slash", "/"), *((it, it) for it in "hqe")):
            trial.app.post_message(Key(key, character))
        await trial.pilot.pause()
        assert isinstance(trial.app.screen, LibraryScreen)
        assert trial.app.screen.query_one(SearchLine).value == "hqe"


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
        assert "Foam rolling for the hips" in listed(trial)[0]
        assert "No circuit has that" not in trial.text()


async def test_matches_are_selected_and_opened_while_typing(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker) as trial:
        await trial.press("slash", *"runner")
        assert "cool-down" in details(trial)
        await trial.press("down", "down", "up", "down")
        assert "warm-up" in details(trial)
        await trial.press("pageup")
        assert "cool-down" in details(trial)
        await trial.press("pagedown", "enter")
        assert isinstance(trial.app.screen, ChoicesScreen)
        assert "warm-up" in trial.text()
        await trial.press("escape")
        assert len(listed(trial)) == 3


async def test_exercises_skipped_by_choice_are_listed_in_the_summary(
    fake_clock: FakeClock, speaker: RecordingSpeaker, own: Path
) -> None:
    (own / "aaa.toml").write_text(f'{MINE}[[exercise]]\nname = "[b]Bridge"\ntime = "3s"\n')
    async with on_trial(fake_clock, speaker) as trial:
        await trial.press("home", "enter", *["down"] * 6, "space", "s", "n", "n")
        assert isinstance(trial.app.screen, SummaryScreen)
        assert "Skipped by choice: [b]Bridge" in trial.text()
