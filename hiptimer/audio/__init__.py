"""Sounds and speech, and the process that plays them."""
