"""Pages by keyset: filters, orders, search, counts and facets over one kind of node.

1. A page is asked for by the order key and id of the last row before it, or of the first behind it, never by an offset.
2. A filter is a list of alternatives (disjunctive normal form), each a map of conditions; the statement is constant and
   reads them as parameters. An absent condition is null.
3. One more row than asked for is fetched: it says whether there is a next page.
4. Counts and facets cost a statement only when they are asked for.
5. Who can see none of the kind, or none on that way, is answered without a statement.
6. Every text is built once, with the list: one for each order and direction, with a cursor or without, each way to the
   list, filtered or not, searched or not.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field, replace
from enum import Enum, auto
from itertools import product
from typing import Any, LiteralString

from graph.schema.columns import Held, Type
from graph.schema.indexes import FullText
from graph.schema.nodes import Shape, asked_of_scope
from graph.store.engine import Store
from graph.store.ordering import Begin, Order, computed, cut, ranged
from graph.store.view import View

WIDE = 16
"""Departments. Who is shown a kind by more finds a page sooner by going through the kind in the list's order."""


@dataclass(frozen=True, slots=True)
class Key:
    """What a text is asked for."""

    what: str
    """An order, or one of the two below."""
    via: str
    """By which way; empty = all of the kind."""
    filtered: bool
    searching: bool
    begin: Begin = Begin.END
    backward: bool = False
    from_scope: bool = False
    """Whether it begins with what the asker is shown the kind by, and not with the kind."""


_COUNT, _FACETS = "count", "facets"


class Given(Enum):
    """How what is given for a condition becomes its value."""

    LIST = auto()
    """A list; it is the value."""
    GROUP = auto()
    """A list; one of the groups that must each be met, of something that a node has several of."""
    ONE_OF_MANY = auto()
    """One; several can hold at once."""
    PLAIN = auto()
    """One; it is the value."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition that a filter may set."""

    name: LiteralString
    merge: str
    """How two of it merge inside one alternative (`filters.py`)."""
    predicate: LiteralString
    """Over `c` and `f.<name>`."""
    negation: LiteralString = ""
    """Over `c` and `f.not_<name>`; empty when it cannot be negated."""
    negated_merge: str = "not_in"
    _: KW_ONLY
    field: str
    """What a filter calls it, in snake case."""
    said: str
    """What a filter says of it, in both languages."""
    of: Held = Type.TEXT
    """The type of what is given, or of each of its members."""
    given: Given = Given.LIST
    behind: LiteralString = ""
    """The column behind whose conditions it stands, where it is no column's own."""


@dataclass(frozen=True, slots=True)
class Page:
    """Rows with their keys, and whether more follow."""

    rows: list[tuple[Any, list[Any]]]
    """(order key, row) pairs."""
    more: bool
    """Whether there are more on the side to which the page was read."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which page of a list."""

    order: str
    size: int
    start: tuple[Any, str] | None = None
    """Order key and id of the row beside which it begins; None = at the end of the list."""
    backward: bool = False
    """Whether it is read towards the beginning of the list; its rows stand in the list's order all the same."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is asked for; the same value serves page, count and facets."""

    alternatives: tuple[Mapping[str, Any], ...] | None = None
    """Alternatives of the filter; None finds everything, no alternative nothing."""
    search: str | None = None
    """Words to be found by the full-text index."""


