"""The sounds: their tones and meanings, personal ones, and WAV files."""
