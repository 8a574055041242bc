"""`make mutants`: which faults it plants, and what it says of them."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from tools import mutants

if TYPE_CHECKING:
    from pathlib import Path

FUNCTION = "hiptimer.plan.cues.x_end"
NAMES = [f"{FUNCTION}__mutmut_{number}" for number in range(1, 21)]
OWN, OTHER = "tests/plan/test_cues.py::test_a", "tests/audio/test_score.py::test_b"


@pytest.fixture
def tested(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stand in for mutmut, which finds that mutant 3 survives, and return what was tested."""
    tested: list[str] = []
    folder = tmp_path / "mutants"

    def make_all() -> None:
        folder.mkdir()
        reached = {FUNCTION: [OTHER, OWN], "hiptimer.workout.a": [OTHER]}
        stats = {"tests_by_mangled_function_name": reached}
        (folder / "mutmut-stats.json").write_text(json.dumps(stats))
        made = {"exit_code_by_key": dict.fromkeys(NAMES)}
        (folder / "cues.py.meta").write_text(json.dumps(made))

    def run(command: str, *arguments: str, **_: bool) -> str:
        if command == "results":
            said = (f"    {it}: {'survived' if it == NAMES[2] else 'killed'}" for it in NAMES)
            return "\n".join(said)
        if command == "show":
            return "# name\n--- a.py\n+++ a.py\n@@ -1 +1 @@\n-    return 1\n+    return 2"
        if folder.exists():
            tested.extend(arguments)
        else:
            make_all()
        return ""

    monkeypatch.setattr(mutants, "_mutmut", run)
    monkeypatch.setattr(mutants, "FOLDER", folder)
    monkeypatch.setattr(mutants, "LOG", tmp_path / "mutants.log")
    return tested


def test_a_seed_plants_the_same_faults_again(
    tested: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    mutants.plant(5, seed=7)
    mutants.plant(5, seed=7)
    mutants.plant(5, seed=8)
    assert tested[:5] == tested[5:10] != tested[10:]
    assert "(seed 7)" in capsys.readouterr().out


def test_a_survivor_is_shown_with_what_it_replaces(
    tested: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert mutants.plant(300, seed=7) == 0.95
    assert sorted(tested) == sorted(NAMES)
    shown = capsys.readouterr().out
    assert f"survived: {NAMES[2]}\n@@ -1 +1 @@\n-    return 1\n+    return 2\n" in shown
    assert "19 of 20 mutants noticed (95.0%), 1 survived" in shown


def test_an_equivalent_mutant_does_not_count(
    tested: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(mutants, "_equivalents", lambda: [["return 1", "return 2"]])
    assert mutants.plant(300, seed=7) == 1.0
    assert tested
    assert "19 of 19 mutants noticed (100.0%), 0 survived, 1 more" in capsys.readouterr().out


def test_a_mutant_gets_the_tests_of_its_room_or_else_all_that_reach_it(
    tested: list[str], tmp_path: Path
) -> None:
    mutants.plant(1, seed=7)
    assert tested
    stats = json.loads((tmp_path / "mutants/mutmut-stats.json").read_text())
    assert stats["tests_by_mangled_function_name"] == {
        FUNCTION: [OWN],
        "hiptimer.workout.a": [OTHER],
    }


@pytest.mark.parametrize(("share", "exit_code"), [(0.95, 0), (0.9499, 1)])
def test_a_run_fails_if_too_many_mutants_survive(
    monkeypatch: pytest.MonkeyPatch, share: float, exit_code: int
) -> None:
    monkeypatch.setattr(mutants, "plant", lambda *_: share)
    monkeypatch.setattr(sys, "argv", ["mutants", "--seed", "7"])
    with pytest.raises(SystemExit) as end:
        mutants.main()
    assert end.value.code == exit_code


def test_each_equivalent_mutant_is_a_change_of_a_line_that_exists() -> None:
    packages = (mutants.ROOT / "hiptimer" / room for room in ("plan", "workout", "audio", "diary"))
    sources = [it.read_text() for package in packages for it in package.rglob("*.py")]
    lines = {line.strip() for source in sources for line in source.splitlines()}
    for old, new in mutants._equivalents():
        assert old in lines
        assert new != old
