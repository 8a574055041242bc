"""Several circuits done as one workout."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.circuit.amounts import READY, Range
from hiptimer.circuit.model import Block, OwnFigure
from hiptimer.foundation import folders
from hiptimer.foundation.toml.faults import Misread
from hiptimer.library import loading
from hiptimer.library.circuit_files.copies import read_copy
from hiptimer.library.circuit_files.reading import read
from hiptimer.library.circuit_files.writing import copy_document, document
from hiptimer.library.joining import CannotJoin, join_circuits
from hiptimer.plan.choices import default_choices, with_start
from hiptimer.plan.compiler import compile_timeline
from hiptimer.plan.timeline import WAITING_REST_SECONDS
from tests.conftest import circuit, exercise, timed
from tests.strategies import circuits_of_files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiptimer.circuit.amounts import Rest
    from hiptimer.circuit.model import Circuit
    from hiptimer.plan.timeline import Phase, Timeline


def shipped(*ids: str) -> list[tuple[str, Circuit]]:
    found = [(id_, loading.find(id_).circuit) for id_ in ids]
    return [(id_, circuit) for id_, circuit in found if circuit]


def joined(*parts: Circuit) -> Circuit:
    return join_circuits([(f"part-{number}", it) for number, it in enumerate(parts, start=1)])[1]


def laid_out(circuit: Circuit) -> Timeline:
    return compile_timeline(circuit, default_choices(circuit), "joined")


def prescribed(phases: Sequence[Phase]) -> list[tuple[object, ...]]:
    """Return what `phases` are, without the ids and figures by which their exercises are known."""
    return [
        (
            phase.kind,
            phase.seconds,
            phase.cues,
            phase.effort._replace(
                movement=phase.effort.movement._replace(id="", figure=""),
                block=None,
                block_title="",
            ),
        )
        for phase in phases
    ]


def from_first_effort(phases: Sequence[Phase]) -> Sequence[Phase]:
    return phases if phases[0].is_effort else phases[1:]


def planned(rest: Rest | None) -> float:
    if rest is None:
        return 0.0
    return float(rest.default) if isinstance(rest, Range) else WAITING_REST_SECONDS


@given(circuits_of_files(), circuits_of_files())
def test_the_phases_of_one_circuit_come_after_those_of_the_other(
    one: Circuit, other: Circuit
) -> None:
    first, second, both = laid_out(one), laid_out(other), laid_out(joined(one, other))
    number = len(first.phases)
    assert prescribed(both.phases[:number]) == prescribed(first.phases)
    later, alone = (from_first_effort(it) for it in (both.phases[number:], second.phases))
    assert later[0].effort.movement.title == alone[0].effort.movement.title
    # Its cues also say what comes off after the first circuit.
    assert prescribed(later[1:]) == prescribed(alone[1:])


@given(circuits_of_files(), circuits_of_files())
def test_one_pause_between_is_the_longest_that_the_second_circuit_asks_for(
    one: Circuit, other: Circuit
) -> None:
    block = other.blocks[0]
    rest = other.rest_between_blocks if block.rest is None else block.rest
    prepare = block.exercises[0].prepare
    lengths = [planned(rest), other.prepare_seconds, planned(prepare)]
    pause = WAITING_REST_SECONDS if READY in (rest, prepare) else max(lengths)
    apart = laid_out(one).planned_seconds + laid_out(other).planned_seconds
    together = laid_out(joined(one, other)).planned_seconds
    assert together == pytest.approx(apart - other.prepare_seconds + pause)


@given(st.lists(circuits_of_files(), min_size=2, max_size=4))
def test_a_joined_circuit_is_what_the_diary_reads_back(parts: list[Circuit]) -> None:
    both = joined(*parts)
    assert read_copy(json.loads(json.dumps(copy_document(both)))) == both
    ids = [*(it.id for it in both.exercises), *(it.id for it in both.blocks)]
    assert len(set(ids)) == len(ids)


def test_the_id_and_the_titles_name_each_circuit() -> None:
    id_, both = join_circuits(shipped("runner-warm-up", "whitt-hip-flexor"))
    assert id_ == "runner-warm-up/whitt-hip-flexor"
    assert both.title == "Runner's warm-up + Whitt's hip flexor circuit"
    assert [(it.id, it.title) for it in both.blocks] == [
        ("runner-warm-up", "Runner's warm-up"),
        ("whitt-hip-flexor", "Whitt's hip flexor circuit"),
    ]


def test_the_same_circuit_twice_is_refused() -> None:
    with pytest.raises(CannotJoin, match="runner-warm-up is there 2 times; name each circuit once"):
        join_circuits(shipped("runner-warm-up", "whitt-hip-flexor", "runner-warm-up"))


def test_an_id_of_several_circuits_gets_the_id_of_its_circuit_in_front() -> None:
    plank, bridge = exercise("plank", timed(20.0)), exercise("bridge", timed(20.0))
    main = Block(id="main", title="Main", exercises=(plank, bridge))
    in_block = replace(circuit(plank), blocks=(main,))
    named = [("a", in_block), ("my plan v1.2", in_block), ("bridge", circuit(bridge))]
    _, both = join_circuits(named)
    assert [it.id for it in both.exercises] == [
        *("a:plank", "a:bridge", "my-plan-v1-2:plank", "my-plan-v1-2:bridge"),
        "bridge:bridge",
    ]
    assert [it.id for it in both.blocks] == ["a:main", "my-plan-v1-2:main", "bridge"]
    start = with_start(both, default_choices(both), "my-plan-v1-2:main.1.my-plan-v1-2:bridge")
    assert compile_timeline(both, start, "joined").phases[0].effort.block == "my-plan-v1-2:main"


def test_only_a_copy_of_joined_circuits_has_ids_with_a_colon() -> None:
    _, both = join_circuits([(it, circuit(exercise("plank", timed(20.0)))) for it in "ab"])
    assert read_copy(copy_document(both)) == both
    with pytest.raises(Misread, match='"a:plank" is not made of 1 to 40 of a-z, 0-9 and -'):
        read(document(both))


def test_a_name_without_latin_letters_still_gives_its_block_an_id() -> None:
    (_, warm_up), (_, whitt) = shipped("runner-warm-up", "whitt-hip-flexor")
    _, both = join_circuits([("体操", warm_up), ("热身", whitt)])
    assert [it.id for it in both.blocks] == ["circuit", "circuit-2"]


def test_each_exercise_keeps_the_figure_of_its_own_file() -> None:
    texts = [(folders.figures() / f"{it}.toml").read_text() for it in ("pulses", "leg-lift")]
    figures = [OwnFigure("plank", json.dumps(tomllib.loads(text))) for text in texts]
    plank = circuit(exercise("plank", timed(20.0)))
    both = joined(*(replace(plank, figures=(figure,)) for figure in figures))
    shown = [both.own_figure(it) for it in both.exercises]
    assert [it and json.loads(it.document) for it in shown] == [*map(tomllib.loads, texts)]


def test_all_warnings_are_kept_and_the_longest_recovery_counts() -> None:
    plain = circuit(exercise("plank", timed(20.0)))
    one = replace(plain, warning="Stop at pain.", recovery_hours=24.0)
    other = replace(plain, warning="Not when dizzy.", recovery_hours=48.0)
    both = joined(one, other, one)
    assert both.warning == "Stop at pain. Not when dizzy."
    assert both.recovery_hours == 48.0


def test_circuits_that_are_too_long_together_are_refused() -> None:
    longest = circuit(*(exercise(f"walk-{number}", timed(3600.0)) for number in range(10)))
    with pytest.raises(CannotJoin, match=r"do not fit into one workout: .* within 12 hours"):
        joined(longest, longest)


def test_more_exercises_than_a_circuit_may_have_are_refused() -> None:
    many = circuit(*(exercise(f"part-{number}", timed(5.0)) for number in range(51)))
    with pytest.raises(CannotJoin, match="there are 102 exercises; write 1 to 100"):
        joined(many, many)


def test_after_a_long_pause_each_circuit_gives_its_own_time_to_get_into_position() -> None:
    plank = circuit(exercise("plank", timed(20.0)))
    both = joined(*(replace(plank, prepare_seconds=seconds) for seconds in (20.0, 8.0)))
    efforts = [it.effort for it in laid_out(both).phases if it.is_effort]
    assert [it.lead_in_seconds for it in efforts] == [20.0, 8.0]


@pytest.mark.parametrize("blocks", [7, [7], [{"origin": "soon"}]])
def test_a_copy_with_damaged_blocks_is_refused(blocks: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        read_copy({"title": "Trial", "block": blocks})
