"""The score: sounds and words with their moments."""
