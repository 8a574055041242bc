"""Who may import what, and who may read a clock: the table is the map of the program."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import hiptimer
from tests.imports import clock_readings, imports

if TYPE_CHECKING:
    from collections.abc import Iterable

PACKAGE = Path(hiptimer.__file__).parent
ROOT = PACKAGE.parent

# Each module, and the modules and libraries that run when it runs. `name.*` is all that lies in
# a folder. What stands under `if TYPE_CHECKING:` does not run and is free.
MAY_IMPORT: dict[str, set[str]] = {
    # What a circuit is, and where circuits come from.
    "circuit": set(),
    "circuit_file.*": {
        "choices",
        "circuit",
        "circuit_file.*",
        "offers",
        "order",
        "timeline",
        "words",
        "pydantic",
    },
    "library": {"bounded_file", "circuit_file.*", "places"},
    "new_circuit": {"bounded_file", "circuit_file.*", "library", "places", "whole_file"},
    "search": {"prescription"},
    "places": {"platformdirs"},
    "signals": set(),
    "streams": {"circuit_file.*", "signals"},
    # What happens when: no I/O, no clock, nothing from outside the standard library.
    "timeline": set(),
    "words": {"timeline"},
    "cues": {"timeline", "words"},
    "offers": {"circuit", "words"},
    "choices": {"circuit", "offers"},
    "order": {"circuit", "timeline"},
    "compiler": {"cues", "order", "timeline", "words"},
    "plan": {"compiler", "feelings", "order", "results", "words"},
    "fit": {"compiler", "offers", "order", "prescription", "words"},
    "prescription": {"circuit", "words"},
    "events": set(),
    "completeness": {"events", "timeline"},
    "playhead": set(),
    "engine": {"cues", "events", "playhead", "timeline"},
    "results": {"completeness", "events", "timeline", "words"},
    "corrections": {"results", "timeline"},
    "course": set(),
    "flash": {"playhead", "words"},
    "as_json": set(),
    "json_pieces": set(),
    # One circuit under way, and the only clock.
    "clock": set(),
    "moment": {"playhead"},
    "matching": {"events", "results", "timeline"},
    "workout": {
        "audio.performance",
        "audio.score",
        "audio.speaker",
        "clock",
        "engine",
        "events",
        "matching",
        "moment",
        "playhead",
        "presses",
        "timeline",
    },
    # What was done.
    "diary.*": {
        "choices",
        "circuit_file.*",
        "completeness",
        "diary.*",
        "events",
        "offers",
        "plan",
        "playhead",
        "timeline",
        "whole_file",
    },
    "resuming": {"diary.*"},
    "remembered": {"choices", "diary.*", "matching", "offers", "words"},
    "next_morning": {"diary.*", "feelings"},
    "keeping": {
        "diary.*",
        "events",
        "exchange.unsaved",
        "logbook",
        "next_morning",
        "remembered",
        "resuming",
    },
    "logbook": {"diary.*", "progress.suggestions", "remembered"},
    "log_words": {
        "diary.recorded",
        "events",
        "feelings",
        "progress.calendar",
        "results",
        "words",
    },
    "feelings": set(),
    "questions": {"circuit_file.*", "diary.recorded", "feelings"},
    "history": {
        "completeness",
        "diary.*",
        "feelings",
        "log_words",
        "progress.*",
        "results",
        "timeline",
        "words",
    },
    "progress.sides": set(),
    "progress.weeks": set(),
    "progress.calendar": {"progress.weeks"},
    "progress.plots": {"drawing.plots"},
    "progress.pain": {"feelings"},
    "progress.suggestions": {
        "choices",
        "completeness",
        "feelings",
        "offers",
        "progress.pain",
        "results",
    },
    "exchange.*": {
        "bounded_file",
        "circuit_file.*",
        "completeness",
        "diary.*",
        "events",
        "exchange.*",
        "history",
        "json_pieces",
        "playhead",
        "results",
        "timeline",
        "whole_file",
        "fit_tool",
        "pydantic",
    },
    "report.*": {
        "circuit_file.*",
        "diary.*",
        "feelings",
        "history",
        "progress.*",
        "report.*",
        "timeline",
        "words",
    },
    # What the person prefers.
    "settings.kinds": {"circuit_file.*", "words"},
    "settings.keys": {"circuit_file.*"},
    "settings.settings": {"settings.*", "timeline"},
    "settings.reading": {"bounded_file", "circuit_file.*", "library", "settings.*"},
    "settings.file": {
        "bounded_file",
        "circuit_file.*",
        "library",
        "settings.*",
        "whole_file",
        "tomlkit",
    },
    "settings.preferences": {"settings.*"},
    "settings.listing": {"circuit_file.*", "settings.*"},
    "awake": {"wakepy"},
    "presses": set(),
    # What is heard.
    "audio.speaker": set(),
    "audio.speech": {"timeline", "words"},
    "audio.score": {
        "audio.palette",
        "audio.speaker",
        "audio.speech",
        "cues",
        "events",
        "playhead",
        "timeline",
    },
    "audio.performance": {"audio.score", "audio.speaker", "events"},
    "audio.bell": {"events"},
    "audio.lexicon": set(),
    "audio.tones": set(),
    "audio.resampling": {"audio.tones"},
    "audio.wav": {"audio.resampling", "audio.tones", "bounded_file"},
    "audio.samples": {"audio.tones", "audio.wav"},
    "audio.mixer": {"audio.samples", "audio.tones"},
    "audio.stereo": {"audio.mixer"},
    "audio.stream": {"audio.mixer", "audio.stereo", "audio.tones"},
    "audio.pieces": {"audio.mixer", "audio.stereo", "audio.stream", "audio.tones"},
    "audio.palette": {"audio.tones", "audio.wav"},
    "audio.mastering": {"audio.tones"},
    "audio.synthesizers": {"audio.mastering", "audio.tones", "audio.wav", "whole_file"},
    "audio.clip_cache": {"audio.wav", "whole_file"},
    "audio.phrases": {"places"},
    "audio.phrase_list": {
        "audio.mastering",
        "audio.phrases",
        "audio.speech",
        "audio.synthesizers",
        "audio.tones",
        "choices",
        "compiler",
        "library",
        "places",
    },
    "audio.voice": {
        "audio.mastering",
        "audio.clip_cache",
        "audio.phrases",
        "audio.synthesizers",
        "audio.wav",
        "places",
    },
    "audio.own_sounds": {
        "audio.lexicon",
        "audio.palette",
        "audio.clip_cache",
        "audio.wav",
        "bounded_file",
        "circuit_file.*",
        "places",
    },
    "audio.output": set(),
    "audio.piece_player": {"audio.pieces", "audio.samples", "audio.tones"},
    "audio.system_player": {"audio.output", "audio.tones"},
    "audio.signs_of_life": set(),
    "audio.process": {"audio.signs_of_life"},
    "audio.trial": {"audio.process"},
    "audio.player_speaker": {"audio.process", "audio.signs_of_life", "audio.speaker"},
    "audio.player": {
        "audio.output",
        "audio.piece_player",
        "audio.samples",
        "audio.signs_of_life",
        "audio.speaker",
        "audio.stream",
        "audio.system_player",
        "audio.tones",
        "miniaudio",
        "simpleaudio",
    },
    "render": {
        "audio.samples",
        "audio.score",
        "audio.stereo",
        "audio.tones",
        "engine",
        "whole_file",
        "words",
    },
    "bounded_file": set(),
    "whole_file": set(),
    # What is seen.
    "drawing.strokes": set(),
    "drawing.glyphs": set(),
    "drawing.raster": set(),
    "drawing.cells": {"drawing.raster", "drawing.strokes"},
    "drawing.lettering": {
        "drawing.cells",
        "drawing.glyphs",
        "drawing.raster",
        "drawing.strokes",
    },
    "drawing.axes": {"words"},
    "drawing.plots": {"drawing.axes", "plotext"},
    "figure.body": set(),
    "figure.blending": {"figure.body"},
    "figure.figure": {"figure.blending"},
    "figure.movement": {"figure.figure", "playhead", "timeline"},
    "figure.shapes": {"drawing.strokes", "figure.body"},
    "figure.scene": {
        "drawing.cells",
        "drawing.raster",
        "drawing.strokes",
        "figure.body",
        "figure.shapes",
    },
    "figure.values": {"circuit_file.*", "figure.body"},
    "figure.pose_reading": {"circuit_file.*", "figure.body", "figure.values"},
    "figure.reading": {
        "circuit_file.*",
        "figure.body",
        "figure.figure",
        "figure.pose_reading",
        "figure.values",
    },
    "figure.showing": {"figure.movement", "moment", "playhead", "timeline"},
    "figure.files": {"circuit_file.*", "figure.reading", "library", "places"},
    "lines": {"choices", "events", "playhead", "results", "words"},
    "plain": {"engine", "lines", "signals", "words"},
    "tui.*": {
        "audio.lexicon",
        "choices",
        "circuit_file.*",
        "compiler",
        "corrections",
        "course",
        "diary.recorded",
        "drawing.lettering",
        "drawing.plots",
        "drawing.raster",
        "engine",
        "events",
        "feelings",
        "figure.files",
        "figure.movement",
        "figure.scene",
        "figure.showing",
        "fit",
        "flash",
        "library",
        "log_words",
        "logbook",
        "offers",
        "plan",
        "playhead",
        "prescription",
        "progress.*",
        "results",
        "resuming",
        "search",
        "settings.*",
        "signals",
        "streams",
        "terminal",
        "timeline",
        "tui.*",
        "words",
        "workout",
        "rich",
        "textual",
    },
    "demonstration": {"audio.lexicon", "audio.palette", "audio.speaker"},
    "listing": {"choices", "circuit_file.*", "offers", "plan", "prescription", "words"},
    # What can be heard and seen here.
    "terminal": set(),
    "doctor.*": {
        "audio.own_sounds",
        "audio.speaker",
        "audio.synthesizers",
        "audio.tones",
        "audio.trial",
        "audio.voice",
        "awake",
        "circuit_file.*",
        "doctor.*",
        "library",
        "places",
        "terminal",
    },
    # Where it is all wired together.
    "sound": {
        "audio.bell",
        "audio.own_sounds",
        "audio.player_speaker",
        "audio.score",
        "audio.speaker",
        "audio.speech",
        "audio.voice",
        "clock",
        "timeline",
        "workout",
    },
    "session": {
        "audio.player_speaker",
        "awake",
        "clock",
        "demonstration",
        "keeping",
        "lines",
        "places",
        "plain",
        "playhead",
        "questions",
        "signals",
        "sound",
    },
    "full_screen": {"session", "sound", "terminal", "tui.*"},
    "command_line": {
        "audio.voice",
        "choices",
        "circuit_file.*",
        "clock",
        "compiler",
        "diary.*",
        "feelings",
        "fit",
        "keeping",
        "library",
        "offers",
        "places",
        "plan",
        "click",
    },
    "options": {
        "circuit_file.*",
        "library",
        "places",
        "settings.*",
        "click",
    },
    "commands.*": {
        "as_json",
        "audio.lexicon",
        "audio.own_sounds",
        "bounded_file",
        "circuit_file.*",
        "clock",
        "command_line",
        "demonstration",
        "doctor.*",
        "exchange.*",
        "figure.files",
        "full_screen",
        "history",
        "json_pieces",
        "library",
        "listing",
        "new_circuit",
        "options",
        "places",
        "render",
        "report.*",
        "resuming",
        "session",
        "settings.file",
        "settings.listing",
        "settings.reading",
        "signals",
        "sound",
        "whole_file",
        "words",
        "click",
    },
    "cli": {
        "commands.*",
        "full_screen",
        "options",
        "signals",
        "streams",
        "click",
    },
    "__main__": {"cli"},
}

READS_THE_CLOCK = {"clock", "workout", "demonstration", "audio.player"}

# These only compute, so the rest of the standard library (files, processes, sockets) is shut too.
PURE = {
    "circuit",
    "timeline",
    "words",
    "cues",
    "offers",
    "choices",
    "compiler",
    "plan",
    "fit",
    "prescription",
    "events",
    "playhead",
    "engine",
    "moment",
    "course",
    "flash",
    "results",
    "corrections",
    "feelings",
    "matching",
    "exchange.activity",
    "report.scales",
    "drawing.strokes",
    "drawing.glyphs",
    "drawing.raster",
    "drawing.cells",
    "drawing.lettering",
    "drawing.axes",
    "figure.body",
    "figure.blending",
    "figure.figure",
    "figure.movement",
    "figure.shapes",
    "figure.scene",
    "figure.showing",
    "audio.score",
    "audio.speech",
    "presses",
    "progress.calendar",
    "progress.pain",
    "progress.plots",
    "progress.sides",
    "progress.suggestions",
    "progress.weeks",
    "settings.keys",
}
PURE_STANDARD_LIBRARY = {
    "__future__",
    "bisect",
    "collections",
    "dataclasses",
    "datetime",
    "difflib",
    "enum",
    "functools",
    "itertools",
    "math",
    "re",
    "statistics",
    "types",
    "typing",
}
INPUT_AND_OUTPUT = {"input", "open", "print"}

AUDIO_LIBRARIES = {"miniaudio", "simpleaudio"}


def _modules() -> dict[str, Path]:
    """Return every file with code under its dotted name; a package's own file bears its name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        if name:
            found[name] = path
    return found


