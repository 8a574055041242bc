"""The voice: who speaks, recorded before it is heard."""
