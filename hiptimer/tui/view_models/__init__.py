"""The contents of the screens, computed without Textual widgets."""
