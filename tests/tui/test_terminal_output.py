from __future__ import annotations

import io
from typing import TYPE_CHECKING

from textual.drivers._writer_thread import WriterThread

from hiptimer.tui.terminal_output import let_writes_wait

if TYPE_CHECKING:
    import pytest


def test_a_terminal_that_takes_nothing_holds_up_no_write(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("textual.drivers._writer_thread.MAX_QUEUED_WRITES", 30)
    let_writes_wait()
    file = io.StringIO()
    writer = WriterThread(file)
    # Not started, it takes as little as one whose terminal stands.
    for number in range(1000):
        writer.write(f"{number} ")
    writer.start()
    writer.stop()
    assert file.getvalue() == "".join(f"{number} " for number in range(1000))
