"""A workout in progress, without screen, sound or disk."""
