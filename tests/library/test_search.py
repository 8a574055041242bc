from __future__ import annotations

from pathlib import Path

import pytest

from hiptimer.library.loading import Entry
from hiptimer.library.search import has_words, searched_text
from tests.conftest import circuit, exercise, timed

LUNGE = exercise("lunge", timed(20), name="Runner's lunge", equipment=("Heavy band", "chair"))
ENTRY = Entry("evening", Path("evening.toml"), False, circuit(LUNGE, title="Hips, Opened"))


def matches(entry: Entry, wanted: str) -> bool:
    return has_words(searched_text(entry), wanted)


@pytest.mark.parametrize(
    "wanted",
    [
        "",
        "  ",
        "hips",
        "HIPS,",
        "lung",
        "runner's",
        "runner\N{RIGHT SINGLE QUOTATION MARK}s",
        "band heavy",
        "opened chair",
        "eve",
    ],
)
def test_a_circuit_is_found_by_title_exercise_equipment_or_file(wanted: str) -> None:
    assert matches(ENTRY, wanted)


@pytest.mark.parametrize("wanted", ["hops", "hips roller", "hips\nx", "chairlunge"])
def test_every_word_has_to_occur(wanted: str) -> None:
    assert not matches(ENTRY, wanted)


def test_a_file_that_cannot_be_used_is_found_by_its_name() -> None:
    broken = Entry("evening", Path("evening.toml"), False, None)
    assert matches(broken, "even")
    assert not matches(broken, "hips")
