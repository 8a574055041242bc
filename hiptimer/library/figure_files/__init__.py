"""Figure files: from TOML to a figure, each fault with its line."""
