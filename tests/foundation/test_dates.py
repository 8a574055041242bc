from __future__ import annotations

from datetime import date

from hiptimer.foundation.text.dates import day_name, day_words, month_name

WEDNESDAY = date(2026, 8, 12)


def test_a_date_is_in_english_in_any_locale() -> None:
    assert day_words(WEDNESDAY) == "12 Aug 2026"
    assert day_name(WEDNESDAY) == "Wed"
    assert month_name(WEDNESDAY) == "Aug"


def test_a_day_of_one_digit_has_no_zero() -> None:
    assert day_words(date(2026, 8, 7)) == "7 Aug 2026"
