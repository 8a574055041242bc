"""What `make dist` builds, on each Python, with an empty home: it starts, and is heard."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hiptimer.session.sound_demonstration import READ_SECONDS
from tests.e2e.building import build
from tests.programs import environment, find_python
from tools.distributions import DIST, ONE_FILE, WHEEL
from tools.one_file import PYTHONS

if TYPE_CHECKING:
    from tests.e2e.recording import Recording
    from tests.e2e.sound_server import SoundServer

pytestmark = pytest.mark.e2e

SDIST = DIST / f"{WHEEL.name.partition('-py3')[0]}.tar.gz"


@pytest.fixture(scope="module", autouse=True)
def _built() -> None:
    build("dist", ONE_FILE, "hiptimer", "tools", "circuits", "sounds", "requirements")


@pytest.fixture(params=PYTHONS, ids=lambda it: f"python{it[0]}.{it[1]}")
def python(request: pytest.FixtureRequest) -> Path:
    version = "{}.{}".format(*request.param)
    found = find_python(version)
    if found is None:
        pytest.skip(f"no Python {version}")
    return Path(found)


def _hear_it(command: list[str | Path], home: Path, server: SoundServer, heard: Recording) -> None:
    """Play one sound with the program in an empty home, and find it in the recording."""
    home.mkdir()
    variables = environment(home) | server.environment | {"HOME": str(home)}
    arguments = ("sounds", "--sound", "miniaudio", "--play", "kept")
    with subprocess.Popen(
        [*command, *arguments], env=variables, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout
        assert program.stdout.readline().split()[0] == "kept"
        began = time.monotonic()
        assert program.wait(20) == 0
    assert heard.find("kept", began + READ_SECONDS)


def test_the_one_file_is_heard(
    python: Path, tmp_path: Path, sound_server: SoundServer, recording: Recording
) -> None:
    _hear_it([python, ONE_FILE], tmp_path / "home", sound_server, recording)


@pytest.mark.slow
@pytest.mark.parametrize("source", [WHEEL, SDIST], ids=["wheel", "sdist"])
def test_a_program_that_pip_installed_is_heard(
    source: Path, python: Path, tmp_path: Path, sound_server: SoundServer, recording: Recording
) -> None:
    subprocess.run([python, "-m", "venv", tmp_path / "venv"], check=True)
    programs = tmp_path / "venv" / "bin"
    subprocess.run([programs / "pip", "install", "-qq", source], check=True)
    _hear_it([programs / "hiptimer"], tmp_path / "home", sound_server, recording)


@pytest.mark.parametrize("version", ["3.8", "3.9", "3.10", "3.14"])
def test_another_python_gets_one_line_that_says_which_to_use(version: str, tmp_path: Path) -> None:
    found = find_python(version)
    if found is None:
        pytest.skip(f"no Python {version}")
    run = subprocess.run(
        [found, ONE_FILE], env=environment(tmp_path), capture_output=True, text=True, check=False
    )
    assert run.returncode != 0
    (line,) = run.stderr.splitlines()
    assert "python3.11 or python3.12 or python3.13" in line
    assert list(tmp_path.iterdir()) == []
