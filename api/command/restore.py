"""`zhengtu restore`: a register from a backup, into a HOME that has its keys and nothing else."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import orjson
import typer

from api.command.backup import telling
from api.command.ending import Exit, attended
from api.command.options import Json, settings_of
from api.process.clock import now
from api.process.terminal import message, words
from graph.errors import Text, printable

if TYPE_CHECKING:
    from api.service.restoring import Restored

HELP: Final = words(
    "从备份恢复登记簿、档案和信任根；先放回 keys/ 下的密钥，并停止服务。",
    "Bring register, archive and anchors back from a backup; put the keys back first, and stop the service.",
)


def restore(
    context: typer.Context,
    source: Annotated[Path, typer.Argument(exists=True, file_okay=False, help=words("备份目录", "folder of backups"))],
    backup: Annotated[
        str | None, typer.Option(help=words("备份的名称；默认为最新的完整备份", "name of the backup; else the newest"))
    ] = None,
    erasures: Annotated[
        Path | None,
        typer.Option(
            exists=True, dir_okay=False, help=words("另行保管的清除名单", "list of who was erased, kept elsewhere")
        ),
    ] = None,
    over: Annotated[
        bool,
        typer.Option(
            "--over",
            help=words(
                "恢复位置可以非空：原有文件移到一旁，外部 Neo4j 中的内容被删除",
                "something may be there: files are put aside, the content of a Neo4j of yours is deleted",
            ),
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    """Bring a backup back; print what it was."""
    from api.service.restoring import Wish  # noqa: PLC0415 - commands load their rooms when they run
    from api.service.restoring import restore as restored  # noqa: PLC0415

    settings, wish = settings_of(context), Wish(source, backup, erasures, over)
    done = attended(lambda: restored(settings, wish, now(), telling()))
    _tell(done)
    typer.echo(orjson.dumps(_as_json(done)).decode() if as_json else printable(done.manifest.name))
    if done.damaged or done.manifest.archive.missing:
        raise typer.Exit(Exit.NO)


def _tell(done: "Restored") -> None:
    said, lost = done.manifest, done.lost
    rows = sum(part.rows for part in said.parts.values())
    for name in done.aside:
        message(Text(f"原有内容已移到 {name}", f"what was there lies in {name}"))
    for name in done.damaged:
        message(Text(f"备份中的文件已损坏，未恢复：{name}", f"damaged in the backup, and not restored: {name}"))
    for name in said.archive.missing:
        message(Text(f"备份时档案中已缺失：{name}", f"missing already when the backup was made: {name}"))
    message(
        Text(
            f"登记簿 {rows} 行、档案 {said.archive.count} 个文件、日志 {said.journal.parts} 段，均与备份清单一致",
            f"{rows} rows of the register, {said.archive.count} files, {said.journal.parts} parts of the journal: as "
            "the manifest has them",
        )
    )
    message(
        Text(
            f"{lost.since.isoformat()} 之后、恢复之前的签发和凭证不在其中；编号从可能用过的号码之后继续",
            f"what was issued and attested after {lost.since.isoformat()} is not in it; numbers go on behind all that "
            "may have been given since",
        )
    )
    if done.erased:
        message(Text(f"已再次清除 {done.erased} 个持证主体", f"{done.erased} holders were erased again"))
    if done.pages:
        message(
            Text(
                f"{done.pages} 份已制作、未签发的证照退回市大数据中心，另赋标识重新制作；请先核实备份之后是否已经签发",
                f"{done.pages} pages that were made and not issued go back to the centre, to be made anew under "
                "another identifier; find out first whether they were issued since the backup",
            )
        )


def _as_json(done: "Restored") -> dict[str, object]:
    return {
        "backup": done.manifest.name,
        "made": done.manifest.made.isoformat(),
        "rows": sum(part.rows for part in done.manifest.parts.values()),
        "files": done.manifest.archive.count,
        "aside": list(done.aside),
        "damaged": list(done.damaged),
        "missing": list(done.manifest.archive.missing),
        "erasedAgain": done.erased,
        "pagesToMakeAnew": done.pages,
    }
