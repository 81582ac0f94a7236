"""Who acts, and when: the small value that every use case takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from graph.law.access import Principal
from graph.law.acts import Act
from graph.store.journal import Deed
from graph.words.china_time import china_day


@dataclass(frozen=True, slots=True)
class Actor:
    """A principal at a moment."""

    principal: Principal
    now: datetime
    """When the request came in, with its zone."""

    @property
    def today(self) -> date:
        """The day in China on which it is done."""
        return china_day(self.now)

    def deed(
        self, act: Act | str, about: str, rules: tuple[str, ...] = (), detail: str = "", *, words: str = ""
    ) -> Deed:
        """A line for the journal about something that this actor does."""
        name = act if isinstance(act, str) else act.name
        return Deed(name, about, self.principal.subject, self.principal.role.name, self.now, rules, detail, words)
