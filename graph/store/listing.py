"""Pages by keyset: filters, orders, search, counts and facets over one kind of node.

1. A page is asked for by the order key and id of the last row before it, or of the first behind it, never by an offset.
2. A filter is a list of alternatives (disjunctive normal form), each a map of conditions; the statement is constant and
   reads them as parameters. An absent condition is null.
3. One more row than asked for is fetched: it says whether there is a next page.
4. Counts and facets cost a statement only when they are asked for.
5. Who can see none of the kind, or none on that way, is answered without a statement.
6. What a few parts of a scope show, and what stands below a few nodes, is read by stored keys (`owned`).
7. A kind whose writes are stamped is counted in memory (`roll`): the store says only what was written since.
8. A facet is counted without what was chosen of it.
9. A search is answered in memory, the store is asked for the rows of its page (`searching`).
10. A server that sorts all that a range matches is asked for narrow ranges (`landmarks`).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import Any, LiteralString

from graph.schema.shapes import asked_of_scope
from graph.store.bitmaps import Nodes
from graph.store.faceting import Counts, facets_on
from graph.store.landmarks import Known, windows
from graph.store.list_texts import COUNT, LANDMARKS, PARTS, SIZE, THESE, Key, ListTexts
from graph.store.ordering import STEP, Begin, Reach
from graph.store.owned import FEW, Owned, Part, merged, parts, rows_of
from graph.store.pages import Asked, Page, Wanted
from graph.store.ranking import Sayings
from graph.store.roll import Roll
from graph.store.searching import Met, Searched, found_together
from graph.store.view import View

WIDE = 16
"""Departments. Who is shown a kind by more finds a page sooner by going through the kind in the list's order."""


