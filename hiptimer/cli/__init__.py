"""The commands, and everything printed line by line."""
