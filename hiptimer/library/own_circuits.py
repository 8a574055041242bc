"""The user's own circuit files: added, deleted and brought back. No file is ever lost."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from hiptimer.foundation import folders
from hiptimer.foundation.atomic_file import make_private_folder, write_new, write_replacement
from hiptimer.foundation.toml.files import FaultyFile, file_content, parse_file
from hiptimer.library.figure_files.loading import missing_figures
from hiptimer.library.loading import load
from hiptimer.library.template import file_name, without_schema

if TYPE_CHECKING:
    from pathlib import Path

    from hiptimer.circuit.model import Circuit


class NameTaken(Exception):
    """Another circuit has the name of the file to add. `is_shipped` is whether hiptimer's own."""

    def __init__(self, path: Path, *, is_shipped: bool) -> None:
        super().__init__(path)
        self.path = path
        self.is_shipped = is_shipped


def sound_circuit(path: Path) -> Circuit:
    """Return the circuit in a file, all of whose figures exist.

    Raises:
        FaultyFile: with every problem of the file.

    """
    circuit = load(path)
    if problems := missing_figures(path, circuit):
        raise FaultyFile(problems)
    return circuit


def add(path: Path, *, replaces: bool) -> tuple[Path, Path | None]:
    """Copy a sound circuit file into the user's folder.

    Return where it is, and where the file of the same name is kept that it replaced, if any.

    Raises:
        NameTaken: another circuit has its name, and it `replaces` none.
        FaultyFile: with every problem of the file, or the one to replace cannot be read.
        OSError: it cannot be written.

    """
    sound_circuit(path)
    content = without_schema(parse_file(path).text).encode()
    name = f"{file_name(path.name.removesuffix('.toml'))}.toml"
    target = folders.user_circuits() / name
    is_own = target.exists()
    is_shipped = (folders.circuits() / name).exists()
    if (is_own or is_shipped) and not replaces:
        raise NameTaken(target, is_shipped=not is_own)
    make_private_folder(target.parent)
    if not is_own:
        write_new(target, content)
        return target, None
    kept = _free_path(target, "replaced")
    write_new(kept, file_content(target))
    write_replacement(target, content)
    return target, kept


def set_aside(path: Path) -> Path:
    """Delete a circuit by giving its file a name that the library ignores, and return that path.

    Raises:
        OSError: it cannot be renamed.

    """
    # In the same folder, a symbolic link still leads to its target.
    return path.rename(_free_path(path, "deleted"))


def bring_back(aside: Path, path: Path) -> None:
    """Undo `set_aside`.

    Raises:
        FileExistsError: another file has its name by now; it is not changed.
        OSError: it cannot be renamed.

    """
    if path.exists() or path.is_symlink():
        raise FileExistsError(path)
    aside.rename(path)


def _free_path(path: Path, word: str) -> Path:
    """Return a path beside `path`, of no file yet, whose name ends in `word`: "a.toml.deleted"."""
    names = (f"{path.name}.{word}" + (f"-{number}" if number > 1 else "") for number in count(1))
    paths = (path.with_name(name) for name in names)
    return next(it for it in paths if not (it.exists() or it.is_symlink()))
