"""The circuit file: what its keys may say, and how it becomes a circuit.

The keys of a file are known in this package only, and only this package imports
pydantic, in `tables`, `reading` and `schema`. Nothing is imported here, so that shell completion,
which wants names of files only, does not wait for pydantic.
"""
