from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.library.circuit_files.reading import read
from hiptimer.library.one_line import UnreadableLine, circuit_file_text, circuit_from_line
from tests.conftest import times_as_many_examples

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiptimer.circuit.model import Circuit


class Row(NamedTuple):
    """What a line of one exercise means."""

    name: str
    dose: dict[str, Any]
    rounds: int | str | None = None
    sides: str | None = None
    rest: str | None = None
    others: Mapping[str, Any] = MappingProxyType({})


READ = [
    (
        "3 x 30s side plank each side, rest 20s",
        Row("Side plank", {"time": "30s"}, 3, "each", "20s"),
    ),
    ("10 bird dog 3-0-3", Row("Bird dog", {"reps": 10, "tempo": "3-0-3"})),
    # Rounds as people write them.
    ("3x10 squats", Row("Squats", {"reps": 10}, 3)),
    ("3 x10 squats", Row("Squats", {"reps": 10}, 3)),
    ("3×10 squats", Row("Squats", {"reps": 10}, 3)),
    ("3 X 10 Squats", Row("Squats", {"reps": 10}, 3)),
    ("3 sets of 10 squats", Row("Squats", {"reps": 10}, 3)),
    ("1 set of 10 squats", Row("Squats", {"reps": 10}, 1)),
    ("2 rounds of 30s plank", Row("Plank", {"time": "30s"}, 2)),
    ("2-3 x 8-12 squats", Row("Squats", {"reps": "8-12"}, "2-3")),
    ("3x30s plank", Row("Plank", {"time": "30s"}, 3)),
    # Durations and their units.
    ("30 sec plank", Row("Plank", {"time": "30s"})),
    ("30secs plank", Row("Plank", {"time": "30s"})),
    ("30 Seconds plank", Row("Plank", {"time": "30s"})),
    ("30 seconds of plank", Row("Plank", {"time": "30s"})),
    ("1:30 wall sit", Row("Wall sit", {"time": "1m30s"})),
    ("0:45 wall sit", Row("Wall sit", {"time": "45s"})),
    ("1 min plank", Row("Plank", {"time": "1m"})),
    ("2 minutes plank", Row("Plank", {"time": "2m"})),
    ("1 min 30 s plank", Row("Plank", {"time": "1m30s"})),
    ("1m30s plank", Row("Plank", {"time": "1m30s"})),
    ("1.5s jump", Row("Jump", {"time": "1.5s"})),
    ("20-30s plank", Row("Plank", {"time": "20s-30s"})),
    ("20 s - 30 s plank", Row("Plank", {"time": "20s-30s"})),
    ("20–30 sec plank", Row("Plank", {"time": "20s-30s"})),
    ("20 to 30 sec plank", Row("Plank", {"time": "20s-30s"})),
    ("1:00-1:30 plank", Row("Plank", {"time": "1m-1m30s"})),
    # Reps.
    ("10 reps squats", Row("Squats", {"reps": 10})),
    ("10 reps of squats", Row("Squats", {"reps": 10})),
    ("8 to 12 squats", Row("Squats", {"reps": "8-12"})),
    ("90 plank", Row("Plank", {"reps": 90})),
    ("10 press ups", Row("Press ups", {"reps": 10})),
    ("10 step ups per leg", Row("Step ups", {"reps": 10}, sides="each")),
    ("reps to fatigue push-ups", Row("Push-ups", {"reps": "fatigue"})),
    # Holds.
    ("hold 30s plank", Row("Plank", {"hold": "30s"})),
    ("hold for 30 s plank", Row("Plank", {"hold": "30s"})),
    ("30s split squat hold each leg", Row("Split squat hold", {"hold": "30s"}, sides="each")),
    (
        "2 x hold to fatigue wall sit, rest 1 min",
        Row("Wall sit", {"hold": "fatigue"}, 2, rest="1m"),
    ),
    # Sides, tempo, rest and load.
    ("10 lunges alternating", Row("Lunges", {"reps": 10}, sides="alternate")),
    ("10 lunges alternating legs", Row("Lunges", {"reps": 10}, sides="alternate")),
    ("30s side plank left side", Row("Side plank", {"time": "30s"}, sides="left")),
    ("10 leg lifts right", Row("Leg lifts", {"reps": 10}, sides="right")),
    (
        "10 split squats 30x1 each leg",
        Row("Split squats", {"reps": 10, "tempo": "30X1"}, sides="each"),
    ),
    ("10 squats tempo 3-1", Row("Squats", {"reps": 10, "tempo": "3-1"})),
    (
        "10 squats, tempo 3-1-1-0, each side",
        Row("Squats", {"reps": 10, "tempo": "3-1-1-0"}, sides="each"),
    ),
    ("3 x 30s plank, 20s rest", Row("Plank", {"time": "30s"}, 3, rest="20s")),
    ("3 x 30s plank, rest for 1:00", Row("Plank", {"time": "30s"}, 3, rest="1m")),
    ("10 squats, load 12 kg", Row("Squats", {"reps": 10}, others={"load": "12 kg"})),
    # Names.
    ('30s "90/90 stretch" each side', Row("90/90 stretch", {"time": "30s"}, sides="each")),
    ("30s “90/90 stretch” each leg", Row("90/90 stretch", {"time": "30s"}, sides="each")),
    ('10 "reach, left; then right"', Row("reach, left; then right", {"reps": 10})),
    (
        "10 world's greatest stretch (on knees)",
        Row("World's greatest stretch (on knees)", {"reps": 10}),
    ),
    ("10 squats with band", Row("Squats with band", {"reps": 10})),
    ("  10   squats ; ", Row("Squats", {"reps": 10})),
]


