"""Files that are no table, or too large: the refusals of a file as a whole, each with what to do about it."""

from __future__ import annotations

from graph.errors import LimitExceeded, Malformed, Text
from graph.refusal_codes import Code


def too_large(size: int, most: int, unpacked: int) -> LimitExceeded:
    """A file has more bytes than are read, packed or not."""
    return LimitExceeded(
        Text(
            f"文件过大：上限{most // 1024**2} MiB（解压后{unpacked // 1024**2} MiB），请分成几个文件",
            f"the file is too large: at most {most // 1024**2} MiB, {unpacked // 1024**2} MiB unpacked; split it",
        ),
        code=Code.FILE_TOO_LARGE,
        path=("file",),
        value=str(size),
        limit=f"{most} bytes",
    )


def too_many_rows(most: int, found: int | None = None) -> LimitExceeded:
    """A table has more rows than are read."""
    return LimitExceeded(
        Text(f"数据行数超过{most}行，请分成几个文件", f"more than {most} rows; split the file"),
        code=Code.TOO_MANY_ROWS,
        path=("file",),
        value=None if found is None else str(found),
        limit=f"{most} rows",
    )


def reaches_too_far(sheet: str, row: int, most: int, *, blank: bool) -> LimitExceeded:
    """A sheet goes on further down than is read, with values or with cells that only have a style."""
    if blank:
        what = Text(f"一直到第{row}行都是设了格式的空单元格", f"has blank cells with a style down to row {row}")
    else:
        what = Text(f"第{row}行还有内容", f"has something in row {row}")
    return LimitExceeded(
        Text(
            f"工作表“{sheet}”{what.zh}，超过{most}行；请选中表格下方多余的行，删除后另存，数据确实更多的请分成几个文件",
            f"sheet {sheet} {what.en}, more than {most} rows; delete the rows below the table and save it, "
            "or split what holds more data",
        ),
        code=Code.TOO_MANY_ROWS,
        path=("file",),
        value=str(row),
        limit=f"{most} rows",
    )


def too_many_columns(most: int) -> LimitExceeded:
    """A table has more columns than are read."""
    return LimitExceeded(
        Text(
            f"列数超过{most}；请删除表格右侧多余的列",
            f"more than {most} columns; delete those to the right of the table",
        ),
        code=Code.TOO_MANY_COLUMNS,
        path=("file",),
        limit=f"{most} columns",
    )


def not_excel(why: str) -> Malformed:
    """A workbook cannot be read."""
    return not_a_table(
        "不是可读的 Excel 文件（xlsx、xls）：请用电子表格打开，去掉密码后另存为 xlsx",
        f"not a readable Excel file: {why[:200]}; open it in a spreadsheet, take its password off, save it as xlsx",
        "file",
    )


def not_a_table(zh: str, en: str, *path: str) -> Malformed:
    """The bytes are no table."""
    return Malformed(Text(zh, en), code=Code.FILE_FORMAT, path=path)


def nothing_below(sheet: str, header: int) -> Malformed:
    """The refusal of a table that has column names and no row."""
    where = (f"工作表“{sheet}”", f"sheet {sheet}: ") if sheet else ("", "")
    return Malformed(
        Text(
            f"{where[0]}第{header}行是列名，其下没有数据；请从第{header + 1}行起填写",
            f"{where[1]}nothing stands below the column names in row {header}; fill in from row {header + 1} on",
        ),
        code=Code.FILE_EMPTY,
        path=("file",),
    )


def empty() -> Malformed:
    """There is nothing in it."""
    return Malformed(Text("文件是空的", "the file is empty"), code=Code.FILE_EMPTY, path=("file",))
