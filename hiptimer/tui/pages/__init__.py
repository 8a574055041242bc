"""The pages of the history, one in sight at a time."""
