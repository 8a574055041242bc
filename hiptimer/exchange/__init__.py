"""The diary in formats that others read, and back from the one that holds all of it."""
