from __future__ import annotations

from hiptimer.session.commands import COMMANDS, HELP, LINE_HELP, WHERE_TYPED


def test_the_help_explains_each_command_once() -> None:
    explained = [command for commands in HELP for command in commands]
    assert sorted(explained) == sorted(COMMANDS)


def test_line_mode_explains_all_that_can_be_typed_once() -> None:
    explained = [typed for them in LINE_HELP for typed in them]
    typed = [it.typed for it in COMMANDS.values() if it.typed is not None]
    assert sorted(explained) == sorted([*typed, WHERE_TYPED])


def test_only_a_command_of_the_workout_can_be_typed() -> None:
    assert all((it.typed is None) == (it.carry_out is None) for it in COMMANDS.values())
