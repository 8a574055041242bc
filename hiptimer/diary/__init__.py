"""What was done, and where an unfinished workout stands: SQLite in the user's data folder.

A `Diary` writes, in a thread of its own and never in the way of the clock; `reading` reads. What
goes wrong with it is said once, in `Diary.trouble`, and stops no workout.
"""
