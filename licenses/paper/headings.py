"""Which cells of a page head others: said in its structure, for whoever has a licence read aloud.

In the rows of a face every other cell is a label, which heads the value behind it. Typst writes both as plain cells: a
cell that heads its row is behind a feature that its Python package does not switch on. What says so instead is as long
as what it replaces, so that nothing else of the file moves.
"""

from __future__ import annotations

import re
from collections import Counter

_CELL = re.compile(rb"(?<= 0 obj\n<</Type/StructElem/S/)TD(/P (\d+) 0 R/A\[<</O/Table)/Headers\[\]")
"""A cell and its row."""
_FIRST_STREAM = b"\nstream\n"
"""Before it stands the structure alone; what somebody else made, a portrait for one, lies behind it."""


def with_headings(page: bytes) -> bytes:
    """The page, whose labels head their values (ISO 32000-1, 14.8.4.3.4 and 14.8.5.7)."""
    cells = Counter[bytes]()

    def headed(cell: re.Match[bytes]) -> bytes:
        cells[cell[2]] += 1
        return b"TH" + cell[1] + b"/Scope/Row" if cells[cell[2]] % 2 else cell[0]

    structure, *rest = page.partition(_FIRST_STREAM)
    return b"".join([_CELL.sub(headed, structure), *rest])
