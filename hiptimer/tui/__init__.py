"""The full screen; the only room that imports Textual."""
