"""The score: which sounds and words are heard when."""
