from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.e2e.sound_server import SoundServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.e2e.recording import Recording


@pytest.fixture(scope="session")
def sound_server() -> Iterator[SoundServer]:
    """Return a sound server of this worker's own, so that no test hears another."""
    if not SoundServer.is_installed():
        pytest.skip("pulseaudio, pactl and parec are not installed")
    # The path of a socket must be short, and that of a test folder may be too long.
    folder = Path(tempfile.mkdtemp(prefix="hiptimer-"))
    server = SoundServer(folder)
    server.wait_until_steady()
    yield server
    server.close()
    shutil.rmtree(folder)


@pytest.fixture
def recording(sound_server: SoundServer) -> Iterator[Recording]:
    with sound_server.record() as recording:
        yield recording


@pytest.fixture
def audible(sound_server: SoundServer, monkeypatch: pytest.MonkeyPatch) -> SoundServer:
    """Let programs that the test starts play on the recorded sound server."""
    for name, value in sound_server.environment.items():
        monkeypatch.setenv(name, value)
    return sound_server
