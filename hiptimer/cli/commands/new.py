"""The command `new`: writes the beginnings of a circuit."""

from __future__ import annotations

import click

from hiptimer.cli.bad_input import BadInput
from hiptimer.cli.circuit_names import find_circuit, find_entry, find_exercise
from hiptimer.cli.completion import complete_circuit_name, complete_picked_exercises
from hiptimer.foundation.text.printable import quoted


@click.command()
@click.argument("title")
@click.option(
    "--from",
    "source",
    shell_complete=complete_circuit_name,
    help="Copy this circuit instead of the template.",
)
@click.option(
    "--from-text",
    "line",
    metavar="LINE",
    help="Write the circuit of this line, such as '3 x 30s plank, rest 20s; 10 squats'.",
)
@click.option(
    "--pick",
    "picks",
    metavar="CIRCUIT:EXERCISE,…",
    shell_complete=complete_picked_exercises,
    help="Write a circuit of these exercises, such as "
    "whitt-hip-flexor:pulses,runner-strength:banded-march.",
)
def new(*, title: str, source: str | None, line: str | None, picks: str | None) -> None:
    """Create a circuit of your own from a commented template.

    TITLE names its file: "Hüfte Übung" is in huefte-uebung.toml.
    """
    from hiptimer.cli.new_circuits import create_circuit

    if sum(it is not None for it in (source, line, picks)) > 1:
        raise BadInput("--from, --from-text and --pick exclude each other; use one of them")
    entry = find_entry(source) if source is not None else None
    text = _text(line) if line is not None else None
    create_circuit(title, entry, _picked(picks) if picks is not None else text)


def _text(line: str) -> str:
    # Imported late, because the shell completes circuits and pydantic is slow to import.
    from hiptimer.library.one_line import UnreadableLine, circuit_file_text

    try:
        return circuit_file_text(line)
    except UnreadableLine as error:
        raise BadInput(str(error)) from None


def _picked(picks: str) -> str:
    from hiptimer.library.picking import Pick, picked_text

    found = []
    for pick in picks.split(","):
        name, colon, exercise_id = (part.strip() for part in pick.rpartition(":"))
        if not (name and colon and exercise_id):
            example = "write CIRCUIT:EXERCISE, such as whitt-hip-flexor:pulses"
            raise BadInput(f"--pick {quoted(pick.strip())}: {example}")
        _, circuit = find_circuit(name)
        found.append(Pick(circuit, find_exercise(name, circuit, exercise_id)))
    return picked_text(found)
