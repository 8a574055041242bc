"""Circuit files rewritten in their normal form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiptimer.foundation.atomic_file import write_replacement
from hiptimer.foundation.toml.document import BYTE_ORDER_MARK
from hiptimer.foundation.toml.files import file_content, read_content
from hiptimer.library.circuit_files.normal_form import normal_form
from hiptimer.library.circuit_files.reading import faults_of_beginning, read

if TYPE_CHECKING:
    from pathlib import Path


def rewrite(path: Path, *, is_trial: bool = False) -> bool:
    """Write the circuit file `path` in normal form, and return whether that changes it.

    Its line breaks all become like the first one, and a byte order mark is removed. With
    `is_trial`, nothing is written.

    Raises:
        FaultyFile: with every problem of the file, which is not changed.
        OSError: it cannot be written.

    """
    content = file_content(path)
    read_content(path, content, read, faults_of_beginning)
    text = content.removeprefix(BYTE_ORDER_MARK).decode()
    line_break = "\r\n" if text.partition("\n")[0].endswith("\r") else "\n"
    normal = normal_form(text.replace("\r\n", "\n")).replace("\n", line_break).encode()
    if normal == content:
        return False
    if not is_trial:
        write_replacement(path, normal)
    return True