@pytest.mark.parametrize(("line", "row"), READ, ids=lambda it: it if isinstance(it, str) else "")
def test_a_line_is_read_as_people_write_it(line: str, row: Row) -> None:
    (found,) = tomllib.loads(circuit_file_text(line))["exercise"]
    del found["id"]
    options = {"rounds": row.rounds, "sides": row.sides, "rest": row.rest}
    expected = {key: value for key, value in options.items() if value is not None}
    assert found == {"name": row.name, **expected, **row.dose, **row.others}


REFUSED = [
    # No dose at the beginning.
    ("plank 30s", 'no dose at "plank"'),
    ("1 x side plank 3 x 30s", 'no dose at "side"'),
    ("three x 10 squats", 'no dose at "three"'),
    ("10squats", 'no dose at "10squats"'),
    ("3x10x5 squats", 'no dose at "10x5"'),
    ("1.5 min plank", 'no dose at "1.5"'),
    ("30sc plank", 'no dose at "30sc"'),
    ('30" plank', 'no dose at "30""'),
    ("30'' plank", "no dose at \"30''\""),
    ("3 x max push-ups", 'no dose at "max"'),
    ("3 x to fatigue push-ups", 'no dose at "to"'),
    ("", "the line is empty"),
    (" ; ", "the line is empty"),
    (",", 'no dose at ""'),
    ("3 sets:", 'no dose at ""'),
    # Typing errors in a unit must not become reps.
    ("30 sek plank", '"sek" is not a unit; write 30 sec'),
    ("30 sc plank", '"sc" is not a unit; write 30 sec'),
    ("30 mintues plank", '"mintues" is not a unit; write 30 minutes'),
    ("20 - 1m30s plank", '"20 - 1m30s plank" has no unit at its first number'),
    # Words of the grammar in the wrong place, and what looks like a dose.
    ("3 sets 10 squats", '"sets" is not understood here'),
    ("10 squats 20kg", '"20kg" is not understood here'),
    ("10 squats @ 12 kg", '"@" is not understood here'),
    ("10 squats and 10 lunges", '"10" is not understood here'),
    ("30s 90/90 stretch", '"90/90" is not understood here'),
    ("30s left side plank", '"left" is not understood here'),
    ("10 squats left and right", '"left" is not understood here'),
    ("10 split squats 3-1", '"3-1" is not understood here'),
    ("10 squats slow tempo", '"tempo" is not understood here'),
    ("1 min 30 plank", '"30" is not understood here'),
    ("30s plank both sides", '"both" is not understood here'),
    ('10 "dead bug" slowly', '""dead" is not understood here'),
    ("12 dead bug l/r", '"l/r" is not understood here'),
    ("10 leg raises R", '"R" is not understood here'),
    ("10 leg raises (L)", '"(L)" is not understood here'),
    ("10 lunges (each)", '"(each)" is not understood here'),
    ("10 lunges alternately", '"alternately" is not understood here'),
    ("10 lunges total", '"total" is not understood here'),
    ("30s plank twice", '"twice" is not understood here'),
    ("30s plank until tired", '"until" is not understood here'),
    ("10 squats a side", '"a" is not understood here'),
    ("10 squats every side", '"every" is not understood here'),
    ("30s plank switch sides", 'the name ends in "sides"'),
    ("10 lunges to the left", 'the name ends in "the"'),
    ("5 minutes", "the exercise has no name"),
    ("10", "the exercise has no name"),
    ('10 ""', '"""" is not understood here'),
    ("10 squats each side each side", "sides appears twice"),
    ("10 squats each side, alternating", "sides appears twice"),
    # Details and rests.
    ("3 x 30s plank, rest 20", '"rest 20" is not understood'),
    ("3 x 30s plank, rset 20s", '"rset 20s" is not understood'),
    ("3 x 1,5s plank", '"5s plank" is not understood'),
    ("10 squats, slowly", '"slowly" is not understood'),
    ("10 squats, rest 30s", "the rest is between rounds, and there is only one"),
    ("1 x 10 squats, rest 30s", "the rest is between rounds, and there is only one"),
    ("1 set: 10 squats; rest 30s", "a rest belongs between two exercises"),
    ("rest 30s; 10 squats", "a rest belongs between two exercises"),
    ("10 squats; rest 30s", "a rest belongs between two exercises"),
    ("10 squats; rest 30s; rest 30s; 10 lunges", "a rest belongs between two exercises"),
    # The rules of circuit files.
    ("300 squats", "reps: 300 is out of bounds"),
    ("2 x 90 min plank", "longer than an hour"),
    ("30-20s plank", "order"),
    ("hold 30s plank alternating", "hold: a hold cannot alternate sides"),
    ("10 aaaaaaaaaaaaaaaaaaaaaaaaa", "at most 24 characters per word"),
    ("10 squats\x1b[2J", "control character U+001B"),
]


