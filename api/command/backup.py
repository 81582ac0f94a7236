"""`zhengtu backup`: register, archive and what belongs to them, into a folder of backups, while they are in use."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import orjson
import typer

from api.command.ending import Exit, attended
from api.command.options import Json, settings_of
from api.process.clock import now
from api.process.terminal import Tell, lines_of, message, words
from graph.errors import Text, printable

if TYPE_CHECKING:
    from licenses.safekeeping.making import Made

HELP: Final = words(
    "备份登记簿、档案和信任根；服务可以照常运行。密钥不在备份中，须另行保管。",
    "Back up register, archive and anchors; the service may run. Keys are not in it: keep them elsewhere.",
)


def backup(
    context: typer.Context,
    destination: Annotated[
        Path, typer.Argument(file_okay=False, help=words("备份目录，可存放多次备份", "folder, for many backups"))
    ],
    as_json: Json = False,
) -> None:
    """Make a backup; print where it is."""
    from api.service.backing_up import back_up_to  # noqa: PLC0415 - commands load their rooms when they run

    settings = settings_of(context)
    made = attended(lambda: back_up_to(settings, destination, now(), telling()))
    _tell(made)
    typer.echo(orjson.dumps(_as_json(made)).decode() if as_json else printable(str(made.folder)))
    if made.manifest.archive.missing:
        raise typer.Exit(Exit.NO)


def telling() -> Callable[[Text], Tell]:
    """Tells how far a part is, a line for every tenth of it."""
    return lambda what: lines_of(words(what.zh, what.en))


def _tell(made: "Made") -> None:
    said = made.manifest
    for name in made.taken_up:
        message(Text(f"上次未完成的备份 {name} 已继续", f"{name} was not brought to its end; it is taken up"))
    rows = sum(part.rows for part in said.parts.values())
    files = said.archive.count + said.evidence.count
    message(
        Text(
            f"备份完成：登记簿 {rows} 行，档案等文件 {files} 个；"
            f"密钥不在其中，请另行保管 keys/ 下的 {len(said.keys)} 个文件",
            f"backed up: {rows} rows of the register, {files} files; keys are not in it: keep the {len(said.keys)} "
            "files of keys/ elsewhere",
        )
    )
    for name in said.strange:
        message(Text(f"库中另有不属于本系统的内容，未备份：{name}", f"not of this system, and left out: {name}"))
    for name in said.archive.missing:
        message(Text(f"登记簿有记录而档案缺失：{name}", f"the register names a file that the archive lacks: {name}"))


def _as_json(made: "Made") -> dict[str, object]:
    said = made.manifest
    return {
        "backup": str(made.folder),
        "made": said.made.isoformat(),
        "rows": sum(part.rows for part in said.parts.values()),
        "files": said.archive.count + said.evidence.count,
        "bytes": said.archive.bytes + said.evidence.bytes + sum(part.size for part in said.parts.values()),
        "missing": list(said.archive.missing),
        "keysElsewhere": list(said.keys),
    }