MODULES = _modules()
EACH_MODULE = pytest.mark.parametrize("module", MODULES)


def _is_in(name: str, entries: Iterable[str]) -> bool:
    """Answer whether `name` is one of the entries, or lies in a folder that is one of them."""
    return any(
        name == entry or (entry.endswith(".*") and f"{name}.".startswith(entry[:-1]))
        for entry in entries
    )


def _entry(module: str) -> set[str] | None:
    """Return what the table allows a module; a folder's own file may do what its folder may."""
    if module in MAY_IMPORT:
        return MAY_IMPORT[module]
    for name, allowed in MAY_IMPORT.items():
        if _is_in(module, {name}):
            return allowed
    # The file of a folder whose modules each have an entry imports nothing.
    return set() if any(name.startswith(f"{module}.") for name in MAY_IMPORT) else None


def _imports(module: str) -> dict[str, int]:
    """Return what runs when a module runs, with the line that says so.

    Modules of hiptimer bear their name in the table; of all others only the first part counts.
    """
    path = MODULES[module]
    package = "hiptimer." + (module if path.name == "__init__.py" else module.rpartition(".")[0])
    found = {}
    for name, line in imports(ast.parse(path.read_text()), package.rstrip(".")):
        library, _, rest = name.partition(".")
        if library != "hiptimer":
            found[library] = line
        elif rest in MODULES:
            found[rest] = line
        elif rest.rpartition(".")[0] in MODULES:
            found[rest.rpartition(".")[0]] = line
    return found


