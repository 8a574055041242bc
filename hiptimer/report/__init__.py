"""A page for whoever treats the person: what was done, in words, tables and plots, for paper."""
