"""What is wrong with a circuit file, and on which line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiptimer.foundation.toml.files import FaultyFile
from hiptimer.library.loading import load

if TYPE_CHECKING:
    from pathlib import Path

HEAD = 'title = "T"\n[[exercise]]\nname = "A"\n'
"""Three lines of a sound file; an exercise's own keys begin on line 4."""


def problems(folder: Path, content: str | bytes) -> list[str]:
    """Return what is wrong with a file, without its path: "LINE: message"."""
    path = folder / "circuit.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(FaultyFile) as caught:
        load(path)
    return [str(problem).removeprefix(f"{path}:").strip() for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        (
            "",
            '2: no dose; write one of time = "30s", hold = "30s" or reps = 10, or "fatigue"',
        ),
        ('time = "15s-30"', '4: time: "15s-30" has a unit at one end only; write "15s-30s"'),
        ('time = "1m-2"', '4: time: "1m-2" has a unit at one end only; write "1m-2m"'),
        ('time = "15-30"', '4: time: "15-30" has no units; write "15s-30s"'),
        (
            'time = "30s-15s"',
            '4: time: "30s-15s" is in the wrong order; write "15s-30s"',
        ),
        ('time = "1s-2s-3s"', '4: time: "1s-2s-3s" is not a range; write it like "15s-30s"'),
        ('time = "30"', '4: time: "30" has no unit; write "30s" or 30 without quotes'),
        ("time = true", '4: time: true is not a duration; write "30s" or 30'),
        ("time = nan", '4: time: nan is not a duration; write "30s" or 30'),
        ("time = inf", '4: time: inf is not a duration; write "30s" or 30'),
        ("time = -1", "4: time: -1 is too short; write at least 0"),
        ("time = 3601", '4: time: 3601 is longer than an hour; write at most "1h"'),
        ("time = 2020-01-01", '4: time: a date or time is not a duration; write "30s" or 30'),
        (
            'switch = "1s-2s"\nreps = 1',
            '4: switch: "1s-2s" is a range where one duration belongs; write "30s"',
        ),
        ('rest = "later"\nreps = 1', '4: rest: "later" is not a rest; write "30s" or "ready"'),
        ("time = []", "4: time: is an empty list; write a value for each round or set"),
        (
            'time = ["30s", "x"]\nrounds = 2',
            '4: time 2: "x" is not a duration; write it like "30s", "1m30s" or "1.5s"',
        ),
        (
            "reps = [3, 2, 1]",
            ("4: reps: has 3 values for 1 set; write at most as many, or more sets"),
        ),
        (
            "reps = { left = 3, right = 2 }",
            '4: reps: left and right need both sides; write sides = "each", or one value',
        ),
        (
            'sides = "each"\nreps = { left = 3 }',
            ("5: reps: needs left and right, and nothing else; write { left = …, right = … }"),
        ),
        (
            'time = "fatigue"\ntempo = "3-0-1"',
            (
                "4: time: a time to fatigue has no beats; "
                'write reps = "fatigue" for reps in this tempo'
            ),
        ),
        (
            'reps = "fatigue"\ncap = 12',
            "5: cap: reps at your own pace have none; add a tempo, or remove it",
        ),
        (
            'reps = "fatigue"\ntarget = "12s"',
            "5: target: reps are counted; write a number from 1 to 200",
        ),
        (
            'reps = 1\nremind = ["0s"]',
            "5: remind 1: 0 is the end itself; write more than 0 seconds",
        ),
        ("duration = 9\nreps = 1", '4: unknown key "duration"; write time instead'),
        ("weight = 9\nreps = 1", '4: unknown key "weight"; write load instead'),
        ("repetitions = 9\nreps = 1", '4: unknown key "repetitions"; write reps instead'),
        ("steps = []\nreps = 1", '4: unknown key "steps"; write how instead'),
        ("repeats = 2\nreps = 1", '4: unknown key "repeats"; write rounds instead'),
        ('hold_time = "9s"\nreps = 1', '4: unknown key "hold_time"; write hold instead'),
        ("qqqqqq = 9\nreps = 1", '4: unknown key "qqqqqq"; remove it'),
        ('time = { from = "1s" }', "4: time: the range has no to; write { from = …, to = … }"),
        (
            "time = { from = 1, to = 3, default = 4 }",
            "4: time default: the default is outside the range; write one inside",
        ),
        (
            "time = { from = 3, to = 1 }",
            "4: time: the range is in the wrong order; write { from = 1, to = 3 }",
        ),
        (
            'time = { from = "30s", to = "15s" }',
            '4: time: the range is in the wrong order; write { from = "15s", to = "30s" }',
        ),
        (
            "reps = { from = 3, to = 3 }",
            "4: reps: the range is in the wrong order; write 3 alone",
        ),
        ('hold = "forever"', '4: hold: "forever" is not a hold; write "30s" or "fatigue"'),
        ('reps = "3"', '4: reps: "3" is a text; write 3 without quotes'),
        ("reps = 2.5", "4: reps: 2.5 is not a whole number; write one from 1 to 200"),
        ("reps = true", "4: reps: true is not a whole number; write one from 1 to 200"),
        ("reps = 201", "4: reps: 201 is out of bounds; write 1 to 200"),
        ('reps = "a-b"', '4: reps: "a-b" is not a number of reps; write 10, "8-12" or "fatigue"'),
        ("reps = 0xffffffffffffffff", "4: reps: a huge number is out of bounds; write 1 to 200"),
        ("reps = 1\nrounds = 101", "5: rounds: 101 is out of bounds; write 1 to 100"),
        ("tme = 1\nreps = 1", '4: unknown key "tme"; the nearest known one is "time"'),
        (
            'reps = 1\nsides = "both"',
            (
                '5: sides: "both" is not valid here; '
                'write "none", "each", "alternate", "left" or "right"'
            ),
        ),
        (
            'reps = 1\nhow = "step"',
            '5: how: "step" is not a list; write it in brackets: ["…", "…"]',
        ),
        ('reps = 1\nhow = [\n"a",\n" "]', "7: how 2: is empty; write something or omit it"),
        ("reps = 1\ntip = 3", "5: tip: 3 is not a text; write it in quotes"),
        ('reps = 1\ntip = "a\\nb"', "5: tip: has a line break as character 2; use one line"),
        (
            'reps = 1\ntip = "a\\u001b[31m"',
            "5: tip: has the control character U+001B as character 2; remove it",
        ),
        (
            'reps = 1\ntip = "\\u202e"',
            "5: tip: has the control character U+202E as character 1; remove it",
        ),
        ('reps = 1\nword = "EVERLASTINGLY"', "5: word: has 13 characters; at most 12 are allowed"),
        (
            'reps = 1\nid = "Leg Lift"',
            '5: id: "Leg Lift" is not made of 1 to 40 of a-z, 0-9 and -; write it like "leg-lift"',
        ),
        ('reps = 1\nvariants = ["a", "a"]', '5: variants 2: "a" appears twice; keep one'),
        ('time = "9s"\nhold = "9s"', "5: hold: there is already time; keep exactly one dose"),
        (
            'hold = "9s"\ntempo = { a = "1s" }',
            "5: tempo: a hold has no beats; use tempo with reps or time",
        ),
        (
            'sides = "alternate"\nhold = "9s"',
            (
                "5: hold: a hold cannot alternate sides; use time or reps with a beat that holds: "
                'tempo = { lift = "1s", hold = "5s", lower = "2s" }'
            ),
        ),
        (
            'reps = 1\nfirst_side = "right"',
            (
                "5: first_side: this exercise has no sides; "
                'write sides = "each" or "alternate", or remove first_side'
            ),
        ),
        (
            'reps = 1\nfirst_side = "right"\nsides = "left"',
            "5: first_side: only the left side is done; remove first_side",
        ),
        (
            'reps = 1\ntempo = "1s"',
            '5: tempo: "1s" is not a tempo; write { drive = "1s", return = "3s" } or "3-0-1"',
        ),
        ("reps = 1\ntempo = {}", "5: tempo: has 0 beats; write 1 to 16"),
        (
            'reps = 1\n[exercise.tempo]\nup = 1\ndown = "0.2s"',
            '7: tempo down: "0.2s" is too short; write at least "0.3s", or 0 for none',
        ),
        (
            'reps = 1\ntempo = [\n["up", 1],\n["down"]]',
            '7: tempo 2: is not a pair of a name and a duration; write ["lift", "1s"]',
        ),
        (
            'reps = 1\ntempo = [["a", 1], ["a", "1s-2s"]]',
            (
                '5: tempo: has several beats named "a", one of them a range; '
                "give that one a name of its own"
            ),
        ),
        (
            'time = 9\ncap = "9s"',
            '5: cap: only an effort to fatigue has one; write hold = "fatigue" with it',
        ),
        (
            "time = 9\ntarget = 9",
            (
                '5: target: this dose already has a length; use it with hold = "fatigue" '
                "or with reps without a tempo"
            ),
        ),
        ("reps = 9\ntarget = 0", "5: target: 0 is not a valid target; write more than 0 seconds"),
        (
            'hold = "fatigue"\ntarget = "91s"',
            (
                "5: target: the target of 1m31s exceeds the cap of 1m30s; "
                "write a cap no smaller than the target"
            ),
        ),
        (
            'hold = "fatigue"\ncap = "29s"',
            (
                "5: cap: the target of 30s exceeds the cap of 29s; "
                "write a cap no smaller than the target"
            ),
        ),
        (
            'time = 9\nstages = [\n{ at = 2, say = "a" },\n{ at = 2, say = "b" }]',
            "7: stages 2 at: 2s does not come after 2s; use increasing times",
        ),
        (
            'time = "5s-9s"\nstages = [{ at = 8, say = "a" }, { at = 9, say = "b" }]',
            "5: stages 2 at: 9s is not before the end at 9s; write less",
        ),
        (
            'hold = "fatigue"\nstages = [{ at = 90, say = "a" }]',
            "5: stages 1 at: 1m30s is not before the end at 1m30s; write less",
        ),
        (
            'reps = 9\nstages = [{ at = 1, say = "a" }]',
            "5: stages: reps have no stages; use them with time or hold",
        ),
        ("time = 9\nstages = [{ at = 1 }]", '5: stages 1 say is missing; write say = "…"'),
        (
            "time = 9\nstages = [3]",
            '5: stages 1: 3 is not a stage; write { at = "0s", say = "sink" }',
        ),
        (
            'reps = 200\ntempo = { up = "19s" }',
            "2: at its highest choices one effort lasts 1h3m20s; keep it within an hour",
        ),
        (
            'reps = 1\n[[exercise]]\nname = "a"\nreps = 1',
            '6: name: "a" is already the id of "A"; give this one an id of its own',
        ),
        (
            'reps = 1\n[[exercise]]\nname = "☺"\nreps = 1',
            '5: id is missing and "☺" gives none; write id = "…" with a-z, 0-9',
        ),
        ("reps = 1\n[[exercise]]\nreps = 1", '5: name is missing; write name = "…"'),
        (
            'reps = 1\n[[exercise]]\nname = " "\nreps = 1',
            "6: name: is empty; write a name",
        ),
    ],
)
def test_a_fault_in_an_exercise_is_named_with_its_line(
    tmp_path: Path, keys: str, message: str
) -> None:
    assert problems(tmp_path, HEAD + keys) == [message]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('[[exercise]]\nname = "A"\nreps = 1', '1: title is missing; write title = "…"'),
        ('title = "T"', "1: exercise is missing; write at least one [[exercise]]"),
        ('title = "T"\n\nexercise = []', "3: exercise: there are 0; write 1 to 100"),
        (
            'title = "T"\n[exercise]\nname = "A"',
            "2: exercise: a table is not a list; write [[exercise]] in two pairs of brackets",
        ),
        ('title = "T"\n' + "[[exercise]]\n" * 101, "2: exercise: there are 101; write 1 to 100"),
        (
            'title = "' + "a" * 25 + '"\n[[exercise]]\nname = "A"\nreps = 1',
            f'1: title: has the word "{"a" * 25}"; at most 24 characters per word',
        ),
        (
            'title = "T"\nsets = "3"\n[[exercise]]\nname = "A"\nreps = 1',
            '2: sets: "3" is a text; write 3 without quotes',
        ),
        (
            'title = "T"\norder = "random"\n[[exercise]]\nname = "A"\nreps = 1',
            '2: order: "random" is not valid here; write "circuit" or "straight"',
        ),
        (
            'title = "T"\nsets = 20\n[[exercise]]\nname = "A"\nrounds = 20\ntime = "2m"',
            "1: at its highest choices the circuit lasts 13h39m10s; keep it within 12 hours",
        ),
        ('title = "T"\ntitle = "U"', "2: this key appears twice; keep one of them"),
        ("a = 1\n\nb = 2\na = [\n1,\n]\n", "4: this key appears twice; keep one of them"),
        (
            "[a]\n[a]",
            "2: this table appears twice; keep one, or write [[exercise]]",
        ),
        ("a = 1\nb", '2: a key has no value; write key = "value"'),
        (
            "a = 1\r\nb = 2\r\r\n",
            '2: a value is followed by something else; durations need quotes: "30s"',
        ),
        ("a = 1\nb = [1", "2: a list is not closed; write ] after its last value"),
        (
            'a = 1\nb = "x\nc = 1',
            "2: a text holds a line break or control character; close its quote",
        ),
        ("a = 30s", '1: a value is followed by something else; durations need quotes: "30s"'),
        (b"a = 1\nb = '\xff'", "2: this is not UTF-8; save the file as UTF-8"),
        ("a = 1\nb = " + "[" * 5000, "2: lists or tables are nested too deeply; write them flat"),
        ("a = 1\nb = " + "9" * 5000, f'2: "{"9" * 39}…" has 5000 characters; write at most 500'),
        (
            "a = 1\n" + ".".join("b" * 20) + " = 1",
            "2: a key has more than 16 parts; use fewer dots",
        ),
        (
            "a = 1\nb = '" + "x" * 30000,
            "2: a text is far too long; close its quote, or write at most 2000",
        ),
        (
            "b = [\n" + "1,\n" * 60000,
            "16666: the file has far too many lines or values; a few hundred are enough",
        ),
        (
            " " * (1024 * 1024 + 1),
            "is larger than 1 MiB",
        ),
    ],
)
def test_a_fault_of_the_whole_file_is_named(tmp_path: Path, content: str, message: str) -> None:
    assert problems(tmp_path, content)[-1] == message


