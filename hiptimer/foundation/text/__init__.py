"""Lengths of time, sentences and dates as a person reads them, and text safe to print."""
