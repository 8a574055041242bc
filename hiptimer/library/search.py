"""Search for circuits by file name, title, exercises and equipment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiptimer.circuit.wording import equipment

if TYPE_CHECKING:
    from hiptimer.library.loading import Entry


def searched_text(entry: Entry) -> str:
    """Return file name, title, exercises and equipment of a circuit, for `has_words`."""
    texts = [entry.id]
    if entry.circuit:
        exercises = (exercise.name for exercise in entry.circuit.exercises)
        texts += [entry.circuit.title, *exercises, *equipment(entry.circuit)]
    return _plain("\n".join(texts))


def has_words(text: str, wanted: str) -> bool:
    """Return whether each word of `wanted` occurs in a searched text, ignoring case.

    An empty `wanted` occurs in every text.
    """
    return all(word in text for word in _plain(wanted).split())


def _plain(text: str) -> str:
    """Return `text` in lower case, with the apostrophe of a keyboard."""
    return text.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
