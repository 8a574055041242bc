"""Past workouts and the position in unfinished ones: an SQLite file in the user's data folder.

A `Diary` writes in its own thread, so that it never delays the clock; `queries` reads. A failure is
reported once, in `Diary.trouble`, and does not stop a workout.
"""