@pytest.mark.parametrize(("line", "message"), REFUSED)
def test_words_that_cannot_be_read_exactly_are_refused_and_quoted(line: str, message: str) -> None:
    with pytest.raises(UnreadableLine) as caught:
        circuit_from_line(line)
    assert message in str(caught.value)
    assert "\x1b" not in str(caught.value)


def test_a_refusal_quotes_each_part_that_cannot_be_read() -> None:
    with pytest.raises(UnreadableLine) as caught:
        circuit_from_line("10 squats; plank 30s; 5 lunges; 10 squats 20kg")
    first, second = str(caught.value).splitlines()
    assert first.startswith('"plank 30s": no dose at "plank"; write one such as 30s plank')
    assert second.startswith('"10 squats 20kg": "20kg" is not understood here; write 3 x 30s NAME')


def test_a_problem_of_the_circuit_file_is_reported_with_its_part_of_the_line() -> None:
    with pytest.raises(UnreadableLine) as caught:
        circuit_from_line("10 squats; rest 20s; 300 lunges")
    assert str(caught.value).startswith('"300 lunges": reps: 300 is out of bounds')


def test_a_rest_between_exercises_comes_before_the_next_one() -> None:
    written = tomllib.loads(circuit_file_text("30s plank; rest 45s; 10 squats; 5 lunges"))
    assert [it.get("prepare") for it in written["exercise"]] == [None, "45s", None]


def test_sets_at_the_beginning_and_the_rest_between_them_at_the_end() -> None:
    written = tomllib.loads(circuit_file_text("2-3 sets: 30s plank; 10 squats; rest 1:30"))
    assert written["sets"] == "2-3"
    assert written["rest_between_sets"] == "1m30s"
    assert [it["name"] for it in written["exercise"]] == ["Plank", "Squats"]


def test_an_exercise_may_appear_several_times() -> None:
    long = "b " * 25 + "c"
    line = f"10 squats; 10 squats; 5 squats; 5 体操; 5 体操; 5 {long}; 5 {long}"
    ids = [it["id"] for it in tomllib.loads(circuit_file_text(line))["exercise"]]
    assert ids[:5] == ["squats", "squats-2", "squats-3", "exercise", "exercise-2"]
    assert len(set(ids)) == len(ids)


def test_line_breaks_separate_exercises_like_semicolons() -> None:
    circuit = circuit_from_line("10 squats\n5 lunges\n")
    assert [it.name for it in circuit.exercises] == ["Squats", "Lunges"]


