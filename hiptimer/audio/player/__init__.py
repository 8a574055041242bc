"""The player: a process of its own that mixes the score into the sound device."""
