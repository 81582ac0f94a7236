"""What a kind of node is: its columns, and how it is read, written, and seen as far as the asker may.

Which kinds there are, and who sees what of each, stands in `nodes`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import LiteralString

from graph.errors import Text
from graph.schema.columns import TOUCHED, Column
from graph.schema.periods import Period
from graph.schema.visibility import Published, Withheld
from graph.schema.ways import Way

_ASKED_OF_SCOPE = re.compile(r"\$scope\.(?!system\b)(\w+)")


def asked_of_scope(predicate: str) -> frozenset[str]:
    """What of the asker's scope a predicate compares with; the system's own work is asked by every one."""
    return frozenset(_ASKED_OF_SCOPE.findall(predicate))


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """How one kind of node is read."""

    label: LiteralString
    words: Text
    """What people call it."""
    columns: tuple[Column, ...]
    visible: LiteralString
    """Predicate over `{v}` that is true when the asker may know of the node."""
    besides: LiteralString = ""
    """What has to hold besides, where it asks for other nodes; empty = nothing. It shows nobody anything by itself."""
    some_public: bool = False
    """Whether everybody sees some of the kind although the predicate asks for a scope. Where that is not said, who has
    nothing of what the predicate asks for sees none, and no statement is asked for him."""
    found_by: tuple[Way, ...] = ()
    """Ways that together find all that anybody sees but the system; empty = the kind is gone through."""
    published: Published | None = None
    """What `visible` is made from, where everybody sees what is published."""
    guards: tuple[tuple[LiteralString, LiteralString], ...] = ()
    """Columns that not everybody reads who may know of the node, with the predicate of who does; others read null."""
    withheld: tuple[Withheld, ...] = ()
    """Columns of words of which not everybody reads more than how long they are."""
    period: Period | None = None
    """For which days it holds."""
    exists_on: str = ""
    """What the filter for those that hold on a day says of itself, if there is one."""
    permits: bool = False
    """Whether it is a permission, of which every statement that reads it asks whether it holds on the day."""
    shown_by: frozenset[str] = field(init=False)
    """What of a scope shows the kind: who has none of it sees none; empty = everybody sees some."""
    entered: tuple[Column, ...] = field(init=False, repr=False)
    """The columns that a value fills which is handed in."""
    whole: LiteralString = field(init=False, repr=False)
    """The expression that reads all of `c`: the place in a statement for what is asked of a node."""

    def __post_init__(self) -> None:
        """Read what shows the kind, what fills it, and what is read of it."""
        object.__setattr__(self, "shown_by", frozenset() if self.some_public else asked_of_scope(self.visible))
        object.__setattr__(self, "entered", tuple(each for each in self.columns if each.entered))
        object.__setattr__(self, "whole", self.row("c"))

    @property
    def names(self) -> tuple[LiteralString, ...]:
        """Names of the columns of a row, in its order."""
        return tuple([each.name for each in self.columns if not each.hidden])

    def named(self, name: str) -> Column:
        """The column of a name."""
        return next(each for each in self.columns if each.name == name)

    @property
    def stamped(self) -> bool:
        """Whether whoever writes one stamps it (`store.revisions`), so that the kind is counted in memory."""
        return any(each.name == TOUCHED.name for each in self.columns)

    def row(self, v: LiteralString) -> LiteralString:
        """The list expression that reads variable `v`."""
        columns: list[LiteralString] = [self.column(v, name) for name in self.names]
        return "[" + ", ".join(columns) + "]"

    def column(self, v: LiteralString, name: LiteralString) -> LiteralString:
        """The expression that reads one column of variable `v`, as far as the asker may."""
        plain = self.named(name).read(v)
        for guarded, predicate in self.guards:
            if guarded == name:
                return f"CASE WHEN {predicate.replace('{v}', v)} THEN {plain} END"
        for each in self.withheld:
            if each.column == name:
                return f"CASE WHEN {each.read_by.replace('{v}', v)} THEN {plain} ELSE {each.others_read(plain)} END"
        return plain

    def assigned(self, v: LiteralString, source: LiteralString, names: Collection[str] | None = None) -> LiteralString:
        """The assignments that write variable `v` from a map: these columns, or every one of a row but the id."""
        written: list[LiteralString] = [
            each.assigned(v, source)
            for each in self.columns
            if (each.name in names if names is not None else not each.hidden and each.name != "id")
        ]
        return ", ".join(written)

    def created(self, source: LiteralString, names: Collection[str]) -> LiteralString:
        """What stands between the braces of a node that is created from a map: these columns."""
        return ", ".join([each.created(source) for each in self.columns if each.name in names])

    def called(self, v: LiteralString) -> LiteralString:
        """The expression that names variable `v`; a licence, whose number not everybody reads, by its identifier."""
        names: tuple[LiteralString, ...] = ("name", "title", "number")
        read: list[LiteralString] = [self.column(v, name) for name in names if name in self.names]
        if not read and "identifier" in self.names:
            read = [self.column(v, "identifier")]
        return f"coalesce({', '.join([*read, f'{v}.id'])})"

    def seen_from_scope(self, v: LiteralString) -> LiteralString:
        """The clause that finds, as variable `v`, what the asker may see, beginning with what he is shown it by."""
        found: list[LiteralString] = [way.replace("{v}", v) for way, _ in self.found_by]
        return "CALL () { " + " UNION ".join([f"{way} RETURN {v}" for way in found]) + " }"

    def sees(self, v: LiteralString) -> LiteralString:
        """The visibility predicate over variable `v`."""
        every: LiteralString = f"{self.visible} AND {self.besides}" if self.besides else self.visible
        return every.replace("{v}", v)