def test_the_title_is_the_beginning_of_the_line() -> None:
    long = "10 squats; " * 10
    assert circuit_from_line(" 10  squats;5 lunges").title == "10 squats; 5 lunges"
    assert circuit_from_line(long).title == long[:60].strip()
    assert circuit_from_line('10 "' + "a" * 24 + '"').title


NAMES = [
    *("Squats", "sit ups", "Step ups", "press-ups", "seated rows"),
    *(
        "single leg bridge",
        "high knees",
        "mountain climbers",
        "dead bugs",
        "hip hinges",
        "scissors",
    ),
    *("hundreds", "Supermans", "side bends", "monster walks", "inchworms", "lunges"),
    *("heel drops", "calf raises", "T-spine rotations", "Y raises", "world's greatest stretch"),
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_an_exercise_is_kept(name: str) -> None:
    circuit = circuit_from_line(f"10 {name}")
    assert [it.name.lower() for it in circuit.exercises] == [name.lower()]


@pytest.mark.parametrize("name", ["mini squats", "hourglass twists"])
def test_a_name_that_begins_like_a_unit_needs_quotes(name: str) -> None:
    with pytest.raises(UnreadableLine, match=r"is not a unit; write 10 .* in quotes"):
        circuit_from_line(f"10 {name}")
    assert [it.name for it in circuit_from_line(f'10 "{name}"').exercises] == [name]


GRAMMAR = {
    *("h", "hr", "hrs", "hour", "hours", "m", "min", "mins", "minute", "minutes"),
    *("s", "sec", "secs", "second", "seconds", "x", "to", "of", "for", "hold", "fatigue"),
    *("rep", "reps", "set", "sets", "round", "rounds", "rest", "tempo", "load", "only"),
    *("each", "per", "side", "leg", "arm", "foot", "hand", "hip", "knee", "left", "right"),
    *("alternate", "alternating", "sides", "legs", "arms", "feet"),
}
WORDS = st.sampled_from(
    [
        *("3", "10", "30s", "1:30", "20-30", "3x10", "x", "×", "sec", "min", "rest", "rest 20s"),
        *("each side", "alternating", "left", "right", "hold", "to fatigue", "reps", "of", "sets"),
        *("squats", "side plank", "bird dog", "push-ups", "3-0-3", "30X1", "tempo", ",", ";", ":"),
        *('"', '"90/90"', "“", "-", "–", "3 sets:", "load", "kg", "\n", "'", "@", "0"),
    ]
)
LINES = st.one_of(
    st.text(),
    st.lists(WORDS).map(" ".join),
    st.lists(WORDS).map("".join),
    st.tuples(st.sampled_from(["3 x 10 ", "30s ", "hold 30s "]), st.text()).map("".join),
)


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.casefold())


def circuit_or_none(line: str) -> Circuit | None:
    """Return the circuit of a line; None if it is refused, with a text that a terminal can show."""
    try:
        return circuit_from_line(line)
    except UnreadableLine as error:
        if all(it.isprintable() for it in str(error).splitlines()):
            return None
        raise


@times_as_many_examples(20)
@given(LINES)
def test_any_text_is_refused_or_read_without_dropping_a_word(line: str) -> None:
    circuit = circuit_or_none(line)
    if circuit is None:
        return
    written = circuit_file_text(line)
    assert read(tomllib.loads(written)) == circuit
    exercises = tomllib.loads(written)["exercise"]
    kept = words_of(" ".join(f"{it['name']} {it.get('load', '')}" for it in exercises))
    for word in words_of(line):
        if word in kept:
            kept.remove(word)
        else:
            assert word in GRAMMAR
    assert kept == []


@given(
    st.lists(
        st.sampled_from([line for line, _ in READ] + ["rest 20s", "5 lunges"]),
        min_size=1,
        max_size=3,
    ).map("; ".join)
)
def test_every_number_of_a_line_counts(line: str) -> None:
    before = circuit_or_none(line)
    if before is None:
        return
    for number in re.finditer("[0-9]+", line):
        other = f"{line[: number.start()]}{int(number[0]) + 1}{line[number.end() :]}"
        after = circuit_or_none(other)
        assert after is None or replace(after, title="") != replace(before, title="")
