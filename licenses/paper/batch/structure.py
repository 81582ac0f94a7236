"""The structure of one page of a document: what a reader aloud follows (ISO 32000-1, 14.7), with new numbers.

The composer writes the elements of a document one page after the other. Text at the end of a page and at the beginning
of the next one it takes for one element; each page gets its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from licenses.paper.batch.objects import REFERENCE, Document, NotOursError, found

_ELSEWHERE: Final = re.compile(rb"<</Type/MCR/MCID (\d+)/Pg (\d+) 0 R>>")
_SHARED: Final = re.compile(rb"(.*)/K\[([\d ]*)((?:<</Type/MCR/MCID \d+/Pg \d+ 0 R>>)+)\]/Pg (\d+) 0 R>>", re.DOTALL)
_PARENT: Final = re.compile(rb"/P (\d+) 0 R")


@dataclass(frozen=True, slots=True)
class Structure:
    """The elements of a page, as they stand in its file."""

    parents: bytes
    """For each piece of marked content, its element."""
    document: bytes
    """The element of the whole."""
    elements: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """What stands under which number in a file: those that elements refer to."""

    root: int
    page: int
    document: int
    first: int
    """Of the elements; the others follow."""


@dataclass(frozen=True, slots=True)
class Tree:
    """The structure of a document of several pages."""

    of: Document
    document: int
    """Object number of the element of the whole."""
    parents: tuple[int, ...]
    """By page, what says where its content belongs."""

    @classmethod
    def read(cls, of: Document) -> Tree:
        """Find it.

        Raises:
            NotOursError: There is none, or of another form.
        """
        root = int(found(rb"/Root (\d+) 0 R", of.trailer)[1])
        said = of.body(of.named(root, b"StructTreeRoot"))
        listed = found(rb"/ParentTree<</Nums\[([^\]]*)\]", said)[1].split()
        if listed[::4] != [b"%d" % page for page in range(len(listed) // 4)]:
            raise NotOursError("Nums")
        return cls(of, int(found(rb"/K\[(\d+) 0 R\]", said)[1]), tuple(map(int, listed[1::4])))

    def of_page(self, index: int, page: int, numbers: Numbers) -> Structure:
        """The structure of a page.

        Args:
            index: Which page it is, from 0.
            page: Its object number.
            numbers: Those of the file that it goes into.

        Raises:
            NotOursError: It is not wholly a page's own.
        """
        content = self.of.body(self.parents[index])
        pieces = [int(each) for each in REFERENCE.findall(content)]
        if not pieces:
            raise NotOursError("nothing is marked")
        first, last = pieces[0], self._top(pieces[-1])

        def renumbered(reference: re.Match[bytes]) -> bytes:
            number = int(reference[1])
            if first <= number <= last:
                return b"%d 0 R" % (number - first + numbers.first)
            if number == page:
                return b"%d 0 R" % numbers.page
            if number == self.document:
                return b"%d 0 R" % numbers.document
            raise NotOursError("element of another page")

        bodies = [self._own(number, page) for number in range(first, last + 1)]
        mark = b"/P %d 0 R" % self.document
        tops = [numbers.first + place for place, body in enumerate(bodies) if mark in body]
        listed = b" ".join(b"%d 0 R" % number for number in tops)
        return Structure(
            parents=REFERENCE.sub(renumbered, content),
            document=b"<</Type/StructElem/S/Document/P %d 0 R/K[%b]>>" % (numbers.root, listed),
            elements=tuple(REFERENCE.sub(renumbered, b"\n\n".join(bodies)).split(b"\n\n")),
        )

    def _top(self, number: int) -> int:
        while True:
            above = _PARENT.search(self.of.body(number))
            if above is None:
                raise NotOursError("element without a parent")
            if int(above[1]) == self.document:
                return number
            number = int(above[1])

    def _own(self, number: int, page: int) -> bytes:
        """An element, with what it has on this page alone."""
        body = self.of.body(number)
        if b"/MCR" not in body:
            return body
        shared = _SHARED.fullmatch(body)
        if shared is None:
            raise NotOursError("element of several pages")
        here = shared[2].split() if int(shared[4]) == page else []
        here += [piece for piece, where in _ELSEWHERE.findall(shared[3]) if int(where) == page]
        return b"%b/K[%b]/Pg %d 0 R>>" % (shared[1], b" ".join(here), page)
