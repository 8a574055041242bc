"""Random diaries: no suggestion exceeds what pain allows, whatever was rated and done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.history.progress.random_diaries import check_suggestion

if TYPE_CHECKING:
    from random import Random

_SEEDS = 1 << 48


def attempt(chance: Random) -> None:
    """Check what is suggested to a random diary."""
    check_suggestion(chance.randrange(_SEEDS))