def test_all_problems_of_a_file_are_reported_together_in_the_order_of_its_lines(
    tmp_path: Path,
) -> None:
    content = """\
title = 3
setz = "3-4"
rest_between_sets = "2h"
[[exercise]]
name = "A"
hold = "15s-30"
time = "30s"
stages = [{ at = "40s", say = "late" }]
[[exercise]]
id = "a"
sides = "sideways"
hold = "fatigue"
target = "2m"
[exercise.tempo]
drive = 0.1
return = "x"
"""
    assert problems(tmp_path, content) == [
        "1: title: 3 is not a text; write it in quotes",
        '2: unknown key "setz"; the nearest known one is "sets"',
        '3: rest_between_sets: "2h" is longer than an hour; write at most "1h"',
        '6: hold: "15s-30" has a unit at one end only; write "15s-30s"',
        "7: time: there is already hold; keep exactly one dose",
        "8: stages 1 at: 40s is not before the end at 30s; write less",
        '9: name is missing; write name = "…"',
        '10: id: "a" is already the id of "A"; give this one an id of its own',
        (
            '11: sides: "sideways" is not valid here; '
            'write "none", "each", "alternate", "left" or "right"'
        ),
        (
            "13: target: the target of 2m exceeds the cap of 1m30s; "
            "write a cap no smaller than the target"
        ),
        "14: tempo: a hold has no beats; use tempo with reps or time",
        '15: tempo drive: 0.1 is too short; write at least "0.3s", or 0 for none',
        '16: tempo return: "x" is not a duration; write it like "30s", "1m30s" or "1.5s"',
    ]


