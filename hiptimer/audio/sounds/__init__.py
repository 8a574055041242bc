"""The sounds: tones, meanings, personal sounds, and WAV files."""
