"""A user's file to the table of a form: which sheet, which row has the column names, which rows are data.

* Of several sheets the one is read whose column names are the form's; two that fit are refused, both named. A sheet
  with column names and nothing below is none that is meant, where another has data.
* What was read is said (`Source`), and so is whatever was passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from graph.errors import Malformed, Text
from graph.office.review import Hint
from graph.office.sheets import merging
from graph.office.sheets.cleaned import cleaned, plain
from graph.office.sheets.crossed import crossed_out, unseen
from graph.office.sheets.encodings import refuse_mangled
from graph.office.sheets.files import MAX_COLUMNS, rows_of, sheets_of
from graph.office.sheets.forms import Form, wrong_columns
from graph.office.sheets.heading import RESULT, Heading, doubtful, fit, heading_of, judged_columns
from graph.office.sheets.passing import doubtful_row, filled_of, passed_over, section
from graph.office.sheets.refused import empty, nothing_below, too_many_columns
from graph.office.sheets.rows import Line, Sheet, Source, Table, place_of
from graph.refusal_codes import Code

_TOP = 200
"""Lines of a sheet in which the column names are looked for, blank ones among them."""


@dataclass(frozen=True, slots=True)
class _Found:
    sheet: Sheet
    heading: Heading

    @property
    def has_data(self) -> bool:
        return any(any(map(str.strip, line.cells)) for line in self.sheet.lines[self.heading.index :])


def find_table(content: bytes, form: Form, *, may_be_empty: bool = False) -> Table:
    """Read the table of a form from the bytes of a file; what is wrong with its columns is among its faults.

    Args:
        content: The file.
        form: What it should hold.
        may_be_empty: Whether names of columns with nothing below are a table without a row, which is told, as a list is
            that was handed out when there was nothing on it; otherwise that is among its faults.

    Raises:
        LimitExceeded: `FILE_TOO_LARGE`, `TOO_MANY_ROWS` or `TOO_MANY_COLUMNS`.
        Malformed: `FILE_ENCODING`, `FILE_FORMAT`, `FILE_EMPTY` or `SEVERAL_SHEETS`.
    """
    chosen, hints = _chosen(content, form)
    sheet, heading = chosen.sheet, chosen.heading
    if len(heading.texts) > MAX_COLUMNS:
        raise too_many_columns(MAX_COLUMNS)
    columns, faults, passed = judged_columns(heading, sheet.name, form)
    source = Source(sheet.name, heading.number, columns)
    faults += doubtful(heading, sheet.name, columns, form)
    faults += wrong_columns(Table(columns, (), source), form)
    if faults:
        refuse_mangled(sheet.lines, form)
        return Table(columns, (), source, tuple(faults), (*hints, *passed), whole=False)
    sheet = _without_results(sheet, heading)
    data, told = _data(sheet, heading, columns, form)
    rows = rows_of(sheet, source, data.lines)
    faults = [*data.faults, *_unnamed(sheet, heading, data.lines), *_wider(sheet, heading, data.lines)]
    seen = (*hints, *passed, *told, *data.hints, *unseen(sheet, source, data.lines))
    if not rows and not faults and not told:
        nothing = nothing_below(sheet.name, heading.number)
        if may_be_empty:
            seen = (*seen, Hint(nothing.code, nothing.message, path=nothing.path))
        else:
            faults = [nothing]
    return Table(columns, rows, source, tuple(faults), seen)


def form_of(content: bytes, forms: Sequence[Form], asked: Form) -> Form | None:
    """Which other form a file is of: it has all that this one needs, and more of it than of the one asked for.

    Args:
        content: The file, which is no table of the form that was asked for.
        forms: Those that it may be of.
        asked: The form that was asked for.
    """
    best, most = None, 0
    for sheet in sheets_of(content, lambda lines: max(fit(lines, form) for form in forms)):
        lines = merging.above_header(sheet, _TOP)
        own = heading_of(lines, asked)
        if own:
            most = max(most, own.known + own.whole(asked))
        for form in forms:
            heading = heading_of(lines, form) if form is not asked else None
            if heading and heading.whole(form) and (heading.known > most or (heading.known == most and not best)):
                best, most = form, heading.known
    return best


def _chosen(content: bytes, form: Form) -> tuple[_Found, list[Hint]]:
    """The sheet that is meant, and others that look like it."""
    fitting: list[_Found] = []
    first: _Found | None = None
    for sheet in sheets_of(content, lambda lines: fit(lines, form)):
        merging.bounded(sheet)
        heading = heading_of(merging.above_header(sheet, _TOP), form)
        if heading is None:
            continue
        found = _Found(sheet, heading)
        if first is None:
            first = found
        if heading.fits(form):
            fitting.append(found)
    if first is None:
        raise empty()
    whole = [found for found in fitting if found.heading.whole(form)]
    meant = whole or [found for found in fitting if found.heading.enough(form)] or fitting
    filled = [found for found in meant if found.has_data] or meant[:1]
    if len(filled) > 1:
        raise _several(filled)
    chosen = filled[0] if filled else first
    return chosen, [_like(found) for found in fitting if found is not chosen and found.has_data]


def _data(sheet: Sheet, heading: Heading, columns: Sequence[str], form: Form) -> tuple[merging.Merged, list[Hint]]:
    """The rows that are data, with merged cells filled in, and what was passed over."""
    told: dict[int, Hint] = {}
    doubts: list[Malformed] = []
    begun, above = False, {filled_of(line) for line in sheet.lines[: heading.index]} - {()}
    for reach in sheet.merged:
        if heading.index < reach[0] <= len(sheet.lines):
            title = section(sheet.lines[reach[0] - 1], reach, columns, sheet.name)
            if title:
                told[reach[0]] = title
    for line in sheet.lines[heading.index :]:
        if line.number not in told and any(map(cleaned, filter(None, line.cells))):
            crossed = crossed_out(line, columns, form, sheet.name) if line.struck else None
            if isinstance(crossed, Malformed):
                doubts.append(crossed)
                continue
            hint = crossed or passed_over(line, columns, form, sheet.name, next_to_header=not begun, heading=above)
            begun = True
            if hint:
                told[line.number] = hint
            elif doubt := doubtful_row(line, columns, form, sheet.name):
                doubts.append(doubt)
    own = {column.name for column in form.columns if form.grouped and "." not in column.field}
    merged = merging.below_header(sheet, heading.index, columns, own, told)
    merged.faults += doubts
    merged.lines = [line for line in merged.lines if line.number not in told]
    return merged, list(told.values())


def _without_results(sheet: Sheet, heading: Heading) -> Sheet:
    """The sheet without what an annotated copy says of its rows, which is about them and none of them."""
    at = next((place for place, text in enumerate(heading.texts) if plain(text) == plain(RESULT)), None)
    if at is None:
        return sheet
    below = (
        replace(line, cells=["" if place == at else cell for place, cell in enumerate(line.cells)])
        for line in sheet.lines[heading.index :]
    )
    return replace(sheet, lines=[*sheet.lines[: heading.index], *below])


def _unnamed(sheet: Sheet, heading: Heading, lines: Sequence[Line]) -> list[Malformed]:
    """Columns without a name in which something stands."""
    nameless = [position for position, text in enumerate(heading.texts) if not text]
    found: dict[int, Line] = {}
    for line in lines if nameless else ():
        for position in nameless:
            if position < len(line.cells) and cleaned(line.cells[position]):
                found.setdefault(position, line)
    return [_without_name(sheet, line, position) for position, line in found.items()]


def _wider(sheet: Sheet, heading: Heading, lines: Sequence[Line]) -> Iterator[Malformed]:
    """Rows of a text file with more cells than there are column names: one may have been parted by a sign within it."""
    width = len(sheet.lines[heading.index - 1].cells)
    for line in lines if not sheet.name else ():
        if len(line.cells) > width and any(map(cleaned, line.cells)):
            yield Malformed(
                Text(
                    f"第{line.number}行分成{len(line.cells)}格，列名只有{width}列，可能有单元格因其中的分隔符被拆开；"
                    "请给含有分隔符的内容加上英文双引号，或删去行末多余的分隔符",
                    f"row {line.number} has {len(line.cells)} cells and there are {width} columns: a separator within "
                    "a cell may have parted it; put such a cell in double quotes, or delete the separators at the end",
                ),
                code=Code.ROW_WIDE,
                path=(str(line.number),),
                value=str(len(line.cells)),
                limit=str(width),
            )


def _without_name(sheet: Sheet, line: Line, position: int) -> Malformed:
    place, shown = place_of(sheet.name, line.number, position), line.cells[position][:40]
    return Malformed(
        Text(
            f"{place.zh}有内容（{shown}），但该列没有列名；请写上列名，或清空该列",
            f"{place.en} holds {shown}, and its column has no name; name it, or clear it",
        ),
        code=Code.COLUMN_UNNAMED,
        path=(str(line.number),),
        value=shown,
    )


def _several(found: Sequence[_Found]) -> Malformed:
    names = [each.sheet.name for each in found]
    zh = "、".join(f"“{each.sheet.name}”（列名在第{each.heading.number}行）" for each in found)
    en = ", ".join(f"{each.sheet.name} (names in row {each.heading.number})" for each in found)
    return Malformed(
        Text(
            f"几张工作表都符合：{zh}；请只保留要导入的一张，或隐藏其余",
            f"several sheets fit: {en}; keep the one that is to be imported, or hide the others",
        ),
        code=Code.SEVERAL_SHEETS,
        path=("file",),
        value="、".join(names)[:200],
    )


def _like(found: _Found) -> Hint:
    name = found.sheet.name
    return Hint(
        Code.SHEET_PASSED,
        Text(
            f"工作表“{name}”也像这种表（第{found.heading.number}行），但缺少列，未读取",
            f"sheet {name} looks like such a table too (row {found.heading.number}) but lacks columns; it is not read",
        ),
        (),
        ("file",),
        name,
    )
