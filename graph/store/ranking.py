"""What nodes say, in memory: which of them meet a form of a search, and how well.

1. A thing is found by its names, by what else it says, by the names of what stands around it, and by those of its
   parts.
2. What is asked for weighs by where it is met; of each thing that is asked for, the place that weighs most counts.
3. Of equals the one with the shorter name comes first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import and_, or_
from typing import LiteralString

from graph.store.bitmaps import Bitmap, Few, Nodes
from graph.store.pairs import Names, Pairs, Spoken, begun
from graph.store.scores import Scores
from graph.words.asking import Form, Search, Term, Wanted
from graph.words.folding import folded
from graph.words.index_words import coded, forms_around, forms_of_part, heard, part_heard

IS, STARTS, HOLDS = 4000, 1200, 900
"""What it weighs that a name is all that was typed, starts with it, or holds it."""
NAME_STARTS, NAME_HOLDS, AROUND_IS, PART_IS, PART_STARTS, ANYWHERE = 1000, 800, 600, 500, 400, 200
"""What it weighs where one thing that is asked for is met."""
LONGEST = 1023
"""Characters of a name that make a difference."""


def says(
    name: LiteralString,
    key: LiteralString,
    words: LiteralString = "''",
    around: LiteralString = "[]",
    parts: LiteralString = "[]",
) -> LiteralString:
    """The expression of what a node `c` is found by.

    Args:
        name: Its name.
        key: By what that is sorted.
        words: What else it says.
        around: The names of what stands around it.
        parts: The names of its parts.
    """
    return f"[{name}, {key}, c.id, {words}, {around}, {parts}]"


class Sayings(Bitmap):
    """What each node says and what is said around it (`says`)."""

    def __init__(self) -> None:
        """Begin without a node."""
        super().__init__()
        self._name = Spoken()
        self._rest = Pairs()
        self._around = Names(forms_around, heard)
        self._parts = Names(forms_of_part, part_heard)
        self._sizes = Few()

    def meeting(self, form: Form, among: Nodes) -> Nodes:
        """Those of some nodes that meet a form."""
        if form.any:
            return _any(self._wanted(each, among) for each in form.wanted)
        found = among
        for each in form.wanted:
            if not (found := found & self._wanted(each, among)):
                break
        return found

    def scores(self, search: Search, form: Form, among: Nodes) -> Scores:
        """How well some nodes meet a search in a form; `LONGEST` more than what it weighs, less the size of a name."""
        scores, name, whole = Scores(), self._name.plain, search.whole
        for size, nodes in self._sizes.nodes.items():
            scores.add(LONGEST - int(size), nodes & among)
        _give(scores, among, (IS, name.being(whole)), (STARTS, name.starting(whole)), (HOLDS, name.holding(whole)))
        for words in sought(form):
            _give(scores, among, *self._places(words))
        return scores

    def _places(self, words: Sequence[str]) -> Sequence[tuple[int, Nodes]]:
        name, around, parts = self._name.plain, self._around, self._parts
        return [
            (NAME_STARTS, _any(map(name.starting, words))),
            (NAME_HOLDS, _any(map(self._in_name, words))),
            (AROUND_IS, _any(map(around.being, words))),
            (PART_IS, _any(map(parts.being, words))),
            (PART_STARTS, _any(map(parts.starting, words))),
            (ANYWHERE, _any(map(self._anywhere, words))),
        ]

    def _in_name(self, words: str) -> Nodes:
        return self._name.plain.holding(words) | (self._name.beginning(words) if words.isascii() else 0)

    def _anywhere(self, words: str) -> Nodes:
        return self._beginning(words) if words.isascii() else self._holding(words)

    def _wanted(self, wanted: Wanted, among: Nodes) -> Nodes:
        """The nodes that meet one thing; what none of those that are asked for meets may be mistyped."""
        met = _any(reduce(and_, map(self._term, way)) for way in wanted.ways) & among
        return met or (self._beginning(*wanted.mistyped) & among if wanted.mistyped else 0)

    def _term(self, term: Term) -> Nodes:
        return self._beginning(term.text) if term.begins and term.text.isascii() else self._holding(term.text)

    def _holding(self, words: str) -> Nodes:
        texts = self._name.plain, self._rest, self._around, self._parts
        return _any(each.holding(words) for each in texts)

    def _beginning(self, *parts: str) -> Nodes:
        spoken = self._name, self._around, self._parts
        return begun(self._rest, *parts) | _any(each.beginning(*parts) for each in spoken)

    def _put(self, position: int, value: Sequence[object]) -> None:
        name, key, code, words, around, parts = value
        plain = folded(str(name or ""))
        self._name.put(position, plain, heard(plain, str(key or "")))
        self._rest.put(position, f"{coded(str(code))} {folded(str(words or ''))}")
        self._around.put(position, _texts(around))
        self._parts.put(position, _texts(parts))
        self._sizes.put(position, str(min(len(plain), LONGEST)))


def sought(form: Form) -> list[tuple[str, ...]]:
    """By what each thing is known that a form asks for, and the pairs of what it asks for loosely."""
    return [wanted.words for wanted in form.wanted] + [(part,) for wanted in form.wanted for part in wanted.parts]


def _any(found: Iterable[Nodes]) -> Nodes:
    return reduce(or_, found, 0)


def _texts(value: object) -> list[str]:
    return [str(each) for each in value if each] if isinstance(value, list) else []


def _give(scores: Scores, among: Nodes, *places: tuple[int, Nodes]) -> None:
    """Give each node what the first of the places weighs in which it is met."""
    for points, nodes in places:
        scores.add(points, nodes & among)
        among &= ~nodes
