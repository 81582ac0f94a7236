"""What is said of requests and grants of a table alike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from graph.errors import Conflict, Malformed, Text
from graph.law.workflow import Articles
from graph.refusal_codes import Code


def differs(said: Text, path: tuple[str, ...], value: str, limit: str) -> Conflict:
    """The refusal of what the record says otherwise.

    Args:
        said: In words.
        path: The field.
        value: What it says.
        limit: What the record says.
    """
    return Conflict(said, code=Code.RECORD_DIFFERS, path=path, value=value, limit=limit)


def in_order(
    earlier: date | None, later: date | None, path: tuple[str, ...], rules: Articles = ()
) -> Iterator[Malformed]:
    """Refuse a day that lies before one that came earlier; `path` is where the later one stands."""
    if earlier and later and later < earlier:
        yield Malformed(
            Text(f"{later}不应早于{earlier}", f"{later} should not be before {earlier}"),
            code=Code.PERIOD,
            rules=rules,
            path=path,
            value=later.isoformat(),
            limit=earlier.isoformat(),
        )


def by_today(on: date | None, today: date, path: tuple[str, ...]) -> Iterator[Malformed]:
    """Refuse a day of something that was done which has not come."""
    if on and on > today:
        yield Malformed(
            Text(f"{on}尚未到来，不应晚于今日", f"{on} has not come: it should not be after today"),
            code=Code.DATE,
            path=path,
            value=on.isoformat(),
            limit=today.isoformat(),
        )


def moved_meanwhile(form: str) -> Conflict:
    """The refusal of a batch of which something was moved on between judging and writing it."""
    return Conflict(
        Text("其中一项已由他人先办理，请重新导入", "somebody else was faster with one of them: import again"),
        code=Code.CASE_MOVED,
        path=(form,),
    )
