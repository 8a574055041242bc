"""A session: preferences, diary, sound and workouts combined."""
