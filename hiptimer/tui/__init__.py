"""The full-screen view: the only room that imports Textual."""
