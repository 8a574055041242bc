"""How a player plays: the arguments and the environment of its process."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, NamedTuple, Self

if TYPE_CHECKING:
    from collections.abc import Iterable

_HEADPHONES: Final = "--headphones"
_DEVICE: Final = "--device="

_ACCESSIBILITY: Final = "media.role=a11y"
"""The role of a stream for which a sound server may turn down music."""


class Playback(NamedTuple):
    """Options of a player: stereo for `headphones`, and the `device`, the system's own if empty.

    If it `ducks`, the sound server may turn down the music of other programs.
    """

    headphones: bool = False
    device: str = ""
    ducks: bool = False

    @property
    def channels(self) -> int:
        """The number of channels: 1 or 2."""
        return 2 if self.headphones else 1

    @property
    def arguments(self) -> tuple[str, ...]:
        """The arguments of the process, which `from_arguments` understands."""
        return (
            *([_HEADPHONES] if self.headphones else []),
            *([f"{_DEVICE}{self.device}"] if self.device else []),
        )

    @property
    def environment(self) -> dict[str, str]:
        """The variables that PulseAudio's and PipeWire's libraries read in the process."""
        properties = f"{os.environ.get('PULSE_PROP', '')} {_ACCESSIBILITY}".strip()
        return {
            **({"PULSE_PROP": properties} if self.ducks else {}),
            **({"PULSE_SINK": self.device, "PIPEWIRE_NODE": self.device} if self.device else {}),
        }

    @classmethod
    def from_arguments(cls, arguments: Iterable[str]) -> tuple[Self, list[str]]:
        """Return the options among the `arguments` of a process, and the others."""
        headphones, device, others = False, "", []
        for argument in arguments:
            if argument == _HEADPHONES:
                headphones = True
            elif argument.startswith(_DEVICE):
                device = argument.removeprefix(_DEVICE)
            else:
                others.append(argument)
        return cls(headphones, device), others
