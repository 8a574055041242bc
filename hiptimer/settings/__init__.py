"""What the person prefers, in a file of its own that is edited by hand and by the program."""
