"""Texts in memory that are looked into: a pair of characters tells which few are read.

1. Of each text the pairs of its characters are kept, and each character. What holds some words holds all their pairs.
2. Of more than two characters the texts that are left are read themselves.
3. A sound has marks at which a beginning of it may stand (`index_words`); no pair knows of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, reduce
from operator import or_

from graph.store.bitmaps import Bitmap, Nodes, Postings, nodes_at, nodes_where, positions
from graph.words.index_words import BEGINS, MARKS

_PLAIN = str.maketrans("", "", MARKS)
_KEPT = 512
"""Questions whose answer is kept."""
_PARTS = 4
"""Where less than one in so many is left, those are read; else all are."""
ANY = "?"
"""Any letter, in a beginning."""


class Pairs:
    """One text for each position."""

    def __init__(self) -> None:
        """Begin without one."""
        self._texts: list[str] = []
        self._at = Postings[str]()
        self._told: dict[tuple[object, str | tuple[str, ...]], Nodes] = {}

    def put(self, position: int, text: str) -> None:
        """Take a text, or another one."""
        self._told.clear()
        if position == len(self._texts):
            self._texts.append("")
        before, after = _grams(self._texts[position]), _grams(text)
        self._texts[position] = text
        for gram in after - before:
            self._at.add(gram, position)
        for gram in before - after:
            self._at.drop(gram, position)

    def holding(self, words: str) -> Nodes:
        """Those in which words stand."""
        if len(words) <= 2:  # noqa: PLR2004 - a pair
            return self._with(words)
        return self._asked("holding", words, lambda text: words in text)

    def starting(self, words: str) -> Nodes:
        """Those that start with words."""
        return self._asked("starting", words, lambda text: text.startswith(words))

    def being(self, words: str) -> Nodes:
        """Those that are these words."""
        return self._asked("being", words, words.__eq__)

    def matching(self, parts: tuple[str, ...], pattern: Callable[[tuple[str, ...]], re.Pattern[str]]) -> Nodes:
        """Those in which a word begins so; the pattern of such beginnings is made where any may have one."""
        return self._asked(pattern, parts, lambda text: pattern(parts).search(text) is not None)

    def _asked(self, how: object, words: str | tuple[str, ...], holds: Callable[[str], bool]) -> Nodes:
        """Those of whose text something holds, which have every pair of some words; kept until a text changes."""
        if (how, words) not in self._told:
            if len(self._told) >= _KEPT:
                self._told.clear()
            each = (words,) if isinstance(words, str) else words
            self._told[how, words] = self._read(reduce(or_, map(self._with, each)), holds)
        return self._told[how, words]

    def _with(self, words: str) -> Nodes:
        """Those that have every pair of some words, or parts of them around what may be any letter."""
        found = -1
        for gram in sorted(_needed(words), key=self._at.count):
            if not (found := found & self._at.any([gram], len(self._texts))):
                break
        return found if found != -1 else (1 << len(self._texts)) - 1

    def _read(self, among: Nodes, holds: Callable[[str], bool]) -> Nodes:
        if not among:
            return 0
        if among.bit_count() * _PARTS > len(self._texts):
            return nodes_where([holds(text) for text in self._texts]) & among
        return nodes_at([at for at in positions(among) if holds(self._texts[at])], len(self._texts))


class Spoken:
    """Names that are found by their text and by their sound."""

    def __init__(self) -> None:
        """Begin without one."""
        self.plain = Pairs()
        self.heard = Pairs()

    def put(self, position: int, name: str, sound: str) -> None:
        """Take a name, folded, with its sound."""
        self.plain.put(position, name)
        self.heard.put(position, sound)

    def beginning(self, *parts: str) -> Nodes:
        """Those of which a word begins so, or a sound."""
        return begun(self.plain, *parts) | self.heard.matching(parts, _sounding)


class Names(Bitmap):
    """Several names for each node, most of them those of other nodes too."""

    def __init__(self, forms: Callable[[str], Iterable[str]], sound: Callable[[str], str]) -> None:
        """Begin without a node; tell in which forms a name is found, and what one sounds like."""
        super().__init__()
        self._forms, self._sound = forms, sound
        self._spoken = Spoken()
        self._known: dict[str, tuple[int, ...]] = {}
        """By a name as it is written, the places of its forms."""
        self._position: dict[str, int] = {}
        self._with = Postings[int]()
        self._of: list[tuple[int, ...]] = []

    def being(self, name: str) -> Nodes:
        """Nodes with a name."""
        at = self._position.get(name)
        return 0 if at is None else self._nodes([at])

    def starting(self, words: str) -> Nodes:
        """Nodes with a name that starts so."""
        return self._nodes(positions(self._spoken.plain.starting(words)))

    def holding(self, words: str) -> Nodes:
        """Nodes with a name in which words stand."""
        return self._nodes(positions(self._spoken.plain.holding(words)))

    def beginning(self, *parts: str) -> Nodes:
        """Nodes with a name of which a word begins so, or a sound."""
        return self._nodes(positions(self._spoken.beginning(*parts)))

    def _put(self, position: int, value: Iterable[str]) -> None:
        if position == len(self._of):
            self._of.append(())
        before, after = set(self._of[position]), {at for name in value for at in self._places(name)}
        self._of[position] = tuple(after)
        for each in after - before:
            self._with.add(each, position)
        for each in before - after:
            self._with.drop(each, position)

    def _places(self, name: str) -> tuple[int, ...]:
        if name not in self._known:
            self._known[name] = tuple(map(self._place, self._forms(name)))
        return self._known[name]

    def _place(self, form: str) -> int:
        at = self._position.get(form)
        if at is None:
            at = self._position[form] = len(self._position)
            self._spoken.put(at, form, self._sound(form))
        return at

    def _nodes(self, names: Iterable[int]) -> Nodes:
        return self._with.any(names, len(self._of))


def begun(texts: Pairs, *parts: str) -> Nodes:
    """Those of which a word begins so."""
    return texts.matching(parts, _worded)


@lru_cache
def _worded(parts: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"(?<![0-9a-z])(?:{'|'.join(''.join(_letters(part)) for part in parts)})")


@lru_cache
def _sounding(parts: tuple[str, ...]) -> re.Pattern[str]:
    marked = "|".join(f"[{MARKS}]?".join(_letters(part)) for part in parts)
    return re.compile(f"{re.escape(BEGINS)}(?:{marked})")


def _letters(part: str) -> Iterator[str]:
    return (f"[^ {MARKS}]" if each == ANY else re.escape(each) for each in part)


def _grams(text: str) -> set[str]:
    plain = text.translate(_PLAIN)
    return {*plain, *(plain[at : at + 2] for at in range(len(plain) - 1))}


def _needed(words: str) -> Sequence[str]:
    parts = words.translate(_PLAIN).split(ANY)
    return [each[at : at + 2] for each in parts for at in range(max(1, len(each) - 1)) if each]
