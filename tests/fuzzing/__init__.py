"""Hostile input at random, for as long as you like: `make fuzz SECONDS=60`.

Each module `fuzz_*.py` here defines `attempt(chance: random.Random) -> None`, which makes up one
hostile input and feeds it to the program. Raising anything is a failure; so is taking longer than
`LONGEST_ATTEMPT_SECONDS`, more memory than `MOST_MEMORY_BYTES`, or ending the process. Temporary
files and the folders of settings and diary are the attempts' own.
"""

LONGEST_ATTEMPT_SECONDS = 5.0
MOST_MEMORY_BYTES = 1024**3
