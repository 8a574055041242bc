"""The player: a separate process that mixes the score and sends it to the sound device."""
