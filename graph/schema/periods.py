"""For which days something holds that is stored with a beginning and an end, and the predicate that asks.

What permits holds for a day and is asked for one: an expired grant is no permission. Of a period the last day may still
count, as it does in a grant (授权期限), or be the first on which it no longer holds, as in a department's or a post's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import LiteralString


@dataclass(frozen=True, slots=True)
class Period:
    """The properties that carry a period."""

    since: LiteralString = "validFrom"
    until: LiteralString = "validUntil"
    """Empty = it has a beginning and no end."""
    includes_last: bool = False
    """Whether the end is the last day that counts; otherwise the first that no longer does."""
    open_start: bool = False
    """Whether the beginning may be missing: it has always held."""
    also: LiteralString = ""
    """A predicate over `{v}` and `{day}` that has to hold besides."""

    def holds(self, v: LiteralString, day: LiteralString = "$today") -> LiteralString:
        """The predicate over variable `v` that is true when it holds on a day.

        Args:
            v: Variable of the node or relation.
            day: Expression of the day, ISO.
        """
        begun: LiteralString = f"{v}.{self.since} <= date({day})"
        if self.open_start:
            begun = f"({v}.{self.since} IS NULL OR {begun})"
        if not self.until:
            return begun
        sign: LiteralString = ">=" if self.includes_last else ">"
        also: LiteralString = f" AND {self.also.replace('{v}', v).replace('{day}', day)}" if self.also else ""
        return f"{begun} AND ({v}.{self.until} IS NULL OR {v}.{self.until} {sign} date({day})){also}"

    def days(self, v: LiteralString) -> LiteralString:
        """Columns of the beginning and the end of variable `v`."""
        return f"toString({v}.{self.since}), toString({v}.{self.until})"

    @property
    def properties(self) -> tuple[LiteralString, ...]:
        """The properties that carry it."""
        return (self.since, self.until) if self.until else (self.since,)


EXISTENCE = Period(open_start=True)
"""Of what exists from some day on, or has always existed, until the first day on which it no longer does."""
TENURE = Period()
"""Of what is given for a period: a post, a binding, the right to issue; on its end it no longer holds."""
GRANTED = Period(includes_last=True)
"""Of a grant of licences: 授权期限 is the last day on which it may be used."""
SHARED = Period(
    includes_last=True,
    also=(
        "({v}.endedOn IS NULL OR {v}.endedOn > date({day})) "
        "AND (NOT coalesce({v}.agreementAsked, false) OR {v}.agreementOn <= date({day}))"
    ),
)
"""Of a grant of data: likewise, from its agreement on where one is asked for, and until the day on which it is cut."""
PRINTED = Period(includes_last=True)
"""Of a licence: 有效期截止 is the last day on which it is valid."""
ENTRY_INTO_FORCE = Period("on", "")
"""Of what happened on a day and holds from it on."""
