"""The lines of a caption."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from hiptimer.tui.view_models.caption_lines import caption_lines


@pytest.mark.parametrize(
    ("caption", "columns", "lines"),
    [
        ("", 30, [""]),
        ("of 30 s", 30, ["of 30 s"]),
        ("keep the heavy looped band on", 28, ["keep the heavy", "looped band on"]),
        (
            "Short, strong pumps · last time 0:20 · Enter when done · max 0:30",
            38,
            ["Short, strong pumps · last time 0:20", "Enter when done · max 0:30"],
        ),
        (
            "Back foot off the ground · Enter ends the hold · target 0:30",
            46,
            ["Back foot off the ground", "Enter ends the hold · target 0:30"],
        ),
        (
            "Back flat as a board · Enter when done",
            16,
            ["Back flat as a", "board · Enter", "when done"],
        ),
    ],
)
def test_a_caption_is_broken_between_phrases_into_lines_of_similar_length(
    caption: str, columns: int, lines: list[str]
) -> None:
    assert caption_lines(caption, columns) == lines


@given(
    phrases=st.lists(
        st.text("ab 橋ü.", min_size=1, max_size=20).map(lambda it: " ".join(it.split()) or "a"),
        min_size=1,
        max_size=5,
    ),
    columns=st.integers(0, 40),
)
def test_no_word_of_a_caption_is_lost_and_no_line_is_too_wide(
    phrases: list[str], columns: int
) -> None:
    caption = " · ".join(phrases)
    lines = caption_lines(caption, columns)
    words = [it for it in caption.split() if it != "·"]
    assert [it for line in lines for it in line.split() if it != "·"] == words
    longest = max(map(cell_len, words)) + len(" ·")
    assert all(cell_len(line) <= max(columns, longest) for line in lines)
