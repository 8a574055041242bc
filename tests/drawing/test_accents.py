"""Letters with accents: drawn in the room of a letter, and distinct from each other."""

from __future__ import annotations

import unicodedata
from typing import get_args

import pytest

from hiptimer.drawing.accents import find_glyph
from hiptimer.drawing.lettering import draw_text, largest_size
from hiptimer.foundation.terminal import Charset
from tests.conftest import slow

CHARSETS: tuple[Charset, ...] = get_args(Charset)
EACH_CHARSET = pytest.mark.parametrize("charset", CHARSETS)
ACCENTED = "ÀÁÂÃÄÅÇÈÉÊËÎÏÑÒÓÔÕÖÙÚÛÜÝĄĆČĘĞĪŃŐŘŞŠȚŮŰŹŻŽẠ"


@EACH_CHARSET
@pytest.mark.parametrize("character", [*ACCENTED[:3], *slow(*ACCENTED[3:])])
def test_an_accented_letter_differs_from_its_letter_at_every_size(
    character: str, charset: Charset
) -> None:
    letter = unicodedata.normalize("NFD", character)[0]
    for rows in (3, 5, 9):
        size = largest_size(character, 2 * rows, rows, charset)
        if size is None:
            assert (rows, charset) == (3, "ascii")
            continue
        drawn = draw_text(character, size)
        assert {len(row) for row in drawn} == {size.columns_of_text(character)}
        assert len(drawn) == size.rows
        assert drawn != draw_text(letter, size)


@EACH_CHARSET
def test_different_accents_differ_from_nine_rows_up(charset: Charset) -> None:
    for rows in (9, 16):
        for same_letter in ("ÀÁÂÃÄÅ", "ÈÉÊË", "ÒÓÔÕÖŐ", "ÙÚÛÜŮŰ", "CĆČÇ", "SŠŞ"):
            size = largest_size(same_letter[0], 2 * rows, rows, charset)
            assert size
            drawn = [draw_text(character, size) for character in same_letter]
            assert len(set(drawn)) == len(drawn), (same_letter, rows)


def test_a_mark_stays_clear_of_its_letter_if_it_has_room() -> None:
    size = largest_size("Ü", 40, 9, "quadrant")
    assert size
    first, second, third, *_ = draw_text("Ü", size)
    assert first.strip()
    assert "█" not in second + third.replace("▄", "")


@pytest.mark.parametrize("text", ["HÜFTE", "ÉTIREMENT", "ŻÓŁĆ", "ÅNGSTRÖM"])
def test_a_text_with_accents_is_drawn_like_one_without(text: str) -> None:
    for rows in (3, 5, 9):
        plain = unicodedata.normalize("NFD", text)
        sizes = [largest_size(it, 200, rows, "quadrant") for it in (text, plain)]
        assert sizes[0]
        assert sizes[0] == sizes[1]
        assert draw_text(text, sizes[0]) == draw_text(plain, sizes[0])


def test_several_marks_on_one_side_of_a_letter_are_not_drawn() -> None:
    assert find_glyph("Ạ")
    assert find_glyph("Ậ")
    assert find_glyph("Ế") is None
