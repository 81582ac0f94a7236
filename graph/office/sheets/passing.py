"""Rows under the column names that are no data: sums, notes, who filled it in, samples, names and numbers repeated.

A row is passed over only where it is certain, and told with its words; one that could be data stays, and is refused for
what is wrong with it. It is certain where nothing in it could be a value:

* a sample, whose first column begins with 示例;
* the column names again, or numbers of the columns right under them;
* a sum, whose word stands where the thing's code would, or left of it, with nothing but numbers beside it;
* a note or a signature, of which each cell is a label (“填表人：”), or follows one, and the first does not lie right of
  the code where a row without a code could go on with the thing above.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from graph.errors import Malformed, Text
from graph.office.review import Hint
from graph.office.sheets.cleaned import cleaned, plain
from graph.office.sheets.doubted import SAMPLE
from graph.office.sheets.forms import Form, meant
from graph.office.sheets.heading import BESIDE
from graph.office.sheets.rows import Line, Merge, place_of
from graph.refusal_codes import Code

_SUM: Final = re.compile(r"(本页|本表|累计)?(合计|总计|小计|共计|累计|总数)[:：]?")
_NUMBER: Final = re.compile(r"[+-]?[\d,]*\.?\d*%?|[-—/–]+")
_LABEL: Final = re.compile(
    r"(备?注|附注|说明|填表?报?说明|备注说明|填[表报写]人|制[表单]人|经办人|审核人?|复核人?|审批人|负责人|单位负责人|"
    r"部门负责人|分管领导|联系人|联系电话|电话|填[表报]日期|制表日期|日期|填报单位|制表单位|单位|数据来源|资料来源|"
    r"填报时间|填表时间|制表时间|单位?[(（](盖章|公章|签章)[)）]|[(（](盖章|公章|签章)[)）])"
    r"\d*([(（](盖章|公章|签章|签字|签名)[)）])?[:：].*",
    re.DOTALL,
)
_NUMBERED: Final = re.compile(r"[(（]?(\d{1,3})[)）]?")
_LEAST_NUMBERED: Final = 3
_SHOWN: Final = 60
_BLANK: Final = re.compile(r"\s")


def passed_over(line: Line, columns: Sequence[str], form: Form, sheet: str, *, next_to_header: bool) -> Hint | None:
    """Say what a row is that is no data; None where it is data, or could be."""
    own = columns.index(form.identity) if form.identity in columns else 0
    head = next((cell for cell in map(cleaned, filter(None, line.cells)) if cell), "")
    if not (next_to_header or _perhaps(head, line.cells[own] if own < len(line.cells) else "", form)):
        return None
    cells = [cleaned(cell) for cell in line.cells]
    filled = [position for position, cell in enumerate(cells) if cell]
    at = filled[0]
    what = (
        _sample(cells, own)
        or _repeated(cells, columns, form)
        or (_numbers(cells, columns) if next_to_header else None)
        or (_sum(cells, own, filled) if at <= own else None)
        or (_note(cells, filled) if at <= own or not form.grouped else None)
    )
    if what is None:
        return None
    words = " ".join(cells[position] for position in filled)[:_SHOWN]
    where = place_of(sheet, line.number, at)
    return Hint(
        Code.ROW_PASSED,
        Text(
            f"{where.zh}起的一行是{what.zh}，不作为数据：{words}",
            f"the row from {where.en} on is {what.en} and no data: {words}",
        ),
        (),
        (str(line.number),),
        words,
    )


def section(line: Line, reach: Merge, columns: Sequence[str], sheet: str) -> Hint | None:
    """Pass over a title within the data: one text, merged over the whole width of the table."""
    top, bottom, left, right = reach
    named = [position for position, name in enumerate(columns) if name]
    filled = [position for position, cell in enumerate(line.cells) if cleaned(cell)]
    if top != bottom or filled != [left] or left > named[0] or right < named[-1] or len(named) == 1:
        return None
    where, words = place_of(sheet, line.number, left), cleaned(line.cells[left])[:_SHOWN]
    message = Text(
        f"{where.zh}起的一行是合并的小标题，不作为数据：{words}",
        f"the row from {where.en} on is a title merged over the table and no data: {words}",
    )
    return Hint(Code.ROW_PASSED, message, (), (str(line.number),), words)


def _perhaps(head: str, own: str, form: Form) -> bool:
    """Whether a row may be no data, by its first cell and the one that says which thing it is about."""
    if SAMPLE[0] in own:
        return True
    if head.isascii():
        return False  # the words of all others are Chinese
    return bool(
        _SUM.fullmatch(_BLANK.sub("", head)) or _LABEL.fullmatch(head) or meant(head, form) or plain(head) in BESIDE
    )


def doubtful_row(line: Line, columns: Sequence[str], form: Form, sheet: str) -> Malformed | None:
    """Refuse a row of data whose code is the word of a sum or a note: it may be either."""
    own = columns.index(form.identity) if form.identity in columns else 0
    word = cleaned(line.cells[own]) if own < len(line.cells) else ""
    if word.isascii() or not (_SUM.fullmatch(_BLANK.sub("", word)) or _LABEL.fullmatch(word)):
        return None
    place = place_of(sheet, line.number, own)
    return Malformed(
        Text(
            f"{place.zh}写着“{word[:_SHOWN]}”，像合计或注释，但同一行还有别的内容；请删除该行，或改正代码",
            f"{place.en} says {word[:_SHOWN]}, as a sum or a note does, and more stands in the row; "
            "delete the row, or mend the code",
        ),
        code=Code.ROW_DOUBTFUL,
        path=(str(line.number), form.identity),
        value=word[:_SHOWN],
    )


def _sample(cells: Sequence[str], own: int) -> Text | None:
    found = own < len(cells) and cells[own][:1] == SAMPLE[0] and plain(cells[own]).startswith(plain(SAMPLE))
    return Text("模板的示例", "the template's sample") if found else None


def _repeated(cells: Sequence[str], columns: Sequence[str], form: Form) -> Text | None:
    filled = [(position, cell) for position, cell in enumerate(cells) if cell]
    again = len(filled) > 1 and all(
        position < len(columns)
        and (meant(cell, form) == columns[position] if columns[position] else plain(cell) in BESIDE)
        for position, cell in filled
    )
    return Text("重复的列名", "the column names again") if again else None


def _numbers(cells: Sequence[str], columns: Sequence[str]) -> Text | None:
    """Numbers of the columns, from 1 on, one over each."""
    found = [_NUMBERED.fullmatch(plain(cell)) for cell in cells if cell]
    counted = [int(match[1]) for match in found if match]
    whole = len(counted) == len(found) >= max(_LEAST_NUMBERED, len(columns) - 1)
    return (
        Text("列的编号", "the numbers of the columns") if whole and counted == list(range(1, len(found) + 1)) else None
    )


def _sum(cells: Sequence[str], own: int, filled: Sequence[int]) -> Text | None:
    head = filled[0]
    beside = [cells[position] for position in filled[1:]]
    if not _SUM.fullmatch(_BLANK.sub("", cells[head])) or not all(_NUMBER.fullmatch(plain(each)) for each in beside):
        return None
    return None if own in filled[1:] else Text("合计或小计", "a sum")


def _note(cells: Sequence[str], filled: Sequence[int]) -> Text | None:
    labelled = False
    for position in filled:
        cell = cells[position]
        if _LABEL.fullmatch(cell):
            labelled = cell.endswith((":", "："))
        elif labelled:
            labelled = False
        else:
            return None
    return Text("注释或签署", "a note or a signature")
