"""`zhengtu template`: a workbook to fill in for an import or with licences: drop-downs, notes, a sample row."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from api.command.ending import attended
from api.command.importing import refuse_existing
from api.command.options import settings_of
from api.process.clock import now
from api.process.terminal import message, words
from graph.errors import Text
from graph.words.china_time import china_day
from graph.words.imports import BROUGHT, Kind

if TYPE_CHECKING:
    from api.process.settings import Settings

HELP: Final = words(
    "生成供填写的 Excel 模板：文本格式、下拉列表、批注、示例行；导入表不需要数据库，证照数据按登记簿中的证照类型生成。",
    "Write an Excel template: text cells, drop-downs, notes, a sample row; for an import it needs no store, for "
    "licences it is made of their type.",
)
LICENSE_DATA: Final = "license-data"
_WANTED: Final = (*(kind.value for kind in BROUGHT), LICENSE_DATA)


def template(
    context: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(
            metavar=words("内容", "KIND"),
            help=words(f"填写的内容：{'、'.join(_WANTED)}", f"what the file lists: {', '.join(_WANTED)}"),
        ),
    ],
    type_code: Annotated[
        str | None,
        typer.Option("--type", help=words("证照类型代码（license-data）", "code of the licence type (license-data)")),
    ] = None,
    issuer: Annotated[
        str | None,
        typer.Option(
            help=words(
                "颁发机构代码，示例行用其编号；默认为一个可以颁发的部门",
                "USCC of who issues them, for the number in the sample; else a department that may",
            )
        ),
    ] = None,
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
    from graph.store.files import write_whole  # noqa: PLC0415 - commands load their rooms when they run

    if kind not in _WANTED:
        there = ", ".join(_WANTED)
        said = words(f"没有内容 {kind[:40]}；可用：{there}", f"no kind {kind[:40]}; there are {there}")
        raise typer.BadParameter(said, param_hint="KIND")
    if (kind == LICENSE_DATA) != (type_code is not None):
        said = words(
            "证照数据（license-data）须用 --type 指明证照类型，其他内容不用",
            "license-data, and nothing else, needs --type",
        )
        raise typer.BadParameter(said, param_hint="--type")
    file = out or Path(f"{kind}-{type_code}.xlsx" if type_code else f"{kind}.xlsx")
    refuse_existing(file)
    if type_code is None:
        content = _of_import(Kind(kind))
    else:
        settings, code, at = settings_of(context), type_code.strip().upper(), now()
        content = attended(lambda: _of_licences(settings, code, issuer, china_day(at)))
    write_whole(file, content)
    typer.echo(str(file))
    message(
        Text(
            "示例行以“示例：”开头，导入时会跳过；填好后运行 zhengtu import",
            "the sample row, which begins with “示例：”, is passed over by an import; fill in, then zhengtu import",
        )
        if type_code is None
        else Text(
            "示例行以“示例：”开头，不作为数据；填好后交批量制证",
            "the sample row, which begins with “示例：”, is no data; fill in, then give it to a batch",
        )
    )


def _of_import(kind: Kind) -> bytes:
    from graph.office.sheets.template import template as made  # noqa: PLC0415
    from graph.subjects.importing.table import FORMS  # noqa: PLC0415

    return made(FORMS[kind])


async def _of_licences(settings: "Settings", type_code: str, issuer: str | None, on: date) -> bytes:
    from api.service.storage import open_storage  # noqa: PLC0415
    from licenses.register.batches.templates import template_for  # noqa: PLC0415

    async with open_storage(settings) as storage:
        return await template_for(storage.store, type_code, issuer, on)
