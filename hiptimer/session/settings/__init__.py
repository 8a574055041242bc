"""The settings, in a file that is edited by hand and by the program."""
