"""The texts of a list: one for each order and direction, each place where a page begins and ends, each way to it.

Every text is a constant: it is built once, with the list, from what its kind of node declares.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import KW_ONLY, dataclass, field, replace
from enum import Enum, auto
from itertools import product
from typing import LiteralString

from graph.schema.columns import Held, Type
from graph.schema.indexes import FullText
from graph.schema.nodes import Shape
from graph.store.ordering import Begin, Order, Reach, computed, cut, ranged

COUNT, FACETS, SIZE, LANDMARKS = "count", "facets", "size", "landmarks:"
"""What is asked of a list besides pages; landmarks by the name of an order behind it."""


@dataclass(frozen=True, slots=True)
class Key:
    """What a text is asked for."""

    what: str
    """An order, or something besides."""
    via: str
    """By which way; empty = all of the kind."""
    filtered: bool = False
    searching: bool = False
    begin: Begin = Begin.END
    reach: Reach = Reach.OPEN
    backward: bool = False
    from_scope: bool = False
    """Whether it begins with what the asker is shown the kind by, and not with the kind."""

    @property
    def embedded(self) -> bool:
        """Whether only a server is asked that sorts all that a range matches."""
        measuring = self.what == SIZE or self.what.startswith(LANDMARKS)
        return measuring or self.reach is not Reach.OPEN or self.begin is Begin.LANDMARK


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


@dataclass(frozen=True, slots=True, eq=False)
class ListTexts:
    """How one kind of node is listed, and the statements for it."""

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

    @property
    def merges(self) -> Mapping[str, str]:
        """How conditions of one name merge, for `filters.alternatives`."""
        plain = {each.name: each.merge for each in self.conditions}
        return plain | {f"not_{each.name}": each.negated_merge for each in self.conditions if each.negation}

    def tests(self) -> list[tuple[LiteralString, LiteralString]]:
        """Every condition by its name, with what it tests, negated ones too."""
        plain: list[tuple[LiteralString, LiteralString]] = [(each.name, each.predicate) for each in self.conditions]
        negated: list[tuple[LiteralString, LiteralString]] = [
            ("not_" + each.name, each.negation) for each in self.conditions if each.negation
        ]
        return plain + negated

    def _built(self) -> Iterator[tuple[Key, LiteralString]]:
        ways = [Key("", via, filtered=False, searching=False) for via in ("", *self.parents)]
        if self.full_text is not None:
            ways.append(replace(ways[0], searching=True))
        if self.shape.found_by:
            ways.append(replace(ways[0], from_scope=True))
        for way, filtered in product(ways, (False, True)):
            key = replace(way, filtered=filtered)
            yield replace(key, what=COUNT), self._counting(key)
            for name in (name for name, order in self.orders.items() if key.searching or not order.searches):
                yield from self._pages(replace(key, what=name))
            if self.facets and not key.via and not key.from_scope:
                yield replace(key, what=FACETS), self._faceting(key)

        yield Key(SIZE, ""), f"MATCH (c:{self.shape.label}) RETURN count(c)"
        for name, order in self.orders.items():
            if order.column:
                yield Key(LANDMARKS + name, ""), self._landmarks(order)

    def _pages(self, key: Key) -> Iterator[tuple[Key, LiteralString]]:
        indexed = self._ranged(key)
        for begin, reach, backward in product(Begin, Reach, (False, True)):
            if indexed or (reach is Reach.OPEN and begin is not Begin.LANDMARK):
                page = replace(key, begin=begin, reach=reach, backward=backward)
                if reach is not Reach.SCAN or begin is not Begin.LANDMARK:
                    yield page, self._paging(page)

    def _ranged(self, key: Key) -> bool:
        """Whether an index gives the rows of a list in its order."""
        return bool(self.orders[key.what].column) and not (key.via or key.searching or key.from_scope)

    def _landmarks(self, order: Order) -> LiteralString:
        return (
            f"MATCH (c:{self.shape.label}) WITH {order.key} AS key ORDER BY key WITH collect(key) AS found "
            f"RETURN [i IN range($step, size(found) - 1, $step) | found[i]]"
        )

    def _source(self, key: Key, here: LiteralString = "") -> LiteralString:
        """Find the nodes; a list without filter has a text of its own, without tests that every row would pay for."""
        where: LiteralString = f"WHERE {here} AND {self.shape.sees('c')}" if here else f"WHERE {self.shape.sees('c')}"
        if key.filtered and (found := self.tests()):
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
        if self._ranged(key) and key.reach is not Reach.SCAN:
            source = self._source(key, ranged(order, key.begin, key.reach, backward=backward))
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
