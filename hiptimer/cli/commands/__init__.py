"""The commands, each thin: what it needs is imported when it runs."""
