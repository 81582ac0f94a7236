"""What a statement names: labels, relations and properties, read or written, and what it follows that has a period.

Enough of Cypher is read for the statements of this program: patterns, subqueries with variables of their own, clauses
that set. A variable is a set of kinds, a set of relations, or a value, of which nothing is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from graph.schema.nodes import ALL, INNER
from graph.schema.relations import RELATIONS, Relation

LABELS = {kind.label for kind in (*ALL, *INNER)}
BY_NAME: dict[str, Relation] = {relation.name: relation for relation in RELATIONS}
_TOKEN = re.compile(r"'(?:[^'\\]|\\.)*'|\$\w+|\w+|<=|>=|<>|\+=|\.\.|->|<-|\S")
_CLAUSES = {
    "MATCH", "OPTIONAL", "MERGE", "CREATE", "SET", "REMOVE", "DELETE", "DETACH", "WITH", "RETURN", "UNWIND", "CALL",
    "WHERE", "ORDER", "LIMIT", "YIELD",
}  # fmt: skip
_OPENING, _CLOSING = {"(", "[", "{"}, {")", "]", "}"}


@dataclass(frozen=True)
class Bound:
    """What a variable stands for; empty for a value."""

    labels: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()

    def __or__(self, other: Bound) -> Bound:
        """Either of them."""
        return Bound(self.labels | other.labels, self.relations | other.relations)


VALUE = Bound()


@dataclass(frozen=True)
class Property:
    """That a statement names a property."""

    of: Bound
    name: str
    written: bool


@dataclass(frozen=True)
class Followed:
    """That a statement matches a relation or a kind of node, in a part with variables of its own."""

    name: str
    variable: str
    part: str
    """The text of that part."""


@dataclass
class Names:
    """Everything that a statement names."""

    labels: set[str] = field(default_factory=set)
    relations: set[str] = field(default_factory=set)
    properties: set[Property] = field(default_factory=set)
    followed: set[Followed] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    """What cannot be: a pattern between kinds that its relation does not join, a map poured over a node."""


@dataclass
class _Part:
    """A statement or subquery, with variables of its own."""

    start: int
    end: int
    outer: _Part | None = None
    variables: dict[str, Bound] = field(default_factory=dict)

    def find(self, name: str) -> Bound | None:
        """What a variable stands for here; None where it is none."""
        if name in self.variables:
            return self.variables[name]
        return self.outer.find(name) if self.outer else None


@cache
def names_in(text: str) -> Names:
    """Read a statement."""
    reader = _Reader(text)
    reader.read()
    return reader.names


class _Reader:
    """Walks through the tokens of a statement, once."""

    def __init__(self, text: str) -> None:
        """Begin at the first token."""
        found = list(_TOKEN.finditer(text))
        self.text = text
        self.tokens = [each.group() for each in found]
        self.places = [each.span() for each in found]
        self.at = 0
        self.names = Names()
        self.unsaid = (False, "")
        """Whether the last node of a pattern is new and has no label, and its variable."""

    def read(self) -> None:
        """Read all of it."""
        whole = _Part(0, len(self.tokens))
        self._part(whole)

    def _part(self, part: _Part) -> None:
        while self.at < part.end:
            self._step(part)

    def _step(self, part: _Part) -> None:
        token = self.tokens[self.at]
        if token == "CREATE" and self._peek(-1) == "ON":
            self.at += 1  # `ON CREATE SET` makes no pattern
        elif token in {"MATCH", "MERGE", "CREATE"}:
            self.at += 1
            self._patterns(part, token)
        elif token in {"COLLECT", "EXISTS", "COUNT"} and self._peek(1) == "{":
            self.at += 1
            self._inner(part)
        elif token == "CALL" and self._peek(1) == "(":
            self.at = self._closing(self.at + 1) + 1
            inner = self._inner(part)
            if self.tokens[inner.end - 2] == "RETURN" and (found := inner.find(self.tokens[inner.end - 1])):
                part.variables[self.tokens[inner.end - 1]] = found  # of a union the last, whose parts return alike
        elif token == "SET":
            self.at += 1
            self._set(part)
        elif token == "REMOVE":
            self.names.properties.add(
                Property(self._bound(part, self.tokens[self.at + 1]), self.tokens[self.at + 3], True)
            )
            self.at += 4
        elif token == "AS":
            self._alias(part)
        elif token == "IN":
            self._among(part)
        else:
            self._expression(part)

    def _inner(self, outer: _Part) -> _Part:
        end = self._closing(self.at)
        self.at += 1
        inner = _Part(self.at, end, outer)
        self._part(inner)
        self.at = end + 1
        return inner

    def _expression(self, part: _Part) -> None:
        """One token of an expression: a property of a variable, or a label that is asked for."""
        token, after = self.tokens[self.at], self._peek(1)
        if token.isidentifier() and token not in _CLAUSES and self._peek(-1) not in {".", "$"}:
            if after == "." and self._peek(3) != "(":
                self._property(part, token, self.tokens[self.at + 2], written=False)
                self.at += 3
                return
            if after == ":" and self._peek(2)[:1].isupper() and part.find(token) is not None:
                self.names.labels.add(self.tokens[self.at + 2])
                self.at += 3
                return
        if token in {"-", "<-"} and (after == "[" or after in {"-", "->"}):
            self.names.faults.append("a pattern outside MATCH: what it follows is not read")
        self.at += 1

    def _property(self, part: _Part, variable: str, name: str, *, written: bool) -> None:
        bound = part.find(variable)
        if bound is None:
            self.names.faults.append(f"{variable}.{name}: nothing is called {variable}")
        elif bound != VALUE:
            self.names.properties.add(Property(bound, name, written))

    def _set(self, part: _Part) -> None:
        """Assignments up to the next clause; what stands to the right of each is read."""
        while True:
            variable = self.tokens[self.at]
            if self._peek(1) == "." and self._peek(3) == "=":
                self._property(part, variable, self.tokens[self.at + 2], written=True)
                self.at += 4
            else:
                self.names.faults.append(f"SET {variable} {self._peek(1)}: a map says not what is written")
            depth = 0
            while self.at < part.end:
                token = self.tokens[self.at]
                if depth == 0 and (token in _CLAUSES or token == ","):
                    break
                depth += (token in _OPENING) - (token in _CLOSING)
                self._step(part)
            if self.at >= part.end or self.tokens[self.at] != ",":
                return
            self.at += 1

    def _alias(self, part: _Part) -> None:
        """`… AS name`: the name stands for whatever nodes or relations the expression names as a whole."""
        start, depth = self.at - 1, 0
        while start >= part.start:
            token = self.tokens[start]
            depth += (token in _CLOSING) - (token in _OPENING)
            if depth < 0 or (depth == 0 and (token in {",", "WITH", "UNWIND", "RETURN", "YIELD", "DISTINCT"})):
                break
            start -= 1
        bound = VALUE
        for place in range(start + 1, self.at):
            token, after = self.tokens[place], self.tokens[place + 1]
            if after not in {".", "("} and self.tokens[place - 1] != "." and (found := part.find(token)) is not None:
                bound |= found
        part.variables[self.tokens[self.at + 1]] = bound
        self.at += 2

    def _among(self, part: _Part) -> None:
        """`any(x IN list …)`, `[x IN list …]`: the name is an element of the list."""
        if self._peek(-2) in {"(", "["} and self.tokens[self.at - 1].isidentifier():
            listed, after = self._peek(1), self._peek(2)
            found = part.find(listed) if after != "." else None
            part.variables[self.tokens[self.at - 1]] = found or VALUE
        self.at += 1

    def _patterns(self, part: _Part, clause: str) -> None:
        while True:
            if self._peek(1) == "=":
                part.variables[self.tokens[self.at]] = VALUE
                self.at += 2
            self._path(part, clause)
            if self._peek(0) != ",":
                return
            self.at += 1

    def _path(self, part: _Part, clause: str) -> None:
        before, first = self._node(part, clause), self.unsaid
        while self._peek(0) in {"-", "<-"}:
            backwards = self.tokens[self.at] == "<-"
            self.at += 1
            variable, types, many = self._relation(part, clause)
            forwards = self._peek(0) == "->"
            self.at += 1
            place = self.at
            after = self._node(part, clause)
            sources, targets = self._joined(part, (before, after), place, types, (forwards, backwards), many=many)
            if clause == "MATCH":
                for name in types or BY_NAME:
                    self._follow(part, name, variable)
                for met, (unsaid, called) in ((sources, first), (targets, self.unsaid)):
                    for label in sorted(met) if unsaid else ():
                        self._follow(part, label, called)
            first = (False, "")  # said once, as what the relation before it led to
            before = part.find(self.tokens[place + 1]) or after

    def _node(self, part: _Part, clause: str) -> Bound:
        """`(v:Label {…})`; without a label it is what its variable stands for, or anything."""
        end = self._closing(self.at)
        self.at += 1
        variable = ""
        if self.tokens[self.at].isidentifier():
            variable = self.tokens[self.at]
            self.at += 1
        label = ""
        if self._peek(0) == ":":
            label = self.tokens[self.at + 1]
            self.at += 2
            self.names.labels.add(label)
            if clause == "MATCH":
                self._follow(part, label, variable)
        self.unsaid = (not label and part.find(variable) is None, variable)
        bound = Bound(frozenset({label})) if label else part.find(variable) or Bound(frozenset(LABELS))
        if variable:
            part.variables[variable] = bound
        self._map(part, bound, clause, end)
        self.at = end + 1
        return bound

    def _relation(self, part: _Part, clause: str) -> tuple[str, set[str], bool]:
        """`[v:TYPE|TYPE*0..8 {…}]-`."""
        end = self._closing(self.at)
        self.at += 1
        variable, types = "", set[str]()
        if self.tokens[self.at].isidentifier():
            variable = self.tokens[self.at]
            self.at += 1
        while self._peek(0) in {":", "|"}:
            types.add(self.tokens[self.at + 1])
            self.at += 2
        self.names.relations |= types
        bound = Bound(relations=frozenset(types or BY_NAME))
        if variable:
            part.variables[variable] = bound
        many = self._peek(0) == "*"
        while self.at < end and self.tokens[self.at] != "{":
            self.at += 1
        self._map(part, bound, clause, end)
        self.at = end + 1
        if self._peek(0) == "-" and self._peek(1) == ">":
            self.at += 1
        return variable, types, many

    def _map(self, part: _Part, bound: Bound, clause: str, end: int) -> None:
        """`{name: value, …}` inside a node or relation."""
        depth = 0
        while self.at < end:
            token = self.tokens[self.at]
            depth += (token in _OPENING) - (token in _CLOSING)
            if depth == 1 and self._peek(1) == ":" and self._peek(-1) in {"{", ","}:
                self.names.properties.add(Property(bound, token, clause != "MATCH"))
                if clause == "MERGE":
                    self.names.properties.add(Property(bound, token, False))
                self.at += 2
            else:
                self._step(part)

    def _joined(
        self,
        part: _Part,
        ends: tuple[Bound, Bound],
        place: int,
        types: set[str],
        direction: tuple[bool, bool],
        *,
        many: bool,
    ) -> tuple[set[str], set[str]]:
        """Compare a pattern with what its relations join, and learn from them what its ends are, which is given."""
        declared = [BY_NAME[name] for name in types if name in BY_NAME]
        if len(declared) != len(types):
            return set(), set()
        if not types:
            return set(ends[0].labels), set(ends[1].labels)
        pairs = {pair for relation in declared for pair in relation.ends}
        if direction == (False, True):
            pairs = {(target, source) for source, target in pairs}
        elif direction == (False, False):
            pairs |= {(target, source) for source, target in pairs}
        before, after = ends
        met = {(source, target) for source, target in pairs if source in before.labels and target in after.labels}
        if not met:
            self.names.faults.append(f"{'|'.join(sorted(types))} does not join {_said(before)} and {_said(after)}")
        reached = {target for _, target in met} | (set(before.labels & after.labels) if many else set())
        variable = self.tokens[place + 1]
        if variable.isidentifier() and len(after.labels) > 1:
            part.variables[variable] = Bound(frozenset(reached))
        return {source for source, _ in met}, reached

    def _follow(self, part: _Part, name: str, variable: str) -> None:
        first, last = self.places[part.start][0], self.places[part.end - 1][1]
        self.names.followed.add(Followed(name, variable, self.text[first:last]))

    def _bound(self, part: _Part, variable: str) -> Bound:
        return part.find(variable) or VALUE

    def _peek(self, distance: int) -> str:
        place = self.at + distance
        return self.tokens[place] if 0 <= place < len(self.tokens) else ""

    def _closing(self, opening: int) -> int:
        depth = 0
        for place in range(opening, len(self.tokens)):
            depth += (self.tokens[place] in _OPENING) - (self.tokens[place] in _CLOSING)
            if depth == 0:
                return place
        raise AssertionError(f"not closed: {self.text[self.places[opening][0] :][:60]}")


def _said(bound: Bound) -> str:
    return "anything" if bound.labels == LABELS else " or ".join(sorted(bound.labels))


def undeclared(names: Names) -> Iterator[str]:
    """What a statement names that the schema does not declare, and what cannot be."""
    yield from names.faults
    yield from (f"label {label}" for label in sorted(names.labels - LABELS))
    yield from (f"relation {name}" for name in sorted(names.relations - set(BY_NAME)))
    for each in sorted(names.properties, key=lambda one: one.name):
        owners = _owners(each.of)
        if not any(each.name in columns for columns in owners.values()):
            yield f"property {each.name} of {' or '.join(sorted(owners))}"


_DECLARED = {kind.label: {column.name for column in kind.columns} for kind in (*ALL, *INNER)}


def _owners(bound: Bound) -> dict[str, set[str]]:
    """The declared names of whatever a variable stands for."""
    found = {label: _DECLARED[label] for label in bound.labels if label in _DECLARED}
    for name in bound.relations & set(BY_NAME):
        found[name] = {column.name for column in BY_NAME[name].properties}
    return found


def touched(names: Names, *, written: bool) -> Iterator[tuple[str, str]]:
    """The properties that a statement reads or writes: (kind or relation, property)."""
    for each in names.properties:
        if each.written is written:
            owners = _owners(each.of)
            yield from ((owner, each.name) for owner, columns in owners.items() if each.name in columns)