@dataclass(frozen=True, slots=True, eq=False)
class Listing:
    """How one kind of node is listed."""

    shape: Shape
    conditions: tuple[Condition, ...]
    orders: Mapping[str, Order]
    full_text: FullText | None = None
    parents: Mapping[str, LiteralString] = field(default_factory=dict)
    """Named patterns from `(p {id: k})` to `c`."""
    holding: Mapping[str, LiteralString] = field(default_factory=dict)
    """What else has to hold of such a way, by its name; where it names the scope, nothing else makes it true."""
    facets: tuple[tuple[LiteralString, LiteralString], ...] = ()
    """(name, statement part over the matched `c` that ends with `RETURN collect([key, count])`)."""

    texts: Mapping[Key, LiteralString] = field(init=False, repr=False)
    """The text of every statement that the list can ask."""

    def __post_init__(self) -> None:
        """Build the texts."""
        object.__setattr__(self, "texts", dict(self._built()))

    async def page(self, view: View, asked: Asked, wanted: Wanted) -> Page:
        """Read one page of all nodes of this kind, in keyset order."""
        if self._hidden(view):
            return Page([], more=False)
        key = self._key(wanted.order, asked, wanted=wanted)
        text = self.texts[replace(key, from_scope=self._narrow(view, asked, WIDE))]
        return _page(await view.read(text, **self._parameters(view.store, asked), **_cut_at(wanted)), wanted)

    async def pages(self, view: View, via: str, parents: Sequence[str], asked: Asked, wanted: Wanted) -> list[Page]:
        """Read one page of each parent's children, all in one statement."""
        if self._hidden(view, via):
            return [Page([], more=False) for _ in parents]
        parameters = self._parameters(view.store, asked) | _cut_at(wanted)
        text = self.texts[self._key(wanted.order, asked, via, wanted)]
        found = dict(await view.read(text, parents=list(parents), **parameters))
        return [_page(found.get(parent, []), wanted) for parent in parents]

    async def count(self, view: View, asked: Asked) -> int:
        """Count what the filter finds."""
        if self._hidden(view):
            return 0
        text = self.texts[replace(self._key(_COUNT, asked), from_scope=self._narrow(view, asked))]
        return int(await view.read(text, **self._parameters(view.store, asked)))

    async def counts(self, view: View, via: str, parents: Sequence[str], asked: Asked) -> list[int]:
        """Count each parent's children that the filter finds."""
        if self._hidden(view, via):
            return [0 for _ in parents]
        text = self.texts[self._key(_COUNT, asked, via)]
        found = dict(await view.read(text, parents=list(parents), **self._parameters(view.store, asked)))
        return [found.get(parent, 0) for parent in parents]

    async def facet_counts(self, view: View, asked: Asked) -> dict[str, list[tuple[str, int]]]:
        """Count what the filter finds, by each facet, largest first."""
        names = [name for name, _ in self.facets]
        if self._hidden(view):
            return {name: [] for name in names}
        counted = await view.read(self.texts[self._key(_FACETS, asked)], **self._parameters(view.store, asked))
        if counted is None:
            return {name: [] for name in names}
        return {name: [(key, n) for key, n in rows] for name, rows in zip(names, counted, strict=True)}

    @property
    def merges(self) -> Mapping[str, str]:
        """How conditions of one name merge, for `filters.alternatives`."""
        plain = {each.name: each.merge for each in self.conditions}
        return plain | {f"not_{each.name}": each.negated_merge for each in self.conditions if each.negation}

    def _hidden(self, view: View, via: str = "") -> bool:
        return view.sees_none(self.shape, asked_of_scope(self.holding.get(via, "")))

    def _narrow(self, view: View, asked: Asked, widest: float = sys.maxsize) -> bool:
        return bool(self.shape.found_by) and asked.search is None and view.reach(self.shape) <= widest

    def _tests(self) -> list[tuple[LiteralString, LiteralString]]:
        plain: list[tuple[LiteralString, LiteralString]] = [(each.name, each.predicate) for each in self.conditions]
        negated: list[tuple[LiteralString, LiteralString]] = [
            ("not_" + each.name, each.negation) for each in self.conditions if each.negation
        ]
        return plain + negated

    def _key(self, what: str, asked: Asked, via: str = "", wanted: Wanted | None = None) -> Key:
        searching = asked.search is not None and not via
        key = Key(what, via, asked.alternatives is not None, searching)
        if wanted is None:
            return key
        return replace(key, begin=Begin.CURSOR if wanted.start else Begin.END, backward=wanted.backward)

    def _built(self) -> Iterator[tuple[Key, LiteralString]]:
        ways = [Key("", via, filtered=False, searching=False) for via in ("", *self.parents)]
        if self.full_text is not None:
            ways.append(replace(ways[0], searching=True))
        if self.shape.found_by:
            ways.append(replace(ways[0], from_scope=True))
        for way, filtered in product(ways, (False, True)):
            key = replace(way, filtered=filtered)
            yield replace(key, what=_COUNT), self._counting(key)
            for name in (name for name, order in self.orders.items() if key.searching or not order.searches):
                for begin, backward in product(Begin, (False, True)):
                    page = replace(key, what=name, begin=begin, backward=backward)
                    yield page, self._paging(page)
            if self.facets and not key.via and not key.from_scope:
                yield replace(key, what=_FACETS), self._faceting(key)

    def _source(self, key: Key, here: LiteralString = "") -> LiteralString:
        """Find the nodes; a list without filter has a text of its own, without tests that every row would pay for."""
        where: LiteralString = f"WHERE {here} AND {self.shape.sees('c')}" if here else f"WHERE {self.shape.sees('c')}"
        if key.filtered and (found := self._tests()):
            tests: LiteralString = " AND ".join([f"(f.{name} IS NULL OR {predicate})" for name, predicate in found])
            where = f"{where} AND any(f IN $alternatives WHERE {tests})"
        if key.searching:
            return f"CALL db.index.fulltext.queryNodes($index, $search) YIELD node, score WITH node AS c, score {where}"
        if key.from_scope:
            return f"{self.shape.seen_from_scope('c')} WITH c {where}"
        if key.via:
            also: LiteralString = f" AND {self.holding[key.via]}" if key.via in self.holding else ""
            return f"MATCH {self.parents[key.via]} {where}{also}"
        return f"MATCH (c:{self.shape.label}) {where}"

    def _counting(self, key: Key) -> LiteralString:
        source = self._source(key)
        if not key.via:
            return f"{source} RETURN count(c)"
        return f"UNWIND $parents AS k CALL (k) {{ {source} RETURN count(DISTINCT c) AS n }} RETURN collect([k, n])"

    def _paging(self, key: Key) -> LiteralString:
        order, row, backward = self.orders[key.what], self.shape.row("c"), key.backward
        if order.column and not key.via and not key.searching and not key.from_scope:
            source = self._source(key, ranged(order, key.begin, backward=backward))
            return f"{source} WITH c {cut(order, order.key, row, backward=backward)}"
        source, keyed = self._source(key), computed(order, key.begin, backward=backward, searching=key.searching)
        ending: LiteralString = f"{keyed} WITH c, key {cut(order, 'key', row, backward=backward)}"
        if not key.via:
            return f"{source} {ending}"
        return f"UNWIND $parents AS k CALL (k) {{ {source} WITH DISTINCT c {ending} AS cut }} RETURN collect([k, cut])"

    def _faceting(self, key: Key) -> LiteralString:
        calls: LiteralString = " ".join(
            [f"CALL (cs) {{ UNWIND cs AS c {part} AS {name}Counts }}" for name, part in self.facets]
        )
        lists: LiteralString = ", ".join([f"{name}Counts" for name, _ in self.facets])
        return f"{self._source(key)} WITH collect(c) AS cs {calls} RETURN [{lists}]"

    def _parameters(self, store: Store, asked: Asked) -> dict[str, Any]:
        names = [name for name, _ in self._tests()]
        found = asked.alternatives
        alternatives = None if found is None else [{name: each.get(name) for name in names} for each in found]
        parameters: dict[str, Any] = {"alternatives": alternatives}
        if asked.search is not None and self.full_text is not None:
            parameters |= {"index": store.dialect.index_name(self.full_text), "search": lucene(asked.search)}
        return parameters


def lucene(words: str) -> str:
    """A full-text query that finds every word as a phrase; the syntax of the index is escaped."""
    phrases = [word.replace("\\", "\\\\").replace('"', '\\"') for word in words.split()]
    return " AND ".join(f'"{phrase}"' for phrase in phrases)


def _cut_at(wanted: Wanted) -> dict[str, Any]:
    key, identity = wanted.start or (None, None)
    return {"limit": wanted.size + 1, "at": key, "id": identity}


def _page(rows: list[Any], wanted: Wanted) -> Page:
    found = [(key, row) for key, row in rows[: wanted.size]]
    return Page(found[::-1] if wanted.backward else found, len(rows) > wanted.size)
