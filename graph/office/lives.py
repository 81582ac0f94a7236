"""What is done in a department's name, or granted to a consumer, lies within the days between which that exists.

An end that is left open is none that is given: what is open ends with the department, wherever it is asked. Where the
days of a department move, what was given with days of its own has to lie within them still: nothing is rewritten
because of it, and whoever moves them is told what to mend first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

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

    def lacks(self, since: date, until: date | None) -> str | None:
        """The field of a period that is outside these days; None where it lies within them.

        Args:
            since: First day of the period.
            until: First day after it; None where it is left open.
        """
        if not holds_on(since, self.since, self.until):
            return "valid_from"
        return "valid_until" if until is not None and self.until is not None and until > self.until else None

    @property
    def words(self) -> Text:
        """The days, as people are told."""
        since = Text(f"{self.since}起", f"from {self.since}") if self.since else Text("起始不限", "from ever")
        until = (
            Text(f"{self.until}起已不存在", f"gone from {self.until} on") if self.until else Text("至今", "to this day")
        )
        return Text(f"{since.zh}，{until.zh}", f"{since.en}, {until.en}")


_DEPARTMENT = Text("部门", "department")


def outside_life(
    department: str,
    life: Life | None,
    since: date,
    until: date | None,
    path: tuple[str, ...],
    rules: tuple[str, ...] = (),
    *,
    includes_last: bool = False,
    whose: Text = _DEPARTMENT,
) -> Iterator[Malformed]:
    """Refuse a period that begins before a department exists or when it no longer does, or that ends later than it.

    Args:
        department: Its code, or that of whatever else the days are.
        life: Its days; None where it is unknown, which is refused as such.
        since: First day of the period.
        until: First day after it; None where it is left open.
        path: Where the period stands.
        rules: What asks for it.
        includes_last: The end is the last day of the period instead.
        whose: Whose days they are, as people call the kind.
    """
    if life is None:
        return
    after = until + timedelta(days=1) if until is not None and includes_last else until
    field = life.lacks(since, after)
    if field is not None:
        day, words = since if field == "valid_from" else until, life.words
        yield Malformed(
            Text(
                f"{day}不在{whose.zh} {department} 的存续期内（{words.zh}）；请核对日期，或先改正该{whose.zh}的起、止",
                f"{day} is outside the days of {whose.en} {department} ({words.en}); "
                f"check it, or mend the {whose.en}'s beginning and end first",
            ),
            code=Code.OUTSIDE_LIFE,
            rules=rules,
            path=(*path, field),
            value=str(day),
            limit=words.zh,
        )