@EACH_MODULE
def test_a_module_stands_in_the_table(module: str) -> None:
    assert _entry(module) is not None, (
        f"hiptimer/{module.replace('.', '/')}.py is new: say in MAY_IMPORT what it may import"
    )


@pytest.mark.parametrize("entry", MAY_IMPORT)
def test_an_entry_of_the_table_is_a_module(entry: str) -> None:
    assert entry.removesuffix(".*") in set(MODULES), f"there is no hiptimer.{entry}: take it out"


@EACH_MODULE
def test_a_module_imports_only_what_the_table_allows(module: str) -> None:
    allowed = _entry(module) or set()
    refused = {
        name: line
        for name, line in _imports(module).items()
        if name not in sys.stdlib_module_names and not _is_in(name, allowed)
    }
    assert not refused, f"hiptimer.{module} may not import {refused} (name: line)"


@pytest.mark.parametrize("row", MAY_IMPORT)
def test_a_row_of_the_table_allows_nothing_that_is_not_imported(row: str) -> None:
    used = {name for module in MODULES if _is_in(module, {row}) for name in _imports(module)}
    unused = {
        allowed for allowed in MAY_IMPORT[row] if not any(_is_in(it, {allowed}) for it in used)
    }
    assert not unused, f"hiptimer.{row} no longer imports {unused}: take it out of the row"


