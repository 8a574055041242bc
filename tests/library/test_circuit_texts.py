"""The texts of the shipped circuits: what the sources stress, what is hiptimer's, the language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from hiptimer.foundation import folders
from hiptimer.library import loading

if TYPE_CHECKING:
    from pathlib import Path

    from hiptimer.circuit.model import Circuit

IDS = loading.ids()
FILES = sorted(folders.circuits().rglob("*.toml"))


def shipped(id_: str) -> Circuit:
    circuit = loading.find(id_).circuit
    assert circuit is not None
    return circuit


@pytest.mark.parametrize("id_", IDS)
def test_every_circuit_names_its_source_and_the_steps_of_its_exercises(id_: str) -> None:
    circuit = shipped(id_)
    assert circuit.author
    assert circuit.source
    for it in circuit.exercises:
        assert 3 <= len(it.how) <= 5, it.id
        assert all(len(step) <= 80 for step in it.how), it.id


@pytest.mark.parametrize("id_", IDS)
def test_every_warning_names_the_red_flags(id_: str) -> None:
    signs = ("sharp", "pinching", "worsening", "at night", "at rest", "when hopping", "limp")
    for sign in (*signs, "see a clinician", "bone stress injury"):
        assert sign in shipped(id_).warning


@pytest.mark.parametrize("id_", IDS)
def test_every_about_ends_with_what_is_the_authors_and_what_is_not(id_: str) -> None:
    last = shipped(id_).about.strip().split("\n")[-1]
    assert last.startswith("Exercises and doses are the author's.")
    for ours in ("times to change sides", "targets", "caps", "cues", "warnings are hiptimer's"):
        assert ours in last
    assert last.endswith("neither checked nor endorsed this circuit.")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_left_means_the_side_and_nothing_else(path: Path) -> None:
    text = path.read_text("utf-8").replace('first_side = "left"', "")
    assert re.findall(r"(?i).*\bleft\b(?! (?:foot|hip|knee|leg|side|thigh)\b).*", text) == []


@pytest.mark.parametrize(
    ("circuit_id", "exercise_id", "facts"),
    [
        ("whitt-hip-flexor", "pulses", ["light band does nothing", "opposite glute", "fatigue"]),
        ("whitt-hip-flexor", "greatest-stretch", ["long, deep", "do not skip the rotation"]),
        ("whitt-hip-flexor", "mountain-climber", ["fly off", "upper body", "not barely felt"]),
        (
            "whitt-hip-flexor",
            "split-squat-hold",
            ["off the ground", "burning quad", "before you fall"],
        ),
        ("runner-warm-up", "high-knees", ["hip-width", "90 degrees", "steadier"]),
        ("runner-warm-up", "walking-lunges", ["generous step", "lower slowly", "right leg"]),
        ("runner-cool-down", "kneeling-stretch", ["slowly", "resistance is fine", "any pain"]),
        (
            "runner-cool-down",
            "cross-leg-stretch",
            ["heel down", "the further", "right leg", "any pain"],
        ),
        (
            "runner-strength",
            "leg-lift",
            ["slowly up", "slowly back", "touch the floor", "right leg"],
        ),
        ("runner-strength", "banded-march", ["hip-width", "spine neutral", "beginners"]),
        (
            "runner-strength",
            "banded-climber",
            [
                "while standing",
                "hands directly under the shoulders",
                "butt down",
                "one straight line",
            ],
        ),
        (
            "foam-rolling",
            "front-of-the-hip",
            ["pause there and breathe in", "as you breathe out", "left hip"],
        ),
        (
            "foam-rolling",
            "it-band",
            ["pause there and breathe in", "as you breathe out", "right thigh"],
        ),
    ],
)
def test_the_texts_of_an_exercise_keep_what_the_source_stresses(
    circuit_id: str, exercise_id: str, facts: list[str]
) -> None:
    (found,) = (it for it in shipped(circuit_id).exercises if it.id == exercise_id)
    texts = " ".join((*found.how, found.tip, found.warning)).lower()
    assert [fact for fact in facts if fact not in texts] == []
