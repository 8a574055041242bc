"""Figures as pictures: shapes, scenes, and movement over time."""
