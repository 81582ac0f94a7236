"""The orders of a list, and how a page is cut from it: where it begins, what it is sorted by, where it ends.

1. An order is by a stored, indexed text and then by the id. A text, because both servers find a range of texts by an
   index; the embedded one finds none of dates and numbers.
2. A list of a whole kind compares the stored property itself, so that an index gives the rows from the cursor on.
3. Rows that were found on another way (below a parent, by a search) are few: their key is an expression over them.
4. A page from the end is the page of the reversed order, turned round.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import LiteralString

STEP = 100
"""Rows between two landmarks."""
MARKED: LiteralString = (
    "ORDER BY key WITH collect(key) AS found RETURN [i IN range($step, size(found) - 1, $step) | found[i]]"
)
"""The end of a statement that measures a list: every so many keys one."""


class Begin(Enum):
    """Where a page begins."""

    END = auto()
    """At an end of the list."""
    CURSOR = auto()
    """Behind the row with the key `$at` and the id `$id`."""
    LANDMARK = auto()
    """With the key `$at`."""


class Reach(Enum):
    """How far is looked for the rows of a page."""

    OPEN = auto()
    """From where it begins to the end of the list, by the index, where it has one."""
    WINDOW = auto()
    """By the index, before the key `$until`."""
    SCAN = auto()
    """Through all of the kind."""


@dataclass(frozen=True, slots=True)
class Order:
    """One way to sort; the key is never null."""

    key: LiteralString
    """Expression over `c`: an indexed property, or what has to be computed for each row; empty of what `searches`."""
    descending: bool = False
    searches: bool = False
    """Whether it sorts by how well a search was met, which is told in memory (`searching`)."""

    @property
    def column(self) -> str:
        """The property that it sorts by; empty where that has to be computed."""
        name = self.key.removeprefix("c.")
        return name if name != self.key and name.isidentifier() else ""

    def falls(self, *, backward: bool) -> bool:
        """Whether keys become smaller from row to row."""
        return self.descending is not backward


BY_RELEVANCE = Order("", descending=True, searches=True)
"""The best first."""


def ranged(order: Order, begin: Begin, reach: Reach, *, backward: bool) -> LiteralString:
    """The predicate over `c` that an index answers: rows of a whole kind from where a page begins."""
    here = _from(order, begin, backward=backward)
    if reach is not Reach.WINDOW:
        return here
    sign: LiteralString = ">" if order.falls(backward=backward) else "<"
    return f"{here} AND {order.key} {sign} $until"


def _from(order: Order, begin: Begin, *, backward: bool) -> LiteralString:
    sign, _ = _signs(order, backward=backward)
    if begin is Begin.END:
        return f"{order.key} >= ''"
    if begin is Begin.LANDMARK:
        return f"{order.key} {sign}= $at"
    if order.key == "c.id":
        return f"c.id {sign} $id"
    return f"{order.key} {sign}= $at AND {tied(order, backward=backward)}"


def tied(order: Order, *, backward: bool) -> LiteralString:
    """The predicate over `c` that of rows with the key `$at` leaves those behind the row where a page begins."""
    _, behind = _signs(order, backward=backward)
    # CASE, not OR: an OR makes two ranges of it, which have to be joined and sorted.
    return f"CASE WHEN {order.key} = $at THEN c.id {behind} $id ELSE true END"


def computed(order: Order, begin: Begin, *, backward: bool) -> LiteralString:
    """The part of a statement that gives each row its key, and leaves those from where a page begins."""
    sign, behind = _signs(order, backward=backward)
    keyed: LiteralString = f"WITH c, {order.key} AS key"
    if begin is Begin.END:
        return keyed
    return f"{keyed} WHERE key {sign} $at OR (key = $at AND c.id {behind} $id)"


def cut(
    order: Order, by: LiteralString, row: LiteralString, *, backward: bool, key: LiteralString = ""
) -> LiteralString:
    """The end of a statement: rows in order of an expression, with it or with another key, as many as are asked for."""
    falling: LiteralString = " DESC" if order.falls(backward=backward) else ""
    last: LiteralString = " DESC" if backward else ""
    sorting: LiteralString = f"c.id{last}" if by == "c.id" else f"{by}{falling}, c.id{last}"
    return f"ORDER BY {sorting} LIMIT $limit RETURN collect([{key or by}, {row}])"


def _signs(order: Order, *, backward: bool) -> tuple[LiteralString, LiteralString]:
    """How a key and an id compare with those of the row before; ids rise whichever way the keys go."""
    sign: LiteralString = "<" if order.falls(backward=backward) else ">"
    behind: LiteralString = "<" if backward else ">"
    return sign, behind