@dataclass(frozen=True, slots=True, eq=False)
class Listing(ListTexts):
    """How one kind of node is listed, and how the lists are read."""

    async def page(self, view: View, asked: Asked, wanted: Wanted, row: LiteralString = "") -> Page:
        """Read one page of all nodes of this kind, in keyset order.

        Args:
            view: Who asks.
            asked: What is asked for.
            wanted: Which page.
            row: What is asked of a node, a list that begins with its id; empty = all of it.
        """
        if self._hidden(view):
            return Page([], more=False)
        if asked.search is not None:
            return _page(await self._from_memory(view, asked, asked.search, wanted, row), wanted)
        key = self._key(wanted.order, asked, wanted=wanted)
        if self._few(view, wanted):
            found = parts(view, self.owned[wanted.order])
            return _page(await self._from_parts(view, key, asked, wanted, row, found), wanted)
        key = replace(key, from_scope=self._narrow(view, WIDE))
        if view.store.dialect.sorts_ranges and self._has_windows(key, wanted):
            return _page(await self._by_windows(view, key, asked, wanted, row), wanted)
        text = self._text(key, row)
        return _page(await view.read(text, **self._parameters(asked), **_cut_at(wanted)), wanted)

    async def ids(self, view: View, asked: Asked, order: str, size: int) -> AsyncIterator[list[str]]:
        """The ids of all that the filter finds, page by page, in one of its orders.

        Args:
            view: Who asks.
            asked: What is asked for.
            order: Which.
            size: How many at a time.
        """
        wanted = Wanted(order, size)
        while True:
            page = await self.page(view, asked, wanted, "[c.id]")
            found: list[str] = [row[0] for _, row in page.rows]
            yield found
            if not page.more:
                return
            wanted = Wanted(order, size, (page.rows[-1][0], found[-1]))

    async def pages(
        self, view: View, via: str, parents: Sequence[str], asked: Asked, wanted: Wanted, row: LiteralString = ""
    ) -> list[Page]:
        """Read one page of each parent's children: of a few by their stored key, else all in one statement."""
        if self._hidden(view, via):
            return [Page([], more=False) for _ in parents]
        if (way := self._keyed(via, parents, wanted)) is not None:
            called = dict(await view.read(self.texts[Key(PARTS, via)], parents=list(parents)))
            key = self._key(wanted.order, asked, wanted=wanted)
            found_by = [[Part(way, called[each])] if each in called else [] for each in parents]
            read = [await self._from_parts(view, key, asked, wanted, row, each) for each in found_by]
            return [_page(rows, wanted) for rows in read]
        parameters = self._parameters(asked) | _cut_at(wanted)
        text = self._text(self._key(wanted.order, asked, via, wanted), row)
        found = dict(await view.read(text, parents=list(parents), **parameters))
        return [_page(found.get(parent, []), wanted) for parent in parents]

    async def count(self, view: View, asked: Asked) -> int:
        """Count what the filter finds."""
        if self._hidden(view):
            return 0
        if self.roll is not None:
            return self._found(view, await view.called(self.roll), asked).bit_count()
        text = self.texts[replace(self._key(COUNT, asked), from_scope=self._narrow(view, WIDE))]
        return int(await view.read(text, **self._parameters(asked)))

    async def counts(self, view: View, via: str, parents: Sequence[str], asked: Asked) -> list[int]:
        """Count each parent's children that the filter finds."""
        if self._hidden(view, via):
            return [0 for _ in parents]
        text = self.texts[self._key(COUNT, asked, via)]
        found = dict(await view.read(text, parents=list(parents), **self._parameters(asked)))
        return [found.get(parent, 0) for parent in parents]

    async def facet_counts(self, view: View, asked: Asked) -> Counts:
        """Count what the filter finds without its own choice, by each facet, largest first, with names.

        Of what a value refers to, the name. One value more than are shown says that there are more.
        """
        if self.roll is None or self._hidden(view):
            return {name: [] for name, _ in self.facets}

        def among(roll: Roll, name: str) -> Nodes:
            return self._found(view, roll, asked.without(name))

        return await facets_on(view, self.roll, self.facets, among)

    async def searched(self, view: View) -> Searched:
        """What a search of this kind goes through, no older than now."""
        if self.roll is None:
            raise TypeError(f"{self.shape.label} is not searched")
        return self._searched(view, await view.called(self.roll))

    async def these(self, view: View, ids: Sequence[str], row: LiteralString = "") -> dict[str, list[Any]]:
        """Rows of some nodes by their ids, as far as the asker sees them; `row` as in `page`."""
        return dict(await view.read(self._text(Key(THESE, ""), row), ids=list(ids))) if ids else {}

    async def met(self, view: View, asked: Asked) -> Met | None:
        """By what a search is met; None where nothing is searched for, or found."""
        if asked.search is None or self._hidden(view):
            return None
        (found,) = found_together(view, [await self.searched(view)], asked.search)
        return found.met

    async def _from_memory(self, view: View, asked: Asked, typed: str, wanted: Wanted, row: LiteralString) -> list[Any]:
        """Rows of what a search finds, in the order that is told in memory."""
        searched = await self.searched(view)
        (found,) = found_together(view, [searched], typed)
        among, order = self._found(view, searched.roll, asked), self.orders[wanted.order]
        keys = found.in_order(order, among, wanted.start, wanted.size + 1, backward=wanted.backward)
        rows = await self.these(view, [identity for _, identity in keys], row)
        return [(key, rows[identity]) for key, identity in keys if identity in rows]

    def _searched(self, view: View, roll: Roll) -> Searched:
        sayings = roll.columns[self.sayings]
        assert isinstance(sayings, Sayings)  # noqa: S101
        return Searched(self.shape.label, roll, sayings, self._seen(view, roll))

    def _seen(self, view: View, roll: Roll) -> Nodes:
        return roll.seen(self.shape.published, view.given["scope"])

    def _found(self, view: View, roll: Roll, asked: Asked) -> Nodes:
        """The nodes on the roll that the asker sees, the search and the filter find."""
        seen = self._seen(view, roll)
        if asked.search is not None:
            (found,) = found_together(view, [self._searched(view, roll)], asked.search)
            seen = found.nodes
        if asked.alternatives is None:
            return seen
        return seen & reduce(or_, [self._met(roll, each) for each in asked.alternatives], 0)

    def _met(self, roll: Roll, alternative: Mapping[str, Any]) -> Nodes:
        """The nodes on the roll of which all conditions of an alternative hold."""
        found = roll.every
        for name, trial, negated in self.trials:
            if (given := alternative.get(name)) is not None:
                found &= trial.outcome(roll.every, [roll.columns[read] for read in trial.reads], given)[negated]
        return found

    def _has_windows(self, key: Key, wanted: Wanted) -> bool:
        """Whether it is read in the order of an index; a key that is no text is in none of them."""
        textual = wanted.start is None or isinstance(wanted.start[0], str)
        return textual and replace(key, reach=Reach.WINDOW) in self.texts

    async def _by_windows(self, view: View, key: Key, asked: Asked, wanted: Wanted, row: LiteralString) -> list[Any]:
        """Rows of one window after the other, until they are enough; of all where the first ones held too few."""
        order = self.orders[key.what]
        known = view.store.landmarks.of((self.shape.label, order.key))
        given, rows, begin, at = self._parameters(asked), list[Any](), key.begin, _cut_at(wanted)
        for until in windows(known.marks, at["at"], falling=order.falls(backward=key.backward)):
            reach = Reach.OPEN if until is None else Reach.WINDOW
            text = self._text(replace(key, begin=begin, reach=reach), row)
            rows += await view.read(text, **given, **at | {"limit": wanted.size + 1 - len(rows)}, until=until)
            if len(rows) > wanted.size:
                await known.renew(
                    lambda: view.read(self.texts[Key(SIZE, "")]),
                    lambda: view.read(self.texts[Key(LANDMARKS + key.what, "")], step=STEP),
                )
            if until is None or len(rows) > wanted.size:
                return rows
            begin, at = Begin.LANDMARK, at | {"at": until}
        text = self._text(replace(key, reach=Reach.SCAN), row)
        found: list[Any] = await view.read(text, **given, **_cut_at(wanted))
        return found

    def _text(self, key: Key, row: LiteralString) -> LiteralString:
        return self.texts[key].replace(self.shape.whole, row) if row else self.texts[key]

    def _few(self, view: View, wanted: Wanted) -> bool:
        """Whether a list is read from the parts of the asker's scope, by stored keys."""
        textual = wanted.start is None or isinstance(wanted.start[0], str)
        return wanted.order in self.owned and textual and self._narrow(view, FEW)

    def _keyed(self, via: str, parents: Sequence[str], wanted: Wanted) -> Owned | None:
        """The stored key by which what is below a few nodes is read."""
        if len(parents) > FEW or not (wanted.start is None or isinstance(wanted.start[0], str)):
            return None
        return next((way for way in self.owned.get(wanted.order, ()) if way.below == via), None)

    async def _from_parts(
        self, view: View, key: Key, asked: Asked, wanted: Wanted, row: LiteralString, among: Sequence[Part]
    ) -> list[Any]:
        """Rows from each part, and the first of them."""
        order, enough = self.orders[key.what], wanted.size + 1
        at, parameters = _cut_at(wanted), self._parameters(asked)
        found: list[list[Any]] = []
        for part in among:
            text = self._text(replace(key, via=part.way.column, from_scope=True), row)

            async def ask(low: str, high: str, text: LiteralString = text) -> list[Any]:
                rows: list[Any] = await view.read(text, **parameters, **at, low=low, high=high)
                return rows

            known = await self._known(view, key, part) if view.store.dialect.sorts_ranges else None
            falling = order.falls(backward=key.backward)
            found.append(await rows_of(part, known, at["at"], enough, ask, falling=falling))
            if part.way.beside:
                page = self._text(replace(key, via=part.way.beside), row)
                found += dict(await view.read(page, parents=[part.name], **parameters, **at)).values()
        return merged(found, order, enough, backward=key.backward)

    async def _known(self, view: View, key: Key, part: Part) -> Known:
        """The landmarks of a part, measured when it is asked for and from time to time."""
        known = view.store.landmarks.of((part.way.column, part.name))
        if known.stale:
            low, high = part.range(None, None, falling=False)
            text = self.texts[Key(LANDMARKS + key.what, part.way.column)]
            known.keep(await view.read(text, low=low, high=high, step=STEP))
        return known

    def _hidden(self, view: View, via: str = "") -> bool:
        return view.sees_none(self.shape, asked_of_scope(self.holding.get(via, "")))

    def _narrow(self, view: View, widest: int) -> bool:
        return bool(self.shape.found_by) and view.reach(self.shape) <= widest

    def _key(self, what: str, asked: Asked, via: str = "", wanted: Wanted | None = None) -> Key:
        key = Key(what, via, asked.alternatives is not None)
        if wanted is None:
            return key
        return replace(key, begin=Begin.CURSOR if wanted.start else Begin.END, backward=wanted.backward)

    def _parameters(self, asked: Asked) -> dict[str, Any]:
        names = [name for name, _ in self.tests()]
        found = asked.alternatives
        if unknown := {name for each in found or () for name in each} - set(names):
            raise TypeError(f"{self.shape.label} is not filtered by {sorted(unknown)}")
        alternatives = None if found is None else [{name: each.get(name) for name in names} for each in found]
        parameters: dict[str, Any] = {"alternatives": alternatives}
        return parameters


def _cut_at(wanted: Wanted) -> dict[str, Any]:
    key, identity = wanted.start or (None, None)
    return {"limit": wanted.size + 1, "at": key, "id": identity}


def _page(rows: list[Any], wanted: Wanted) -> Page:
    found = [(key, row) for key, row in rows[: wanted.size]]
    return Page(found[::-1] if wanted.backward else found, len(rows) > wanted.size)
