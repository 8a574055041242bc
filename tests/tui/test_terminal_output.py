from __future__ import annotations

import io
import sys

import pytest
from textual.drivers._writer_thread import WriterThread

from hiptimer.foundation.terminal import Terminal
from hiptimer.tui.terminal_output import ScreenDriver, SystemDriver, let_writes_wait


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


@pytest.mark.skipif(sys.platform == "win32", reason="Windows reports the size itself")
def test_the_true_size_wins_over_variables_of_the_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("LINES", "12")
    driver = ScreenDriver.__new__(ScreenDriver)
    for size, expected in (((120, 34), (120, 34)), ((0, 0), (40, 12)), (None, (40, 12))):
        terminal = Terminal((), "xterm", size, colors=16, encoding="utf-8")
        monkeypatch.setattr("hiptimer.tui.terminal_output.detect_terminal", lambda it=terminal: it)
        assert driver._get_terminal_size() == expected


def test_the_window_has_its_own_title_in_the_shell_and_that_of_the_workout_after_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written: list[str] = []
    for method in ("start_application_mode", "stop_application_mode"):
        monkeypatch.setattr(SystemDriver, method, lambda _: None)
    driver = ScreenDriver.__new__(ScreenDriver)
    monkeypatch.setattr(driver, "write", written.append)
    driver.resume_application_mode()
    assert not written
    driver.show_title("PAUSED \x1b[31m· hiptimer")
    shown = ["\x1b[22;2t", "\x1b]2;PAUSED [31m· hiptimer\x07"]
    assert written == shown
    driver.stop_application_mode()
    assert written[2:] == ["\x1b]2;\x07\x1b[23;2t"]
    driver.resume_application_mode()
    assert written[3:] == shown
