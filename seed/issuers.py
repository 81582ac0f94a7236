"""Which authority issues a planned licence, and between which days: the table `issuers`."""

from collections.abc import Mapping
from datetime import date
from functools import cache

from seed.sheets import sheet
from seed.validity import issue_window


def issue_windows(type_code: str, validity: str, on: date, *, expired: bool) -> list[tuple[str, date, date]]:
    """Which authority of the city could have issued such a licence, and between which days.

    Args:
        type_code: The licence's type.
        validity: The type's 有效期.
        on: The day on which the demonstration begins.
        expired: Whether the licence shall have passed its last day by then.
    """
    found = []
    for entitled in sheet("issuers"):
        if entitled["类型代码"] == type_code and _divisions()[entitled["颁发机构代码"]].endswith("00"):
            opened = date.fromisoformat(entitled["起"])
            closed = date.fromisoformat(entitled["止"]) if entitled["止"] else on
            window = issue_window(opened, closed, validity, on, expired=expired)
            if window:
                found.append((entitled["颁发机构代码"], *window))
    return found


def county_issuer(type_code: str, division: str, day: date) -> str | None:
    """The county's own authority, where it issues the type on a day to whom lives in the county."""
    rows = (row for row in sheet("issuers") if row["类型代码"] == type_code)
    found = (
        row["颁发机构代码"]
        for row in rows
        if _divisions()[row["颁发机构代码"]] == division and row["起"] <= day.isoformat() < (row["止"] or "9999")
    )
    return next(found, None)


@cache
def _divisions() -> Mapping[str, str]:
    return {row["代码"]: row["区划代码"] for row in sheet("departments")}
