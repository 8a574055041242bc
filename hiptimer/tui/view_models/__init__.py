"""What a screen shows, worked out without a screen."""
