"""Settings files: readable with any content, and changed without losing any of it."""

from __future__ import annotations

import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomlkit

from hiptimer.foundation.toml.files import MOST_PROBLEMS
from hiptimer.session.settings.file import UnwritableSettings, initial_text, write
from hiptimer.session.settings.keys import DEFAULT_KEYS
from hiptimer.session.settings.reading import read
from hiptimer.session.settings.settings import SETTINGS, Settings
from tests.fuzzing.toml_texts import Grower

if TYPE_CHECKING:
    from random import Random

_BEGINNING = initial_text()
_SAMPLES = [
    _BEGINNING.encode(),
    _BEGINNING.replace("\n#", "\n").encode(),
    "\n".join(
        line[1:] if line[1:2].islower() else line for line in _BEGINNING.split("\n")
    ).encode(),
    b"volume = 30 # mine\r\n[keys]\r\nnext = ['x']\r\n",
]
_LIKELY = {
    key: [
        str(tomlkit.item(setting.kind.file_value(setting.value(Settings()))).as_string()),
        "1",
        "true",
    ]
    for key, setting in SETTINGS.items()
}
_GROWER = Grower(
    [*SETTINGS, "keys", "next", "keys.next", "x"], ["[keys]", "[x]", "[[x]]", "[a.b]"], _LIKELY
)
_HERE = Path(tempfile.mkdtemp())


def attempt(chance: Random) -> None:
    path = _HERE / "settings.toml"
    path.write_bytes(content := _GROWER.hostile(chance, _SAMPLES))
    before = read(path)
    assert len(before.problems) <= MOST_PROBLEMS + 1
    for problem in before.problems:
        assert str(problem).isprintable(), repr(str(problem))
    keys = chance.sample(sorted(SETTINGS), chance.randrange(1, 4))
    defaults = Settings()
    values = {key: SETTINGS[key].value(defaults) for key in keys}
    added: dict[str, tuple[str, ...] | None] = {
        command: chance.choice([None, ("f7", "ж")])
        for command in chance.sample(sorted(DEFAULT_KEYS), chance.randrange(2))
    }
    refusal = ""
    try:
        write(path, values, added)
    except UnwritableSettings as error:
        refusal = str(error)
    if refusal:
        assert refusal.isprintable()
        assert path.read_bytes() == content
        return
    after = read(path)
    for key in keys:
        assert SETTINGS[key].value(after.settings) == values[key], key
    for command, them in added.items():
        assert _document(path.read_bytes()).get("keys", {}).get(command) == (
            list(them) if them else None
        )
    _same_but_for(keys, [*added], content, path.read_bytes())


def _same_but_for(keys: list[str], commands: list[str], before: bytes, after: bytes) -> None:
    """Check that only `keys` and the keys of `commands` changed, and that no comment was lost."""
    one, other = map(_document, (before, after))
    for document in (one, other):
        for key in keys:
            document.pop(key, None)
        if commands:
            table = document.setdefault("keys", {})
            for command in commands:
                table.pop(command, None)
    assert repr(one) == repr(other)
    if not commands:
        assert after.count(b"# mine") >= before.count(b"# mine")


def _document(content: bytes) -> dict[str, Any]:
    return tomllib.loads(content.decode().removeprefix("\ufeff"))
