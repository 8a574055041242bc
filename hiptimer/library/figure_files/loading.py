"""Finds and loads figures: the shipped ones and the user's own, which take precedence."""

from __future__ import annotations

import json
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final

from hiptimer.circuit.figure.body import below_floor
from hiptimer.foundation import folders
from hiptimer.foundation.text.printable import printable, quoted
from hiptimer.foundation.toml.faults import Part
from hiptimer.foundation.toml.files import FaultyFile, parse_file, problems, read_file
from hiptimer.foundation.toml.lines import key_lines
from hiptimer.library.circuit_files.places import exercise_places
from hiptimer.library.figure_files.reading import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from hiptimer.circuit.figure.figure import Figure
    from hiptimer.circuit.model import Circuit, OwnFigure
    from hiptimer.foundation.toml.files import Problem
    from hiptimer.plan.effort import Movement

_FOLDER: Final = "figures"
_ONLY_IN_CIRCUITS: Final = ("title", "exercise", "block")


def is_figure_file(path: Path) -> bool:
    """Return whether a file is meant to be a figure.

    It is in a folder of figures, or has poses and nothing that only a circuit has.
    """
    if path.absolute().parent.name == _FOLDER:
        return True
    try:
        keys = parse_file(path).document.keys()
    except FaultyFile:
        return False
    return "pose" in keys and keys.isdisjoint(_ONLY_IN_CIRCUITS)


def load(path: Path) -> Figure:
    """Return the figure in the file `path`.

    Raises:
        FaultyFile: with every problem of the file.

    """
    return read_file(path, partial(read, name=path.stem))


def find(name: str) -> Figure | None:
    """Return the figure of that name; None if there is none.

    Raises:
        FaultyFile: its file cannot be used.

    """
    path = path_of(name)
    return _loaded(path, _modified(path) or 0) if path else None


def path_of(name: str) -> Path | None:
    """Return the file of the figure of that name; None if there is none."""
    paths = (folder / f"{name}.toml" for folder in (folders.user_figures(), folders.figures()))
    return next((path for path in paths if _modified(path) is not None), None)


def is_own(path: Path) -> bool:
    """Return whether a figure file is in the user's own folder."""
    return path.parent == folders.user_figures()


def names() -> tuple[str, ...]:
    """Return the names of all figures, in order."""
    searched = (folders.user_figures(), folders.figures())
    return tuple(sorted({it.stem for folder in searched for it in folder.glob("*.toml")}))


def _modified(path: Path) -> int | None:
    """Return when a file was modified, 0 if that is unknown, None if the file does not exist."""
    try:
        return path.stat().st_mtime_ns
    except (FileNotFoundError, NotADirectoryError):
        return 0 if path.is_symlink() else None
    except OSError:
        # Loading the file reports the reason.
        return 0


@lru_cache(maxsize=64)
def _loaded(path: Path, _modified: int) -> Figure:
    # The same object is returned again, because the frames are cached by figure.
    return load(path)


def notes(path: Path, figure: Figure) -> tuple[Problem, ...]:
    """Return what the author of the `figure` in a file may not have meant."""
    return _problems(path, _sunk_poses(figure))


def notes_inside(path: Path, circuit: Circuit) -> tuple[Problem, ...]:
    """Return what the author of the figures inside the `circuit` in a file may not have meant."""
    shown = {it.figure or it.id for it in circuit.exercises}
    found: list[Part] = []
    for inside in circuit.figures:
        within = ("figure", inside.name)
        parts = [*_sunk_poses(own(inside))]
        if inside.name not in shown:
            right = f"write figure = {quoted(inside.name)} in one"
            parts.append(Part((), f"it belongs to no exercise; {right}"))
        found += [
            Part((*within, *it.within), f"figure {printable(inside.name)}: {it.message}")
            for it in parts
        ]
    return _problems(path, found)


def _sunk_poses(figure: Figure) -> Iterator[Part]:
    """Yield each pose that is partly below the floor.

    That is not an error: it is drawn in front of the floor line.
    """
    for name, pose in figure.poses.items():
        if it := below_floor(pose, figure.view):
            yield Part(
                ("pose", name),
                f"pose {name}: {it.name} is {it.depth:.0f} cm below the floor, "
                "so it is drawn in front of it",
            )


def _problems(path: Path, parts: Iterable[Part]) -> tuple[Problem, ...]:
    found = [*parts]
    return problems(path, key_lines(parse_file(path).text), found) if found else ()


@lru_cache(maxsize=64)
def own(figure: OwnFigure) -> Figure:
    """Return a figure from inside a circuit."""
    return read(json.loads(figure.document), figure.name)


def missing_figures(path: Path, circuit: Circuit) -> tuple[Problem, ...]:
    """Return each figure that the `circuit` in a file names and that does not exist."""
    there_are = sorted({*names(), *(it.name for it in circuit.figures)})
    faults = [
        Part(
            (*where, "figure"),
            f"figure: unknown figure {quoted(it.figure)}; known: {', '.join(there_are)}",
        )
        for where, it in exercise_places(circuit)
        if it.figure and it.figure not in there_are
    ]
    return _problems(path, faults)


def figures_of(movements: Iterable[Movement]) -> tuple[dict[str, Figure], tuple[str, ...]]:
    """Return the figures of movements by their ids, and why others cannot be shown.

    A movement without a named figure has the figure of its own id, if there is one.
    """
    found: dict[str, Figure] = {}
    complaints: list[str] = []
    for movement in dict.fromkeys(movements):
        name = movement.figure or movement.id
        try:
            figure = own(movement.own_figure) if movement.own_figure else find(name)
        except FaultyFile as error:
            complaints.append(str(error.problems[0]))
            continue
        if figure:
            found[movement.id] = figure
        elif movement.figure:
            complaints.append(f"{movement.title}: there is no figure {quoted(name)}")
    return found, tuple(complaints)
