from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from textual.app import App
from textual.geometry import Region

from hiptimer.tui.widgets.large_text import LargeText, changed_regions

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.app import ComposeResult


class OneDrawn(App[None]):
    """A screen that shows nothing but one drawn text."""

    CSS = "LargeText { width: 100%; height: 100%; }"

    def compose(self) -> ComposeResult:
        yield LargeText("quadrant")

    def rows(self) -> list[str]:
        """Return what stands on the screen, row by row."""
        strips = self.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip) for strip in strips]


@asynccontextmanager
async def shown(text: str, size: tuple[int, int]) -> AsyncIterator[tuple[OneDrawn, LargeText]]:
    app = OneDrawn()
    async with app.run_test(size=size) as pilot:
        drawn = app.query_one(LargeText)
        drawn.show(text)
        await pilot.pause()
        yield app, drawn


async def test_a_text_is_drawn_in_the_middle_of_its_place() -> None:
    async with shown("11", (13, 4)) as (app, drawn):
        assert drawn.is_drawn
        assert app.rows() == [
            "▗▄▛█   ▗▄▛█  ",
            "   █      █  ",
            "   █      █  ",
            " ▄▄█▄▄  ▄▄█▄▄",
        ]


@pytest.mark.parametrize(("text", "size"), [("12", (20, 2)), ("БЕГ", (80, 24)), ("1:30", (9, 9))])
async def test_text_that_cannot_be_drawn_is_written(text: str, size: tuple[int, int]) -> None:
    async with shown(text, size) as (app, drawn):
        assert not drawn.is_drawn
        assert text in "".join(app.rows())


@pytest.mark.parametrize(
    ("size", "rows"),
    [
        ((10, 1), ["  Long …  "]),
        ((10, 2), ["   Long   ", "  bridge  "]),
        ((1, 1), ["…"]),
    ],
)
async def test_a_written_text_without_room_says_that_it_is_cut(
    size: tuple[int, int], rows: list[str]
) -> None:
    async with shown("Long bridge", size) as (app, _):
        assert app.rows() == rows


async def test_a_text_that_is_shown_already_is_not_painted_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with shown("12", (40, 10)) as (_, drawn):
        painted: list[tuple[Region, ...]] = []
        monkeypatch.setattr(drawn, "refresh", lambda *regions: painted.append(regions))
        drawn.show("12")
        assert painted == []
        drawn.show("13")
        assert painted
        middle = drawn.size.width // 2
        assert all(region.x >= middle for region in painted[0])


async def test_a_text_grows_with_its_place() -> None:
    app = OneDrawn()
    async with app.run_test(size=(20, 4)) as pilot:
        app.query_one(LargeText).show("42")
        for width, height in ((20, 4), (60, 12), (9, 3)):
            await pilot.resize_terminal(width, height)
            await pilot.pause()
            assert all(row.strip() for row in app.rows()), app.rows()
            assert {len(row) for row in app.rows()} == {width}


def test_a_change_is_no_wider_than_what_differs() -> None:
    before = ("aaaa", "bbbb", "cccc")
    assert changed_regions(before, before) == []
    assert changed_regions(before, ("aaaa", "bxxb", "xccx")) == [
        Region(1, 1, 2, 1),
        Region(0, 2, 4, 1),
    ]
    assert changed_regions((), ("aa", "bb")) == [Region(0, 0, 2, 1), Region(0, 1, 2, 1)]
    assert changed_regions(before, ("aaa",)) == [Region(0, 0, 3, 1)]
