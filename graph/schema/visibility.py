"""Who sees what of a kind: one declaration, of which the predicate is made and what is counted in memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import LiteralString


@dataclass(frozen=True, slots=True)
class Published:
    """Everybody sees what has one value in a column; whatever it has there, whose it is sees it, and the system."""

    column: LiteralString
    value: LiteralString
    owner: LiteralString
    """The column that says whose it is."""
    scope: LiteralString
    """The part of a scope that names for whom the asker is shown what is not published."""

    @property
    def predicate(self) -> LiteralString:
        """The predicate over `{v}` (`Shape.visible`)."""
        own: LiteralString = f"{{v}}.{self.owner} IN $scope.{self.scope}"
        return f"({{v}}.{self.column} = '{self.value}' OR $scope.system OR {own})"
