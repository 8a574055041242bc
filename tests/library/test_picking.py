from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hiptimer.foundation import folders
from hiptimer.library import loading
from hiptimer.library.circuit_files.normal_form import normal_form
from hiptimer.library.figure_files.loading import figures_of
from hiptimer.library.picking import Pick, picked_text
from hiptimer.library.template import new_circuit
from hiptimer.plan.choices import default_choices
from hiptimer.plan.compiler import compile_timeline
from tests.conftest import one_in

if TYPE_CHECKING:
    from pathlib import Path

    from hiptimer.circuit.model import Circuit

SHIPPED = [
    Pick(circuit, exercise)
    for it in sorted(folders.circuits().glob("*.toml"))
    for circuit in (loading.load(it),)
    for exercise in circuit.exercises
]


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of the user's own circuits."""
    monkeypatch.setattr(folders, "user_circuits", lambda: tmp_path)
    return tmp_path


def pick(circuit_id: str, exercise_id: str) -> Pick:
    circuit = loading.find(circuit_id).circuit
    assert circuit
    return Pick(circuit, next(it for it in circuit.exercises if it.id == exercise_id))


def made_of(*picks: Pick) -> Circuit:
    circuit = loading.load(new_circuit("Picked", text=picked_text(picks)))
    assert circuit.title == "Picked"
    return circuit


@pytest.mark.parametrize("apart", one_in(len(SHIPPED), range(len(SHIPPED))))
def test_any_two_shipped_exercises_make_a_circuit_with_their_doses(apart: int) -> None:
    for number, one in enumerate(SHIPPED):
        other = SHIPPED[number - apart]
        text = picked_text([one, other])
        made = loading.load(new_circuit(f"p{number}", text=text))
        assert [it.dose for it in made.exercises] == [one.exercise.dose, other.exercise.dose]


def test_sets_and_rests_are_those_of_the_first_circuit_and_all_warnings_are_kept() -> None:
    first, other = pick("whitt-hip-flexor", "pulses"), pick("runner-warm-up", "high-knees")
    made = made_of(first, other)
    assert made.main_block.sets == first.circuit.main_block.sets
    assert made.rest_between_sets == first.circuit.rest_between_sets
    assert first.circuit.warning.strip() in made.warning
    assert other.circuit.warning.strip() in made.warning
    assert made.source == f"{first.circuit.title}; {other.circuit.title}"


def test_an_exercise_keeps_the_time_to_change_sides_of_its_circuit(own: Path) -> None:
    text = (
        'title = "Slow"\nswitch = "33s"\n[[exercise]]\nname = "Plank"\nsides = "each"\ntime = 9\n'
    )
    (own / "slow.toml").write_text(text)
    made = made_of(pick("whitt-hip-flexor", "pulses"), pick("slow", "plank"))
    assert made.exercises[1].switch_seconds == 33


def test_an_exercise_picked_twice_has_two_ids_and_its_figure_twice() -> None:
    twice = made_of(pick("whitt-hip-flexor", "pulses"), pick("whitt-hip-flexor", "pulses"))
    assert [(it.id, it.figure) for it in twice.exercises] == [
        ("pulses", ""),
        ("pulses-2", "pulses"),
    ]


def test_an_id_picked_twice_is_no_longer_than_an_id_may_be(own: Path) -> None:
    text = f'title = "Long"\n[[exercise]]\nid = "{"a" * 40}"\nname = "Plank"\ntime = 9\n'
    (own / "long.toml").write_text(text)
    made = made_of(*[pick("long", "a" * 40)] * 2)
    assert len({it.id for it in made.exercises}) == 2


def plank(own: Path, name: str, figure: str = "") -> Pick:
    """Return the exercise of a circuit of that name, with a copy of a shipped figure inside."""
    text = f'title = "{name}"\n[[exercise]]\nname = "Plank"\ntime = 9\n'
    if figure:
        shipped = (folders.figures() / f"{figure}.toml").read_text()
        text += f"[figure.plank]\n{shipped.replace('[pose.', '[figure.plank.pose.')}"
    (own / f"{name}.toml").write_text(text)
    return pick(name, "plank")


def figures_in(circuit: Circuit) -> list[object]:
    """Return what each exercise is shown by, apart from its name; None if it has no figure."""
    timeline = compile_timeline(circuit, default_choices(circuit), "any")
    found, complaints = figures_of(phase.effort.movement for phase in timeline.phases)
    assert complaints == ()
    shown = [found.get(it.id) for it in circuit.exercises]
    return [figure and replace(figure, name="") for figure in shown]


def test_an_exercise_keeps_the_figure_inside_its_circuit_and_no_other_has_it(own: Path) -> None:
    picks = [
        plank(own, "bare"),
        plank(own, "one", "pulses"),
        plank(own, "other", "split-squat-hold"),
        plank(own, "one", "pulses"),
    ]
    made = made_of(*picks)
    assert len(made.figures) == 2
    assert [repr(it) for it in figures_in(made)] == [
        repr(figure) for it in picks for figure in figures_in(it.circuit)
    ]
    assert figures_in(made)[0] is None


def test_a_picked_circuit_is_in_normal_form(own: Path) -> None:
    text = picked_text([pick("runner-strength", "leg-lift"), plank(own, "one", "pulses")])
    assert normal_form(text) == text
