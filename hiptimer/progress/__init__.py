"""What the workouts of the past come to: how often, left against right, and what could be next."""
