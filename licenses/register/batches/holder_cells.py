"""Which cells of a row say who holds the licence: a name, a code and its kind for each holder, and what he was called.

* Each holder has columns of his own; where a row uses those of the first one only, several names and as many codes may
  stand in them, parted as people part them.
* A code of which nobody says the kind tells it, or is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.errors import Text
from graph.office.sheets.cells import SEPARATOR, Cells
from graph.office.sheets.cleaned import code_of
from graph.refusal_codes import Code
from graph.words.licensing import HOLDER_CODE_TYPES, Holder, LicenseType
from licenses.register.batches.columns import holder_field
from licenses.register.batches.holder_codes import code_type_of, told_by
from licenses.register.ordered_holders import counts_of


def chosen(cells: Cells, ways: Sequence[str]) -> str | None:
    """The column whose cell says something, or the first one; None where the table has none."""
    return next((column for column in ways if not cells.blank(column)), ways[0] if ways else None)


class HolderCells:
    """Reads the holders of a row."""

    def __init__(self, kind: LicenseType, named: Mapping[str, str], ways: Mapping[str, tuple[str, ...]]) -> None:
        """Look at which columns there are.

        Args:
            kind: The type of the licences.
            named: The names of the columns, by what they fill.
            ways: The columns that say something, its own first, then what stands in for it.
        """
        self._kind = kind
        self._places = range(counts_of(kind).stop - 1)
        self._names = [ways.get(holder_field(place, "name"), ()) for place in self._places]
        self._codes = [ways.get(holder_field(place, "code"), ()) for place in self._places]
        self._types = [named.get(holder_field(place, "codeType")) for place in self._places]
        self._formers = [named.get(holder_field(place, "formerName")) for place in self._places]
        self._wrong = [named.get(holder_field(place, "formerCodeType")) for place in self._places]

    def of(self, cells: Cells) -> tuple[Holder, ...]:
        """The holders, in order; what is wrong is kept by the cells."""
        last = max((place for place in self._places if self._says(cells, place)), default=0)
        if not last and len(self._places) > 1 and (several := self._parted(cells)):
            return several
        return tuple(self._holder(cells, place) for place in range(last + 1))

    def _says(self, cells: Cells, place: int) -> bool:
        return not cells.blank(*self._names[place], *self._codes[place])

    def _holder(self, cells: Cells, place: int) -> Holder:
        name, code = chosen(cells, self._names[place]), chosen(cells, self._codes[place])
        called = cells.line(name, needed=True) if name else ""
        known = cells.code(code, needed=True, upper=True, personal=True) if code else ""
        own = self._types[place]
        word = cells.text(own) if own else ""
        before = self._formers[place]
        former = cells.line(before) if before else ""
        wrong = self._wrong[place]
        said = _type_said(cells, wrong, cells.text(wrong)) if wrong else ""
        return Holder.known_by(called, known, self._code_type(cells, own, word, code, known), former, said)

    def _parted(self, cells: Cells) -> tuple[Holder, ...]:
        """Several holders that stand in the cells of the first; none where they do not."""
        name, code = chosen(cells, self._names[0]), chosen(cells, self._codes[0])
        if name is None or code is None or len(_parts(cells.raw(code))) < 2:  # noqa: PLR2004 - several
            return ()
        codes = [code_of(each, upper=True) for each in _parts(cells.text(code, exact=True))]
        names = _parts(cells.text(name, needed=True))
        own = self._types[0]
        words = _parts(cells.text(own)) if own else []
        if len(words) < 2:  # noqa: PLR2004 - one word is said of all of them
            words = [*words, ""][:1] * len(codes)
        before = self._formers[0]
        formers = _parts(cells.text(before)) if before else []
        wrong = self._wrong[0]
        types = [_type_said(cells, wrong, each) for each in _parts(cells.text(wrong))] if wrong else []
        for column, parts in ((name, names), (own, words), (before, formers), (wrong, types)):
            if column and codes and parts and len(parts) != len(codes):
                message = Text(
                    f"持证主体代码有{len(codes)}个，这里有{len(parts)}个；请逐一对应，或分列填写",
                    f"there are {len(codes)} codes and {len(parts)} here; write one for each, or use further columns",
                )
                cells.fault(column, Code.ROWS_DIFFER, message)
                return (Holder.known_by("", "", ""),)
        return tuple(
            Holder.known_by(called, known, self._code_type(cells, own, word, code, known), former, said)
            for called, known, word, former, said in zip(
                names, codes, words, formers or [""] * len(codes), types or [""] * len(codes), strict=False
            )
        )

    def _code_type(self, cells: Cells, own: str | None, word: str, column: str | None, code: str) -> str:
        if word and own:
            return _type_said(cells, own, word)
        told = told_by(code, self._kind.holder_category)
        if told is None and code and column:
            message = Text(
                "看不出是哪一种证件的号码；请填写“持证主体代码类型”，或核对号码",
                "this does not tell of which kind it is; say it in the column of code types, or check the code",
            )
            cells.fault(own or column, Code.UNKNOWN_CODE_TYPE, message)
        return told or ""


def _type_said(cells: Cells, column: str, word: str) -> str:
    """The kind that a cell says; none where it says none, or one that there is not."""
    found = code_type_of(word) if word else ""
    if found is None:
        allowed = "、".join(f"{number} {words}" for number, words in HOLDER_CODE_TYPES.items())
        message = Text(f"没有持证主体代码类型“{word[:40]}”；可填：{allowed}", f"there is no code type {word[:40]}")
        cells.fault(column, Code.UNKNOWN_CODE_TYPE, message, word[:40], limit=allowed)
    return found or ""


def _parts(text: str) -> list[str]:
    return [part.strip() for part in SEPARATOR.split(text) if part.strip()]
