"""Dates as text, in English regardless of the locale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAY_NAMES: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def month_name(day: date) -> str:
    """Return the abbreviated month: "Aug"."""
    return _MONTHS[day.month - 1]


def day_name(day: date) -> str:
    """Return the abbreviated day of the week: "Mon"."""
    return DAY_NAMES[day.weekday()]


def days_ago_words(days: int) -> str:
    """Return a number of days before today: "today", "yesterday", "3 days ago"."""
    return ("today", "yesterday")[days] if days < 2 else f"{days} days ago"


def day_words(day: date) -> str:
    """Return a date as "7 Aug 2026"."""
    return f"{day.day} {month_name(day)} {day.year}"
