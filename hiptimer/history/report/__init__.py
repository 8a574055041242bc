"""A printable page for the therapist: what was done, in words, tables and plots."""