def test_a_byte_order_mark_and_foreign_line_ends_do_not_matter(tmp_path: Path) -> None:
    content = "\ufeff" + (HEAD + "reps = 0").replace("\n", "\r\n")
    assert problems(tmp_path, content) == ["4: reps: 0 is out of bounds; write 1 to 200"]


def test_nothing_a_terminal_would_obey_gets_into_a_message(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31m\n.toml"
    path.write_text(
        '"\\u001b[2J" = 1\ntitle = "T"\n[[exercise]]\n"\\u202e" = 2\nsides = "\\u0007"\n'
    )
    with pytest.raises(FaultyFile) as caught:
        load(path)
    assert all(str(problem).isprintable() for problem in caught.value.problems)
    assert r"a\u{1b}[31m\u{a}.toml:1: unknown key" in str(caught.value)


def test_a_closing_mark_that_closes_nothing_ends_the_search_for_a_line(tmp_path: Path) -> None:
    content = 'title = "x"\ntitle.a = 1\nhow = [ }\n'
    assert problems(tmp_path, content) == ["2: this key appears twice; keep one of them"]


def test_the_first_of_very_many_problems_are_shown_and_the_others_counted(tmp_path: Path) -> None:
    keys = "".join(f"key{number} = 1\n" for number in range(100))
    shown = problems(tmp_path, "x = 1\n" + HEAD + "reps = 1\n" + keys)
    assert len(shown) == 21
    assert shown[0] == '1: unknown key "x"; remove it'
    assert shown[1] == '6: unknown key "key0"; remove it'
    assert shown[-1] == "and 81 more"


def test_the_end_of_toml_is_named_even_after_very_many_problems(tmp_path: Path) -> None:
    keys = "".join(f"key{number} = 1\n" for number in range(100))
    shown = problems(tmp_path, f"{keys}x = \n")
    assert len(shown) == 21
    assert shown[18:] == [
        '19: unknown key "key18"; remove it',
        "101: a value cannot be read; texts need quotes, numbers no leading zero",
        "and 81 more",
    ]


def test_more_than_twenty_thousand_efforts_and_pauses_are_refused(tmp_path: Path) -> None:
    exercises = "".join(
        f'[[exercise]]\nname = "e{number}"\nreps = 1\ntarget = 1\nrounds = 20\nrest = 0.1\n'
        for number in range(25)
    )
    head = 'title = "x"\nrest_between_exercises = 0.1\nrest_between_sets = 0.1\nsets = '
    path = tmp_path / "long.toml"
    path.write_text(f"{head}20\n{exercises}")
    assert len(load(path).exercises) == 25
    more = exercises + '[[exercise]]\nname = "last"\nreps = 1\n'
    assert problems(tmp_path, f"{head}20\n{more}") == [
        "1: at its highest choices the circuit has 20,040 efforts and pauses; keep it within 20,000"
    ]


@pytest.mark.parametrize(
    "broken",
    ['name = "B', 'how = ["Sit.",\n"Stand."\n[[exercise]]\nname = "B"', "reps = 1\nreps = 2"],
    ids=["text", "list", "duplicate"],
)
def test_problems_before_a_syntax_error_are_shown_and_nothing_is_called_missing(
    tmp_path: Path, broken: str
) -> None:
    content = f'setz = 3\n[[exercise]]\ntime = "30 x"\n[[exercise]]\n{broken}\nhold = "x"\n'
    first, second, *others = problems(tmp_path, content)
    assert first == '1: unknown key "setz"; the nearest known one is "sets"'
    assert second.startswith('3: time: "30 x" is not a duration')
    (error,) = others
    assert "missing" not in error
    assert int(error.partition(":")[0]) >= 5
