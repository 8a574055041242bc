"""The kinds of value a setting can have: how each is read, written, shown and changed by a step."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from hiptimer.audio.voice.speech_programs import PATH_PLACEHOLDER, command_words
from hiptimer.foundation.text.durations import duration_text
from hiptimer.foundation.text.printable import quoted
from hiptimer.foundation.toml.faults import Misread
from hiptimer.library.circuit_files.quantities import duration

Value = bool | int | float | str

_MILLISECONDS = re.compile(r"([0-9]{1,9})ms")


class ValueKind(Protocol):
    """A kind of value. `step` is one to the left (-1) or right (+1), None beyond an end."""

    def read(self, raw: object) -> Value:
        """Return the value for `raw` from the file. Raises Misread, which says what is right."""

    def file_value(self, value: Value) -> bool | int | str:
        """Return `value` as it is written in the file."""

    def words(self, value: Value) -> str:
        """Return `value` as it is shown."""

    def step(self, value: Value, by: int) -> Value | None:
        """Return the value beside `value`."""


@dataclass(frozen=True, slots=True)
class Switch:
    """On or off."""

    def read(self, raw: object) -> bool:
        """Return whether it is on."""
        if not isinstance(raw, bool):
            raise Misread(f"{quoted(raw)} is neither true nor false; write true or false")
        return raw

    def file_value(self, value: Value) -> bool:
        """Return true or false."""
        return bool(value)

    def words(self, value: Value) -> str:
        """Return on or off."""
        return "on" if value else "off"

    def step(self, value: Value, by: int) -> bool | None:
        """Return on for a step to the right of off."""
        return None if bool(value) is (by > 0) else by > 0


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of `names`; if it `is_open`, any other name is also valid."""

    names: tuple[str, ...]
    is_open: bool = False

    def read(self, raw: object) -> str:
        """Return the name."""
        if isinstance(raw, str) and (raw in self.names or (self.is_open and raw.strip())):
            return raw
        known = ", ".join(f'"{name}"' for name in self.names)
        right = f"a name in quotes, as {known}" if self.is_open else f"one of {known}"
        raise Misread(f"{quoted(raw)} is not valid; write {right}")

    def file_value(self, value: Value) -> str:
        """Return the name."""
        return str(value)

    def words(self, value: Value) -> str:
        """Return the name."""
        return str(value)

    def step(self, value: Value, by: int) -> str | None:
        """Return the name next to `value`; a name outside the list counts as after its end."""
        names = self.names if value in self.names else (*self.names, str(value))
        index = names.index(str(value)) + by
        return names[index] if 0 <= index < len(names) else None


@dataclass(frozen=True, slots=True)
class Percent:
    """A whole number from 0 to 100, changed by tens."""

    def read(self, raw: object) -> int:
        """Return the number."""
        if isinstance(raw, bool) or not isinstance(raw, int) or not 0 <= raw <= 100:
            raise Misread(f"{quoted(raw)} is not a whole number from 0 to 100; write one")
        return raw

    def file_value(self, value: Value) -> int:
        """Return the number."""
        return int(value)

    def words(self, value: Value) -> str:
        """Return the number with its unit."""
        return f"{value} %"

    def step(self, value: Value, by: int) -> int | None:
        """Return the next multiple of ten."""
        tens = (int(value) + 10) // 10 if by > 0 else (int(value) - 1) // 10
        return 10 * tens if 0 <= 10 * tens <= 100 else None


@dataclass(frozen=True, slots=True)
class Seconds:
    """A length of time from `least` to `most` seconds, changed by whole seconds."""

    least: float
    most: float

    def read(self, raw: object) -> float:
        """Return the seconds."""
        seconds = _seconds(raw)
        if not self.least <= seconds <= self.most:
            right = f"{duration_text(self.least)} to {duration_text(self.most)}"
            raise Misread(f"{quoted(raw)} is out of range; write a time from {right}")
        return seconds

    def file_value(self, value: Value) -> str:
        """Return the time in the notation of circuit files."""
        return duration_text(float(value))

    def words(self, value: Value) -> str:
        """Return the time in the notation of circuit files."""
        return duration_text(float(value))

    def step(self, value: Value, by: int) -> float | None:
        """Return the next whole second, or the end of the range if it comes first."""
        seconds = float(value)
        if seconds == (self.most if by > 0 else self.least):
            return None
        onward = seconds // 1 + 1 if by > 0 else -(-seconds // 1) - 1
        return min(self.most, max(self.least, onward))


@dataclass(frozen=True, slots=True)
class Milliseconds:
    """Seconds, from 0 to `most` milliseconds, changed by 50 milliseconds."""

    most: int

    def read(self, raw: object) -> float:
        """Return the seconds."""
        seconds = _seconds(raw)
        if seconds * 1000 > self.most:
            raise Misread(f"{quoted(raw)} is out of range; write a time from 0ms to {self.most}ms")
        return seconds

    def file_value(self, value: Value) -> str:
        """Return the time as whole milliseconds."""
        return f"{round(1000 * float(value))}ms"

    def words(self, value: Value) -> str:
        """Return the time as whole milliseconds."""
        return f"{round(1000 * float(value))} ms"

    def step(self, value: Value, by: int) -> float | None:
        """Return the next multiple of 50 ms."""
        before = round(1000 * float(value))
        fifties = before // 50 + 1 if by > 0 else -(-before // 50) - 1
        return fifties / 20 if 0 <= 50 * fifties <= self.most else None


@dataclass(frozen=True, slots=True)
class SpeechCommand:
    """A command that speaks its stdin into the WAV file `{path}`; empty for none."""

    def read(self, raw: object) -> str:
        """Return the command."""
        right = f'write a command in quotes, as in "text2wave -o {PATH_PLACEHOLDER}"'
        if not isinstance(raw, str):
            raise Misread(f"{quoted(raw)} is not a command; {right}")
        if raw.strip() and not command_words(raw):
            raise Misread(f"{quoted(raw)} has a quote that is not closed; {right}")
        if raw.strip() and PATH_PLACEHOLDER not in raw:
            raise Misread(
                f"{quoted(raw)} has no {PATH_PLACEHOLDER} for the sound file to write; {right}"
            )
        return raw.strip()

    def file_value(self, value: Value) -> str:
        """Return the command."""
        return str(value)

    def words(self, value: Value) -> str:
        """Return the command."""
        return str(value) or "none"

    def step(self, value: Value, by: int) -> None:
        """Return None: a command can only be edited in the file."""


def _seconds(raw: object) -> float:
    """Return the seconds of "200ms", or of a duration as in circuit files."""
    match = _MILLISECONDS.fullmatch(raw) if isinstance(raw, str) else None
    return int(match[1]) / 1000 if match else duration(raw)
