"""What people can do about a fault, for those whose sentence only says what is wrong; by the fault's code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graph.errors import Text
from graph.refusal_codes import Code

CURES: Final[Mapping[Code, Text]] = {
    Code.UNKNOWN_TERM: Text("请改填其中之一", "write one of these"),
    Code.CELL_TOO_LONG: Text("请缩短，或移入附件", "shorten it"),
    Code.CELL_ERROR: Text("请改写公式，或直接填写值", "mend the formula, or write the value"),
    Code.CONTROL_CHARACTER: Text("请删去后重新键入", "delete it and type it again"),
    Code.NUMBER: Text("请改写为数字", "write a number"),
    Code.YES_OR_NO: Text("请改填“是”或“否”", "write “是” or “否”"),
    Code.UNKNOWN_CODE: Text("请核对代码，或先导入它", "check the code, or import it first"),
    Code.CODE_TWICE: Text("请只保留一行，或改正代码", "keep one of the rows, or mend the code"),
    Code.PERIOD: Text("请核对起、止", "check beginning and end"),
    Code.CIRCLE: Text("请改正其中一行", "mend one of the rows"),
    Code.ROWS_DIFFER: Text("请改成一致，或留空", "make them the same, or leave it blank"),
    Code.UNKNOWN_DATA_TYPE: Text("请改填其中之一", "write one of these"),
    Code.USCC_LENGTH: Text("请核对，填写18位统一社会信用代码", "check it, write the 18 characters"),
    Code.USCC_CHARACTERS: Text("请核对，字母 I、O、S、V、Z 不用于该代码", "check it; I, O, S, V and Z are not used"),
    Code.USCC_CHECK_DIGIT: Text("请与登记证书核对", "check it against the certificate"),
    Code.DIVISION_FORM: Text("请填写6位行政区划代码", "write the six digits of the division"),
    Code.DIVISION_UNKNOWN: Text("请核对行政区划代码", "check the code of the division"),
}
"""Sentences that hold what to do already have no row."""
BY_STANDARD: Final = frozenset({
    Code.MISSING_COLUMN, Code.UNKNOWN_COLUMN, Code.CELL_EMPTY, Code.UNKNOWN_TERM, Code.UNKNOWN_DATA_TYPE, Code.DATE,
    Code.NUMBER, Code.YES_OR_NO, Code.CODE_CHARACTERS, Code.CODE_PARTED, Code.ROWS_DIFFER,
})  # fmt: skip
"""Faults against what a standard says of a table's columns and their words; of others no article is the reason."""
_OTHERWISE: Final = Text("请核对并改正", "check it and mend it")
_TOLD_ZH: Final = ("请", "应为", "应如")


def with_cure(code: Code, message: Text) -> Text:
    """A sentence that says what to do as well as what is wrong."""
    cure = CURES.get(code)
    if cure is None and not any(word in message.zh for word in _TOLD_ZH):
        cure = _OTHERWISE
    if cure is None or cure.zh in message.zh:
        return message
    return Text(f"{message.zh}；{cure.zh}", f"{message.en}; {cure.en}")
