"""Mutation testing: plants faults in the core of hiptimer, and shows those that no test notices.

python -m tools.mutants --seed 7      plants 300 of them, the same ones for the same seed

mutmut makes the mutants and gives each the tests of its room that reach it, the fastest first. In
`pyproject.toml`, `[tool.mutmut]` says where it plants and which tests it may use, and
`[tool.mutants]` which mutants no test can notice.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from random import Random, SystemRandom
from time import monotonic

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "mutants"
LOG = ROOT / "build" / "mutants.log"

LEAST_NOTICED = 0.95
_NOTICED = ("killed", "timeout", "segfault")
_FIRST = "hiptimer.plan.lengths.x_phase_count__mutmut_1"
"""mutmut makes all mutants and measures all tests before it tests one, here this one."""


def main() -> None:
    """Run what the command line selects; exit code 1 if too many mutants survive."""
    parser = argparse.ArgumentParser(prog="python -m tools.mutants")
    parser.add_argument("--number", type=int, default=300, help="how many faults to plant")
    parser.add_argument("--seed", type=int, help="repeat a run; random if left out")
    given = parser.parse_args()
    seed = SystemRandom().randrange(10**6) if given.seed is None else given.seed
    sys.exit(0 if plant(given.number, seed) >= LEAST_NOTICED else 1)


def plant(number: int, seed: int) -> float:
    """Plant and test `number` mutants, print the survivors, and return the share noticed."""
    began_at = monotonic()
    names = _make_all()
    chosen = Random(seed).sample(names, min(number, len(names)))
    print(f"Testing {len(chosen)} of {len(names)} mutants (seed {seed})", flush=True)
    _mutmut("run", *chosen, to_log=True)
    status = _statuses()
    survivors = [name for name in sorted(chosen) if status[name] not in _NOTICED]
    equivalent = [name for name in survivors if _is_equivalent(_diff(name))]
    for name in survivors:
        if name not in equivalent:
            print(f"\n{status[name]}: {name}\n{_diff(name)}")
    killed, possible = len(chosen) - len(survivors), len(chosen) - len(equivalent)
    share = killed / possible if possible else 1.0
    print(
        f"{killed} of {possible} mutants noticed ({share:.1%}), {possible - killed} survived,"
        f" {len(equivalent)} more are equivalent (seed {seed},"
        f" {(monotonic() - began_at) / 60:.0f} min)"
    )
    return share


def _make_all() -> list[str]:
    """Make all mutants, measure the tests, and return the names of the mutants in order."""
    print(f"Making the mutants and measuring the tests (log: {LOG})", flush=True)
    shutil.rmtree(FOLDER, ignore_errors=True)
    LOG.parent.mkdir(exist_ok=True)
    LOG.unlink(missing_ok=True)
    _mutmut("run", _FIRST, to_log=True)
    _keep_to_rooms(FOLDER / "mutmut-stats.json")
    made = [json.loads(it.read_text()) for it in FOLDER.rglob("*.meta")]
    return sorted(name for file in made for name in file["exit_code_by_key"])


def _keep_to_rooms(measured: Path) -> None:
    """Leave each function only the tests of its own room, or all if none of those reaches it."""
    stats = json.loads(measured.read_text())
    reaching: dict[str, list[str]] = stats["tests_by_mangled_function_name"]
    for function, tests in reaching.items():
        room = f"tests/{function.split('.')[1]}/"
        reaching[function] = [it for it in tests if it.startswith(room)] or tests
    measured.write_text(json.dumps(stats))


def _mutmut(*arguments: str, to_log: bool = False) -> str:
    """Run mutmut and return its output, or append that to the log, which is long and animated."""
    command = [str(Path(sys.executable).with_name("mutmut")), *arguments]
    if not to_log:
        return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    with LOG.open("a") as log:
        if subprocess.run(command, cwd=ROOT, check=False, stdout=log, stderr=log).returncode:
            sys.exit(f"mutmut failed; the end of {LOG} says why")
    return ""


def _statuses() -> dict[str, str]:
    lines = (line.split(": ") for line in _mutmut("results", "--all", "true").splitlines())
    return {name.strip(): status for name, status in lines}


def _diff(name: str) -> str:
    """Return the lines that a mutant replaces, and what with."""
    lines = _mutmut("show", name).splitlines()
    return "\n".join(line for line in lines if line[:1] in "-+@" and line[:3] not in ("---", "+++"))


def _is_equivalent(diff: str) -> bool:
    changed = [line[1:].strip() for line in diff.splitlines() if line[0] in "-+"]
    return changed in _equivalents()


def _equivalents() -> list[list[str]]:
    """Return the mutants that behave like the original, each as its old line and its new one."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        known: list[list[str]] = tomllib.load(file)["tool"]["mutants"]["equivalent"]
    return known


if __name__ == "__main__":
    main()
