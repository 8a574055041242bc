"""Exports the diary to formats of other programs, and imports the one that is complete."""
