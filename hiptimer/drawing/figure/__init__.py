"""Figures as pictures: shapes, scenes, and their movement in time."""
