"""Searches are answered in memory (`ranking`), and the store only asked for the rows of a page.

1. A search is asked in the strictest form in which it finds what the asker sees, whatever the filter: so page, count
   and facets of one request agree in it, and what others may not see decides nothing. Once known it is kept for the
   request (`View.searches`).
2. A page is in the order of how well a search is met, or of a stored key; of equals the smaller id comes first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest, nsmallest
from typing import Any, TypeAlias

from graph.store.bitmaps import Nodes, Texts, positions
from graph.store.ordering import Order
from graph.store.ranking import LONGEST, Sayings, sought
from graph.store.roll import Roll
from graph.store.view import View
from graph.words.asking import Form, understood

Cursor: TypeAlias = tuple[Any, str] | None
"""Order key and id of the row behind which a page begins; None = at an end of the list."""


@dataclass(frozen=True, slots=True)
class Met:
    """By what a search is met."""

    words: tuple[str, ...]
    """What was typed and what is meant by it, in the form in which names are compared (`words.folding`)."""
    exact: bool
    """Whether it is met as it was typed, and not only loosely."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search finds of what the asker sees."""

    roll: Roll
    sayings: Sayings
    typed: str
    form: Form | None
    """In which form it is asked; None = in none of them it finds anything."""
    nodes: Nodes

    @property
    def met(self) -> Met | None:
        """By what it is met; None where it finds nothing."""
        if self.form is None:
            return None
        search = understood(self.typed)
        words = [search.whole, *(word for each in sought(self.form) for word in each)]
        return Met(tuple(dict.fromkeys(words)), self.form == search.forms[0])

    def in_order(
        self, order: Order, among: Nodes, start: Cursor, enough: int, *, backward: bool
    ) -> list[tuple[Any, str]]:
        """Order keys and ids of one page of some of the nodes, from where it begins.

        Args:
            order: In which order.
            among: Which of the nodes.
            start: Where it begins.
            enough: How many are asked for.
            backward: Whether it is read towards the beginning of the list.
        """
        if self.form is None or not _comparable(order, start):
            return []
        falls, among = order.falls(backward=backward), among & self.nodes
        if order.searches:
            return self._by_score(self.form, among, start, enough, falls=falls, backward=backward)
        ids, column = self.roll.ids, self.roll.columns.get(order.key)
        keys = column.texts if isinstance(column, Texts) else ids
        keyed = [(keys[at] or "", ids[at]) for at in positions(among)]
        if start is not None:
            keyed = [each for each in keyed if _behind(each, start, falls=falls, backward=backward)]
        return _first(keyed, enough, falls=falls, backward=backward)

    def _by_score(
        self, form: Form, among: Nodes, start: Cursor, enough: int, *, falls: bool, backward: bool
    ) -> list[tuple[Any, str]]:
        scores, found = self.sayings.scores(understood(self.typed), form, among), list[tuple[Any, str]]()
        begin = None if start is None else start[0] + LONGEST
        for points, nodes in scores.in_order(among, falling=falls, begin=begin):
            beyond = start[1] if start is not None and points == begin else None
            ids = self.roll.first(nodes, enough - len(found), beyond, backward=backward)
            found += [(points - LONGEST, each) for each in ids]
            if len(found) == enough:
                break
        return found


@dataclass(frozen=True, slots=True)
class Searched:
    """What is searched: a kind, as far as the asker sees it."""

    label: str
    roll: Roll
    sayings: Sayings
    seen: Nodes


def found_together(view: View, searched: Sequence[Searched], typed: str) -> list[Found]:
    """What a search finds of some kinds, in the form in which it is asked of them in this request."""
    asked = "|".join(each.label for each in searched), typed
    if asked not in view.searches:
        forms = understood(typed).forms
        view.searches[asked] = next((form for form in forms if any(_meeting(each, form) for each in searched)), None)
    form = view.searches[asked]
    return [Found(each.roll, each.sayings, typed, form, _meeting(each, form)) for each in searched]


def _meeting(searched: Searched, form: Form | None) -> Nodes:
    return 0 if form is None else searched.sayings.meeting(form, searched.seen)


def _comparable(order: Order, start: Cursor) -> bool:
    """Whether a page can begin there: points are numbers, stored keys are texts."""
    return start is None or isinstance(start[0], int if order.searches else str)


def _behind(row: tuple[Any, str], start: tuple[Any, str], *, falls: bool, backward: bool) -> bool:
    """Whether a row comes after the one where a page begins; ids rise whichever way the keys go."""
    if row[0] == start[0]:
        return row[1] < start[1] if backward else row[1] > start[1]
    return bool(row[0] < start[0] if falls else row[0] > start[0])


def _first(rows: list[tuple[Any, str]], enough: int, *, falls: bool, backward: bool) -> list[tuple[Any, str]]:
    """The first of some rows in their order."""
    if len(rows) > enough:
        keys = (key for key, _ in rows)
        last = (nlargest if falls else nsmallest)(enough, keys)[-1]
        rows = [row for row in rows if (row[0] >= last if falls else row[0] <= last)]
    by_id = sorted(rows, key=lambda row: row[1], reverse=backward)
    return sorted(by_id, key=lambda row: row[0], reverse=falls)[:enough]
