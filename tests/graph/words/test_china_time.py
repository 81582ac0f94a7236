"""A day is a day in China, and a moment that leaves the system has its offset."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from graph.words.china_time import china_day, china_time


def test_a_day_is_a_day_in_china() -> None:
    assert china_day(datetime(2025, 3, 3, 15, 59, tzinfo=UTC)) == date(2025, 3, 3)
    assert china_day(datetime(2025, 3, 3, 16, 0, tzinfo=UTC)) == date(2025, 3, 4)


def test_a_moment_keeps_what_it_is_and_has_the_offset_of_china() -> None:
    elsewhere = datetime(2025, 3, 3, 18, 30, 0, 250, tzinfo=timezone(timedelta(hours=-5)))
    assert china_time(elsewhere) == elsewhere
    assert china_time(elsewhere).isoformat() == "2025-03-04T07:30:00.000250+08:00"


@pytest.mark.parametrize("asked", [china_day, china_time])
def test_a_moment_without_zone_is_refused(asked: object) -> None:
    with pytest.raises(ValueError, match="time zone"):
        asked(datetime(2025, 3, 3))  # type: ignore[operator]  # noqa: DTZ001 - this is what is refused
