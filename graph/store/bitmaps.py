"""Columns in memory: which nodes have a value, as one long number with a bit for each node.

1. A node has a position, from 0 on; bit p of a number stands for the node at p. To join two answers is one operation.
2. A column takes nodes in the order of their positions, and any of them again.
3. `known` are the nodes that have a value at all: of the others a comparison says neither yes nor no.
"""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod
from array import array
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, TypeAlias, TypeVar

Nodes: TypeAlias = int
"""Some of the nodes of a kind, a bit for each."""
K = TypeVar("K")
KEPT_FROM = 256
"""Positions of a key beyond which its set is kept once it was made."""
_NOWHERE = array("I")
_SIGNS = bytes.maketrans(b"\x00\x01", b"01")


def nodes_at(positions: Iterable[int], size: int) -> Nodes:
    """The nodes at some positions, of `size` nodes."""
    found = bytearray(size // 8 + 1)
    for each in positions:
        found[each >> 3] |= 1 << (each & 7)
    return int.from_bytes(found, "little")


def positions(nodes: Nodes, *, backward: bool = False) -> Iterator[int]:
    """The positions of some nodes, from the first to the last or from the last to the first."""
    signs = bin(nodes)[:1:-1]
    at = signs.rfind("1") if backward else signs.find("1")
    while at >= 0:
        yield at
        at = signs.rfind("1", 0, at) if backward else signs.find("1", at + 1)


def nodes_where(holds: Iterable[bool]) -> Nodes:
    """The nodes of which something holds, told of each in turn."""
    return int(bytes(holds)[::-1].translate(_SIGNS) or b"0", 2)


class Bitmap(ABC):
    """What each node has: a text, several, or none."""

    def __init__(self) -> None:
        """Begin without a node."""
        self.known: Nodes = 0

    def put(self, position: int, value: Any) -> None:
        """Take what a node has: a text, a list of them, or None."""
        mark = 1 << position
        self.known = self.known & ~mark if value is None else self.known | mark
        self._put(position, value)

    @abstractmethod
    def _put(self, position: int, value: Any) -> None: ...


class Valued(Bitmap):
    """Which nodes have which value."""

    def __init__(self) -> None:
        """Begin without a node."""
        super().__init__()
        self._values: list[tuple[str, ...]] = []

    @abstractmethod
    def any(self, given: Iterable[str]) -> Nodes:
        """Those that have one of these values."""

    def _put(self, position: int, value: Any) -> None:
        after = (value,) if isinstance(value, str) else tuple(value or ())
        after = self._shared(tuple(map(sys.intern, dict.fromkeys(after))))
        if position == len(self._values):
            self._values.append(())
        before, self._values[position] = self._values[position], after
        if before != after:
            for each in before:
                self._drop(each, position)
            for each in after:
                self._add(each, position)

    @abstractmethod
    def _shared(self, values: tuple[str, ...]) -> tuple[str, ...]: ...

    @abstractmethod
    def _add(self, value: str, position: int) -> None: ...

    @abstractmethod
    def _drop(self, value: str, position: int) -> None: ...


class Few(Valued):
    """A column that has few values: each with a number as long as the kind."""

    def __init__(self) -> None:
        """Begin without a node."""
        super().__init__()
        self.nodes: dict[str, Nodes] = {}
        """The nodes of each value."""
        self._alike: dict[tuple[str, ...], tuple[str, ...]] = {}

    def any(self, given: Iterable[str]) -> Nodes:
        """Those that have one of these values."""
        found = 0
        for each in given:
            found |= self.nodes.get(each, 0)
        return found

    def _shared(self, values: tuple[str, ...]) -> tuple[str, ...]:
        return self._alike.setdefault(values, values)

    def _add(self, value: str, position: int) -> None:
        self.nodes[value] = self.nodes.get(value, 0) | 1 << position

    def _drop(self, value: str, position: int) -> None:
        self.nodes[value] &= ~(1 << position)


class Postings(Generic[K]):
    """Positions by key, of as many keys as there may be nodes, or more; the set of one that many have is kept."""

    def __init__(self) -> None:
        """Begin without a key."""
        self._at: dict[K, array[int]] = {}
        self._made: dict[K, Nodes] = {}

    def count(self, key: K) -> int:
        """How many positions have a key."""
        return len(self._at.get(key, ()))

    def any(self, keys: Iterable[K], size: int) -> Nodes:
        """The nodes at the positions of any of some keys, of `size` nodes."""
        found, few = 0, array("I")
        for key in keys:
            at = self._at.get(key, _NOWHERE)
            if len(at) <= KEPT_FROM:
                few.extend(at)
                continue
            if key not in self._made:
                self._made[key] = nodes_at(at, size)
            found |= self._made[key]
        return found | nodes_at(few, size) if few else found

    def add(self, key: K, position: int) -> None:
        """A position has a key."""
        self._at.setdefault(key, array("I")).append(position)
        self._made.pop(key, None)

    def drop(self, key: K, position: int) -> None:
        """A position has it no more."""
        left = self._at[key]
        left.remove(position)
        if not left:
            del self._at[key]
        self._made.pop(key, None)


class Many(Valued):
    """A column that may have as many values as the kind has nodes, or more."""

    def __init__(self) -> None:
        """Begin without a node."""
        super().__init__()
        self._positions = Postings[str]()

    def any(self, given: Iterable[str]) -> Nodes:
        """Those that have one of these values."""
        return self._positions.any(given, len(self._values))

    def _shared(self, values: tuple[str, ...]) -> tuple[str, ...]:
        return values

    def _add(self, value: str, position: int) -> None:
        self._positions.add(value, position)

    def _drop(self, value: str, position: int) -> None:
        self._positions.drop(value, position)


class Texts(Bitmap):
    """A column of texts that are looked into, or compared."""

    def __init__(self) -> None:
        """Begin without a node."""
        super().__init__()
        self.texts: list[str | None] = []

    def where(self, holds: Callable[[str], bool]) -> Nodes:
        """Those of whose text something holds."""
        return nodes_where([each is not None and holds(each) for each in self.texts])

    def containing(self, words: str) -> Nodes:
        """Those in whose text words stand."""
        return nodes_where([each is not None and words in each for each in self.texts])

    def _put(self, position: int, value: Any) -> None:
        if position == len(self.texts):
            self.texts.append(None)
        self.texts[position] = value
