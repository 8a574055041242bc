"""A page for the therapist: what was done, in words, tables and plots, to be printed."""
