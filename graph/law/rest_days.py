"""The statutory holidays: days of rest in every year, whether its notice is out or not.

* 全国年节及纪念日放假办法, as State Council Decree 795 has it from 2025-01-01: 1 January, 1 and 2 May, 1 to 3 October;
  除夕 and the first three days of the lunar year, 端午 and 中秋 by the lunar calendar; 清明 by the solar term.
* Which days around them are moved, and which weekends are worked for them, says the notice of each year alone.
* Every one of them falls into the Gregorian year that has the number of its lunar year; only 除夕 is still the last day
  of the lunar year before. Two may fall on one day (中秋 and 国庆 in 2028): it rests once, the notice moves one.
"""

from datetime import date, timedelta
from functools import cache

from borax.calendars.lunardate import LunarDate, TermUtils

FIRST_YEAR = 2025
"""Earlier years had fewer; their notices are all known."""
LAST_YEAR = 2099
"""Later years of the lunar calendar are not known; terms that begin in the last may end in the next."""


@cache
def statutory_holidays(year: int) -> frozenset[date]:
    """The statutory holidays of a year; of years before 2025 none, they are in their notices.

    Raises:
        ValueError: The lunar calendar is not known; it is until 2100.
    """
    if year < FIRST_YEAR:
        return frozenset()
    by_date = (date(year, month, day) for month, day in ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)))
    new_year = _lunar(year, 1, 1)
    spring_festival = (new_year + timedelta(days=days) for days in range(-1, 3))
    dragon_boat, mid_autumn = _lunar(year, 5, 5), _lunar(year, 8, 15)
    tomb_sweeping = TermUtils.nth_term_day(year, term_name="清明")
    return frozenset((*by_date, *spring_festival, tomb_sweeping, dragon_boat, mid_autumn))


def _lunar(year: int, month: int, day: int) -> date:
    found: date = LunarDate(year, month, day).to_solar_date()
    return found
