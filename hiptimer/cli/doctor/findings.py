"""The findings of `hiptimer doctor`, in words and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hiptimer.audio.backends import NOT_INSTALLED
from hiptimer.cli.doctor.facts import BEEPS, chosen_backend
from hiptimer.foundation.text.printable import printable
from hiptimer.foundation.text.sentences import counted, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hiptimer.audio.devices import Device
    from hiptimer.cli.doctor.facts import Folder, Surroundings, TriedBackend
    from hiptimer.cli.doctor.remedies import Remedy
    from hiptimer.foundation.terminal import Terminal

FORMAT = 1

NO_DEVICE = "auto_null"
"""The device name of a sound server that has found no loudspeaker."""


def backend_lines(backend: TriedBackend) -> Iterator[str]:
    """Yield the state of a backend, and what installs it if it is missing."""
    if backend.trouble is None:
        yield f"  {backend.name:12} works{_where(backend)}"
        return
    yield f"  {backend.name:12} {backend.trouble}"
    if backend.remedy:
        yield f"  {'':12} {_remedy_words(backend.remedy)}"


def choice_lines(tried: Sequence[TriedBackend]) -> Iterator[str]:
    """Yield which of the `tried` backends `--sound auto` uses, or why none."""
    backend = chosen_backend(tried)
    if backend:
        yield f"  auto uses {backend.name}"
        if backend.device == NO_DEVICE:
            yield "  The sound server has no output device, so nothing can be heard."
        return
    yield "  auto uses the terminal's bell, since nothing else works"
    if all(backend.trouble == NOT_INSTALLED for backend in tried):
        yield "  Install one of those above; the first that works is used."
    else:
        yield "  Nothing that is installed reaches a sound device. Is a loudspeaker connected, and"
        yield "  can another program be heard? Over SSH and in containers there is usually none."


def device_lines(devices: Sequence[Device]) -> Iterator[str]:
    """Yield each device that can be chosen, by its name."""
    for number, device in enumerate(devices):
        label = "" if number else "devices"
        words = "" if device.description == device.name else f": {printable(device.description)}"
        yield f"  {label:12} {printable(device.name)}{words}"


def beeps_words(backend: TriedBackend, played: int) -> str:
    """Return whether the test beeps were played, in words."""
    if played == len(BEEPS):
        return f"  {backend.name} played all {played} beeps to the end{_to(backend)}"
    return (
        f"  {backend.name} played {played} of {len(BEEPS)} beeps to the end{_to(backend)}: "
        "the device stalls, is late or fails"
    )


def unheard_lines(backend: TriedBackend, tried: Sequence[TriedBackend]) -> Iterator[str]:
    """Yield what to check if beeps were played but not heard."""
    yield "hiptimer played the beeps, so the sound was lost after that. Check in this order:"
    device = printable(backend.device) if backend.device else "the right device"
    others = [it.name for it in tried if it.trouble is None and it is not backend]
    checks = [
        "the system is not muted, its volume is up, and another program can be heard",
        f"{device} is what you listen to: headphones, HDMI and Bluetooth are separate devices",
        *(f"another output is silent too: hiptimer run CIRCUIT --sound {name}" for name in others),
        "if nothing helps, use the terminal's bell: hiptimer run CIRCUIT --sound bell",
    ]
    for number, check in enumerate(checks, start=1):
        yield f"  {number}. {check}"


def surroundings_lines(found: Surroundings) -> Iterator[str]:
    """Yield the findings about terminal, folders and versions."""
    yield "Terminal"
    yield from _terminal_lines(found.terminal)
    yield ""
    yield "Folders"
    for folder in found.folders:
        yield from _folder_lines(folder)
    number = len(found.broken)
    yield f"  {'broken':17} {number if number else 'no'} circuit{'s' if number != 1 else ''}"
    for entry in found.broken:
        yield from (f"    {problem}" for problem in entry.problems)
    if found.missing_sounds:
        yield f"  {'missing sounds':17} {', '.join(found.missing_sounds)}"
    if found.bad_sounds:
        yield f"  {'bad sounds':17} {len(found.bad_sounds)}, the built-in ones are used instead"
        yield from (f"    {complaint}" for complaint in found.bad_sounds)
    yield ""
    yield "Versions"
    yield f"  {'system':12} {found.system}"
    for name, version in found.versions.items():
        yield f"  {name:12} {version or NOT_INSTALLED}"


def findings_as_json(
    found: Surroundings, tried: Sequence[TriedBackend], devices: Sequence[Device], played: int
) -> dict[str, Any]:
    """Return the output of `hiptimer doctor --json`."""
    backend = chosen_backend(tried)
    return {
        "format": FORMAT,
        "sound": {
            "backends": [_backend(it) for it in tried],
            "auto": backend.name if backend else "bell",
            "device": backend.device if backend else None,
            "devices": [{"name": it.name, "description": it.description} for it in devices],
            "beeps": {"wanted": len(BEEPS), "played": played},
        },
        "terminal": {
            "view": "lines" if found.terminal.obstacle else "full screen",
            "because": found.terminal.obstacle,
            "not_terminals": list(found.terminal.not_terminals),
            "term": found.terminal.kind,
            "size": list(found.terminal.size) if found.terminal.size else None,
            "colours": found.terminal.colors,
            "encoding": found.terminal.encoding,
        },
        "folders": [
            {
                "purpose": folder.purpose,
                "path": str(folder.path),
                "exists": folder.exists,
                "writable": folder.is_writable,
                "files": folder.files,
            }
            for folder in found.folders
        ],
        "broken": [
            {"id": entry.id, "errors": [str(problem) for problem in entry.problems]}
            for entry in found.broken
        ],
        "missing_sounds": list(found.missing_sounds),
        "bad_sounds": list(found.bad_sounds),
        "system": found.system,
        "versions": dict(found.versions),
    }


def _where(backend: TriedBackend) -> str:
    through = f", through {backend.through}" if backend.through else ""
    return f"{through}{_to(backend)}"


def _to(backend: TriedBackend) -> str:
    return f", to {printable(backend.device)}" if backend.device else ""


def _remedy_words(remedy: Remedy) -> str:
    builds = f"; building it needs {joined(remedy.builds_with)}" if remedy.builds_with else ""
    lacks = f", of which {joined(remedy.lacks)} cannot be found" if remedy.lacks else ""
    if remedy.command is None:
        return f"no known command installs it here{builds}{lacks}"
    return f"to install it: {remedy.command}{builds}{lacks}"


def _terminal_lines(terminal: Terminal) -> Iterator[str]:
    if terminal.obstacle:
        yield f"  {'view':12} line mode, since {terminal.obstacle}"
    else:
        yield f"  {'view':12} full screen, or line mode with --plain"
    yield f"  {'TERM':12} {printable(terminal.kind) or 'not set'}"
    size = "{} columns, {} rows".format(*terminal.size) if terminal.size else "none"
    yield f"  {'size':12} {size}"
    yield f"  {'colors':12} {f'{terminal.colors:,}' if terminal.colors else 'none'}"
    yield f"  {'encoding':12} {terminal.encoding}"


def _folder_lines(folder: Folder) -> Iterator[str]:
    state = counted(folder.files, "file")
    if not folder.exists:
        state = "does not exist yet" if folder.is_writable else "cannot be created"
    elif folder.purpose in ("your circuits", "diary") and not folder.is_writable:
        state += ", not writable"
    yield f"  {folder.purpose:17} {printable(str(folder.path))}: {state}"


def _backend(backend: TriedBackend) -> dict[str, Any]:
    remedy = backend.remedy
    return {
        "name": backend.name,
        "works": backend.trouble is None,
        "trouble": backend.trouble,
        "through": backend.through,
        "device": backend.device,
        "add": remedy.command if remedy else None,
        "lacks": list(remedy.lacks) if remedy else [],
    }
