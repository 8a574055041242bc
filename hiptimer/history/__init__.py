"""What the diary comes to: the log, progress, the report, and formats that others read."""
