"""Figures: people of fixed proportions who are put into poses, and how they move between them."""
