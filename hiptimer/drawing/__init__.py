"""Digits, plots and figures made of characters."""
