"""What is done in a department's name lies within the days between which the department exists.

An end that is left open is none that is given: what is open ends with the department, wherever it is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from graph.errors import Malformed, Text
from graph.refusal_codes import Code
from graph.words.periods import holds_on


@dataclass(frozen=True, slots=True)
class Life:
    """The days between which a department exists."""

    since: date | None = None
    """The first day; None where it always did."""
    until: date | None = None
    """The first day on which it no longer does; None where it has no end."""

    @property
    def words(self) -> Text:
        """The days, as people are told."""
        since = Text(f"{self.since}起", f"from {self.since}") if self.since else Text("起始不限", "from ever")
        until = (
            Text(f"{self.until}起已不存在", f"gone from {self.until} on") if self.until else Text("至今", "to this day")
        )
        return Text(f"{since.zh}，{until.zh}", f"{since.en}, {until.en}")


def outside_life(
    department: str,
    life: Life | None,
    since: date,
    until: date | None,
    path: tuple[str, ...],
    rules: tuple[str, ...] = (),
) -> Iterator[Malformed]:
    """Refuse a period that begins before a department exists or when it no longer does, or that ends later than it.

    Args:
        department: Its code.
        life: Its days; None where it is unknown, which is refused as such.
        since: First day of the period.
        until: First day after it; None where it is left open.
        path: Where the period stands.
        rules: What asks for it.
    """
    if life is None:
        return
    for field, day, within in (
        ("valid_from", since, holds_on(since, life.since, life.until)),
        ("valid_until", until, until is None or life.until is None or until <= life.until),
    ):
        if not within:
            words = life.words
            yield Malformed(
                Text(
                    f"{day}不在部门 {department} 的存续期内（{words.zh}）；请核对日期，或先改正该部门的起、止",
                    f"{day} is outside the days of department {department} ({words.en}); "
                    "check it, or mend the department's beginning and end first",
                ),
                code=Code.OUTSIDE_LIFE,
                rules=rules,
                path=(*path, field),
                value=str(day),
                limit=words.zh,
            )
            return
