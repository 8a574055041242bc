"""Text, strict TOML, files, terminal and clock, independent of workouts."""
