"""What the shell completes: circuits, and the values of options."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from click.shell_completion import CompletionItem

from hiptimer.audio.backends import DEFAULT_DEVICE
from hiptimer.audio.sounds.meanings import MEANINGS
from hiptimer.audio.voice.speech_programs import BRIEF, SHIPPED, SYNTHESIZERS
from hiptimer.cli.bad_input import BadInput
from hiptimer.library.figure_files.loading import names as figure_names
from hiptimer.library.loading import find, ids
from hiptimer.plan.offers import ListOffer, all_offers

if TYPE_CHECKING:
    from collections.abc import Iterator

    import click

    from hiptimer.circuit.model import Circuit
    from hiptimer.plan.offers import Offer

Completions = list[CompletionItem]


def complete_circuit_name(
    _context: click.Context, _parameter: click.Parameter, typed: str
) -> Completions:
    """Return the usable circuits whose names begin with what is typed; for a path, files."""
    if "/" in typed:
        return [CompletionItem(typed, type="file")]
    beginning = [id_ for id_ in ids() if id_.startswith(typed)]
    return [CompletionItem(id_) for id_ in beginning if find(id_).circuit is not None]


def complete_figure(context: click.Context, parameter: click.Parameter, typed: str) -> Completions:
    """Return figures, circuits, and after a colon exercises; for a path, files."""
    if ":" in typed:
        return _beginning(typed, [*_exercises_of_all()])
    circuits = complete_circuit_name(context, parameter, typed)
    if "/" in typed:
        return circuits
    return _beginning(typed, [(name, "") for name in figure_names()]) + circuits


def complete_picked_exercises(
    _context: click.Context, _parameter: click.Parameter, typed: str
) -> Completions:
    """Return what is typed with each exercise, as CIRCUIT:EXERCISE, for what follows the comma."""
    before = typed[: typed.rfind(",") + 1]
    return _beginning(typed, [(f"{before}{name}", note) for name, note in _exercises_of_all()])


def complete_exercise(
    context: click.Context, _parameter: click.Parameter, typed: str
) -> Completions:
    """Return the exercises of the circuits on the command line."""
    circuit = _circuit_of(context)
    exercises = circuit.exercises if circuit else ()
    return _beginning(typed, [(it.id, it.name) for it in exercises])


def complete_start(context: click.Context, _parameter: click.Parameter, typed: str) -> Completions:
    """Return the sets of the circuits on the command line, and the exercises of each."""
    circuit = _circuit_of(context)
    places = []
    for block in circuit.blocks if circuit else ():
        named = f"{block.id}." if block.id else ""
        for number in range(1, int(block.sets.high) + 1):
            places.append(f"{named}{number}")
            places.extend(f"{named}{number}.{it.id}" for it in block.exercises)
    return _beginning(typed, [(place, "") for place in places])


def complete_pick(context: click.Context, _parameter: click.Parameter, typed: str) -> Completions:
    """Return each value that the circuits on the command line offer, as NAME=VALUE."""
    circuit = _circuit_of(context)
    offered = all_offers(circuit) if circuit else {}
    picks = [
        (f"{name}={value}", meaning)
        for name, offer in offered.items()
        for value, meaning in _values(offer)
    ]
    return _beginning(typed, picks)


def complete_sound(_context: click.Context, _parameter: click.Parameter, typed: str) -> Completions:
    """Return the names of the sounds, with their meanings."""
    return _beginning(typed, list(MEANINGS.items()))


def complete_device(
    _context: click.Context, _parameter: click.Parameter, typed: str
) -> Completions:
    """Return the devices whose names begin with what is typed, with their descriptions."""
    from hiptimer.audio.devices import find_devices

    found = [(it.name, it.description) for it in find_devices()]
    return _beginning(typed, [(DEFAULT_DEVICE, "The device of the system"), *found])


def complete_voice(_context: click.Context, _parameter: click.Parameter, typed: str) -> Completions:
    """Return what `--voice` always knows; the voices of each synthesizer are not listed."""
    names = ("auto", "off", BRIEF, SHIPPED, *SYNTHESIZERS)
    return _beginning(typed, [(name, "") for name in names])


def _beginning(typed: str, known: list[tuple[str, str]]) -> Completions:
    return [CompletionItem(name, help=note) for name, note in known if name.startswith(typed)]


def _exercises_of_all() -> Iterator[tuple[str, str]]:
    """Yield each exercise of the usable circuits as CIRCUIT:EXERCISE, with its name."""
    for id_ in ids():
        circuit = find(id_).circuit
        for exercise in circuit.exercises if circuit else ():
            yield f"{id_}:{exercise.id}", exercise.name


def _circuit_of(context: click.Context) -> Circuit | None:
    # An option still without its value keeps click from reading the arguments before it.
    names = context.params.get("circuits") or context.args
    # Imported late, because that module completes circuits with this one.
    from hiptimer.cli.circuit_names import find_circuits

    with suppress(BadInput):
        return find_circuits(names)[1] if names else None
    return None


def _values(offer: Offer) -> Iterator[tuple[str, str]]:
    """Yield each value as a single word, and what it means if the word is a number."""
    if isinstance(offer, ListOffer):
        for number, text in enumerate(offer.values, start=1):
            yield (text, "") if text.isalpha() else (f"{number}", text)
        return
    value: str | None = offer.value_words(offer.range.low)
    while value is not None:
        yield value, ""
        value = offer.next_value(offer.read(value), by=1)
