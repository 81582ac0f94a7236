"""`zhengtu batch`: licences by the thousand, each step by whoever may take it (WHL-9, WHL-21)."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from api.command.ending import Exit
from api.command.importing import refuse_existing
from api.command.options import Json, settings_of
from api.command.usage import Verb, Verbs
from api.process.terminal import chinese, message, words
from graph.errors import Text
from graph.words.license_drafts import DraftEvent

if TYPE_CHECKING:
    from api.command.batch_running import Desk
    from graph.words.license_batches import BatchRun, LicenseBatch
    from licenses.register.batches.bringing import Named, ReadFile
    from licenses.register.batches.photos import Photos
    from licenses.register.batches.receiving import Taken

HELP: Final = words(
    "批量制证：接收数据、制作、审核、签发，各由有权办理的人凭令牌办理。",
    "Licences by the thousand: received, made, reviewed, issued, each by the token of whoever may.",
)
_RECEIVE: Final = words(
    "接收一张证照数据表，逐行核对。退出码：0 全部接收，1 有未接收的行。",
    "Receive a sheet of licences, row by row. Exit: 0 all received, 1 some were not.",
)
_MAKE: Final = words("制作一个批次的证照（制证单位）。", "Make the licences of a batch (the centre).")
_REVIEW: Final = words("审核一个批次的证照（颁发机构）。", "Review the licences of a batch (the department).")
_ISSUE: Final = words("签发一个批次的证照（颁发机构）。", "Issue the licences of a batch (the department).")
_SEND_BACK: Final = words("退回一个批次的证照。", "Send the licences of a batch back.")
_CANCEL: Final = words("撤回一个批次中尚未签发的证照。", "Take back the licences of a batch that are not issued.")
_SHOW: Final = words("显示一个批次办理到哪里。", "Show how far a batch is.")
_STOP: Final = words(
    "让正在进行的办理在手头这一组之后停下。", "Have the step that is under way stop behind the licences in hand."
)

app: Final = typer.Typer(name="batch", cls=Verbs, help=HELP, no_args_is_help=True, rich_markup_mode=None)
Batch = Annotated[str, typer.Argument(metavar=words("批次", "BATCH"), help=words("批次编号", "id of the batch"))]
TokenFile = Annotated[
    Path | None,
    typer.Option(
        exists=True,
        dir_okay=False,
        readable=True,
        help=words(
            "存有办理人令牌的文件；默认取环境变量 ZHENGTU_TOKEN",
            "file with the bearer token of whoever takes the step; else ZHENGTU_TOKEN",
        ),
    ),
]
Reason = Annotated[str, typer.Option(help=words("原因", "why"))]


@app.command("receive", cls=Verb, help=_RECEIVE)
def receive(  # noqa: PLR0913, PLR0917 - each is an option
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", exists=True, dir_okay=False, readable=True,
            help=words("CSV 或 Excel 文件", "CSV or Excel file"),
        ),
    ],
    type_code: Annotated[str, typer.Option("--type", help=words("证照类型代码", "code of the licence type"))],
    issuer: Annotated[str, typer.Option(help=words("颁发机构代码（USCC）", "code (USCC) of the issuing department"))],
    photos: Annotated[
        Path | None,
        typer.Option(
            exists=True, readable=True, help=words("照片所在的文件夹或 ZIP 压缩包", "folder or ZIP with the photos")
        ),
    ] = None,
    entry: Annotated[
        str | None,
        typer.Option(
            help=words("数据所属的目录条目代码，列名即其信息项", "catalogue entry whose data it holds, column by item")
        ),
    ] = None,
    fill: Annotated[
        list[str] | None,
        typer.Option(
            metavar=words("信息项=列", "ITEM=COLUMN"),
            help=words("该信息项填写哪一列，名称看不出时用", "which column an item fills, where names do not say it"),
        ),
    ] = None,
    source: Annotated[str, typer.Option(help=words("数据来源", "where the data come from"))] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=words("只核对，不写入", "judge every row, write nothing"))
    ] = False,
    copy: Annotated[
        Path | None,
        typer.Option(
            metavar="OUT.xlsx",
            dir_okay=False,
            help=words("另存带批注的副本", "write an annotated copy, every refusal at its cell"),
        ),
    ] = None,
    token_file: TokenFile = None,
    as_json: Json = False,
) -> None:  # fmt: skip
    """Receive a sheet; print what became of each row."""
    from api.command import batch_lines as lines  # noqa: PLC0415 - commands load their rooms when they run
    from api.command.batch_running import taken, token_of  # noqa: PLC0415
    from api.command.importing import content_of  # noqa: PLC0415
    from licenses.register.batches.bringing import Named  # noqa: PLC0415

    token = token_of(token_file)
    if copy:
        refuse_existing(copy)
    content, beside = content_of(file), _photos(photos)
    named = Named(type_code, issuer, entry, source, _fills(fill or ()))
    title = words("接收", "receiving")
    (read, came, known), stopped = taken(
        settings_of(context), token, title, lambda desk: _received(desk, named, content, beside, dry_run=dry_run)
    )
    good = lines.WOULD_BE if dry_run else lines.RECEIVED
    lines.print_whole(read, as_json=as_json)
    for row, outcome, reasons in () if came is None else lines.rows_of(read, came, good):
        lines.print_row(row, outcome, reasons, as_json=as_json)
    if known is not None and came is not None:
        lines.print_batch(known, came.run, as_json=as_json)
    elif came is not None:
        message(lines.sum_of(came.run))
    if copy:
        _write_copy(copy, read, came, good)
    if stopped is not None:
        raise typer.Exit(stopped)
    if came is None or came.faults:
        raise typer.Exit(Exit.NO)


async def _received(
    desk: "Desk", named: "Named", content: bytes, photos: "Photos", *, dry_run: bool
) -> "tuple[ReadFile, Taken | None, LicenseBatch | None]":
    """Read a sheet and receive it; what came of it is None where the sheet is refused as a whole."""
    from licenses.register.batches import receiving  # noqa: PLC0415
    from licenses.register.batches.bringing import read_file  # noqa: PLC0415
    from licenses.register.batches.running import known_batch  # noqa: PLC0415

    read = await read_file(desk.workshop, await desk.present(), named, content, photos)
    if read.sheet.faults:
        return read, None, None
    came = await receiving.receive(desk.workshop, desk.present, read.brought, desk.tell, dry_run=dry_run)
    if dry_run:
        return read, came, None
    return read, came, await known_batch((await desk.present()).view, came.batch)


@app.command("make", cls=Verb, help=_MAKE)
def make(context: typer.Context, batch: Batch, token_file: TokenFile = None, as_json: Json = False) -> None:
    """Make the licences of a batch."""
    _step(context, batch, DraftEvent.MAKE, token_file, as_json=as_json)


@app.command("review", cls=Verb, help=_REVIEW)
def review(context: typer.Context, batch: Batch, token_file: TokenFile = None, as_json: Json = False) -> None:
    """Review the licences of a batch."""
    _step(context, batch, DraftEvent.REVIEW, token_file, as_json=as_json)


@app.command("send-back", cls=Verb, help=_SEND_BACK)
def send_back(
    context: typer.Context, batch: Batch, reason: Reason, token_file: TokenFile = None, as_json: Json = False
) -> None:
    """Send the licences of a batch back."""
    _step(context, batch, DraftEvent.SEND_BACK, token_file, reason, as_json=as_json)


@app.command("cancel", cls=Verb, help=_CANCEL)
def cancel(
    context: typer.Context, batch: Batch, reason: Reason, token_file: TokenFile = None, as_json: Json = False
) -> None:
    """Take the licences of a batch back for good."""
    _step(context, batch, DraftEvent.CANCEL, token_file, reason, as_json=as_json)


@app.command("issue", cls=Verb, help=_ISSUE)
def issue(context: typer.Context, batch: Batch, token_file: TokenFile = None, as_json: Json = False) -> None:
    """Issue the licences of a batch."""
    _step(context, batch, DraftEvent.ISSUE, token_file, as_json=as_json)


@app.command("show", cls=Verb, help=_SHOW)
def show(
    context: typer.Context,
    batch: Batch,
    refused: Annotated[
        bool, typer.Option("--refused", help=words("列出未接收、未办理的行", "list the rows that were left behind"))
    ] = False,
    token_file: TokenFile = None,
    as_json: Json = False,
) -> None:
    """Show how far a batch is."""
    from api.command import batch_lines as lines  # noqa: PLC0415
    from api.command.batch_running import taken, token_of  # noqa: PLC0415

    async def look(desk: "Desk") -> "LicenseBatch":
        from licenses.register.batches.running import known_batch  # noqa: PLC0415

        acting = await desk.present()
        known = await known_batch(acting.view, batch)
        if refused:
            lines.print_left(known.refused, lines.REFUSED, as_json=as_json)
            await _print_left(desk, known, as_json=as_json)
        return known

    known, _ = taken(settings_of(context), token_of(token_file), "", look)
    lines.print_batch(known, known.run, as_json=as_json)


@app.command("stop", cls=Verb, help=_STOP)
def stop(context: typer.Context, batch: Batch, token_file: TokenFile = None) -> None:
    """Have a step stop."""
    from api.command.batch_running import taken, token_of  # noqa: PLC0415

    async def ask(desk: "Desk") -> "BatchRun":
        from licenses.register.batches.stopping import stop as asked  # noqa: PLC0415

        return await asked(desk.workshop, await desk.present(), batch)

    run, _ = taken(settings_of(context), token_of(token_file), "", ask)
    message(
        Text(
            f"“{run.event.zh}”将在手头这一组之后停下", f"{run.event.name.lower()} will stop behind the licences in hand"
        )
    )


def _step(
    context: typer.Context, batch: str, event: DraftEvent, token_file: Path | None, reason: str = "", *, as_json: bool
) -> None:
    from api.command import batch_lines as lines  # noqa: PLC0415
    from api.command.batch_running import taken, token_of  # noqa: PLC0415

    async def work(desk: "Desk") -> "tuple[BatchRun, LicenseBatch]":
        from licenses.register.batches.running import known_batch  # noqa: PLC0415
        from licenses.register.batches.taking import take  # noqa: PLC0415

        run = await take(desk.workshop, desk.present, batch, event, reason, desk.tell)
        known = await known_batch((await desk.present()).view, batch)
        if run.refused:
            await _print_left(desk, known, as_json=as_json)
        return run, known

    title = words(event.zh, event.name.lower().replace("_", " "))
    (run, known), stopped = taken(settings_of(context), token_of(token_file), title, work)
    lines.print_batch(known, run, as_json=as_json)
    if stopped is not None:
        raise typer.Exit(stopped)
    if run.refused:
        raise typer.Exit(Exit.NO)


async def _print_left(desk: "Desk", batch: "LicenseBatch", *, as_json: bool) -> None:
    from api.command import batch_lines as lines  # noqa: PLC0415
    from graph.subjects.licensing.batching import refused_rows  # noqa: PLC0415

    view, after = (await desk.present()).view, 0
    while found := await refused_rows(view, batch.id, after, PAGE):
        lines.print_left(found, lines.LEFT, as_json=as_json)
        after = found[-1].row


PAGE: Final = 500
"""Rows that are read at a time."""


def _fills(said: Iterable[str]) -> dict[str, str]:
    """What items fill, as the options say it."""
    pairs = [each.partition("=") for each in said]
    if not all(item and column for item, _, column in pairs):
        raise typer.BadParameter(words("--fill 写成 信息项=列", "--fill is ITEM=COLUMN"))
    return {item: column for item, _, column in pairs}


def _photos(place: Path | None) -> "Photos":
    from licenses.register.batches.photos import NO_PHOTOS, photos_of_folder, photos_of_zip  # noqa: PLC0415

    if place is None:
        return NO_PHOTOS
    return photos_of_folder(place) if place.is_dir() else photos_of_zip(place.read_bytes())


def _write_copy(file: Path, read: "ReadFile", came: "Taken | None", good: Text) -> None:
    from graph.store.files import write_whole  # noqa: PLC0415

    refused = {0: read.sheet.faults} if came is None else dict(came.faults)
    reached = () if came is None else read.sheet.rows[: came.reached]
    outcomes = {row.row: good for row in reached if row.row not in refused}
    write_whole(file, read.copy(refused, outcomes, chinese=chinese()).content)
    message(Text(f"带批注的副本：{file}", f"annotated copy: {file}"))
