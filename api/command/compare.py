"""`zhengtu compare`: the list of a business system beside the register, every difference (WHL-10)."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import orjson
import typer

from api.command.ending import Exit, attended
from api.command.options import Json, settings_of
from api.process.clock import now
from api.process.terminal import lines_of, message, words
from graph.errors import Text, printable

if TYPE_CHECKING:
    from api.process.settings import Settings
    from licenses.register.agreement.agreeing import Compared
    from licenses.register.agreement.comparing import Difference

HELP: Final = words(
    "把业务系统的证照清单与登记簿比对，列出每一处差异；不写入任何内容。",
    "Compare a business system's list of licences with the register; every difference, nothing is written.",
)
HEADER: Final = ("差异", "行", "证照编号", "证照标识", "字段", "登记簿", "业务系统")
_ACTING: Final = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would carry out."""


def compare(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help=words("CSV 或 Excel 文件", "CSV or Excel file"))
    ],
    issuer: Annotated[str, typer.Option(help=words("颁发机构代码（USCC）", "code (USCC) of the issuing department"))],
    type_code: Annotated[
        str | None, typer.Option("--type", help=words("证照类型代码；默认为全部", "code of the licence type; else all"))
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", dir_okay=False, help=words("另存为 .csv 或 .xlsx", "write a .csv or .xlsx")),
    ] = None,
    personal: Annotated[
        bool,
        typer.Option("--personal", help=words("显示持证主体的姓名和号码", "show names and codes of holders")),
    ] = False,
    as_json: Json = False,
) -> None:
    """Print the differences."""
    from licenses.register.agreement.comparing import counted  # noqa: PLC0415 - commands load their rooms when they run

    if output is not None and output.suffix.lower() not in {".csv", ".xlsx"}:
        raise typer.BadParameter(words("文件名应以 .csv 或 .xlsx 结尾", "let its name end in .csv or .xlsx"))
    settings, content = settings_of(context), file.read_bytes()
    compared = attended(lambda: _compared(settings, content, issuer, type_code))
    found = [each if personal else each.masked for each in compared.found]
    if output is not None:
        _write(output, found)
    if as_json:
        kinds = {kind.name: many for kind, many in counted(found).items()}
        told = [dict(zip(HEADER, _cells(each), strict=True)) for each in found]
        said = {"rows": compared.rows, "licenses": compared.licenses, "kinds": kinds, "differences": told}
        typer.echo(orjson.dumps(said).decode())
    else:
        for each in found:
            typer.echo("\t".join(printable(cell) for cell in _cells(each)))
    kinds_zh = "，".join(f"{kind.value} {many}" for kind, many in counted(found).items() if many) or "一致"
    message(
        Text(
            f"清单 {compared.rows} 行，登记簿 {compared.licenses} 份：{kinds_zh}",
            f"{compared.rows} rows of the list, {compared.licenses} licences of the register, {len(found)} differences",
        )
    )
    if found:
        raise typer.Exit(Exit.NO)


async def _compared(settings: "Settings", content: bytes, issuer: str, type_code: str | None) -> "Compared":
    from api.service.storage import open_kept  # noqa: PLC0415
    from graph.words.china_time import china_day  # noqa: PLC0415
    from licenses.register.agreement.agreeing import compare as compare_with  # noqa: PLC0415

    at = now()
    async with open_kept(settings, at) as storage:
        tell = lines_of(words("比对", "comparing"))
        return await compare_with(storage.store, storage.personal, content, issuer, type_code, china_day(at), tell)


def _cells(each: "Difference") -> tuple[str, ...]:
    row = "" if each.row is None else str(each.row)
    return (each.kind.value, row, each.number, each.identifier, each.column, each.here, each.there)


def _write(file: Path, found: Iterable["Difference"]) -> None:
    """Write the report; no cell of it is carried out by a spreadsheet."""
    from graph.store.files import write_whole  # noqa: PLC0415

    rows = [HEADER, *map(_cells, found)]
    if file.suffix.lower() == ".csv":
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerows([[f"'{cell}" if cell.startswith(_ACTING) else cell for cell in row] for row in rows])
        write_whole(file, text.getvalue().encode("utf-8-sig"))
        return
    from openpyxl import Workbook  # noqa: PLC0415
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    book = Workbook(write_only=True)
    page = book.create_sheet("差异")
    for row in rows:
        cells = [WriteOnlyCell(page, value=printable(cell)) for cell in row]
        for cell in cells:
            cell.data_type = "s"
        page.append(cells)
    packed = io.BytesIO()
    book.save(packed)
    write_whole(file, packed.getvalue())
