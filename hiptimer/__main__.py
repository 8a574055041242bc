"""`python -m hiptimer` is `hiptimer`."""

from hiptimer.cli import main

main()
