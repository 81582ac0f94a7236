"""Where the column names of a form stand in a sheet: under titles, in one row or in two.

* The row in which most columns of the form are known is the header; of two rows the upper may group the columns of the
  lower, and a name that is merged over both counts.
* A sheet fits that knows at least half of the columns that are needed; it is whole where it knows them all.
* What stands above is a title, unless something in it may be data: then the file is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.errors import Malformed, Text
from graph.office.review import Hint
from graph.office.sheets.cleaned import cleaned, plain
from graph.office.sheets.days import day_of
from graph.office.sheets.forms import Form, beside, meant
from graph.office.sheets.rows import Line, place_of
from graph.refusal_codes import Code

LOOKED = 60
"""Rows that are not blank, among which the column names are looked for."""
RESULT = "导入结果"
"""The column in which an annotated copy says what becomes of each row."""
BESIDE = frozenset(("序号", "行号", RESULT, "no", "no."))
"""Columns that people or the annotated copy put beside the data; they are not read, unless a form has one."""
_CODE = re.compile(r"[A-Za-z0-9_/.-]*\d[A-Za-z0-9_/.-]*")
_LEAST_OF_CODE = 4
_LABEL = re.compile(r".*(?:电话|手机|编号|文号|日期|时间|单位|邮编|代码)[:：]?|.*[:：]")
"""What stands before a value in a line of the title."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Column names that were found."""

    above: tuple[Line, ...]
    """What stands above them and is not blank."""
    number: int
    """Their row; of two, the lower."""
    index: int
    """How many lines of the sheet end with them."""
    texts: tuple[str, ...]
    """The names as they stand there."""
    columns: tuple[str | None, ...]
    """The columns of the form that are meant; None where the form has none."""

    @property
    def known(self) -> int:
        """How many columns of the form are there."""
        return len({name for name in self.columns if name})

    def whole(self, form: Form) -> bool:
        """Whether all are there that a table ordinarily has."""
        return {column.name for column in form.columns if column.needed} <= set(self.columns)

    def enough(self, form: Form) -> bool:
        """Whether all are there without which a table is refused."""
        return form.must <= set(self.columns)

    def fits(self, form: Form) -> bool:
        """Whether it can hardly be another table."""
        needed = sum(column.needed for column in form.columns)
        return self.known >= min(needed, max(2, (needed + 1) // 2))


def fit(lines: Sequence[Line], form: Form) -> int:
    """How many columns of a form some lines name."""
    return max((heading.known for heading in _possible(lines, form)), default=0)


def heading_of(lines: Sequence[Line], form: Form) -> Heading | None:
    """The column names of a form in a sheet; without any, the first row that is not blank. None in a blank sheet."""
    best: Heading | None = None
    for heading in _possible(lines, form):
        if best is None or heading.known > best.known:
            best = heading
    return best


def judged_columns(heading: Heading, sheet: str, form: Form) -> tuple[tuple[str, ...], list[Malformed], list[Hint]]:
    """The columns as a table has them, what is wrong with them, and what is passed over.

    Two columns that mean the same are refused, but for one that says by name what the other says by code. What the form
    does not know keeps the name that it has; what nobody reads has none.
    """
    faults: list[Malformed] = []
    hints: list[Hint] = []
    columns: list[str] = []
    first: dict[str, int] = {}
    for position, (text, name) in enumerate(zip(heading.texts, heading.columns, strict=True)):
        if name is None:
            columns.append("" if plain(text) in BESIDE else cleaned(text))
        elif name not in first:
            first[name] = position
            columns.append(name)
        elif beside(text, form) != beside(heading.texts[first[name]], form):
            passed = position if beside(text, form) else first[name]
            columns.append("" if passed == position else name)
            if passed == first[name]:
                columns[passed] = ""
                first[name] = position
            hints.append(_passed(heading, sheet, passed, name))
        else:
            columns.append("")
            faults.append(_twice(heading, sheet, (first[name], position), name))
    return tuple(columns), faults, hints


def doubtful(heading: Heading, sheet: str, columns: Sequence[str], form: Form) -> Iterator[Malformed]:
    """Rows above the column names that have a code where the form has one."""
    if form.identity not in columns:
        return
    position = columns.index(form.identity)
    for line in heading.above:
        cell = cleaned(line.cells[position]) if position < len(line.cells) else ""
        before = next((text for text in map(cleaned, reversed(line.cells[:position])) if text), "")
        alone = sum(map(bool, map(cleaned, line.cells))) == 1
        if len(cell) < _LEAST_OF_CODE or alone or _LABEL.fullmatch(before) or day_of(cell).day is not None:
            continue
        if _CODE.fullmatch(cell):
            place = place_of(sheet, line.number, position)
            yield Malformed(
                Text(
                    f"{place.zh}在列名（第{heading.number}行）上方，却像数据（{cell[:40]}）；请移到列名下方，或删除该行",
                    f"{place.en} stands above the column names in row {heading.number} and looks like data "
                    f"({cell[:40]}); move the row below them, or delete it",
                ),
                code=Code.ROW_ABOVE,
                path=(str(line.number), form.identity),
                value=cell[:40],
            )


def _possible(lines: Sequence[Line], form: Form) -> Iterator[Heading]:
    """Each row as a header, by itself and under the one above it."""
    above: list[Line] = []
    for index, line in enumerate(lines, start=1):
        cells = [cleaned(cell) for cell in line.cells]
        if not any(cells):
            continue
        if len(above) == LOOKED:
            return
        yield _heading(tuple(above), line.number, index, [(cell,) for cell in cells], form)
        if above and above[-1].number == line.number - 1:
            yield _heading(tuple(above[:-1]), line.number, index, _grouped(above[-1], cells), form)
        above.append(line)


def _heading(above: tuple[Line, ...], number: int, index: int, names: Sequence[tuple[str, ...]], form: Form) -> Heading:
    texts, columns = [], []
    for ways in names:
        found = next(((way, name) for way in ways if way and (name := meant(way, form))), None)
        texts.append(found[0] if found else ways[0])
        columns.append(found[1] if found else None)
    while texts and not texts[-1]:
        texts.pop()
        columns.pop()
    return Heading(above, number, index, tuple(texts), tuple(columns))


def _grouped(upper: Line, lower: Sequence[str]) -> list[tuple[str, ...]]:
    """In which ways each column may be named by a row and the one above, whose cells reach to the next filled one."""
    width = max(len(upper.cells), len(lower))
    group = ""
    named: list[tuple[str, ...]] = []
    for position in range(width):
        above = cleaned(upper.cells[position]) if position < len(upper.cells) else ""
        own = lower[position] if position < len(lower) else ""
        group = above or group
        named.append((own, group + own, above) if own else (above,))
    return named


def _passed(heading: Heading, sheet: str, position: int, name: str) -> Hint:
    place, text = place_of(sheet, heading.number, position), heading.texts[position]
    return Hint(
        Code.COLUMN_PASSED,
        Text(
            f"{place.zh}的列“{text}”未读取，以“{name}”列为准",
            f"{place.en}: {text} is not read, the column {name} counts",
        ),
        (),
        (str(heading.number),),
        text,
    )


def _twice(heading: Heading, sheet: str, positions: tuple[int, int], name: str) -> Malformed:
    first, again = (place_of(sheet, heading.number, each) for each in positions)
    one, other = (heading.texts[each][:40] for each in positions)
    return Malformed(
        Text(
            f"{first.zh}的“{one}”与{again.zh}的“{other}”是同一列（{name}）；请只保留一列",
            f"{first.en} ({one}) and {again.en} ({other}) are the same column, {name}; keep one of them",
        ),
        code=Code.COLUMN_TWICE,
        path=(str(heading.number), other),
        value=other,
    )
