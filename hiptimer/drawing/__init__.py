"""Pictures made of text: strokes on paper, seen as the characters of a terminal."""
