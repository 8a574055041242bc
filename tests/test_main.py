"""The check for missing libraries before the program starts."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import hiptimer
from hiptimer.__main__ import LIBRARIES

PACKAGE = Path(hiptimer.__file__).parent
PYPROJECT = PACKAGE.parent / "pyproject.toml"


def start(*folders: Path) -> subprocess.CompletedProcess[str]:
    """Start the program so that it can import only from `folders`."""
    program = (
        f"import sys; sys.path[:0] = {[str(PACKAGE.parent), *map(str, folders)]};"
        "sys.argv = ['hiptimer', '--version']; from hiptimer.__main__ import main; main()"
    )
    return subprocess.run(
        [sys.executable, "-I", "-S", "-c", program], capture_output=True, text=True, check=False
    )


@pytest.fixture
def libraries(tmp_path: Path) -> Path:
    """Return a folder with a stand-in for every library."""
    for name in LIBRARIES:
        (tmp_path / f"{name}.py").write_text("import a_part_of_it")
    return tmp_path


def test_missing_libraries_are_named_in_one_line_with_an_install_command(
    libraries: Path,
) -> None:
    (libraries / "pydantic.py").unlink()
    (libraries / "tomlkit.py").unlink()
    started = start(libraries)
    assert started.returncode == 1
    assert started.stdout == ""
    assert started.stderr == (
        "hiptimer: missing libraries: pydantic, tomlkit. Install them with: "
        f"{sys.executable} -m pip install hiptimer (in a checkout: make run)\n"
    )


def test_a_missing_dependency_of_a_library_is_named_too(libraries: Path) -> None:
    started = start(libraries)
    assert started.returncode == 1
    assert started.stderr.startswith("hiptimer: missing libraries: a_part_of_it. Install")
    assert started.stderr.count("\n") == 1


def test_a_missing_module_of_the_program_itself_raises_with_a_traceback(
    libraries: Path,
) -> None:
    (libraries / "click.py").write_text("import hiptimer.gone")
    started = start(libraries)
    assert "ModuleNotFoundError: No module named 'hiptimer.gone'" in started.stderr
    assert "missing libraries" not in started.stderr


def test_the_checked_libraries_are_the_unconditional_dependencies() -> None:
    dependencies = tomllib.loads(PYPROJECT.read_text())["project"]["dependencies"]
    always = {re.split("[<>=]", it)[0] for it in dependencies if ";" not in it}
    # Without wakepy the program runs, but does not keep the machine awake.
    assert set(LIBRARIES) == always - {"wakepy"}
