"""What one request sees: the store through the asker's scope, on one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, LiteralString

from graph.store.engine import Store


@dataclass(frozen=True, slots=True)
class View:
    """A store, a scope and a day; every batch function reads through one."""

    store: Store
    scope: dict[str, Any]
    """Parameters of the visibility predicates (`shapes.py`)."""
    today: date

    async def read(self, text: LiteralString, /, **parameters: Any) -> Any:
        """Answer one statement with `$scope` and `$today` given."""
        return await self.store.read(text, scope=self.scope, today=self.today.isoformat(), **parameters)


EVERYTHING: dict[str, Any] = {
    "all": True, "departments": [], "subject": "", "staff": True, "licenses": True, "issuers": [], "holder": "",
    "personal": True,
}  # fmt: skip
"""The scope of the system's own work; never that of a request."""

NOTHING: dict[str, Any] = {
    "all": False, "departments": [], "subject": "", "staff": False, "licenses": False, "issuers": [], "holder": "",
    "personal": False,
}  # fmt: skip
"""The scope of the public: published entries and no personal data."""
