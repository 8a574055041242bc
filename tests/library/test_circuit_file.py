"""What a circuit file may say, and what it means."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.circuit.amounts import Range, TempoBeat
from hiptimer.circuit.doses import AnyDose, FreeReps, PacedReps, PacedTime, Timed, ToFatigue
from hiptimer.circuit.model import Block, Circuit, Exercise, Stage
from hiptimer.foundation.toml.document import parse
from hiptimer.foundation.toml.faults import Misread, NotToml
from hiptimer.library.circuit_files.longest import longest_choices
from hiptimer.library.circuit_files.reading import read
from hiptimer.library.circuit_files.schema import schema
from hiptimer.library.circuit_files.values import slug
from hiptimer.plan.lengths import planned_seconds


def circuit(exercise: str, head: str = "") -> Circuit:
    return read(tomllib.loads(f'title = "T"\n{head}\n[[exercise]]\nname = "Hold on"\n{exercise}'))


def only_exercise(lines: str) -> Exercise:
    return circuit(lines).exercises[0]


def test_a_missing_key_has_its_default() -> None:
    found = circuit("reps = 10")
    assert found == Circuit(
        title="T",
        prepare_seconds=10.0,
        switch_seconds=5.0,
        rest_between_exercises=Range.single(15.0),
        rest_between_sets=(Range.single(60.0),),
        rest_between_blocks=Range.single(60.0),
        blocks=(
            Block(
                exercises=(
                    Exercise(
                        id="hold-on",
                        name="Hold on",
                        dose=FreeReps(Range.single(10), None),
                        word="WORK",
                    ),
                ),
            ),
        ),
    )


def test_every_key_of_a_circuit_arrives() -> None:
    found = circuit(
        "reps = 1",
        """
        author = "A"
        source = "S"
        url = "https://example.org"
        about = "one\\ntwo\\n"
        warning = "W"
        sets = "3-4"
        order = "straight"
        prepare = "1s"
        switch = 2
        rest_between_exercises = 3.5
        rest_between_sets = "1m"
        """,
    )
    assert (found.author, found.source, found.url) == ("A", "S", "https://example.org")
    assert (found.about, found.warning) == ("one\ntwo", "W")
    assert (found.blocks[0].sets, found.blocks[0].order) == (Range(3, 4, 3), "straight")
    assert (found.prepare_seconds, found.switch_seconds) == (1.0, 2.0)
    assert found.rest_between_exercises == Range.single(3.5)
    assert found.rest_between_sets == (Range.single(60.0),)


def test_every_key_of_an_exercise_arrives() -> None:
    assert only_exercise(
        """
        id = "own"
        sides = "each"
        first_side = "right"
        side_means = "knee up"
        rounds = "2-3"
        rest = "4s"
        switch = "5s"
        prepare = "6s"
        word = "STRETCH"
        how = ["one", "two"]
        tip = "T"
        warning = "W"
        variants = ["a", "b"]
        equipment = ["band"]
        stages = [{ at = 0, say = "sink" }, { at = "5s", say = "rotate" }]
        figure = "lunge"
        time = "10s"
        """
    ) == Exercise(
        id="own",
        name="Hold on",
        dose=Timed(Range.single(10.0), isometric=False),
        word="STRETCH",
        sides="each",
        first_side="right",
        side_means="knee up",
        rounds=Range(2, 3, 2),
        rest=Range.single(4.0),
        switch_seconds=5.0,
        prepare=Range.single(6.0),
        how=("one", "two"),
        tip="T",
        warning="W",
        variants=("a", "b"),
        equipment=("band",),
        stages=(Stage(0.0, "sink"), Stage(5.0, "rotate")),
        figure="lunge",
    )


DRIVE_RETURN = (TempoBeat("drive", Range.single(1.0)), TempoBeat("return", Range.single(3.0)))


@pytest.mark.parametrize(
    ("lines", "dose"),
    [
        ('time = "30s"', Timed(Range.single(30.0), isometric=False)),
        ("time = 30", Timed(Range.single(30.0), isometric=False)),
        ('hold = "15s - 30s"', Timed(Range(15.0, 30.0, 15.0), isometric=True)),
        (
            'time = { from = "15s", to = 30, default = "20s" }',
            Timed(Range(15.0, 30.0, 20.0), isometric=False),
        ),
        ('hold = "fatigue"', ToFatigue(30.0, 90.0, isometric=True)),
        ('hold = "fatigue"\ntarget = "45s"\ncap = "45s"', ToFatigue(45.0, 45.0, isometric=True)),
        (
            'reps = 10\ntempo = { drive = "1s", return = "3s" }',
            PacedReps(Range.single(10), DRIVE_RETURN),
        ),
        (
            'reps = "8-12"\ntempo = [["drive", 1], ["return", 3]]',
            PacedReps(Range(8, 12, 8), DRIVE_RETURN),
        ),
        (
            'time = "1m-3m"\ntempo = { hold = "5s-10s" }',
            PacedTime(Range(60.0, 180.0, 60.0), (TempoBeat("hold", Range(5.0, 10.0, 5.0)),)),
        ),
        ("reps = { from = 8, to = 12, default = 10 }", FreeReps(Range(8, 12, 10), None)),
        ('reps = 10\ntarget = "1m"', FreeReps(Range.single(10), 60.0)),
    ],
)
def test_the_keys_of_a_dose_make_its_type(lines: str, dose: AnyDose) -> None:
    assert only_exercise(lines).dose == dose


def test_beats_of_the_same_name_keep_their_places() -> None:
    dose = only_exercise(
        'reps = 5\ntempo = [["lift", 1], ["pause", 1], ["lower", 2], ["pause", 0.5]]'
    ).dose
    assert isinstance(dose, PacedReps)
    assert [beat.name for beat in dose.tempo] == ["lift", "pause", "lower", "pause"]


@pytest.mark.parametrize(
    ("lines", "word"),
    [
        ('hold = "30s"', "HOLD"),
        ('hold = "fatigue"', "HOLD"),
        ('time = "30s"', "WORK"),
        ("reps = 3", "WORK"),
        ('hold = "30s"\nword = "STRETCH"', "STRETCH"),
    ],
)
def test_the_word_on_the_screen_follows_the_dose_unless_given(lines: str, word: str) -> None:
    assert only_exercise(lines).word == word


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("World's greatest stretch", "world-s-greatest-stretch"),
        ("  Dehnübung — links ", "dehnubung-links"),
        ("ß", "ss"),
        ("☺", ""),
        ("abcdefghij " * 5, "abcdefghij-abcdefghij-abcdefghij-abcdefg"),
        ("a" * 39 + " b", "a" * 39),
    ],
)
def test_a_name_gives_an_id(name: str, expected: str) -> None:
    assert slug(name) == expected


@pytest.mark.parametrize(
    ("lines", "head", "seconds"),
    [
        # Whitt's split squat: 2 rounds of both sides, a switch between each two efforts.
        ('sides = "each"\nrounds = 2\nhold = "fatigue"', 'switch = "15s"', 10 + 4 * 30 + 3 * 15),
        # A rest between rounds that is longer than the switch replaces it.
        ('sides = "each"\nrounds = 2\nrest = "20s"\ntime = 30', "", 10 + 4 * 30 + 2 * 5 + 20),
        ('rounds = "2-3"\nrest = "7s"\ntime = "20s-30s"', "sets = 2", 10 + 6 * 30 + 4 * 7 + 60),
        ('sides = "alternate"\nreps = 10\ntempo = { a = 1, b = "2s-3s" }', "", 10 + 20 * 4),
        ('sides = "alternate"\nreps = 10', "", 10 + 20 * 3),
        ("reps = 10\ntarget = 50", "", 10 + 50),
        ('sides = "alternate"\ntime = 5\ntempo = { a = 4 }', "", 10 + 8),
        ('sides = "each"\nswitch = "90s"\ntime = 10', "sets = 2", 10 + 4 * 10 + 3 * 90),
        ('prepare = "70s"\ntime = 10', "sets = 2", 10 + 10 + 70 + 10),
        (
            (
                'time = 10\n[[exercise]]\nname = "B"\nprepare = 7\ntime = 20\n'
                '[[exercise]]\nname = "C"\ntime = 30'
            ),
            "sets = 2",
            10 + 2 * (10 + 7 + 20 + 15 + 30) + 60,
        ),
        (
            'time = 10\n[[exercise]]\nname = "B"\nprepare = 7\ntime = 20\nsides = "each"',
            'sets = 2\norder = "straight"\nrest_between_sets = 1',
            10 + (10 + 1 + 10) + 7 + (20 + 5 + 20 + 5 + 20 + 5 + 20),
        ),
    ],
)
def test_the_longest_plan_takes_every_choice_at_its_high_end(
    lines: str, head: str, seconds: float
) -> None:
    found = circuit(lines, head)
    assert planned_seconds(found, longest_choices(found)) == seconds


def test_the_shipped_schema_is_the_one_the_tables_make() -> None:
    shipped = Path(__file__).parents[2] / "circuits" / "schema.json"
    assert shipped.read_text("utf-8") == schema()


def test_every_field_of_the_schema_is_described() -> None:
    described = json.loads(schema())
    tables = [described, *described["$defs"].values()]
    fields = [(name, field) for table in tables for name, field in table["properties"].items()]
    assert len(fields) > 30
    assert [name for name, field in fields if not field.get("description")] == []
    assert all(table["additionalProperties"] is False for table in tables)


toml_values = st.recursive(
    st.none().map(lambda _: "")
    | st.text(max_size=30)
    | st.integers()
    | st.floats()
    | st.booleans()
    | st.sampled_from(["30s", "15s-30s", "3-4", "fatigue", "each", "alternate", "left", "x-y"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=8) | st.sampled_from(["from", "to", "at", "say"]), inner)
    ),
    max_leaves=6,
)
exercise_keys = [
    *("name", "id", "sides", "first_side", "rounds", "rest", "switch", "prepare", "word", "how"),
    *("tip", "variants", "equipment", "stages", "figure"),
    *("time", "hold", "reps", "tempo", "target", "cap"),
]
exercises = st.dictionaries(st.sampled_from(exercise_keys) | st.text(max_size=8), toml_values)
documents = st.dictionaries(
    st.sampled_from(["title", "about", "sets", "order", "prepare", "switch"]), toml_values
)


@given(documents, st.lists(exercises | toml_values, max_size=4) | toml_values)
def test_a_document_is_a_circuit_or_has_faults_in_printable_words(
    document: dict[str, Any], listed: object
) -> None:
    messages = ["a circuit"]
    try:
        read({**document, "exercise": listed})
    except Misread as error:
        messages = [fault.message for fault in error.parts]
    assert messages
    assert all(message.isprintable() for message in messages)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_garbage_is_parsed_or_rejected_as_invalid_toml(data: bytes) -> None:
    message, line = "a document", None
    try:
        parse(data)
    except NotToml as error:
        message, line = error.message, error.line
    assert message.isprintable()
    assert line is None or 1 <= line <= data.count(b"\n") + 1
