"""The pages of the history screen."""
