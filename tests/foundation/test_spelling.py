from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hiptimer.foundation.text.spelling import most_similar, similar

KNOWN = ("volume", "voice", "keys")


def test_a_misspelled_name_is_recognized_in_any_case() -> None:
    assert similar("VOLUM", KNOWN) == "volume"


def test_a_name_unlike_all_others_is_not_recognized() -> None:
    assert similar("backend", KNOWN) is None


@given(st.text())
def test_the_most_similar_name_is_always_a_known_one(name: str) -> None:
    assert most_similar(name, KNOWN) in KNOWN


def test_a_part_of_a_name_means_the_only_one_that_contains_it() -> None:
    known = ("runner-warm-up", "runner-strength", "whitt-hip-flexor")
    assert similar("whit", known) == "whitt-hip-flexor"
    assert similar("strength", known) == "runner-strength"
    assert similar("hi", known) is None
