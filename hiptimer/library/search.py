"""Finding a circuit by what one remembers of it: its title, an exercise, what it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiptimer.circuit.wording import equipment

if TYPE_CHECKING:
    from hiptimer.library.loading import Entry


def is_found(entry: Entry, wanted: str) -> bool:
    """Return whether each word of `wanted` stands somewhere in the circuit, in any case.

    It is looked for in the name of its file, its title, its exercises and its equipment. Where
    nothing is wanted, everything is found.
    """
    texts = [entry.id]
    if entry.circuit:
        exercises = (exercise.name for exercise in entry.circuit.exercises)
        texts += [entry.circuit.title, *exercises, *equipment(entry.circuit)]
    text = _plain("\n".join(texts))
    return all(word in text for word in _plain(wanted).split())


def _plain(text: str) -> str:
    """Return `text` as it is typed: no capitals, and the apostrophe that is on a keyboard."""
    return text.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
