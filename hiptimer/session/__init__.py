"""One sitting: preferences, diary, sound and workouts joined."""
