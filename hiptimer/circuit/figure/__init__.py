"""A figure: a body of fixed proportions, its poses, and how it moves between them."""
