from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App

from hiptimer.tui.colors import FIELDS, legible
from hiptimer.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.app import ComposeResult


class ListApp(App[None]):
    """Shows rows of two lines: their number, and that once more."""

    CSS_PATH = "../../hiptimer/tui/hiptimer.tcss"

    def __init__(self) -> None:
        super().__init__()
        self.made: list[int] = []
        self.moved: list[int | None] = []

    def get_css_variables(self) -> dict[str, str]:
        return legible({**super().get_css_variables(), **FIELDS})

    def compose(self) -> ComposeResult:
        yield RowList(self._lines, 2, id="numbers")

    def _lines(self, number: int) -> tuple[str, str]:
        self.made.append(number)
        return f"row {number}", "x" * 60 if number == 1 else f"more of {number}"

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        self.moved.append(event.control.row)

    @property
    def numbers(self) -> RowList[int]:
        return self.query_one(RowList)

    def rows(self) -> list[str]:
        strips = self.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


async def test_only_visible_rows_are_created() -> None:
    app = ListApp()
    async with app.run_test(size=(30, 8)) as pilot:
        app.numbers.show_rows(range(10_000))
        await pilot.pause()
        assert [row.split()[:2] for row in app.rows()[::2]] == [["row", f"{it}"] for it in range(4)]
        assert set(app.made) <= set(range(5))


async def test_keys_move_the_cursor_and_keep_it_in_sight() -> None:
    app = ListApp()
    async with app.run_test(size=(30, 8)) as pilot:
        app.numbers.show_rows(range(100))
        for keys, row in (
            ("down down", 2),
            ("home", 0),
            ("up", 0),
            ("pagedown", 4),
            ("pagedown pagedown pageup", 8),
            ("end", 99),
            ("down", 99),
            ("up", 98),
            ("home", 0),
        ):
            await pilot.press(*keys.split())
            await pilot.pause()
            assert app.numbers.row == row, keys
            assert app.moved[-1] == row
            assert any(line.split()[:2] == ["row", f"{row}"] for line in app.rows())


async def test_a_click_puts_the_cursor_there_and_beyond_the_last_row_does_nothing() -> None:
    app = ListApp()
    async with app.run_test(size=(30, 12)) as pilot:
        app.numbers.show_rows(range(3))
        await pilot.click(RowList, offset=(3, 5))
        assert app.numbers.row == 2
        await pilot.click(RowList, offset=(3, 10))
        assert app.numbers.row == 2


async def test_a_text_that_is_too_long_is_marked_as_continued() -> None:
    app = ListApp()
    async with app.run_test(size=(30, 8)) as pilot:
        app.numbers.show_rows(range(3))
        await pilot.pause()
        assert app.rows()[3] == f" {'x' * 28}…"


async def test_without_rows_there_is_no_row_and_no_key_does_harm() -> None:
    app = ListApp()
    async with app.run_test(size=(30, 8)) as pilot:
        app.numbers.show_rows(())
        await pilot.press("down", "up", "end", "home", "pagedown", "pageup")
        assert app.numbers.row is None


async def test_fewer_rows_than_before_keep_the_cursor_on_the_last() -> None:
    app = ListApp()
    async with app.run_test(size=(30, 8)) as pilot:
        app.numbers.show_rows(range(50), cursor=49)
        await pilot.pause()
        assert "row 49" in "\n".join(app.rows())
        app.numbers.show_rows(range(20), app.numbers.cursor)
        await pilot.pause()
        assert app.numbers.row == 19
        assert "row 19" in "\n".join(app.rows())


async def test_with_room_for_half_a_row_its_first_line_is_shown() -> None:
    app = ListApp()
    async with app.run_test(size=(30, 1)) as pilot:
        app.numbers.show_rows(range(5))
        await pilot.press("down", "down")
        await pilot.pause()
        assert app.rows()[0].strip().startswith("row 2")
