"""The fuzzer's runner finds each kind of failure."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzzing import runner
from tests.fuzzing.__main__ import fuzz
from tests.fuzzing.runner import Limits, Tally, run

SEED = 7
LIMITS = Limits(attempt_seconds=0.3, memory_bytes=256 * 1024**2)
HEAD = "def attempt(chance):\n    value = chance.randrange(100)\n    "


def run_planted(
    folder: Path, body: str, *, seconds: float = 60.0, only: int | None = None
) -> Tally:
    """Return the results of a module whose attempts each begin with a random `value`."""
    module = folder / "fuzz_planted.py"
    module.write_text(HEAD + body)
    return run(module, SEED, seconds, limits=LIMITS, only=only)


def test_attempts_without_failures_are_counted(tmp_path: Path) -> None:
    tally = run_planted(tmp_path, "pass", seconds=0.2)
    assert tally.attempts > 0
    assert tally.failures == []


def test_an_exception_is_found_with_its_traceback_and_can_be_repeated(
    tmp_path: Path,
) -> None:
    body = "assert value != 3, 'planted'"
    first, *_ = run_planted(tmp_path, body).failures
    assert "AssertionError: planted" in first.what
    (again,) = run_planted(tmp_path, body, only=first.number).failures
    assert again.number == first.number
    assert run_planted(tmp_path, body, only=first.number + 1).failures == []


def test_a_hang_is_found_with_its_place_and_later_attempts_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "MOST_FAILURES", 2)
    first, second = run_planted(tmp_path, "while value % 2: pass").failures
    assert "hangs" in first.what
    assert "fuzz_planted.py" in first.what
    assert second.number > first.number


def test_an_attempt_that_uses_too_much_memory_is_stopped(tmp_path: Path) -> None:
    (failure,) = run_planted(
        tmp_path, "eaten = [bytes(2**20) for _ in range(1000)]", only=0
    ).failures
    assert "MemoryError" in failure.what


def test_a_process_that_dies_and_an_exit_of_the_program_are_found(tmp_path: Path) -> None:
    (died,) = run_planted(tmp_path, "import os; os.abort()", only=0).failures
    assert "SIGABRT" in died.what
    (exited,) = run_planted(tmp_path, "raise SystemExit(0)", only=0).failures
    assert "SystemExit" in exited.what


def test_attempts_have_their_own_folders_which_are_removed(tmp_path: Path) -> None:
    body = """
    import os, pathlib, tempfile
    made = pathlib.Path(tempfile.mkdtemp())
    assert made.parent == pathlib.Path(os.environ["XDG_DATA_HOME"])
    raise ValueError(made)
    """
    (failure,) = run_planted(tmp_path, body, only=0).failures
    made = Path(failure.what.split("ValueError: ")[1].strip())
    assert made.is_absolute()
    assert not made.exists()


def test_a_module_whose_attempts_all_fail_is_given_up(tmp_path: Path) -> None:
    assert len(run_planted(tmp_path, "raise ValueError").failures) >= runner.MOST_FAILURES


@pytest.mark.parametrize(
    ("body", "seconds", "is_good"), [("pass", 0.2, True), ("raise ValueError", 60, False)]
)
def test_every_failure_is_printed_with_a_command_that_repeats_it(
    body: str, seconds: float, is_good: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "fuzz_planted.py").write_text(HEAD + body)
    assert fuzz(tmp_path, SEED, seconds, []) is is_good
    said = capsys.readouterr().out
    assert "planted: " in said
    assert "total: " in said
    assert ("Repeat: python -m tests.fuzzing planted --seed 7 --number " in said) is not is_good
