"""`zhengtu erase`: the personal data of one holder, for good. His code comes from standard input, never an argument."""

import getpass
import sys
from typing import TYPE_CHECKING, Annotated, Final

import orjson
import typer

from api.command.ending import attended
from api.command.options import Json, settings_of
from api.process.clock import now
from api.process.terminal import message, said, words
from graph.errors import Text, printable

if TYPE_CHECKING:
    from graph.subjects.licensing.erasure import ErasableHolder

HELP: Final = words(
    "清除一个持证主体的个人信息，不可恢复；证件号码从标准输入读取。登记簿仍保留标识、状态和文件摘要。",
    "Erase one holder's personal data for good; his code is read from stdin. Identifier, state and digest stay.",
)


def erase(
    context: typer.Context,
    why: Annotated[str, typer.Option(help=words("原因，记入日志", "why; it goes into the journal"))],
    basis: Annotated[
        str,
        typer.Option(
            help=words(
                "依据；仍有有效证照、正在办理、另有持证主体或不是自然人时必填",
                "on what basis; needed where licences are in force or being made, others hold them, or no person does",
            )
        ),
    ] = "",
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help=words("只列出将不可读取的证照", "only say what would become unreadable")),
    ] = False,
    as_json: Json = False,
) -> None:
    """Erase the personal data of one holder."""
    from api.service.erasing import erase_in  # noqa: PLC0415 - commands load their rooms when they run
    from licenses.register.erasing import Erasing, why_basis  # noqa: PLC0415

    settings = settings_of(context)
    erasing = Erasing(_code(), why, basis)
    holder = attended(lambda: erase_in(settings, erasing, now(), dry_run=dry_run))
    if as_json:
        typer.echo(orjson.dumps(_as_json(holder, erased=not dry_run)).decode())
        return
    for each in holder.licenses:
        shared = words(f"，另有{each.others}个持证主体", f", held by {each.others} more") if each.others else ""
        typer.echo(printable(f"{each.identifier}\t{each.type_name}\t{each.status.name}{shared}"))
    for draft in holder.drafts:
        state = draft.found.draft.state.name
        typer.echo(printable(f"{draft.id}\t{draft.type_name}\t{draft.issuer_name}\t{state}"))
    many, making = len(holder.licenses), len(holder.drafts)
    if not dry_run:
        message(
            Text(
                f"已清除：姓名、代码和{many}份证照的照面信息、文件不可再读取；终止正在办理的{making}份；"
                "登记簿仍保留标识、状态和文件摘要。"
                "此前的备份到期前仍含这些信息。",
                f"erased: name, code and the faces and files of {many} licences can no longer be read; {making} that "
                "were being made have ended. The register keeps identifier, state and digest. Backups made before "
                "still have them until they end.",
            )
        )
        return
    message(
        Text(
            f"将不可读取：{many}份证照；将终止：正在办理的{making}份；未写入",
            f"{many} licences would become unreadable, {making} being made would end; nothing is written",
        )
    )
    for reason in why_basis(holder):
        message(Text(f"  须说明依据 --basis：{reason.zh}", f"  needs --basis: {reason.en}"))


def _code() -> str:
    """The code, of which nothing is shown: not in the list of processes, nor in the shell's history."""
    if sys.stdin.isatty():
        return getpass.getpass(said(Text("持证主体代码：", "The holder's code: ")))
    return sys.stdin.readline().strip()


def _as_json(holder: "ErasableHolder", *, erased: bool) -> dict[str, object]:
    return {
        "erased": erased,
        "holder": holder.id,
        "licenses": [
            {"identifier": each.identifier, "type": each.type_name, "status": each.status.name, "others": each.others}
            for each in holder.licenses
        ],
        "drafts": [
            {
                "id": each.id,
                "type": each.type_name,
                "issuer": each.found.draft.issuer,
                "state": each.found.draft.state.name,
                "others": each.others,
            }
            for each in holder.drafts
        ],
    }
