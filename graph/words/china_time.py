"""What time and what day it is in China: UTC+8, without summer time since 1991.

Every time that leaves the system has this offset, whichever one it was stored with; every day of a rule is a day here.
"""

from datetime import date, datetime, timedelta, timezone
from typing import Final

CHINA: Final = timezone(timedelta(hours=8), "Asia/Shanghai")


def china_time(at: datetime) -> datetime:
    """The same moment with the offset of China.

    Raises:
        ValueError: The moment has no time zone.
    """
    if at.tzinfo is None:
        raise ValueError("a moment without time zone has neither day nor hour")
    return at.astimezone(CHINA)


def china_day(at: datetime) -> date:
    """The day in China of a moment.

    Raises:
        ValueError: The moment has no time zone.
    """
    return china_time(at).date()
