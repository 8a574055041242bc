"""One workout under way: no screen, no sound, no disk."""
