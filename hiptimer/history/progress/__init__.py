"""What past workouts come to: how often, left against right, and what to try next."""
