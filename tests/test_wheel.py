"""The installed wheel, outside the checkout, with an empty home folder."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def _build(kind: str, source: Path, into: Path) -> Path:
    """Build the wheel or the sdist of `source`, without a network."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", kind]
    subprocess.run([*command, "--directory", str(into)], cwd=source, check=True)
    (built,) = into.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@dataclass(frozen=True)
class Installed:
    """The wheel unpacked into `folder`; all it depends on comes from the tests' environment."""

    folder: Path
    home: Path

    def run(self, *command: str | Path) -> str:
        """Run a command from an empty folder, which is also its home, and return its output."""
        run = subprocess.run(
            command,
            cwd=self.home,
            env={"HOME": str(self.home), "PATH": os.defpath, "PYTHONPATH": str(self.folder)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stderr
        return run.stdout

    def hiptimer(self, *arguments: str) -> str:
        """Run the command a person types."""
        return self.run(self.folder / "bin" / "hiptimer", *arguments)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]
    subprocess.run([*pip, "--target", str(folder), str(wheel)], check=True)
    return Installed(folder, tmp_path_factory.mktemp("home"))


def _data(folder: str, pattern: str) -> set[str]:
    return {f"hiptimer/{folder}/{path.name}" for path in (ROOT / folder).glob(pattern)}


def test_circuits_and_sounds_are_inside_the_wheel(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    circuits, sounds = _data("circuits", "*.toml"), _data("sounds", "*.wav")
    phrases = _data("sounds/phrases", "*.wav")
    assert circuits
    assert sounds
    assert phrases
    others = {"hiptimer/circuits/schema.json", "hiptimer/sounds/NOTICE", "hiptimer/py.typed"}
    assert circuits | sounds | phrases | others <= names


def test_the_wheel_installs_nothing_outside_its_own_package_but_the_manual_page(
    wheel: Path,
) -> None:
    release = f"hiptimer-{wheel.name.split('-')[1]}"
    names = set(zipfile.ZipFile(wheel).namelist())
    manual = {f"{release}.data/data/share/man/man1/hiptimer.1"}
    assert manual <= names
    tops = {name.partition("/")[0] for name in names - manual}
    assert tops == {"hiptimer", f"{release}.dist-info"}


def test_the_sdist_builds_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    sdist = _build("sdist", ROOT, tmp_path / "sdist")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    again = _build("wheel", tmp_path / sdist.name.removesuffix(".tar.gz"), tmp_path / "wheel")
    assert again.name == wheel.name
    assert again.read_bytes() == wheel.read_bytes()


def test_the_installed_package_is_the_one_imported(installed: Installed) -> None:
    where = installed.run(sys.executable, "-c", "import hiptimer; print(hiptimer.__file__)")
    assert Path(where.strip()).is_relative_to(installed.folder)


def test_the_installed_program_prints_its_version(wheel: Path, installed: Installed) -> None:
    assert wheel.name.split("-")[1] in installed.hiptimer("--version")


def test_the_installed_program_lists_every_shipped_circuit(installed: Installed) -> None:
    listed = installed.hiptimer("list")
    for circuit in (ROOT / "circuits").glob("*.toml"):
        assert circuit.stem in listed


def test_the_installed_program_shows_a_circuit(installed: Installed) -> None:
    assert "left" in installed.hiptimer("show", "whitt-hip-flexor")


def test_the_installed_program_leaves_an_empty_home_empty(installed: Installed) -> None:
    installed.hiptimer("list")
    assert list(installed.home.iterdir()) == []


def test_the_installed_report_includes_its_style_sheet(installed: Installed) -> None:
    assert "@page" in installed.hiptimer("report", "-o", "-")
