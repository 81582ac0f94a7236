"""`zhengtu template`: a workbook to fill in for an import, with drop-downs, notes and a sample row."""

from pathlib import Path
from typing import Annotated, Final

import typer

from api.command.importing import refuse_existing
from api.process.terminal import message, words
from graph.errors import Text
from graph.words.imports import Kind

HELP: Final = words(
    "生成一类导入表的 Excel 模板：文本格式、下拉列表、批注、示例行；不需要数据库。",
    "Write an Excel template for an import: text cells, drop-downs, notes, a sample row; needs no store.",
)


def template(
    kind: Annotated[Kind, typer.Argument(metavar=words("内容", "KIND"), help=words("导入内容", "what the file lists"))],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE.xlsx",
            dir_okay=False,
            help=words("写入的文件；默认为工作目录中的 内容.xlsx", "file to write; else KIND.xlsx here"),
        ),
    ] = None,
) -> None:
    """Write a workbook to fill in."""
    from graph.office.sheets.template import template as made  # noqa: PLC0415 - commands load their rooms when they run
    from graph.store.files import write_whole  # noqa: PLC0415
    from graph.subjects.importing.table import FORMS  # noqa: PLC0415

    file = out or Path(f"{kind.value}.xlsx")
    refuse_existing(file)
    write_whole(file, made(FORMS[kind]))
    typer.echo(str(file))
    message(
        Text(
            "示例行以“示例：”开头，导入时会跳过；填好后运行 zhengtu import",
            "the sample row, which begins with “示例：”, is passed over by an import; fill in, then zhengtu import",
        )
    )
