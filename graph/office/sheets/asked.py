"""What a column of a form asks for: what its cells may say, whether they may be empty, a sample; for who fills it in.

Everything is made from the form and from the column of the graph that it fills; nothing is said again here.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.office.references import NAMES
from graph.office.sheets.cells import Cells
from graph.office.sheets.days import EARLIEST, LATEST
from graph.office.sheets.doubted import SAMPLE
from graph.office.sheets.files import MAX_CELL
from graph.office.sheets.forms import Column, Form
from graph.office.sheets.pointing import Pointing, declared, pointing
from graph.office.sheets.typed import BEGINNINGS
from graph.schema.columns import Column as Declared
from graph.schema.columns import Type, Written
from graph.store.names import MANY, NAMED
from graph.words.closed_list import ClosedList

_DAY = "2026-01-31"
_ENDS = frozenset({"valid_until", "until"})
_FLAGS = ("是", "否")
_FEW = 10
_SHOWN = 8
"""Of what is suggested, in a note."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What belongs into the cells of a column."""

    column: Column
    may_lack: bool
    """Whether a table may be without the column."""
    what: str
    """What it is, with its bounds."""
    blank: str
    """Whether a cell may be empty; empty where nothing says it."""
    choices: tuple[str, ...]
    """The whole list of what a cell may say; empty where it is free."""
    suggests: tuple[str, ...]
    """What is offered where a cell may say something else as well."""
    sample: str
    """What a sample says; words begin with 示例, so that they are never taken for data."""

    @property
    def bounded(self) -> bool:
        """Whether its cells are short: a choice, a day or a number."""
        return bool(self.choices) or self.sample == _DAY or self.sample.isdigit() or not self.sample

    @property
    def note(self) -> str:
        """All of it, as a note beside the name."""
        left_out = "此列可以整列省略。" if self.may_lack else ""
        also = f"又名：{'、'.join((*self.column.also, *self.column.beside))}。" if self.column.also else ""
        return "\n".join(filter(None, (self.what, self.blank, left_out, also)))


def asked(form: Form) -> tuple[Asked, ...]:
    """What each column of a form asks for, in order."""
    return tuple(_asked(form, column) for column in form.columns)


def _asked(form: Form, column: Column) -> Asked:
    filled, points = declared(form, column), pointing(form).get(column.name)
    choices = column.choices or _choices(column, filled)
    sample = _sample(form, column, filled, choices)
    blank = _blank(column, filled)
    if blank and form.grouped and "." not in column.field:
        blank += "同一条目的其余各行留空。"
    suggests = column.suggests or _numbers(filled)
    said = _what(form, column, filled, points, choices)
    return Asked(column, column.name not in form.must, said, blank, choices, suggests, sample)


def _numbers(filled: Declared | None) -> tuple[str, ...]:
    """All numbers that a cell may say, where they are few."""
    if filled is None or filled.of is not Type.INTEGER:
        return ()
    low, high = filled.bounds
    return tuple(map(str, range(low, high + 1))) if high - low < _FEW else ()


def _choices(column: Column, filled: Declared | None) -> tuple[str, ...]:
    if column.by_hand is Cells.flag or (filled and filled.of is Type.BOOLEAN):
        return _FLAGS
    if filled and isinstance(filled.of, type) and issubclass(filled.of, ClosedList):
        return tuple(member.zh for member in filled.of)
    return ()


def _what(
    form: Form, column: Column, filled: Declared | None, points: Pointing | None, choices: tuple[str, ...]
) -> str:
    if not column.field:
        return "供人阅读，不导入。"
    if column.says:
        return column.says
    if points and set(points.labels) & NAMES.keys():
        kinds = "、".join(NAMES[label].zh for label in points.labels if label in NAMES)
        named = "，也可填库中或本表中的全称、简称" if set(points.labels) & {*NAMED, *MANY} else ""
        several = "，可填多个，用分号隔开" if points.several else ""
        return f"{kinds}的代码{named}{several}。"
    if column.suggests:
        return f"常见的有：{'、'.join(column.suggests[:_SHOWN])}；也可填其他。"
    if choices:
        return f"从下列中选一：{'、'.join(choices)}。"
    if column.by_hand is Cells.day or (filled and filled.of is Type.DATE):
        begins = filled is not None and filled.attribute in BEGINNINGS
        ends = filled is not None and filled.attribute in _ENDS
        month = "；只写年月时取当月第一天" if begins else ""
        period = form.kind.period if form.kind else None
        counts = period is not None and period.includes_last
        last = ("；写最后一天，当天仍有效" if counts else "；写不再有效的第一天") if ends else ""
        return f"日期，如 {_DAY}，{EARLIEST}至{LATEST}年{month}{last}。"
    if filled and filled.of is Type.INTEGER:
        low, high = filled.bounds
        return f"{low}至{high}的整数，不带单位。"
    if filled and filled.of is Type.TEXTS:
        return "代码，可填多个，用分号隔开。"
    if filled and filled.written in (Written.CODE, Written.CAPITALS):
        return "代码：字母、数字，不含空格；本列是文本格式，不会变成数字。"
    if filled and filled.written is Written.FIGURES:
        return "号码，按原样填写。"
    return f"文字，不超过{MAX_CELL}字。"


def _blank(column: Column, filled: Declared | None) -> str:
    if not column.field:
        return "可以为空。"
    if filled is None:
        return "" if column.blank is None else "可以为空。" if column.blank else "必填。"
    if filled.of is Type.BOOLEAN:
        return "可以为空，空即“否”。"
    if filled.blank:
        return "可以为空，但有的情形按规则必须填写。"
    return "必填。" if filled.needed else "可以为空。"


def _sample(form: Form, column: Column, filled: Declared | None, choices: tuple[str, ...]) -> str:
    if column.sample is not None:
        return column.sample
    if choices and column.name != form.identity:
        return choices[-1] if choices == _FLAGS else choices[0]
    if column.by_hand is Cells.day or (filled and filled.of is Type.DATE):
        return "" if filled and filled.attribute in _ENDS else _DAY
    if filled and filled.of is Type.INTEGER:
        return str(filled.bounds[0])
    return f"{SAMPLE}{column.name}"
