"""The entry of the program: `hiptimer`, and `python -m hiptimer`."""

from __future__ import annotations

import sys
from importlib.util import find_spec

from hiptimer.foundation.child_process import CHILD, run_child

LIBRARIES = ("click", "platformdirs", "pydantic", "textual", "tomlkit")
"""The libraries without which no command works; the program runs without the others."""


def main() -> None:
    """Run the program and exit with its code."""
    if sys.argv[1:2] == [CHILD]:
        run_child(sys.argv[2:])
        return
    missing = [name for name in LIBRARIES if find_spec(name) is None]
    if not missing:
        try:
            from hiptimer.cli.main import main as run

            run()
        except ModuleNotFoundError as error:
            # What a library needs itself may be missing as well.
            library = (error.name or "").partition(".")[0]
            if library in ("", "hiptimer"):
                raise
            missing = [library]
    if missing:
        sys.exit(
            f"hiptimer: missing libraries: {', '.join(missing)}. Install them with: "
            f"{sys.executable} -m pip install hiptimer (in a checkout: make run)"
        )


if __name__ == "__main__":
    main()
