"""`zhengtu collect`, `zhengtu collected`: licences that were not made here, kept as they are (WHL-11)."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import orjson
import typer

from api.command.ending import Exit, attended
from api.command.options import Json, settings_of
from api.process.clock import now
from api.process.terminal import message, words
from graph.errors import Text, printable

if TYPE_CHECKING:
    from api.command.verify_sources import Listed
    from api.process.settings import Settings
    from graph.words.collected import CollectedFile
    from licenses.register.collecting import Collected

HELP: Final = words(
    "归集外部签章的证照文件，连同当日核验结果；--paper 归集数字化的纸质证照。",
    "Collect licences sealed elsewhere, with that day's verdict; --paper: digitised paper.",
)
HELP_COLLECTED: Final = words("列出已归集的文件，或取出其中一份。", "List what was collected, or take a file out.")
WOULD: Final = "可归集"
_ENDINGS: Final = (".pdf", ".png", ".jpg", ".jpeg")
Issuer = Annotated[str, typer.Option(help=words("颁发机构代码（USCC）", "code (USCC) of the issuing department"))]


def collect(
    context: typer.Context,
    sources: Annotated[
        list[Path],
        typer.Argument(exists=True, help=words("文件、文件夹或 ZIP 压缩包", "files, folders or ZIP archives")),
    ],
    issuer: Issuer,
    paper: Annotated[
        bool, typer.Option("--paper", help=words("这些是数字化的纸质证照", "these are digitised paper"))
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=words("只说明结果，不写入", "only say what would become of them"))
    ] = False,
    as_json: Json = False,
) -> None:
    """Collect files; print what became of each."""
    from api.command.verify_sources import listed  # noqa: PLC0415 - commands load their rooms when they run
    from licenses.register.collecting import Outcome  # noqa: PLC0415

    settings, found = settings_of(context), listed(sources, _ENDINGS)
    done = attended(lambda: _collected(settings, issuer, found, paper=paper, dry_run=dry_run))
    for name, each in done:
        told = {"file": name, "outcome": each.outcome.name, "digest": each.digest, "summary": each.summary}
        became = WOULD if dry_run and each.outcome is Outcome.COLLECTED else each.outcome.value
        line = (became, each.summary, each.digest, name)
        typer.echo(orjson.dumps(told).decode() if as_json else "\t".join(printable(part) for part in line))
    for refused in found.refused:
        message(refused.said)
    new = sum(each.outcome.name == "COLLECTED" for _, each in done)
    bad = sum(each.outcome.refused for _, each in done) + len(found.refused)
    message(
        Text(
            f"{'可归集' if dry_run else '已归集'} {new} 份，未收 {bad} 份，共 {len(done)} 份",
            f"{new} {'would be ' if dry_run else ''}collected, {bad} not taken, of {len(done)}",
        )
    )
    if bad:
        raise typer.Exit(Exit.NO)


async def _collected(
    settings: "Settings", issuer: str, found: "Listed", *, paper: bool, dry_run: bool
) -> "list[tuple[str, Collected]]":
    from api.service.collecting import open_room  # noqa: PLC0415
    from api.service.founding import operator  # noqa: PLC0415
    from licenses.register.collecting import Brought  # noqa: PLC0415
    from licenses.register.collecting import collect as take  # noqa: PLC0415

    done = []
    async with open_room(settings, issuer, now()) as room:
        for each in found.documents:
            brought = Brought(each.name, each.content(room.most))
            actor = operator("collect", now())
            done.append((each.name, await take(room, actor, issuer, brought, paper=paper, dry_run=dry_run)))
    return done


def collected(
    context: typer.Context,
    issuer: Issuer,
    digest: Annotated[
        str | None, typer.Option("--get", help=words("取出该摘要的文件", "take the file of this digest out"))
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", dir_okay=False, help=words("写入的文件", "file to write"))
    ] = None,
    as_json: Json = False,
) -> None:
    """List what was collected of an issuer, or take one file out as it came."""
    settings = settings_of(context)
    if (digest is None) is not (output is None):
        raise typer.BadParameter(words("--get 与 --output 须一起使用", "--get and --output belong together"))
    if digest is not None and output is not None:
        _take_out(settings, issuer, digest, output)
        return
    for each in attended(lambda: _listed(settings, issuer)):
        said = {
            "digest": each.digest, "kind": each.kind.name, "words": each.kind.zh, "media": each.media,
            "bytes": each.size, "collectedAt": each.collected_at.isoformat(), "summary": each.summary,
        }  # fmt: skip
        line = (each.kind.zh, each.summary, each.collected_at.isoformat(), each.media, each.digest)
        typer.echo(orjson.dumps(said).decode() if as_json else "\t".join(line))


async def _listed(settings: "Settings", issuer: str) -> "list[CollectedFile]":
    from api.service.collecting import open_room  # noqa: PLC0415
    from graph.subjects.licensing.collected import collected_of  # noqa: PLC0415

    async with open_room(settings, issuer, now()) as room:
        return await collected_of(room.store, issuer)


def _take_out(settings: "Settings", issuer: str, digest: str, output: Path) -> None:
    from api.service.collecting import open_room  # noqa: PLC0415
    from graph.store.files import write_whole  # noqa: PLC0415
    from licenses.register.collecting import collected_content  # noqa: PLC0415

    async def taken() -> "tuple[CollectedFile, bytes]":
        async with open_room(settings, issuer, now()) as room:
            return await collected_content(room, digest)

    file, content = attended(taken)
    write_whole(output, content)
    message(Text(f"{file.kind.zh}，按归集时原样写入 {output}", f"{file.kind.name.lower()}, as it came, in {output}"))
