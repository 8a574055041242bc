"""Speech for a person who knows the circuit: names, sides and ends, and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hiptimer.audio.score.speech import PUNCTUATION, plain
from hiptimer.plan.wording import side_phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hiptimer.audio.score.speech import SpokenLine, Wording
    from hiptimer.plan.effort import Effort

_ENDS = re.compile(
    r"get ready|rest|next|last (set|round)|(set|round) \d+|target|done|"
    r"press enter when ready|ending after this set|doing all sets"
)


def in_brief(lines: Iterable[SpokenLine], effort: Effort) -> Iterator[SpokenLine]:
    """Yield those of `lines` that name `effort`, its side or an end, reduced to these phrases."""
    sides = ("left", "right") if effort.side == "alternate" else ()
    names = {it.lower() for it in (effort.movement.title, *side_phrases(effort)[:1], *sides)}
    for line in lines:
        reduced = (_reduced(wording, names) for wording in line.wordings)
        wordings = tuple(dict.fromkeys(filter(None, reduced)))
        if wordings:
            yield line._replace(wordings=wordings)


def _reduced(wording: Wording, names: set[str]) -> Wording:
    """Return the phrases of `wording` that are among `names` or ends, as whole sentences."""
    kept = [phrase for phrase in wording if _is_kept(plain(phrase), names)]
    return (*kept[:-1], f"{kept[-1].rstrip(PUNCTUATION)}.") if kept else ()


def _is_kept(phrase: str, names: set[str]) -> bool:
    return phrase in names or _ENDS.fullmatch(phrase) is not None
