"""Hostile TOML: generated from a grammar, damaged, spliced together, or repeated excessively."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from random import Random

CIRCUITS = Path(__file__).parent.parent.parent / "circuits"

_VALUES = [
    *('"30s"', '"15s-30s"', '"1m30s"', '"3-4"', "'x'", '"fatigue"', '"each"', '""', '"\\u0000"'),
    *("0", "1", "-1", "3", "20", "200", "1e308", "nan", "inf", "-0.0", "0.3", "9" * 400),
    *("true", "1979-05-27", "07:32:00", "0x1f", "1_000"),
]
_NOT_TOML = ["30s", "“x”", '"\\q"', "3-4", "01", "", "]", '"x']
_FRAGMENTS = [
    *("[", "]", "{", "}", "=", ",", ".", "#", '"', "'", '"""', "'''", "\\", "\n", "\r\n", "\r"),
    *(" ", "\t", "\x00", "\x1b[2J", "\u00a0", "\u202e", "\ufeff", "é", "😀", "[[", "]]", "a", "1"),
]
_LARGEST_BYTES = 2**20


class Grower:
    """Generates documents from the keys and tables of one kind of file.

    `likely` are values that are often valid for their keys, so that later checks are reached, too.
    """

    def __init__(
        self, keys: Sequence[str], tables: Sequence[str], likely: Mapping[str, Sequence[str]]
    ) -> None:
        self._keys = keys
        self._tables = tables
        self._likely = likely

    def hostile(self, chance: Random, samples: Sequence[bytes]) -> bytes:
        """Return the bytes of a file that may be anything from valid to garbage."""
        makers: list[Callable[[], bytes]] = [
            lambda: self.document(chance).encode(),
            lambda: damage(chance, chance.choice(samples)),
            lambda: damage(chance, self.document(chance).encode()),
            lambda: splice(chance, samples),
            lambda: garbage(chance).encode(),
            lambda: repeat(chance, self.document(chance)).encode(),
        ]
        (maker,) = chance.choices(makers, weights=[30, 30, 20, 15, 15, 1])
        return maker()

    def document(self, chance: Random) -> str:
        """Return a document that is mostly valid TOML."""
        lines = self._assignments(chance)
        for _ in range(chance.randrange(8)):
            lines += [chance.choice(self._tables), *self._assignments(chance)]
        return chance.choice(["\n", "\n", "\n", "\r\n"]).join(lines)

    def _assignments(self, chance: Random) -> list[str]:
        keys = chance.sample(self._keys, chance.randrange(min(8, len(self._keys))))
        if chance.random() < 0.02:
            keys.append(".".join(chance.choices(self._keys, k=chance.randrange(1, 20))))
        return [f"{key} = {self._value_of(key, chance)}" for key in keys]

    def _value_of(self, key: str, chance: Random) -> str:
        kind = chance.random()
        if kind < 0.01:
            return chance.choice(_NOT_TOML)
        return (
            chance.choice(self._likely[key])
            if key in self._likely and kind < 0.9
            else self._value(chance, 0)
        )

    def _value(self, chance: Random, depth: int) -> str:
        kind = chance.random()
        if kind < 0.75 or depth > 20:
            return chance.choice(_VALUES)
        inner = [self._value(chance, depth + 1) for _ in range(chance.randrange(4))]
        if kind < 0.88:
            return f"[{', '.join(inner)}]"
        return "{" + ", ".join(f"{chance.choice(self._keys)} = {it}" for it in inner) + "}"


def damage(chance: Random, content: bytes) -> bytes:
    """Return `content` with some bytes changed, removed, or inserted."""
    found = bytearray(content)
    for _ in range(chance.choice([1, 1, 2, 5, 30])):
        at = chance.randrange(len(found) + 1)
        match chance.randrange(4):
            case 0 if at < len(found):
                found[at] ^= 1 << chance.randrange(8)
            case 1:
                del found[at : at + chance.choice([1, 1, 10, 200])]
            case 2:
                found[at:at] = chance.choice(_FRAGMENTS).encode()
            case _:
                end = at + chance.choice([1, 20, 300])
                found[at:at] = found[at:end] * chance.randrange(3)
    return bytes(found)


def splice(chance: Random, samples: Sequence[bytes]) -> bytes:
    """Return a file whose lines come from several samples."""
    lines = [line for _ in range(2) for line in chance.choice(samples).splitlines(keepends=True)]
    start = chance.randrange(len(lines))
    end = chance.randrange(len(lines))
    return b"".join(lines[: max(start, end)] + lines[min(start, end) :])


def garbage(chance: Random) -> str:
    """Return a short text of characters with a meaning in TOML."""
    return "".join(chance.choices(_FRAGMENTS, k=chance.randrange(60)))


def repeat(chance: Random, document: str) -> str:
    """Return a document followed by about 1 MiB of one repeated text."""
    unit = chance.choice(
        [
            chance.choice(_FRAGMENTS),
            garbage(chance) or "x",
            "key%d = 1\n",
            "[k%d]\n",
            "[[exercise]]\n",
            "a.",
            '"\\n",',
            "[[exercise]]\nname = 'a%d'\ntime = 1\n",
            "how = [",
            "x = {a = ",
        ]
    )
    size = chance.choice([10_000, 200_000, _LARGEST_BYTES])
    number = max(1, (size - len(document)) // len(unit.encode()))
    body = "".join(unit % it for it in range(number)) if "%d" in unit else unit * number
    return document + chance.choice(["", "\n", "about = '", 'a = """', "how = ["]) + body
