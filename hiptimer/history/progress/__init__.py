"""Evaluates past workouts: frequency, left against right, and suggestions."""
