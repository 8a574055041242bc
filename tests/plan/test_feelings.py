from __future__ import annotations

import pytest

from hiptimer.plan.feelings import EffortPain, Feelings, feelings_words


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (Feelings(), ""),
        (Feelings(note="fine", sore_side="left", asked_next_morning=True), ""),
        (Feelings(pain_before=3), "pain 3 before"),
        (Feelings(pain_after=0), "pain 0 after"),
        (Feelings(pain_next_morning=2), "pain next morning 2"),
        (Feelings(pain_before=3, pain_after=1), "pain 3 → 1"),
        (Feelings(pain_before=3, pain_next_morning=2), "pain 3 before, next morning 2"),
        (Feelings(effort=0), "effort 0"),
        (
            Feelings(3, 1, 6, 1, "left"),
            "pain 3 → 1, next morning 1, left side; effort 6",
        ),
        (Feelings(pain_after=5, sore_side="both", effort=9), "pain 5 after, both sides; effort 9"),
    ],
)
def test_ratings_are_shown_in_a_few_words(said: Feelings, words: str) -> None:
    assert feelings_words(said) == words


def test_the_pain_of_an_effort_names_its_side_as_it_is_said() -> None:
    said = EffortPain(60.0, 3, "march", "March", "alternate", 6)
    assert said.words == "March, alternating: pain 6"
