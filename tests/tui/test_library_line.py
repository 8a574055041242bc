"""One line of the library, at any width and for any text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from hiptimer.tui.view_models.library_line import LibraryLine, columns, fitted, length_words

TEXTS = st.text(st.characters(exclude_categories=("C", "Z")), max_size=60)


@given(TEXTS, TEXTS, st.integers(1, 250))
def test_a_line_is_never_wider_than_its_room(title: str, equipment: str, width: int) -> None:
    line = LibraryLine(title, "32 min", equipment, "212 days ago")
    assert cell_len("".join(columns(line, width))) <= width
    assert cell_len(fitted(title, width)) == width


def test_a_narrow_line_has_the_title_only_and_a_wide_one_everything() -> None:
    line = LibraryLine("Whitt's hip flexor circuit", "32 min", "heavy looped band", "yesterday")
    assert columns(line, 38) == (f"{line.title:38}", "")
    title, rest = columns(line, 78)
    assert title.strip() == line.title
    assert rest.split() == ["32", "min", "heavy", "looped", "band", "yesterday"]


def test_a_text_that_is_cut_ends_with_a_mark() -> None:
    assert fitted("resistance band", 11) == "resistance…"
    assert fitted("山山山", 4) == "山… "


def test_a_length_is_in_whole_minutes_and_never_none() -> None:
    assert [length_words(it) for it in (0.0, 13.0, 158.0, 1899.0)] == [
        "",
        "1 min",
        "3 min",
        "32 min",
    ]
