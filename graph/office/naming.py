"""Names where a table should have codes: taken for the one that bears the name, in the graph or in the same file.

* Only a cell that can be no code is looked at: one with other characters than codes have.
* The name has to be the whole one, or the short one; blanks and full width are no part of it. What was taken is told.
* A name that two bear is refused with both codes; one that nobody bears, with those that are most like it.
* The graph is read once for all cells of a file, and not at all where every cell holds a code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Final

from graph.errors import Malformed, Text
from graph.office.references import NAMES
from graph.office.review import Hint
from graph.office.sheets.cells import SEPARATOR
from graph.office.sheets.cleaned import cleaned, code_of, joined, plain
from graph.office.sheets.doubted import SAMPLE
from graph.office.sheets.forms import Form
from graph.office.sheets.pointing import Pointing, own_names, pointing
from graph.office.sheets.rows import Row, Table
from graph.office.sheets.written import ERRORS
from graph.refusal_codes import Code
from graph.store.engine import Store
from graph.store.names import Called, names_of

_LOOKED_UP: Final = 200
"""Names that nobody bears for which those most like them are looked for."""
_LIKE: Final = 3
_SHOWN: Final = 40
_CODE: Final = re.compile(r"[!-~\s]*")
"""What is written with nothing else may be a code, and is judged as one."""


@dataclass(slots=True)
class _Names:
    """Who is called what, of every kind that a file names."""

    by_label: dict[str, dict[str, dict[str, Called]]] = field(default_factory=dict)
    looked_up: int = 0

    def add(self, label: str, called: Iterable[Called]) -> None:
        names = self.by_label.setdefault(label, {})
        for one in called:
            for name in one.names:
                names.setdefault(plain(name), {})[one.code] = one

    def bearers(self, labels: Sequence[str], name: str) -> dict[str, Called]:
        word = plain(name)
        return {
            code: one
            for label in labels
            for code, one in self.by_label.get(label, {}).get(word, {}).items()
        }  # fmt: skip

    def any_of(self, labels: Sequence[str]) -> bool:
        return any(self.by_label.get(label) for label in labels)

    def like(self, labels: Sequence[str], name: str) -> list[Called]:
        """Those whose names hold this one, and those that differ by a few characters."""
        self.looked_up += 1
        if self.looked_up > _LOOKED_UP:
            return []
        word = plain(name)
        every = {said: one for label in labels for said, bearers in self.by_label.get(label, {}).items()
                 for one in bearers.values()}  # fmt: skip
        holding = sorted((said for said in every if word in said or said in word), key=len)[:_LIKE]
        near = (*holding, *get_close_matches(word, list(every), n=_LIKE, cutoff=0.5))
        return list({every[said].code: every[said] for said in near}.values())[:_LIKE]


async def named(store: Store, table: Table, form: Form) -> Table:
    """The table with codes for the names that stand in their place, and with what was taken or refused."""
    places = {name: at for name in pointing(form) if (at := table.source.position(name)) is not None}
    wanted = _wanted(table, form, places)
    if not wanted:
        return table
    found = _Names()
    for label, called in (await names_of(store, wanted)).items():
        found.add(label, called)
    _own(table, form, found)
    coding = _Coding(form, places, found)
    rows = tuple(map(coding.row, table.rows))
    return replace(table, rows=rows, faults=(*table.faults, *coding.faults), hints=(*table.hints, *coding.hints))


def _wanted(table: Table, form: Form, places: Mapping[str, int]) -> dict[str, set[str]]:
    """The names that stand where codes should, by the kinds that may bear them."""
    wanted: dict[str, set[str]] = {}
    for column, place in places.items():
        asked = pointing(form)[column]
        for row in table.rows:
            for name in _spoken(row.cells[place], asked):
                for label in asked.labels:
                    wanted.setdefault(label, set()).add(name)
    return wanted


def _spoken(cell: str, asked: Pointing) -> Iterator[str]:
    """The names in a cell: all of it, and what parts them parts it into."""
    if cell.isascii() or _CODE.fullmatch(plain(cell)):
        return
    text = cleaned(cell)
    if text in ERRORS or plain(text).startswith(plain(SAMPLE)):
        return
    yield joined(text)
    if asked.several:
        yield from (part.strip() for part in SEPARATOR.split(text) if not _CODE.fullmatch(plain(part)))


def _own(table: Table, form: Form, found: _Names) -> None:
    """Add what the rows of the file themselves are called."""
    own = own_names(form)
    if own is None or own.code not in table.columns:
        return
    code = table.columns.index(own.code)
    names = [table.columns.index(name) for name in own.names if name in table.columns]
    found.add(
        own.label,
        (
            Called(
                code_of(cleaned(row.cells[code]), upper=own.capitals),
                tuple(filter(None, (joined(cleaned(row.cells[place])) for place in names))),
            )
            for row in table.rows
            if cleaned(row.cells[code])
        ),
    )


@dataclass(slots=True)
class _Coding:
    """Puts codes in the place of names, row by row, and keeps what was taken and what was refused."""

    form: Form
    places: Mapping[str, int]
    names: _Names
    faults: list[Malformed] = field(default_factory=list)
    hints: list[Hint] = field(default_factory=list)

    def row(self, row: Row) -> Row:
        """The row with codes."""
        cells = list(row.cells)
        for column, place in self.places.items():
            asked = pointing(self.form)[column]
            spoken = next(_spoken(cells[place], asked), None)
            if spoken is None or not self.names.any_of(asked.labels):
                continue
            whole = not asked.several or self.names.bearers(asked.labels, spoken)
            parts = [spoken] if whole else SEPARATOR.split(cleaned(cells[place]))
            path = (str(row.number), column)
            cells[place] = ";".join(self._code(part.strip(), asked, path) for part in parts if part.strip())
        return replace(row, cells=tuple(cells))

    def _code(self, name: str, asked: Pointing, path: tuple[str, ...]) -> str:
        """The code of what bears a name; the name itself where it is refused, or a code already."""
        if _CODE.fullmatch(plain(name)):
            return name
        bearers = self.names.bearers(asked.labels, name)
        if len(bearers) != 1:
            self.faults.append(_several(name, bearers, asked, path) if bearers else self._nobody(name, asked, path))
            return name
        ((code, one),) = bearers.items()
        shown = name[:_SHOWN]
        zh, en = f"“{shown}”按名称认作 {code}", f"{shown} is taken for {code}, which has this name"
        if plain(one.names[0]) != plain(name):
            zh, en = f"{zh}（{one.names[0]}）", f"{en} ({one.names[0]})"
        self.hints.append(Hint(Code.NAME_TAKEN, Text(zh, en), (), path, shown))
        return code

    def _nobody(self, name: str, asked: Pointing, path: tuple[str, ...]) -> Malformed:
        what, shown = _words(asked), name[:_SHOWN]
        likely = "、".join(f"{one.names[0]}（{one.code}）" for one in self.names.like(asked.labels, name))
        if likely:
            message = Text(
                f"没有名为“{shown}”的{what.zh}，是否指 {likely}？请填写代码或全称",
                f"no {what.en} is called {shown}; did you mean {likely}? write the code or the whole name",
            )
        else:
            message = Text(
                f"没有名为“{shown}”的{what.zh}；请填写代码，或先导入它",
                f"no {what.en} is called {shown}; write its code, or import it first",
            )
        return Malformed(message, code=Code.NAME_UNKNOWN, path=path, value=shown, limit=likely or None)


def _several(name: str, bearers: Mapping[str, Called], asked: Pointing, path: tuple[str, ...]) -> Malformed:
    what, shown, codes = _words(asked), name[:_SHOWN], "、".join(sorted(bearers)[:_LIKE])
    message = Text(
        f"名为“{shown}”的{what.zh}不止一个：{codes}；请填写其中一个代码",
        f"more than one {what.en} is called {shown}: {codes}; write the code of one",
    )
    return Malformed(message, code=Code.NAME_SEVERAL, path=path, value=shown, limit=codes)


def _words(asked: Pointing) -> Text:
    kinds = [NAMES[label] for label in asked.labels if label in NAMES]
    return Text("、".join(kind.zh for kind in kinds), " or ".join(kind.en for kind in kinds))
