"""`zhengtu check`: register, digests, archive and journal compared with each other, beside a service or without one."""

from typing import Annotated, Final

import orjson
import typer

from api.command.ending import Exit, attended
from api.command.options import Json, settings_of
from api.process.clock import now
from api.process.terminal import lines_of, message, words
from graph.errors import Text, printable

HELP: Final = words(
    "核对登记簿、文件摘要、档案和日志是否一致；服务可以照常运行。",
    "Compare register, digests, archive and journal; the service may run.",
)
SHOWN: Final = 100


def check(
    context: typer.Context,
    take_names: Annotated[
        bool,
        typer.Option(
            "--take-names",
            help=words(
                "先按已签章文件恢复被早先版本改写的持证主体名称和代码类型",
                "first take holders' names and kinds of codes over from sealed files, where an earlier release wrote "
                "others over them",
            ),
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    """Look at everything; print what is wrong."""
    from api.service.checking import check as checked  # noqa: PLC0415 - commands load their rooms when they run
    from licenses.safekeeping.faults import HEADS, SAID  # noqa: PLC0415

    settings = settings_of(context)
    told = lines_of(words("核对", "checking"))
    outcome = attended(lambda: checked(settings, now(), told, take_names=take_names))
    whole = outcome.whole
    if as_json:
        faults = [{"head": x.head, "wrong": x.wrong, "about": x.about, "detail": x.detail} for x in whole.faults]
        heads = {head.value: wrong for head, wrong in outcome.heads.items()}
        said = {"licenses": whole.licenses, "files": whole.files, "lines": whole.lines}
        typer.echo(orjson.dumps(said | {"heads": heads, "faults": faults}).decode())
    else:
        for head, wrong in outcome.heads.items():
            name = HEADS[head]
            state = words("一致", "whole") if not wrong else words(f"{wrong} 处问题", f"{wrong} wrong")
            typer.echo(f"{words(name.zh, name.en)}\t{state}")
        for each in whole.faults[:SHOWN]:
            what, name = SAID[each.wrong], HEADS[each.head]
            said_of = (words(name.zh, name.en), each.about, words(what.zh, what.en), each.detail)
            typer.echo("\t".join(printable(part) for part in said_of if part))
        message(
            Text(
                f"已核对：证照 {whole.licenses} 份，文件 {whole.files} 个，日志 {whole.lines} 行",
                f"looked at {whole.licenses} licences, {whole.files} files, {whole.lines} lines of the journal",
            )
        )
    if whole.faults:
        raise typer.Exit(Exit.NO)
