from __future__ import annotations

import pytest

from hiptimer.cli.line_mode.questions import ask_feelings
from hiptimer.plan.feelings import Feelings

PAIN, EFFORT, NOTE = "How much does it hurt now", "How hard was it", "Any note?"


def answer_questions(*answers: str | None) -> tuple[list[Feelings], list[str]]:
    """Return the feelings given by these answers, and the questions asked."""
    coming = iter(answers)
    questions: list[str] = []

    def ask(question: str) -> str | None:
        questions.append(question)
        return next(coming)

    return list(ask_feelings(ask)), questions


def test_each_answer_is_returned_immediately() -> None:
    said, questions = answer_questions("2", "6", "Knee fine [b]")
    assert said == [Feelings(pain_after=2), Feelings(effort=6), Feelings(note="Knee fine [b]")]
    begins = zip(questions, (PAIN, EFFORT, NOTE), strict=True)
    assert all(it.startswith(begin) for it, begin in begins)
    assert all(it.endswith("Press Enter to skip.") for it in questions)


@pytest.mark.parametrize("nothing", ["", None])
def test_every_question_can_be_skipped(nothing: str | None) -> None:
    said, questions = answer_questions(nothing, nothing, nothing)
    assert said == []
    assert len(questions) == 3


@pytest.mark.parametrize("answer", ["11", "-1", "2.5", "much", "²", "٣", "9" * 5000])
def test_an_invalid_number_is_asked_for_again(answer: str) -> None:
    said, questions = answer_questions(answer, "10", "", "")
    assert said == [Feelings(pain_after=10)]
    assert questions[1] == "Enter a whole number from 0 to 10. Press Enter to skip."


def test_a_note_with_control_characters_is_asked_for_again() -> None:
    said, questions = answer_questions("", "0", "fine\x1b[D", "fine")
    assert said == [Feelings(effort=0), Feelings(note="fine")]
    assert questions[3].startswith("The note has the control character U+001B as character 5")
