from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from hiptimer.foundation.json_pieces import json_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXTS = st.text(max_size=8) | st.sampled_from(["\n", "\u2028", "a\nb", '"'])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@given(
    members=st.dictionaries(TEXTS, st.tuples(st.booleans(), st.lists(VALUES, max_size=4))),
    indent=st.integers(1, 4),
)
def test_the_pieces_join_to_the_whole_output(
    members: dict[str, tuple[bool, list[object]]], indent: int
) -> None:
    whole = {name: entries for name, (_, entries) in members.items()}
    pieces = json_pieces(
        ((name, iter(them) if is_lazy else them) for name, (is_lazy, them) in members.items()),
        indent,
    )
    assert "".join(pieces) == json.dumps(whole, indent=indent, ensure_ascii=False)


def test_an_entry_of_a_list_is_read_only_after_the_one_before_is_written() -> None:
    asked: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(100):
            asked.append(number)
            yield number

    pieces = json_pieces([("numbers", numbers())], indent=1)
    written = 0
    for piece in pieces:
        written += piece.strip("[{,\n ").isdigit()
        assert len(asked) <= written + 1
    assert written == 100
