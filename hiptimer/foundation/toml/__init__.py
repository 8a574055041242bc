"""Strict TOML: parsed within bounds, each fault with its line."""
