"""Rows under the column names that are no data: sums, notes, who filled it in, samples, names and numbers repeated.

A row is passed over only where it is certain, and told with its words; one that could be data stays, and is refused for
what is wrong with it. It is certain where nothing in it could be a value:

* a sample, whose first column begins with 示例;
* the column names again, or numbers of the columns right under them;
* a sum, whose word stands where the thing's code would, or left of it, with nothing but numbers beside it;
* what a printer puts between pages and under them (“第1页共3页”, “以下空白”), alone in its row; the heading again;
* a note or a signature, of which each cell is a label (“填表人：”), or follows one, and the first does not lie right of
  the code where a row without a code could go on with the thing above.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from graph.errors import Malformed, Text
from graph.office.review import Hint
from graph.office.sheets.cleaned import cleaned, plain
from graph.office.sheets.doubted import SAMPLE
from graph.office.sheets.forms import Form, meant
from graph.office.sheets.heading import BESIDE
from graph.office.sheets.rows import Line, Merge, place_of
from graph.refusal_codes import Code

_COUNTED: Final = r"[万亿]?(?:[家个条项户人份件次种类张套台名本笔宗元级]|单位|部门|系统|企业|记录|数据|条目){0,2}"
_SUM: Final = re.compile(
    rf"(?:[(（]?(?:本页|本表|以上|全部|累计|总共|一)?(?:合计|总计|小计|共计|累计|总数)"
    rf"(?:[(（][^()（）]{{1,12}}[)）])?[:：]?(?:[\d,]+(?:\.\d+)?{_COUNTED})?|(?:本页|本表|以上)?(?:总共|共)\d+{_COUNTED})[)）]?[。.]?"
)
_NUMBER: Final = re.compile(rf"[+-]?[\d,]*\.?\d*%?|\d[\d,]*(?:\.\d+)?{_COUNTED}|[-—/–]+")
_BETWEEN: Final = re.compile(
    r"[-—(（]*第?\d+页?[,，、/;；|]*共\d+页[-—)）]*|[-—]*第\d+页[-—]*|[-—(（*]*以下(?:为)?(?:空白|无正文|无内容)[-—)）*。]*|"
    r"[(（]?[本此该]表(?:一式[一二两三四五六七八九十\d]+份|由|须|需|应|仅|经|请|按).*|[(（]?(?:续表|续上表|接下页|转下页|接上页|转背面)[)）]?|"
    r"[-—(（]+(?:完|结束|表尾)[-—)）]+",
    re.DOTALL,
)
"""What stands under a table or between its pages, and is no cell of it."""
_LABEL: Final = re.compile(
    r"(备?注|附注|附件|附|说明|注意|注意事项|填表?报?说明|备注说明|填[表报写]人|制[表单]人|经办人|审核人?|复核人?|审批人|负责人|单位负责人|"
    r"部门负责人|分管领导|联系人|联系电话|电话|填[表报]日期|制表日期|日期|填报单位|制表单位|单位|数据来源|资料来源|"
    r"填报时间|填表时间|制表时间|单位?[(（](盖章|公章|签章)[)）]|[(（](盖章|公章|签章)[)）])"
    r"\d*([(（](盖章|公章|签章|签字|签名)[)）])?[:：].*",
    re.DOTALL,
)
_NUMBERED: Final = re.compile(r"[(（]?(\d{1,3})[)）]?")
_LEAST_NUMBERED: Final = 3
_SHOWN: Final = 60
_BLANK: Final = re.compile(r"\s")


def passed_over(
    line: Line,
    columns: Sequence[str],
    form: Form,
    sheet: str,
    *,
    next_to_header: bool,
    heading: Collection[tuple[str, ...]] = (),
) -> Hint | None:
    """Say what a row is that is no data; None where it is data, or could be.

    Args:
        line: The row.
        columns: Names of the columns; empty where one is not read.
        form: The form of the table.
        sheet: Name of the sheet.
        next_to_header: Whether it is the first under the column names.
        heading: What stands in the lines that end with the column names, a line each (`filled_of`).
    """
    own = columns.index(form.identity) if form.identity in columns else 0
    head = next((cell for cell in map(cleaned, filter(None, line.cells)) if cell), "")
    again = filled_of(line) in heading
    if not (next_to_header or again or _perhaps(head, line.cells[own] if own < len(line.cells) else "", form)):
        return None
    cells = [cleaned(cell) for cell in line.cells]
    filled = [position for position, cell in enumerate(cells) if cell]
    at = filled[0]
    what = (
        _sample(cells, own)
        or _repeated(cells, columns, form)
        or (Text("重复的标题", "the heading again") if again else None)
        or (Text("分页或表尾的文字", "what stands between pages or at the end") if _alone(cells, filled) else None)
        or (_numbers(cells, columns) if next_to_header else None)
        or (_sum(cells, own, filled) if at <= own or (len(filled) == 1 and not form.grouped) else None)
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


def filled_of(line: Line) -> tuple[str, ...]:
    """What stands in a line, without the blanks between."""
    return tuple(cell for cell in map(cleaned, filter(None, line.cells)) if cell)


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
        _SUM.fullmatch(_BLANK.sub("", head))
        or _LABEL.fullmatch(head)
        or _BETWEEN.fullmatch(_BLANK.sub("", head))
        or meant(head, form)
        or plain(head) in BESIDE
    )


def doubtful_row(line: Line, columns: Sequence[str], form: Form, sheet: str) -> Malformed | None:
    """Refuse a row of data whose code is the word of a sum or a note: it may be either."""
    own = columns.index(form.identity) if form.identity in columns else 0
    word = cleaned(line.cells[own]) if own < len(line.cells) else ""
    bare = _BLANK.sub("", word)
    if word.isascii() or not (_SUM.fullmatch(bare) or _LABEL.fullmatch(word) or _BETWEEN.fullmatch(bare)):
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


def _alone(cells: Sequence[str], filled: Sequence[int]) -> bool:
    """Whether nothing stands in a row but what is no cell of any table."""
    return all(_BETWEEN.fullmatch(_BLANK.sub("", cells[position])) for position in filled)


def _sum(cells: Sequence[str], own: int, filled: Sequence[int]) -> Text | None:
    head = filled[0]
    beside = [cells[position] for position in filled[1:]]
    if not _SUM.fullmatch(_BLANK.sub("", cells[head])) or not all(
        _NUMBER.fullmatch(plain(each)) or _LABEL.fullmatch(each) for each in beside
    ):
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
