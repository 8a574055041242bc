"""The circuit file: what its keys may say, and how it becomes a circuit.

Only this package knows the keys of a file. `values`, `tables`, `reading` and `schema` import
pydantic, and nothing is imported here: shell completion needs only names of files, and must not
load it.
"""
