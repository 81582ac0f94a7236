"""The texts of a list: one for each order and direction, each place where a page begins and ends, each way to it.

Every text is a constant: it is built once, with the list, from what its kind of node declares.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from typing import LiteralString

from graph.schema.columns import Column
from graph.schema.shapes import Shape, asked_of_scope
from graph.store.bitmaps import Bitmap, Few, Texts
from graph.store.conditions import Condition
from graph.store.ordering import MARKED, Begin, Order, Reach, computed, cut, ranged, tied
from graph.store.owned import Owned
from graph.store.ranking import Sayings
from graph.store.roll import Reads
from graph.store.roll_texts import RollTexts, roll_texts
from graph.store.trying import Trial

COUNT, THESE = "count", "these"
SIZE, ENDS, PARTS, LANDMARKS = "size", "ends", "parts", "landmarks:"
"""What is asked of a list besides pages; landmarks by the name of an order behind it."""
MOST_COUNTED = 50
"""Values of a facet: those that most have."""


@dataclass(frozen=True, slots=True)
class Key:
    """What a text is asked for."""

    what: str
    """An order, or something besides."""
    via: str
    """By which way; empty = all of the kind."""
    filtered: bool = False
    begin: Begin = Begin.END
    reach: Reach = Reach.OPEN
    backward: bool = False
    from_scope: bool = False
    """Whether it begins with what the asker is shown the kind by, and not with the kind."""

    @property
    def embedded(self) -> bool:
        """Whether only a server is asked that sorts all that a range matches."""
        measuring = self.what in (SIZE, ENDS) or self.what.startswith(LANDMARKS)
        return measuring or self.reach is not Reach.OPEN or self.begin is Begin.LANDMARK


@dataclass(frozen=True, slots=True, eq=False)
class ListTexts:
    """How one kind of node is listed, and the statements for it."""

    shape: Shape
    conditions: tuple[Condition, ...]
    orders: Mapping[str, Order]
    sayings: LiteralString = ""
    """The expression of what a node says (`ranking.says`), of a kind with a roll; empty = it is not searched."""
    parents: Mapping[str, LiteralString] = field(default_factory=dict)
    """Named patterns from `(p {id: k})` to `c`."""
    holding: Mapping[str, LiteralString] = field(default_factory=dict)
    """What else has to hold of such a way, by its name; where it names the scope, nothing else makes it true."""
    owned: Mapping[str, tuple[Owned, ...]] = field(default_factory=dict)
    """By the name of an order the stored keys by which what is somebody's is read in it (`owned`)."""
    repeating: tuple[str, ...] = ()
    """Such ways that can find a node twice; to look for what was found twice costs as much as to find it."""
    facets: tuple[tuple[LiteralString, Column], ...] = ()
    """(name, column) of what is counted by; of a kind with a roll."""

    roll: RollTexts | None = field(init=False, repr=False)
    """What is asked for the roll by which a kind is counted whose writes are stamped; None = the store counts."""
    texts: Mapping[Key, LiteralString] = field(init=False, repr=False)
    """The text of every statement that the list can ask."""

    def __post_init__(self) -> None:
        """Build the texts."""
        roll = roll_texts(self.shape, self._on_roll(), self.facets) if self.shape.stamped else None
        object.__setattr__(self, "roll", roll)
        object.__setattr__(self, "texts", dict(self._built()))

    @property
    def hashed(self) -> frozenset[str]:
        """Conditions that compare with keyed hashes, and their negations."""
        names = [each.name for each in self.conditions if each.hashed]
        return frozenset((*names, *(f"not_{name}" for name in names)))

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

    @property
    def trials(self) -> list[tuple[str, Trial, bool]]:
        """Every condition by its name, with how it is tried in memory, and whether it is negated."""
        tried = [(each, each.trial) for each in self.conditions if each.trial is not None]
        negated = [("not_" + each.name, trial, True) for each, trial in tried if each.negation]
        return [(each.name, trial, False) for each, trial in tried] + negated

    def _built(self) -> Iterator[tuple[Key, LiteralString]]:
        ways = [Key("", via) for via in ("", *self.parents)]
        if self.shape.found_by:
            ways.append(replace(ways[0], from_scope=True))
        for way, filtered in product(ways, (False, True)):
            key = replace(way, filtered=filtered)
            if key.via or self.roll is None:
                yield replace(key, what=COUNT), self._counting(key)
            for name in (name for name, order in self.orders.items() if not order.searches):
                yield from self._pages(replace(key, what=name))

        yield from self._by_keys()
        if self.roll is not None:
            for name, text in self.roll.named():
                yield Key(name, ""), text
        if self.sayings:
            these: LiteralString = (
                f"UNWIND $ids AS k MATCH (c:{self.shape.label} {{id: k}}) WHERE {self.shape.sees('c')}"
            )
            yield Key(THESE, ""), f"{these} RETURN collect([k, {self.shape.row('c')}])"
        yield Key(SIZE, ""), f"MATCH (c:{self.shape.label}) RETURN count(c)"
        for name, order in self.orders.items():
            if order.column:
                yield Key(LANDMARKS + name, ""), self._landmarks(order)

    def _on_roll(self) -> Reads:
        """What is read of a node for the roll: by the conditions, by the facets, by who sees it."""
        published = self.shape.published
        if self.shape.visible != ("true" if published is None else published.predicate):
            raise TypeError(f"who sees {self.shape.label} is not declared as it is counted")
        found: dict[LiteralString, type[Bitmap]] = {}
        for condition in self.conditions:
            if condition.trial is None:
                raise TypeError(f"{condition.name} of {self.shape.label} is not tried in memory")
            found |= dict.fromkeys(condition.trial.reads, condition.trial.kept)
        for _, column in self.facets:
            found[column.read("c")] = Few
        if published is not None:
            found |= {f"c.{published.column}": Few, f"c.{published.owner}": Few}
        if self.sayings:
            found |= {order.key: Texts for order in self.orders.values() if order.column not in {"", "id"}}
            found[self.sayings] = Sayings
        return found

    def _pages(self, key: Key) -> Iterator[tuple[Key, LiteralString]]:
        indexed = self._ranged(key)
        for begin, reach, backward in product(Begin, Reach, (False, True)):
            if indexed or (reach is Reach.OPEN and begin is not Begin.LANDMARK):
                page = replace(key, begin=begin, reach=reach, backward=backward)
                if reach is not Reach.SCAN or begin is not Begin.LANDMARK:
                    yield page, self._paging(page)

    def _by_keys(self) -> Iterator[tuple[Key, LiteralString]]:
        for name, owned in self.owned.items():
            for one in owned:
                for filtered in (False, True):
                    yield from self._owned(Key(name, one.column, filtered, from_scope=True))
                if one.called:
                    yield Key(PARTS, one.below), one.called

    def _owned(self, key: Key) -> Iterator[tuple[Key, LiteralString]]:
        """Pages of what is one part's, between two keys of a column."""
        order = self.orders[key.what]
        way = next(way for way in self.owned[key.what] if way.column == key.via)
        column: LiteralString = f"c.{way.column}"
        for begin, backward in product((Begin.END, Begin.CURSOR), (False, True)):
            here: LiteralString = f"{column} >= $low AND {column} <= $high"
            if way.below in self.holding:
                here = f"{here} AND {self.holding[way.below]}"
            if begin is Begin.CURSOR:
                here = f"{here} AND {tied(order, backward=backward)}"
            source = self._source(replace(key, via="", from_scope=False), here)
            ending = cut(replace(order, key=column), column, self.shape.row("c"), backward=backward, key=order.key)
            yield replace(key, begin=begin, backward=backward), f"{source} WITH c {ending}"
        measured: LiteralString = f"MATCH (c:{self.shape.label}) WHERE {column} >= $low AND {column} <= $high"
        yield Key(LANDMARKS + key.what, key.via), f"{measured} WITH {column} AS key {MARKED}"

    def _ranged(self, key: Key) -> bool:
        """Whether an index gives the rows of a list in its order."""
        return bool(self.orders[key.what].column) and not (key.via or key.from_scope)

    def _landmarks(self, order: Order) -> LiteralString:
        return f"MATCH (c:{self.shape.label}) WITH {order.key} AS key {MARKED}"

    def _source(self, key: Key, here: LiteralString = "") -> LiteralString:
        """Find the nodes; a list without filter has a text of its own, without tests that every row would pay for."""
        where = self._where(key, here) if here else self._where(key)
        if key.from_scope:
            return f"{self.shape.seen_from_scope('c')} WITH c {where}"
        if key.via:
            also: LiteralString = f" AND {self.holding[key.via]}" if key.via in self.holding else ""
            return f"MATCH {self.parents[key.via]} {where}{also}"
        return f"MATCH (c:{self.shape.label}) {where}"

    def _where(self, key: Key, *also: LiteralString) -> LiteralString:
        where: LiteralString = " AND ".join([*also, self.shape.sees("c")])
        if key.filtered and (found := self.tests()):
            tests: LiteralString = " AND ".join([f"(f.{name} IS NULL OR {predicate})" for name, predicate in found])
            where = f"{where} AND any(f IN $alternatives WHERE {tests})"
        return f"WHERE {where}"

    def _counting(self, key: Key) -> LiteralString:
        if key == Key("", "") and not asked_of_scope(self.shape.visible):
            return f"MATCH (c:{self.shape.label}) RETURN count(c)"  # a server knows how many there are
        if key.from_scope:
            return self._counting_from_scope(key)
        source = self._source(key)
        if not key.via:
            return f"{source} RETURN count(c)"
        return (
            f"UNWIND $parents AS k CALL (k) {{ {source} RETURN count({self._once(key)}c) AS n }} RETURN collect([k, n])"
        )

    def _counting_from_scope(self, key: Key) -> LiteralString:
        """Count on each way what was not on those before: a union would hold everything in memory."""
        counts, before = list[LiteralString](), list[LiteralString]()
        for way, shown in self.shape.found_by:
            # A hop, unlike an index, can find a node twice.
            once: LiteralString = "DISTINCT " if "]-" in way else ""
            found: LiteralString = " ".join([way.replace("{v}", "c"), self._where(key, *before)])
            counts.append(f"{found} RETURN count({once}c) AS n")
            before.append(f"NOT coalesce({shown.replace('{v}', 'c')}, false)")
        every: LiteralString = " UNION ALL ".join(counts)
        return f"CALL () {{ {every} }} RETURN sum(n)"

    def _paging(self, key: Key) -> LiteralString:
        order, row, backward = self.orders[key.what], self.shape.row("c"), key.backward
        if self._ranged(key) and key.reach is not Reach.SCAN:
            source = self._source(key, ranged(order, key.begin, key.reach, backward=backward))
            return f"{source} WITH c {cut(order, order.key, row, backward=backward)}"
        source, keyed = self._source(key), computed(order, key.begin, backward=backward)
        ending: LiteralString = f"{keyed} WITH c, key {cut(order, 'key', row, backward=backward)}"
        if not key.via:
            return f"{source} {ending}"
        page: LiteralString = f"{source} WITH {self._once(key)}c {ending} AS cut"
        return f"UNWIND $parents AS k CALL (k) {{ {page} }} RETURN collect([k, cut])"

    def _once(self, key: Key) -> LiteralString:
        return "DISTINCT " if key.via in self.repeating else ""
