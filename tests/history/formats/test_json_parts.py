from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.history.formats import json_parts as module
from hiptimer.history.formats.json_parts import json_parts
from tests.foundation.test_json_pieces import VALUES


@given(
    diary=st.dictionaries(st.text(max_size=4), VALUES, max_size=4),
    indent=st.none() | st.integers(0, 3),
    characters=st.integers(1, 9),
)
def test_the_parts_are_complete_for_any_size_of_the_pieces(
    diary: dict[str, object], indent: int | None, characters: int
) -> None:
    text = json.dumps(diary, indent=indent)
    read: dict[str, object] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_CHARACTERS_AT_ONCE", characters)
        for name, place, part in json_parts(io.StringIO(text)):
            value = json.loads(part)
            if place is None:
                read[name] = value
            else:
                entries = read.setdefault(name, [])
                assert isinstance(entries, list)
                assert len(entries) == place
                entries.append(value)
    assert read == diary


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("\x15{", r"line 1: expected {, found \\u\{15\}"),
        ("", "line 1: expected {, found the end"),
        ("[]", r"line 1: expected {, found \["),
        ('{"a": 1', "line 1: expected , or }, found the end"),
        ('{"a":\n [1\n 2]}', "line 3: expected , or ], found 2"),
        ('{\n\n"a": tru}', "line 3: Expecting value"),
        ('{"a": 1} {', "something follows the end"),
    ],
)
def test_text_that_is_not_an_object_is_refused_with_its_line(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        list(json_parts(io.StringIO(text)))


def test_a_part_that_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CHARACTERS_AT_ONCE", 4)
    monkeypatch.setattr(module, "LONGEST_PART", 40)
    many = json.dumps({"a": ["x" * 20] * 9})
    assert len(list(json_parts(io.StringIO(many)))) == 9
    with pytest.raises(ValueError, match="line 2: a value is longer than 40 characters"):
        list(json_parts(io.StringIO('{"a":\n"' + "x" * 200)))
