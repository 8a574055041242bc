"""The diary in formats that other programs read, and back from the one that holds everything."""
