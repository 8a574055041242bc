"""Evaluates the diary: the log, progress, the report, and formats for other programs."""
