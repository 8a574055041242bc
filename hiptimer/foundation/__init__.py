"""Nothing here knows what a workout is: text, strict TOML, files, terminal, clock."""
