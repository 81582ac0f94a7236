"""`zhengtu export`: a list of the register as files that `zhengtu import` reads again, and finds unchanged."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import orjson
import typer

from api.command.ending import attended
from api.command.importing import refuse_existing
from api.command.options import KINDS_EN, KINDS_ZH, Json, kind_named, settings_of
from api.process.clock import now
from api.process.terminal import message, progress, words
from graph.errors import Text
from graph.words.catalogue_lists import CatalogueList
from graph.words.imports import Kind

if TYPE_CHECKING:
    from api.process.settings import Settings
    from graph.office.sheets.filled import Format

HELP: Final = words(
    "导出一个清单，Excel 或 CSV，可原样再导入；一个文件放不下的，续写为 -2、-3 …",
    "Export a list as Excel or CSV, which imports again as it is; what no file holds goes on in -2, -3 …",
)
_PRIVATE: Final = 0o600


def export(
    context: typer.Context,
    word: Annotated[
        str,
        typer.Argument(metavar=words("内容", "KIND"), help=words(f"导出内容：{KINDS_ZH}", f"which list: {KINDS_EN}")),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE",
            dir_okay=False,
            help=words(
                "写入的文件，.xlsx 或 .csv；默认为工作目录中的 内容.xlsx",
                "file to write, .xlsx or .csv; else KIND.xlsx here",
            ),
        ),
    ] = None,
    which: Annotated[
        CatalogueList | None,
        typer.Option(
            "--list",
            metavar="LIST",
            help=words(
                "只导出目录条目中的这一清单（仅用于 entries）：", "only this list of the entries (with `entries`): "
            )
            + ", ".join(each.value for each in CatalogueList),
        ),
    ] = None,
    below: Annotated[
        str | None,
        typer.Option(
            "--of",
            metavar="USCC",
            help=words("只导出该部门及其下级的（仅用于 entries）", "only of this department and those below it"),
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Write all that there is of a kind, or a list of entries."""
    from graph.office.sheets.filled import Format  # noqa: PLC0415 - commands load their rooms when they run

    kind = kind_named(word)
    file = out or Path(f"{kind.value}.xlsx")
    endings = [each.value for each in Format]
    refuse_existing(file, endings)
    settings, form = settings_of(context), Format(file.suffix.lower().removeprefix("."))
    if which is not None or below is not None:
        _of_entries(kind)
        attended(lambda: _listed(settings, which or CatalogueList.WHOLE, below, form, file, now()))
        typer.echo(
            orjson.dumps({"kind": kind.value, "files": [{"file": str(file)}]}).decode() if as_json else str(file)
        )
        return
    written = attended(lambda: _written(settings, kind, form, file, now()))
    if as_json:
        typer.echo(orjson.dumps({"kind": kind.value, "files": written}).decode())
        return
    for each in written:
        typer.echo(f"{each['file']}\t{each['values']}\t{each['rows']}")
    last = written[-1]
    message(
        Text(
            f"共{last['values']}项、{last['rows']}行；文件只有所有者可读",
            f"{last['values']} values in {last['rows']} rows; only its owner reads the file",
        )
    )


async def _written(settings: "Settings", kind: Kind, form: "Format", file: Path, at: datetime) -> list[dict[str, Any]]:
    """Write the files of a list, each whole or not at all; say of each what is in it and those before it."""
    from rich.console import Console  # noqa: PLC0415

    from api.service.founding import operator  # noqa: PLC0415
    from api.service.storage import open_founded  # noqa: PLC0415
    from graph.store.files import write_whole  # noqa: PLC0415
    from graph.subjects.importing.handing_out import hand_out  # noqa: PLC0415

    written: list[dict[str, Any]] = []
    actor = operator("export", at)
    with progress(Console(stderr=True), words("导出", "exporting")) as tell:
        async with open_founded(settings) as storage:
            asked = hand_out(
                storage.store, storage.personal, actor, kind, form, lambda done, total: tell(done, total, kind.value)
            )
            async for each in asked:
                place = file if not written else file.with_stem(f"{file.stem}-{len(written) + 1}")
                refuse_existing(place, [form.value])
                write_whole(place, each.content, mode=_PRIVATE)
                written.append({"file": str(place), "values": each.values, "rows": each.rows})
    return written


def _of_entries(kind: Kind) -> None:
    """Refuse a list of anything but entries."""
    if kind is not Kind.ENTRIES:
        raise typer.BadParameter(
            words(
                f"--list、--of 只用于 entries，不用于 {kind.value}",
                f"--list and --of go with entries, not {kind.value}",
            )
        )


async def _listed(
    settings: "Settings", which: CatalogueList, below: str | None, form: "Format", file: Path, at: datetime
) -> None:
    """Write one list of entries, whole or not at all."""
    from api.service.founding import operator  # noqa: PLC0415
    from api.service.storage import open_founded  # noqa: PLC0415
    from graph.law.scope import EVERYTHING  # noqa: PLC0415
    from graph.store.files import write_whole  # noqa: PLC0415
    from graph.store.view import View  # noqa: PLC0415
    from graph.subjects.entries.lists import Listed  # noqa: PLC0415
    from graph.subjects.importing.lists import taken  # noqa: PLC0415

    actor = operator("export", at)
    async with open_founded(settings) as storage:
        view = View(storage.store, EVERYTHING, actor.today)
        content = await taken(view, storage.personal, actor, Listed(which, below), form)
        write_whole(file, b"".join([piece async for piece in content]), mode=_PRIVATE)
