from __future__ import annotations

import pytest

from hiptimer.foundation.terminal import Terminal, count_colors


def terminal(*not_terminals: str, kind: str = "xterm") -> Terminal:
    return Terminal(not_terminals, kind, size=(80, 24), colors=16, encoding="utf-8")


@pytest.mark.parametrize(
    ("kind", "encoding", "charset"),
    [
        ("xterm-256color", "utf-8", "quadrant"),
        ("linux", "utf-8", "half"),
        ("vt100", "utf-8", "ascii"),
        ("vt220", "utf-8", "ascii"),
        ("xterm", "cp437", "half"),
        ("xterm", "latin-1", "ascii"),
        ("linux", "ascii", "ascii"),
        ("xterm", "unknown", "ascii"),
    ],
)
def test_the_charset_is_the_finest_the_terminal_can_show(
    kind: str, encoding: str, charset: str
) -> None:
    assert Terminal((), kind, size=(80, 24), colors=16, encoding=encoding).charset == charset


def test_a_terminal_shows_a_full_screen() -> None:
    assert terminal().obstacle is None


@pytest.mark.parametrize(
    ("here", "obstacle"),
    [
        (terminal("stdin"), "stdin is not a terminal"),
        (terminal("stdin", "stdout"), "stdin and stdout are not terminals"),
        (terminal(kind="dumb"), "TERM is dumb"),
    ],
)
def test_the_obstacle_to_a_full_screen_is_named(here: Terminal, obstacle: str) -> None:
    assert here.obstacle == obstacle


@pytest.mark.parametrize(
    ("environment", "number"),
    [
        ({"TERM": "xterm"}, 16),
        ({"TERM": "xterm-256color"}, 256),
        ({"TERM": "xterm-kitty"}, 256),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, 1 << 24),
        ({"TERM": "xterm-256color", "COLORTERM": "24bit"}, 1 << 24),
        ({"TERM": "dumb", "COLORTERM": "truecolor"}, 0),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, 0),
        ({"TERM": "xterm", "NO_COLOR": ""}, 16),
        ({}, 0),
    ],
)
def test_the_number_of_colors_follows_the_environment(
    environment: dict[str, str], number: int
) -> None:
    assert count_colors(environment) == number
