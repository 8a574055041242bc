"""Settings files: readable with any content, and changed without losing any of it."""

from __future__ import annotations

import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import tomlkit

from hiptimer.foundation.toml.files import MOST_PROBLEMS
from hiptimer.session.settings.file import UnwritableSettings, initial_text, write
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
    refusal = ""
    try:
        write(path, values)
    except UnwritableSettings as error:
        refusal = str(error)
    if refusal:
        assert refusal.isprintable()
        assert path.read_bytes() == content
        return
    after = read(path)
    for key in keys:
        assert SETTINGS[key].value(after.settings) == values[key], key
    _same_but_for(keys, content, path.read_bytes())


def _same_but_for(keys: list[str], before: bytes, after: bytes) -> None:
    """Check that only `keys` changed their values, and that no comment was lost."""
    one, other = (
        {
            key: value
            for key, value in tomllib.loads(it.decode().removeprefix("\ufeff")).items()
            if key not in keys
        }
        for it in (before, after)
    )
    assert repr(one) == repr(other)
    assert after.count(b"# mine") >= before.count(b"# mine")
