"""What one request sees: the store through the asker's scope, on one day."""

from __future__ import annotations

import math
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, LiteralString

from graph.law.scope import Scope, SystemScope
from graph.schema.shapes import Shape
from graph.store.allowance import Allowance
from graph.store.engine import Store
from graph.store.roll import Roll
from graph.store.roll_call import called
from graph.store.roll_texts import RollTexts
from graph.words.asking import Form

SCOPES_KEPT = 256
"""Scopes whose parameters are kept; the public's is that of most requests."""


@dataclass(frozen=True, slots=True)
class View:
    """A store, a scope and a day; every batch function reads through one."""

    store: Store
    scope: Scope
    today: date
    allowance: Allowance | None = field(default=None, repr=False, compare=False)
    """What the request may have, whose reads these are; None = the system's own have no end."""
    given: Mapping[str, Any] = field(init=False, repr=False, compare=False)
    """Parameters that every statement is given."""
    searches: dict[tuple[str, str], Form | None] = field(init=False, repr=False, compare=False, default_factory=dict)
    """In which form each search of a kind is asked, once that is known; all of a request is asked in the same."""

    def __post_init__(self) -> None:
        """Make the parameters once; a request asks many statements."""
        given = {"scope": parameters(self.scope), "today": self.today.isoformat()}
        object.__setattr__(self, "given", given)

    def sees_none(self, shape: Shape, *beside: frozenset[str]) -> bool:
        """Whether the asker can see no node of a kind, whatever the store holds: then there is nothing to ask it.

        Args:
            shape: The kind.
            beside: What of a scope has to show something besides (`asked_of_scope`), each of it by at least one part.
        """
        return any(names and self._lacks(names) for names in (shape.shown_by, *beside))

    def reach(self, shape: Shape) -> float:
        """By how many departments the asker is shown nodes of a kind, he himself counted as one; the system by all."""
        if isinstance(self.scope, SystemScope):
            return math.inf
        shown = (getattr(self.scope, name) for name in shape.shown_by)
        return sum(len(each) if isinstance(each, frozenset) else bool(each) for each in shown)

    def _lacks(self, names: frozenset[str]) -> bool:
        return not isinstance(self.scope, SystemScope) and not any(getattr(self.scope, name) for name in names)

    async def read(self, text: LiteralString, /, **parameters: Any) -> Any:
        """Answer one statement with `$scope` and `$today` given.

        Raises:
            LimitExceeded: The request has read more than it may.
        """
        if self.allowance is None:
            return await self.store.read(text, **self.given, **parameters)
        async with self.allowance.reading():
            answer = await self.store.read(text, **self.given, **parameters)
        self.allowance.received(answer)
        return answer

    async def called(self, texts: RollTexts) -> Roll:
        """The roll of a kind, no older than now; it is the store's own, and nothing that the request reads."""
        async with nullcontext() if self.allowance is None else self.allowance.reading():
            return await called(self.store, texts)


@lru_cache(SCOPES_KEPT)
def parameters(scope: Scope) -> Mapping[str, Any]:
    """The parameter `$scope` of the visibility predicates (`schema.nodes`), lists in a fixed order."""
    return {
        "system": isinstance(scope, SystemScope),
        "subject": scope.subject,
        "holder": scope.holder,
        "entries": sorted(scope.entries),
        "exchanges": sorted(scope.exchanges),
        "grants": sorted(scope.grants),
        "objections": sorted(scope.objections),
        "forgeries": sorted(scope.forgeries),
        "licenses": sorted(scope.licenses),
        "issuers": sorted(scope.issuers),
        "people": sorted(scope.people),
        "notices": sorted(scope.notices),
        "data_notices": sorted(scope.data_notices),
    }
