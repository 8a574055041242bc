from __future__ import annotations

import time
from datetime import timedelta

import pytest

from hiptimer.foundation.clock import date_and_time, seconds_since_boot
from tests.conftest import FakeClock


def test_the_engine_time_is_the_monotonic_time(fake_clock: FakeClock) -> None:
    clock = fake_clock.clock()
    assert clock.moment_at(clock.monotonic()) == fake_clock.monotonic
    assert clock.monotonic_at(fake_clock.monotonic) == fake_clock.monotonic


@pytest.mark.parametrize("speed", [0.5, 2.0, 60.0])
def test_the_speed_of_a_rehearsal_scales_moments_both_ways(speed: float) -> None:
    clock = FakeClock().clock(speed)
    assert clock.moment_at(103.0) - clock.moment_at(100.0) == pytest.approx(3.0 * speed)
    assert clock.monotonic_at(clock.moment_at(1_234.5)) == pytest.approx(1_234.5)


def test_only_the_clock_since_boot_advances_during_sleep(fake_clock: FakeClock) -> None:
    clock = fake_clock.clock()
    awake, since_boot = clock.monotonic(), clock.since_boot()
    fake_clock.sleep(3_600.0)
    assert clock.monotonic() - awake == 0.0
    assert clock.since_boot() - since_boot == 3_600.0


def test_the_time_since_boot_never_decreases_and_includes_the_time_awake() -> None:
    first, second = seconds_since_boot(), seconds_since_boot()
    assert 0.0 < first <= second


def test_a_system_without_a_sleep_clock_uses_the_monotonic_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC_RAW"):
        monkeypatch.delattr(time, name, raising=False)
    before = time.monotonic()
    assert before <= seconds_since_boot() <= time.monotonic()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the time zone cannot be set here")
def test_date_and_time_have_their_offset_from_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as in_kathmandu:
        in_kathmandu.setenv("TZ", "NPT-5:45")
        time.tzset()
        shown = date_and_time()
    time.tzset()
    assert shown.utcoffset() == timedelta(hours=5, minutes=45)
    assert abs(shown.timestamp() - time.time()) < 60.0
