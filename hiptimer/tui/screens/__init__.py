"""What fills the terminal, one thing at a time."""
