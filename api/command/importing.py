"""`zhengtu import`: a user's file is read row by row; what would change is said, and changed on request."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import orjson
import typer

from api.command.ending import Exit, attended
from api.command.options import KINDS_EN, KINDS_ZH, Json, day_of, kind_named, settings_of
from api.process.clock import now
from api.process.terminal import chinese, message, words
from graph.errors import Conflict, Text, printable
from graph.refusal_codes import Code
from graph.words.imports import Kind

if TYPE_CHECKING:
    from api.process.settings import Settings
    from graph.subjects.importing.desk import Imported
    from graph.words.entry_cases import Reviewed


HELP: Final = words(
    "从 CSV 或 Excel 导入；默认只试运行。退出码：0 无误，1 有误（未写入任何内容）。",
    "Import from CSV or Excel; a dry run unless --commit. Exit: 0 clean, 1 refused and nothing written.",
)


def import_(  # noqa: PLR0913, PLR0917 - each is an option
    context: typer.Context,
    word: Annotated[
        str,
        typer.Argument(
            metavar=words("内容", "KIND"), help=words(f"导入内容：{KINDS_ZH}", f"what the file lists: {KINDS_EN}")
        ),
    ],
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE",
            exists=True,
            dir_okay=False,
            readable=True,
            show_default=False,
            help=words("CSV 或 Excel 文件", "CSV or Excel file"),
        ),
    ] = None,
    columns: Annotated[
        bool, typer.Option("--columns", help=words("只输出应有的列名（CSV 表头）", "only print the columns, as CSV"))
    ] = False,
    commit: Annotated[bool, typer.Option("--commit", help=words("写入数据库", "write to the store"))] = False,
    copy: Annotated[
        Path | None,
        typer.Option(
            "--copy",
            metavar="OUT.xlsx",
            dir_okay=False,
            help=words(
                "另存带批注的副本：有误的单元格着色并说明，每行注明结果",
                "write an annotated copy: faulty cells coloured with the reason, an outcome for each row",
            ),
        ),
    ] = None,
    document: Annotated[
        tuple[str, str],
        typer.Option(
            "--document",
            metavar=words("文号 日期", "NUMBER DAY"),
            show_default=False,
            help=words(
                "批准目录条目的文件；未注明时，新条目存为各部门的草稿",
                "document that has approved entries; without one new entries are drafts of their departments",
            ),
        ),
    ] = ("", ""),
    reviewed: Annotated[
        list[str] | None,
        typer.Option(
            "--reviewed",
            metavar=words("事项：意见", "POINT：WORDS"),
            show_default=False,
            help=words(
                "发布审查的一个事项及其意见，可重复；注明批准文件的，应逐项说明本地办法所列事项",
                "a point of the review before release and what was found, repeatable; with --document each point of "
                "the city's text",
            ),
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Read a file row by row, say what would change, and change it on request."""
    from api.command import imported_lines  # noqa: PLC0415 - commands load their rooms when they run

    kind = kind_named(word)
    if columns:
        names, optional = imported_lines.columns(kind)
        typer.echo(orjson.dumps({"columns": names, "optional": optional}).decode() if as_json else ",".join(names))
        message(Text(f"可省略的列：{'、'.join(optional)}", f"may be left out: {', '.join(optional)}"))
        return
    if file is None:
        raise typer.BadParameter(words("请给出文件 FILE", "give the FILE to import"))
    if copy:
        refuse_existing(copy)
    for option, given in (("--document", any(document)), ("--reviewed", reviewed)):
        if given and kind is not Kind.ENTRIES:
            raise typer.BadParameter(words("只用于目录条目（entries）", "only of entries"), param_hint=option)
    number, on = document[0], day_of(document[1] or None, "--document")
    points = [_reviewed(each) for each in reviewed or ()]
    settings, content = settings_of(context), content_of(file)
    outcome = attended(
        lambda: take_in(settings, kind, content, now(), commit=commit, document=(number, on), reviewed=points)
    )
    if as_json:
        typer.echo(orjson.dumps(imported_lines.as_json(file, outcome)).decode())
    else:
        for line in imported_lines.told(outcome, chinese=chinese()):
            typer.echo("\t".join(map(printable, line.split("\t"))))
    if copy:
        _write_copy(copy, content, outcome)
    if not outcome.clean:
        raise typer.Exit(Exit.NO)


