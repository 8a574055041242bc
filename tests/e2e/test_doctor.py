"""`hiptimer doctor` on a real sound server and in a real terminal."""

from __future__ import annotations

import json
import shlex
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hiptimer.cli.doctor.facts import BEEPS
from tests.e2e.terminal import Terminal, terminal
from tests.programs import hiptimer

if TYPE_CHECKING:
    from tests.e2e.recording import Recording
    from tests.e2e.sound_server import SoundServer

pytestmark = [pytest.mark.e2e, pytest.mark.listens]


def onsets_after(recording: Recording, since: float) -> list[float]:
    """Return the moments at which sound starts after silence, at least a beep apart."""
    return [onset for onset in recording.onsets(silence_seconds=0.2) if onset > since]


@pytest.mark.usefixtures("audible")
def test_three_beeps_are_heard_and_nothing_else(recording: Recording, tmp_path: Path) -> None:
    before = recording.last_heard()
    run = hiptimer("doctor", "--json", home=tmp_path)
    assert run.returncode == 0, run.stdout + run.stderr
    sound = json.loads(run.stdout)["sound"]
    assert sound["beeps"] == {"wanted": 3, "played": 3}
    chosen = next(it for it in sound["backends"] if it["works"])
    assert sound["auto"] == chosen["name"]
    onsets = onsets_after(recording, before)
    apart = [later - onsets[0] for later in onsets]
    assert apart == pytest.approx([beep.moment - BEEPS[0].moment for beep in BEEPS], abs=0.02)
    for onset, beep in zip(onsets, BEEPS, strict=True):
        found = recording.find(beep.sound, onset, beep.pitch, beep.seconds)
        assert found
        assert found.likeness > 0.9


@pytest.mark.usefixtures("audible", "recording")
def test_a_sound_server_names_its_device(tmp_path: Path) -> None:
    run = hiptimer("doctor", "--json", home=tmp_path)
    served = {
        backend["name"]: backend
        for backend in json.loads(run.stdout)["sound"]["backends"]
        if backend["works"] and backend["name"] in ("miniaudio", "pacat")
    }
    assert served
    assert {backend["device"] for backend in served.values()} == {"null"}


@pytest.mark.skipif(not Terminal.is_installed(), reason="tmux is not installed")
@pytest.mark.usefixtures("recording")
def test_checks_follow_if_the_person_heard_nothing(audible: SoundServer) -> None:
    exports = (f"export {name}={shlex.quote(it)}" for name, it in audible.environment.items())
    package_parent = Path(__file__).parents[2]
    # A terminal's socket must have a short path.
    with (
        tempfile.TemporaryDirectory(prefix="hiptimer-") as folder,
        terminal(Path(folder), width=100, height=80) as shell,
    ):
        shell.enter("; ".join([f"cd {folder}", f"export PYTHONPATH={package_parent}", *exports]))
        shell.start("doctor")
        shell.wait_for("Did you hear 3 beeps?")
        shell.press("n", "Enter")
        shown = shell.wait_for("Check in this order", "exit=0")
        assert "full screen" in shown
        assert "100 columns, 80 rows" in shown
