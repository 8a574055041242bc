from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from hiptimer.foundation.text.printable import ONE_LINE
from hiptimer.foundation.toml.faults import Misread
from hiptimer.foundation.toml.text_values import text


def is_accepted(value: str) -> bool:
    try:
        return text(value) == value
    except Misread:
        return False


@given(st.text(max_size=20) | st.text(st.characters(max_codepoint=0xA0), max_size=3))
@example("8 kg\x1b[2J")
@example("8\N{NEXT LINE}kg")
@example("\N{RIGHT-TO-LEFT OVERRIDE}gk 8")
@example("heavy band, red [bold]")
def test_the_pattern_of_one_line_accepts_exactly_the_valid_texts(value: str) -> None:
    assert bool(re.fullmatch(ONE_LINE, value)) == is_accepted(value)