def refuse_existing(file: Path, endings: Sequence[str] = ("xlsx",)) -> None:
    """Let a file be written that is not there yet: neither what is imported nor an earlier copy is written over.

    Args:
        file: Its place.
        endings: As what it can be written.

    Raises:
        BadParameter: There is no such folder, or it is named as another kind of file.
        Conflict: `FILE_EXISTS`.
    """
    if not file.parent.is_dir():
        raise typer.BadParameter(words(f"没有文件夹 {file.parent}", f"there is no folder {file.parent}"))
    if file.exists():
        raise Conflict(
            Text(
                f"{file} 已存在，不会覆盖；请另取文件名，或先移走它",
                f"{file} is there and is not written over; give another name, or move it away",
            ),
            code=Code.FILE_EXISTS,
            path=("file",),
            value=str(file),
        )
    if file.suffix.lower().removeprefix(".") not in endings:
        named = [f".{each}" for each in endings]
        raise typer.BadParameter(
            words(f"{file}：文件名应以 {'、'.join(named)} 结尾", f"{file}: let its name end in {' or '.join(named)}")
        )


def content_of(file: Path) -> bytes:
    """The bytes of a file, as far as one is read."""
    from graph.office.sheets.files import MAX_BYTES  # noqa: PLC0415

    with file.open("rb") as opened:
        return opened.read(MAX_BYTES + 1)


def _reviewed(said: str) -> "Reviewed":
    """A point of the review before release, as an argument says it.

    Raises:
        BadParameter: No colon parts the point from the words.
    """
    from graph.words.entry_cases import Reviewed  # noqa: PLC0415

    point, colon, found = said.replace(":", "：", 1).partition("：")
    if not (point.strip() and colon):
        raise typer.BadParameter(words("应为“事项：意见”", "say it as POINT：WORDS"), param_hint="--reviewed")
    return Reviewed(point.strip(), found.strip())


def _write_copy(file: Path, content: bytes, outcome: "Imported") -> None:
    from api.command.imported_copy import copy_of  # noqa: PLC0415
    from graph.store.files import write_whole  # noqa: PLC0415

    made = copy_of(content, outcome, chinese=chinese())
    write_whole(file, made.content)
    plain = Text(
        "" if made.looks else "（文字表，未保留原样式）", "" if made.looks else " (plain rows, without its looks)"
    )
    message(Text(f"带批注的副本：{file}{plain.zh}", f"annotated copy: {file}{plain.en}"))


async def take_in(
    settings: "Settings",
    kind: Kind,
    content: bytes,
    now: datetime,
    *,
    commit: bool,
    document: tuple[str, date | None] = ("", None),
    reviewed: Sequence["Reviewed"] = (),
) -> "Imported":
    """Check a file's content against the store, and write it if it is clean and wanted.

    Args:
        settings: Where the store is.
        kind: What the file holds.
        content: Its bytes.
        now: The moment.
        commit: Write it; otherwise it is a dry run.
        document: Number and date of the document by which entries were approved.
        reviewed: What was reviewed of them before release.

    Raises:
        StoreError: The store cannot be opened.
        Malformed: `FIELD_MISSING` or `DATE`, of the document.
        Conflict: `NOT_INITIALISED`; the store is empty and nobody said whose it is.
    """
    from api.service.founding import operator  # noqa: PLC0415
    from api.service.storage import open_founded  # noqa: PLC0415
    from graph.cases.documents import paper  # noqa: PLC0415
    from graph.subjects.importing.desk import import_file  # noqa: PLC0415

    async with open_founded(settings) as storage:
        actor = operator("import", now)
        approved = paper(*document, actor.today)
        return await import_file(
            storage.store, storage.personal, actor, kind, content, commit=commit, paper=approved, reviewed=reviewed
        )
