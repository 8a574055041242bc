"""The voice: synthesizers, and the recordings made in advance."""