@EACH_MODULE
def test_only_what_keeps_time_reads_a_clock(module: str) -> None:
    readings = clock_readings(ast.parse(MODULES[module].read_text()))
    assert module in READS_THE_CLOCK or not readings, (
        f"hiptimer.{module} reads a clock: {readings}; let it be told `now`"
    )


@pytest.mark.parametrize("module", sorted(PURE))
def test_what_only_computes_does_no_input_or_output(module: str) -> None:
    tree = ast.parse(MODULES[module].read_text())
    libraries = set(_imports(module)) & sys.stdlib_module_names
    assert libraries <= PURE_STANDARD_LIBRARY
    called = {node.func for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert not {node.id for node in called if isinstance(node, ast.Name)} & INPUT_AND_OUTPUT


def test_only_the_screens_import_textual() -> None:
    assert {name for name, allowed in MAY_IMPORT.items() if "textual" in allowed} == {"tui.*"}


def test_only_the_player_imports_an_audio_library() -> None:
    importers = {name for name, allowed in MAY_IMPORT.items() if allowed & AUDIO_LIBRARIES}
    assert importers == {"audio.player"}


def test_only_what_draws_plots_imports_a_library_that_does() -> None:
    importers = {name for name, allowed in MAY_IMPORT.items() if "plotext" in allowed}
    assert importers == {"drawing.plots"}


def _imported_by(home: Path, *arguments: str) -> set[str]:
    """Run Python in an empty home and return the first part of every module it imported."""
    run = subprocess.run(
        [sys.executable, "-X", "importtime", *arguments],
        cwd=home,
        env={"HOME": str(home), "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    timed = "import time:"
    lines = run.stderr.splitlines()
    said = "\n".join(line for line in lines if not line.startswith(timed))
    assert not run.returncode, said
    names = {line.rpartition("|")[2].strip() for line in lines if line.startswith(timed)}
    return {name.partition(".")[0] for name in names}


def test_a_workout_needs_no_screen_and_no_audio_library(tmp_path: Path) -> None:
    imported = _imported_by(tmp_path, "-c", "import hiptimer.workout")
    assert "hiptimer" in imported
    assert not imported & {"textual", *AUDIO_LIBRARIES}


def test_the_full_screen_opens_before_anything_that_reads_circuits_is_loaded(
    tmp_path: Path,
) -> None:
    imported = _imported_by(tmp_path, "-c", "import hiptimer.session, hiptimer.tui.app")
    assert "textual" in imported
    assert not imported & {"pydantic", "plotext"}


def test_the_version_is_told_without_reading_any_circuit(tmp_path: Path) -> None:
    imported = _imported_by(tmp_path, "-m", "hiptimer", "--version")
    assert "hiptimer" in imported
    assert not imported & {"pydantic", "textual", *AUDIO_LIBRARIES}


@pytest.mark.parametrize(
    "arguments",
    [
        ["list"],
        ["show", "whitt-hip-flexor"],
        ["render", "foam-rolling", "-o", "rolling.wav"],
        ["check", str(ROOT / "circuits" / "whitt-hip-flexor.toml")],
    ],
    ids=lambda arguments: str(arguments[0]),
)
def test_a_command_that_only_prints_or_writes_imports_no_screen_and_no_audio_library(
    arguments: list[str], tmp_path: Path
) -> None:
    imported = _imported_by(tmp_path, "-m", "hiptimer", *arguments)
    assert "pydantic" in imported
    assert not imported & {"textual", *AUDIO_LIBRARIES}
