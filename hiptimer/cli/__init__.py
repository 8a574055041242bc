"""The commands, and all line-by-line output."""
