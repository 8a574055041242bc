"""Creation of a user's own circuit from a commented template, a copy, or a text."""

from __future__ import annotations

import re
import textwrap
from io import FileIO
from string import Template
from typing import TYPE_CHECKING

from hiptimer.foundation import folders
from hiptimer.foundation.atomic_file import make_private_folder, open_private
from hiptimer.foundation.bounded_file import read_bounded
from hiptimer.foundation.toml.document import LARGEST_FILE_BYTES
from hiptimer.foundation.toml.files import FaultyFile
from hiptimer.foundation.toml.text_values import ID

if TYPE_CHECKING:
    from pathlib import Path

    from hiptimer.library.loading import Entry

_SCHEMA_LINE = re.compile(rb"^(\xef\xbb\xbf)?#:schema [^\r\n]*", re.MULTILINE)

_TEMPLATE = Template('''\
#:schema $schema

# A circuit for hiptimer. Check it with `hiptimer check`, see it laid out in time with
# `hiptimer show $name`, start it with `hiptimer run $name`.

title = "$title"
about = """
What it is for. This text may have several lines.
"""
warning = "Stop at sharp, pinching or worsening pain."

# A duration is "30s", "1m30s" or a number of seconds. A range offers a choice:
# sets = "2-3", time = "20s-40s", or { from = "20s", to = "40s", default = "30s" }.
sets = "2-3"
prepare = "10s" # time to get ready, before the first effort
switch = "8s"   # time to change sides
rest_between_exercises = "20s"
rest_between_sets = "1m"
# order = "straight" # all sets of one exercise, then the next

# A dose by time. sides: "none", "each", "alternate", "left" or "right".
[[exercise]]
name = "Kneeling stretch"
sides = "each"
side_means = "knee down" # what LEFT means here
word = "STRETCH"         # the one word on the screen
how = [
    "Kneel on one knee, the other foot flat in front of you.",
    "Stay tall and ease your hips forward.",
]
stages = [
    { at = "0s", say = "sink in" },
    { at = "15s", say = "arm up and lean away" },
]
time = "30s"

# A dose by reps, paced by a tempo: a sound for each beat. Without a tempo the timer waits.
[[exercise]]
name = "Standing march"
sides = "alternate"
prepare = "25s" # time to get into this exercise, instead of the rest before it
how = ["Lift the knee to hip height.", "Lower it as slowly as the sound falls."]
variants = ["hands on a wall", "hands free"]
equipment = ["resistance band"] # changes of equipment are announced
reps = "8-12"                   # for each side
tempo = { lift = "1s", hold = "2s", lower = "2s" }

# A hold to fatigue counts up until you end it; plans count the target, the cap ends it.
[[exercise]]
name = "Split squat hold"
sides = "each"
side_means = "foot in front"
tip = "Stop when you lose the position, before you fall."
hold = "fatigue" # or a time: hold = "30s"
target = "30s"
cap = "1m30s"
''')


def new_circuit(name: str, from_: Entry | None = None, text: str | None = None) -> Path:
    """Write a circuit called `name` into the user's folder and return its path.

    It is a commented template, a copy of the file of `from_` with its comments, or `text`.

    Raises:
        ValueError: `name` has other characters than a-z, 0-9 and -, or not 1 to 40 of them.
        FaultyFile: the file to copy is broken.
        FileExistsError: the file exists already; it is not changed.
        UnreadableFile: the file to copy can no longer be read.
        OSError: the file cannot be written.

    """
    if not ID.fullmatch(name):
        raise ValueError(
            f"{name!r} is not a valid name; write 1 to 40 of a-z, 0-9 and -, not starting with -"
        )
    if from_ is not None and from_.circuit is None:
        raise FaultyFile(from_.problems)
    if text is not None:
        content = f"#:schema {_schema_uri()}\n\n{text}".encode()
    else:
        content = _beginning(name) if from_ is None else _copy(from_.path)
    path = folders.user_circuits() / f"{name}.toml"
    make_private_folder(path.parent)
    with FileIO(path, "x", opener=open_private) as file:
        file.write(content)
    return path


def argument_for(name: str) -> str:
    """Return the name as a command-line argument, after `--` if it looks like an option."""
    return f"-- {name}" if name.startswith("-") else name


def _schema_uri() -> str:
    return (folders.circuits() / "schema.json").absolute().as_uri()


def _beginning(name: str) -> bytes:
    # A title wraps on the screen, so that none of its words may be longer than 24 characters.
    words = name.replace("-", " ").strip().capitalize() or "My circuit"
    title = " ".join(textwrap.wrap(words, width=24))
    return _TEMPLATE.substitute(schema=_schema_uri(), name=argument_for(name), title=title).encode()


def _copy(path: Path) -> bytes:
    """Return the content of a circuit file with an absolute path in its schema line."""
    content = read_bounded(path, LARGEST_FILE_BYTES)
    line = b"#:schema " + _schema_uri().encode()
    return _SCHEMA_LINE.sub(lambda match: (match[1] or b"") + line, content, count=1)
