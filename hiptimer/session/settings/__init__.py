"""What the person prefers, in a file edited by hand and by the program."""
