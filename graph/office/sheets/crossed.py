"""Rows that people have marked: struck through, hidden, commented; what is read of them, and that it is told.

* A row of which everything is struck through is no data, and told. Where only some cells are, nobody can know what
  counts: they are refused. So is a struck row that other rows belong to.
* Hidden rows and columns, and rows that a filter hides, are data like all others, and told.
* Comments are not read, and told; so are hidden sheets, but for the lists of a template.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from graph.errors import Malformed, Text, quoted
from graph.office.published import without_ids
from graph.office.review import Hint
from graph.office.sheets.cleaned import cleaned
from graph.office.sheets.forms import Form
from graph.office.sheets.rows import Line, Sheet, Source, place_of
from graph.office.sheets.written import letters
from graph.refusal_codes import Code

LISTS: Final = "选项"
"""The sheet on which a template keeps its lists."""
_EACH: Final = 500
"""Rows that are told one by one; of the others how many."""
_SHOWN: Final = 40
_ROW: Final = re.compile(r"[A-Z]{1,3}([1-9]\d{0,6})")


def crossed_out(line: Line, columns: Sequence[str], form: Form, sheet: str) -> Hint | Malformed | None:
    """Say what a row is of which something is struck through; None where nothing is that would be read."""
    filled = [at for at, name in enumerate(columns) if name and at < len(line.cells) and cleaned(line.cells[at])]
    struck = [at for at in filled if at in line.struck]
    if not struck:
        return None
    own = columns.index(form.identity) if form.identity in columns else -1
    whole = len(struck) == len(filled) and all(line.struck[at] for at in struck)
    if whole and not (form.grouped and own in filled):
        words = " ".join(cleaned(line.cells[at]) for at in filled)[:_SHOWN]
        message = Text(
            f"第{line.number}行整行有删除线，视为已删除，不作为数据：{words}",
            f"row {line.number} is struck through and taken for deleted, no data: {words}",
        )
        return Hint(Code.ROW_PASSED, message, (), (str(line.number),), words)
    place, shown = place_of(sheet, line.number, struck[0]), cleaned(line.cells[struck[0]])[:_SHOWN]
    return Malformed(
        Text(
            f"{place.zh}有删除线（{shown}），看不出是否仍然有效；请删去不要的文字或整行，要的请去掉删除线",
            f"{place.en} is struck through ({shown}), and nobody can know whether it counts; delete what does not, "
            "and take the line off what does",
        ),
        code=Code.ROW_DOUBTFUL,
        path=(str(line.number), columns[struck[0]]),
        value=shown,
    )


def unseen(sheet: Sheet, source: Source, lines: Sequence[Line]) -> Iterator[Hint]:
    """Tell of what is read though nobody sees it, and of comments and sheets that are not read."""
    yield from _hidden_rows(lines)
    for first, last in sheet.unseen_columns:
        for at in range(first, min(last + 1, len(source.columns))):
            if source.columns[at] and any(at < len(line.cells) and cleaned(line.cells[at]) for line in lines):
                yield _hidden_column(source, at)
    yield from _comments(sheet, {line.number for line in lines})
    named = [name for name in sheet.hidden if name != LISTS]
    if named:
        shown = "、".join(f"“{name}”" for name in named[:10])
        message = Text(f"隐藏的工作表{shown}未读取", f"hidden sheets are not read: {', '.join(named[:10])}")
        yield Hint(Code.SHEET_PASSED, message, (), ("file",), "、".join(named)[:200])


def _hidden_rows(lines: Sequence[Line]) -> Iterator[Hint]:
    hidden = [line.number for line in lines if line.unseen and any(map(cleaned, line.cells))]
    for number in hidden[:_EACH]:
        message = Text(
            f"第{number}行是隐藏的（或被筛选隐藏），仍按数据读取；不要的请删除该行",
            f"row {number} is hidden, by hand or by a filter, and is read all the same; delete it if it is not meant",
        )
        yield Hint(Code.UNSEEN, message, (), (str(number),))
    if len(hidden) > _EACH:
        rest = len(hidden) - _EACH
        message = Text(
            f"另有{rest}行是隐藏的，仍按数据读取（至第{hidden[-1]}行）",
            f"{rest} more rows are hidden, down to row {hidden[-1]}, and read all the same",
        )
        yield Hint(Code.UNSEEN, message, (), ("file",), str(rest))


def _hidden_column(source: Source, at: int) -> Hint:
    name = source.columns[at]
    message = Text(
        f"{letters(at)}列“{name}”是隐藏的，仍按数据读取；不要的请清空该列",
        f"column {letters(at)} ({name}) is hidden, and is read all the same; clear it if it is not meant",
    )
    return Hint(Code.UNSEEN, message, (), (str(source.header),), name)


def _comments(sheet: Sheet, rows: Collection[int]) -> Iterator[Hint]:
    for cell, words in sheet.comments.items():
        found = _ROW.fullmatch(cell)
        if found and int(found[1]) in rows:
            shown = without_ids(quoted(words, _SHOWN))
            message = Text(
                f"单元格 {cell} 的批注未读取：{shown}；批注里的更正请改到单元格中",
                f"the comment on cell {cell} is not read: {shown}; what it corrects, correct in the cell",
            )
            yield Hint(Code.COMMENT_PASSED, message, (), (found[1],), shown)
