"""The list of a business system as clerks have it: one licence a row, as many of these columns as there are.

Only a column that is there is compared, and only a cell that says something.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from graph.office.sheets.cells import Cells
from graph.office.sheets.forms import Column, Form, Parsed, read_form
from graph.office.sheets.rows import Table
from graph.words.licensing import LicenseStatus
from graph.words.validity import WITHOUT_END

STATES = {
    "正常": "有效", "在用": "有效", "暂停": "停用", "已停用": "停用", "暂扣": "停用", "已注销": "注销", "作废": "注销",
    "吊销": "注销", "撤销": "注销", "已过期": "过期", "到期": "过期", "变更": "已变更",
}  # fmt: skip
"""What business systems write, and what the register calls it."""
NUMBER, IDENTIFIER, TYPE, NAME, CODE, ISSUED, FROM, UNTIL, STATE = (
    "证照编号", "证照标识", "证照类型代码", "持证主体", "持证主体代码", "颁发日期", "有效期起", "有效期止", "状态",
)  # fmt: skip
LIST = Form(
    "listed",
    (
        Column(NUMBER, "number", also=("证照号码", "证书编号", "证件编号", "许可证编号", "编号")),
        Column(IDENTIFIER, "identifier", needed=False, also=("电子证照标识",)),
        Column(TYPE, "type_code", needed=False, also=("类型代码",)),
        Column(NAME, "name", needed=False, also=("持证主体名称", "持证人", "单位名称", "姓名")),
        Column(CODE, "code", needed=False, also=("证件号码", "统一社会信用代码", "身份证号")),
        Column(ISSUED, "issued_on", needed=False, also=("发证日期", "签发日期")),
        Column(FROM, "valid_from", needed=False, also=("有效期起始", "有效期自")),
        Column(UNTIL, "valid_until", needed=False, also=("有效期至", "有效期截止")),
        Column(STATE, "status", needed=False, also=("证照状态", "当前状态")),
    ),
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A licence as the list has it; what its row does not say is None."""

    row: int
    number: str
    identifier: str | None = None
    type_code: str | None = None
    name: str | None = field(default=None, repr=False)
    code: str | None = field(default=None, repr=False)
    issued_on: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    without_end: bool = False
    """It says that the licence holds without end."""
    status: LicenseStatus | None = None


def read_listed(table: Table) -> Parsed[Listed]:
    """Read a list.

    Raises:
        Malformed: `UNKNOWN_COLUMN` or `MISSING_COLUMN`.
        SeveralReasons: More than one of them.
    """
    return read_form(table, LIST, _listed)


def _listed(cells: Cells) -> Listed:
    without_end = cells.raw(UNTIL) in WITHOUT_END
    return Listed(
        cells.row_number,
        cells.text(NUMBER, needed=True, exact=True),
        cells.code(IDENTIFIER, personal=True) or None,
        cells.code(TYPE, upper=True) or None,
        cells.line(NAME) or None,
        cells.code(CODE, upper=True, personal=True) or None,
        cells.day(ISSUED),
        cells.day(FROM, begins=True),
        None if without_end else cells.day(UNTIL),
        without_end,
        cells.term_or_none(STATE, LicenseStatus, STATES),
    )
