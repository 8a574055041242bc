"""Random hostile input, for as long as you like: `make fuzz SECONDS=60`.

Each module `fuzz_*.py` here defines `attempt(chance: random.Random) -> None`, which generates one
hostile input and feeds it to the program. Any exception is a failure; so is taking longer than
`LONGEST_ATTEMPT_SECONDS`, more memory than `MOST_MEMORY_BYTES`, or ending the process. Temporary
files and the folders of settings and diary belong to the attempts alone.
"""

LONGEST_ATTEMPT_SECONDS = 5.0
MOST_MEMORY_BYTES = 1024**3
