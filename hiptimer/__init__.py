"""A workout timer for the terminal that can be followed from the mat."""

__version__ = "0.1.0"
