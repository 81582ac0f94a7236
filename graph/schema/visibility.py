"""Who sees what of a kind: one declaration, of which the predicate is made and what is counted in memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import LiteralString

from graph.words.withheld import WITHHELD


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


def _length(ciphertext: LiteralString) -> LiteralString:
    """What is read in the place of a ciphertext; of none, none (`words.withheld`)."""
    there: LiteralString = f"'{WITHHELD}' + toString(size(replace({ciphertext}, '=', '')))"
    return f"CASE WHEN coalesce({ciphertext}, '') = '' THEN {ciphertext} ELSE {there} END"


@dataclass(frozen=True, slots=True)
class Withheld:
    """Words about a person, encrypted in a column: some read them, others only that they are there, and how long."""

    column: LiteralString
    read_by: LiteralString
    """The predicate over `{v}` of who reads them."""
    lines: bool = False
    """The column is a list of lines, `moment|what|words`; others read the rest of each."""

    def others_read(self, plain: LiteralString) -> LiteralString:
        """The expression of what others read of the column that `plain` reads."""
        if not self.lines:
            return _length(plain)
        words: LiteralString = _length("split(x, '|')[2]")
        return f"[x IN {plain} | split(x, '|')[0] + '|' + split(x, '|')[1] + '|' + {words}]"
