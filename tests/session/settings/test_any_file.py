"""In any valid settings file, changing a setting changes nothing else."""

from __future__ import annotations

import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import tomlkit
from hypothesis import example, given
from hypothesis import strategies as st

from hiptimer.session.settings.file import initial_text, write
from hiptimer.session.settings.reading import read
from hiptimer.session.settings.settings import SETTINGS, Settings

if TYPE_CHECKING:
    from hiptimer.session.settings.kinds import Value

VALUES: dict[str, tuple[Value, ...]] = {
    "theme": ("hiptimer", "nord", 'a "quoted" one', "# night", "größer\\"),
    "sound": ("auto", "off", "aplay"),
    "volume": (0, 1, 60, 100),
    "muted": (True, False),
    "pitch": ("low", "normal", "high"),
    "headphones": (True, False),
    "device": ("default", "bluez_output.00_11", 'a "quoted" one'),
    "duck": (True, False),
    "latency": (0.0, 0.05, 0.2, 1.0),
    "voice": ("auto", "en-gb", "[keys]"),
    "charset": ("auto", "ascii"),
    "figure": (True, False),
    "flash": (True, False),
    "any_key": (True, False),
    "lead_in": (3.0, 4.5, 60.0),
    "reach": (0.0, 2.0, 30.0),
}
COMMENTS = (
    "# mine",
    "#volume = 100",
    "#muted = false",
    "# [keys]",
    "#",
    '# "',
    "",
    "  # far",
    "\t",
)
KEYS = {
    "table": '[keys]\ndone = ["x"] # few\n#volume = 100\n',
    "table with comment": "# What I press:\n[keys]\n# none yet\n",
    "list over lines": "[keys]\ndone = [\n  'x', # one\n  'y',\n]\n",
    "dotted": 'keys.done = ["x"]\nkeys . next = "f2"\n',
    "inline table": 'keys = { done = ["x"], next = "(" }\n',
    "quoted name": '["keys"]\n"done" = "x"\n',
    "none": "",
}
SPELLINGS = ("{} = {}", '"{}" = {}', "{}={}", "'{}'   =   {} # said", "{} = {}\t#volume = 100")


def literal(key: str, value: Value) -> str:
    return tomlkit.item(SETTINGS[key].kind.file_value(value)).as_string()


@st.composite
def valid_files(draw: st.DrawFn) -> str:
    """Return a settings file without errors."""
    chosen = draw(st.lists(st.sampled_from(list(VALUES)), unique=True, max_size=5))
    lines = []
    for key in chosen:
        lines += draw(st.lists(st.sampled_from(COMMENTS), max_size=2))
        value = draw(st.sampled_from(VALUES[key]))
        spelled = literal(key, value)
        if isinstance(value, str) and draw(st.booleans()) and not set('"\\') & set(value):
            spelled = f'"""\\\n{value}"""'
        lines.append(draw(st.sampled_from(SPELLINGS)).format(key, spelled))
    lines += draw(st.lists(st.sampled_from(COMMENTS), max_size=2))
    keys = KEYS[draw(st.sampled_from(list(KEYS)))]
    top = "".join(f"{line}\n" for line in lines) if draw(st.booleans()) else ""
    # Only a table has to come last.
    text = keys + top if keys.startswith("keys") and draw(st.booleans()) else top + keys
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    return text.rstrip("\r\n") if draw(st.booleans()) else text


def values(settings: Settings) -> dict[str, Any]:
    return {key: setting.value(settings) for key, setting in SETTINGS.items()}


CHANGES = [(key, value) for key, values in VALUES.items() for value in values]


@given(text=st.one_of(valid_files(), st.just(initial_text())), change=st.sampled_from(CHANGES))
@example(text=KEYS["table"], change=("volume", 60))
@example(text=KEYS["table with comment"].replace("\n", "\r\n"), change=("reach", 2.0))
def test_a_change_changes_one_setting_and_nothing_else(
    text: str, change: tuple[str, Value]
) -> None:
    key, value = change
    with TemporaryDirectory() as folder:
        path = Path(folder) / "settings.toml"
        path.write_bytes(text.encode())
        before = read(path)
        assert not before.problems
        write(path, {key: value})
        after = read(path)
        changed = path.read_bytes().decode()
    assert not after.problems
    assert values(after.settings) == values(before.settings) | {key: value}
    assert after.settings.keys == before.settings.keys
    document = tomllib.loads(text)
    assert tomllib.loads(changed) == {**document, key: SETTINGS[key].kind.file_value(value)}
    kept = [line for line in lines_of(text) if line and key not in line]
    remaining = iter(lines_of(changed))
    if key not in document:
        assert all(line in remaining for line in kept), "a line is gone or has changed its place"
    assert changed.count("#") >= text.count("#") - 1
    assert ("\r\n" in text) == ("\r\n" in changed) or "\n" not in text


def lines_of(text: str) -> list[str]:
    return [line.rstrip("\r") for line in text.split("\n")]
