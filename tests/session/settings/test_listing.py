from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hiptimer.session.settings.listing import settings_as_json, settings_lines
from hiptimer.session.settings.reading import read

if TYPE_CHECKING:
    from pathlib import Path


def test_settings_in_force_are_listed_with_their_unit(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('volume = 60\nlead_in = 12.5\n[keys]\nnext = ["x", "right"]\n')
    lines = [" ".join(line.split()) for line in settings_lines(read(path))]
    assert {"volume 60 %", "lead_in 12.5s", "sound auto", "any_key off"} <= set(lines)
    assert "next x or →" in lines


def test_scripts_get_values_as_the_file_writes_them(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('volume = 60\nreach = 2.5\ntone = 1\n[keys]\nnext = ["x"]\n')
    found = json.loads(json.dumps(settings_as_json(read(path))))
    assert found["format"] == 1
    assert found["path"] == str(path)
    assert found["exists"] is True
    assert found["settings"]["volume"] == 60
    assert found["settings"]["reach"] == "2.5s"
    assert found["settings"]["any_key"] is False
    assert found["keys"]["next"] == ["x"]
    assert found["keys"]["again"] == ["r"]
    (problem,) = found["problems"]
    assert problem.startswith(f'{path}:3: unknown setting "tone"; known: sound, volume')
