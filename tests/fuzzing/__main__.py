"""`python -m tests.fuzzing`: runs each module for some seconds; exit code 1 if one fails.

As many modules run at the same time as there are processors.
"""

from __future__ import annotations

import argparse
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import SystemRandom

from tests.fuzzing.runner import run

FOLDER = Path(__file__).parent


def fuzz(
    folder: Path, seed: int, seconds: float, chosen: list[str], only: int | None = None
) -> bool:
    """Run the modules of `folder`, print the results, and return whether none failed."""
    modules = sorted(folder.glob("fuzz_*.py"))
    names = {module.stem.removeprefix("fuzz_"): module for module in modules}
    chosen = chosen or list(names)
    attempts = failures = 0
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        tallies = list(threads.map(lambda name: run(names[name], seed, seconds, only=only), chosen))
    for name, tally in zip(chosen, tallies, strict=True):
        for failure in tally.failures:
            print(f"\n{name}, seed {seed}, number {failure.number}: {failure.what}")
            print(f"Repeat: python -m tests.fuzzing {name} --seed {seed} --number {failure.number}")
        rate = tally.attempts / tally.seconds
        print(
            f"{name}: {tally.attempts} attempts, {rate:.0f} per second, "
            f"{len(tally.failures)} failures (seed {seed})",
            flush=True,
        )
        attempts += tally.attempts
        failures += len(tally.failures)
    print(f"total: {attempts} attempts, {failures} failures")
    return failures == 0


def main() -> None:
    """Run the modules that the command line selects."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzzing")
    parser.add_argument("name", nargs="*", help="the modules, without fuzz_; all if left out")
    parser.add_argument("--seconds", type=float, default=60.0, help="for each module")
    parser.add_argument("--seed", type=int, help="repeat a run; random if left out")
    parser.add_argument("--number", type=int, help="make this attempt of the seed alone")
    given = parser.parse_args()
    seed = SystemRandom().randrange(10**6) if given.seed is None else given.seed
    sys.exit(0 if fuzz(FOLDER, seed, given.seconds, given.name, given.number) else 1)


if __name__ == "__main__":
    main()
