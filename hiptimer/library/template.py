"""A new circuit of the user: from a commented template, a copy, or a text."""

from __future__ import annotations

import re
import unicodedata
from string import Template
from typing import TYPE_CHECKING, Final

import tomlkit

from hiptimer.foundation import folders
from hiptimer.foundation.atomic_file import make_private_folder, write_new
from hiptimer.foundation.toml.faults import Misread
from hiptimer.foundation.toml.files import FaultyFile, parse_file
from hiptimer.foundation.toml.text_values import ID, fit_name
from hiptimer.foundation.toml.text_values import name as read_name
from hiptimer.library.circuit_files.values import slug

if TYPE_CHECKING:
    from pathlib import Path

    from hiptimer.library.loading import Entry

_SCHEMA_LINE = re.compile(r"^#:schema [^\r\n]*", re.MULTILINE)

_SPELLED_OUT: Final = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "æ": "ae", "ø": "oe", "å": "aa", "ł": "l"}
)
"""How letters are written in ASCII where dropping the mark would misspell the word."""

_TEMPLATE = Template('''\
#:schema $schema

# A circuit for hiptimer. Check it with `hiptimer check`, see it laid out in time with
# `hiptimer show $name`, start it with `hiptimer run $name`.

title = $title
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


def new_circuit(title: str, from_: Entry | None = None, text: str | None = None) -> Path:
    """Write a circuit with a title into the user's folder and return its path.

    It is a commented template, a copy of the file of `from_` with its comments, or the circuit file
    `text`. A title that is a valid name of a file gives a title in words: "my-hips" is "My hips".

    Raises:
        ValueError: `title` is not a valid title.
        FaultyFile: the file to copy is broken, or can no longer be read.
        FileExistsError: the file exists already; it is not changed.
        OSError: the file cannot be written.

    """
    title = title.removesuffix(".toml")
    name = file_name(title)
    title = _title(title)
    if from_ is not None and from_.circuit is None:
        raise FaultyFile(from_.problems)
    if from_ is not None:
        content = _copy(from_.path, title)
    elif text is not None:
        content = f"#:schema {_schema_uri()}\n\n{with_title(text, title)}"
    else:
        content = _TEMPLATE.substitute(
            schema=_schema_uri(), name=argument_for(name), title=tomlkit.string(title).as_string()
        )
    path = folders.user_circuits() / f"{name}.toml"
    make_private_folder(path.parent)
    write_new(path, content.encode())
    return path


def file_name(title: str) -> str:
    """Return the name of the file, without `.toml`, for a circuit with a title.

    "Hüfte Übung" is "huefte-uebung". A title in another script is "circuit".
    """
    if ID.fullmatch(title):
        return title
    return slug(unicodedata.normalize("NFC", title).casefold().translate(_SPELLED_OUT)) or "circuit"


def with_title(text: str, title: str) -> str:
    """Return the text of a circuit file with another title, otherwise as it is."""
    document = tomlkit.parse(text)
    document["title"] = title
    return tomlkit.dumps(document)


def without_schema(text: str) -> str:
    """Return the text of a circuit file without the line that names its schema for an editor."""
    return _SCHEMA_LINE.sub("", text, count=1).lstrip("\r\n")


def argument_for(name: str) -> str:
    """Return the name as a command-line argument, after `--` if it looks like an option."""
    return f"-- {name}" if name.startswith("-") else name


def _schema_uri() -> str:
    return (folders.circuits() / "schema.json").absolute().as_uri()


def _title(title: str) -> str:
    if ID.fullmatch(title):
        return fit_name(title.replace("-", " ").strip().capitalize() or "My circuit")
    try:
        return read_name(title).strip()
    except Misread as misread:
        raise ValueError(f"the title {misread.message}") from None


def _copy(path: Path, title: str) -> str:
    """Return a circuit file with another title and an absolute path in its schema line."""
    line = f"#:schema {_schema_uri()}"
    text = _SCHEMA_LINE.sub(lambda _: line, parse_file(path).text, count=1)
    return with_title(text, title)
