"""Scalars with their specification: dates and times travel as text from the store to the answer."""

from datetime import date, datetime
from typing import Any, NewType

import strawberry

from graph.errors import Malformed, Text
from graph.refusal_codes import Code
from graph.words.china_time import china_time

Date = NewType("Date", str)
DateTime = NewType("DateTime", str)


def _date(value: Any) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except (TypeError, ValueError) as error:
        raise Malformed(
            Text("日期应写作 2026-01-31", "a date is written 2026-01-31"),
            code=Code.MALFORMED_DATE,
            value=str(value)[:40],
        ) from error


def _moment(value: Any) -> str:
    """RFC 3339 with seconds and China's offset; each store has its own way of leaving out zeros and of saying UTC."""
    return china_time(datetime.fromisoformat(value)).isoformat()


def _given_moment(value: Any) -> str:
    try:
        return _moment(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise Malformed(
            Text(
                "时间应写作 2026-01-31T08:00:00+08:00，须带时区，小时为00至23",
                "a moment is written 2026-01-31T08:00:00+08:00, with its offset, and hours from 00 to 23",
            ),
            code=Code.MALFORMED_DATE,
            value=str(value)[:40],
        ) from error


SCALARS: dict[object, Any] = {
    Date: strawberry.scalar(
        name="Date",
        description="A day in the calendar, `2026-01-31`.",
        serialize=str,
        parse_value=_date,
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
    ),
    DateTime: strawberry.scalar(
        name="DateTime",
        description="A moment in China (Asia/Shanghai), always with its offset: `2026-01-31T08:00:00+08:00`.",
        serialize=_moment,
        parse_value=_given_moment,
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
    ),
}
