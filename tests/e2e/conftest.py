from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.e2e.sound_server import Recording, SoundServer

if TYPE_CHECKING:
    from collections.abc import Iterator


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Group the tests so that screen and sound tests run in parallel, but each kind in sequence."""
    for item in items:
        if isinstance(item, pytest.Function) and item.path.parent == Path(__file__).parent:
            is_heard = "sound_server" in item.fixturenames
            is_seen = "Terminal" in vars(item.module) and not is_heard
            item.add_marker(pytest.mark.xdist_group("seen" if is_seen else "heard"))


@pytest.fixture(scope="session")
def sound_server() -> Iterator[SoundServer]:
    if not SoundServer.is_installed():
        pytest.skip("pulseaudio, pactl and parec are not installed")
    # The path of a socket must be short, and that of a test folder may be too long.
    folder = Path(tempfile.mkdtemp(prefix="hiptimer-"))
    server = SoundServer(folder)
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
