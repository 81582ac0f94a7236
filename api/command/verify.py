"""`zhengtu verify`: one verdict a file, without store and network; the exit code is that of the worst."""

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import orjson
import typer

from api.command import verify_offline
from api.command.ending import Exit
from api.command.options import Json, settings_of
from api.process.clock import now
from api.process.terminal import message, words
from graph.errors import Text, printable

if TYPE_CHECKING:
    from licenses.proof.trust import TrustBundle

HELP: Final = words(
    "离线验证电子证照文件；不连接数据库，不访问网络。退出码：0 真实，1 不真实或不在有效状态，3 无法判定。",
    "Verify licence files offline. Exit: 0 genuine, 1 not genuine or not in force, 3 undecided.",
)


def verify(  # noqa: PLR0913, PLR0917 - each is an option
    context: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", exists=True, dir_okay=False, readable=True, help=words("PDF 文件", "PDF files")
        ),
    ],
    trust: Annotated[
        list[Path] | None,
        typer.Option(
            exists=True,
            dir_okay=False,
            help=words(
                "信任的根证书（PEM，可多次给出）；默认为 HOME/trust",
                "trusted root (PEM), repeatable; else those in HOME/trust",
            ),
        ),
    ] = None,
    as_json: Json = False,
    package: verify_offline.Package = None,
    publisher: verify_offline.Publisher = None,
    crl: verify_offline.Lists = None,
    on: verify_offline.On = None,
    face: verify_offline.Face = None,
) -> None:
    """Print one verdict a file."""
    from api.command.verdict_lines import told  # noqa: PLC0415
    from licenses.proof.limits import LIMITS  # noqa: PLC0415
    from licenses.proof.verdict import Summary  # noqa: PLC0415
    from licenses.proof.verification import verify as judge  # noqa: PLC0415

    asked = verify_offline.asked(package, publisher, on, face or ())
    bundle = verify_offline.with_lists(_trusted(context, trust), crl or ())
    if package is not None:
        bundle, asked = verify_offline.by_package(asked, package, bundle, publisher, settings_of(context).trust, now())
    found = set()
    for file in files:
        content = _content(file, LIMITS.bytes)
        if content is None:
            found.add(Summary.UNDECIDED)
            continue
        verdict = asyncio.run(judge(content, bundle, now(), asked.register, asked.given, asked.on))
        found.add(verdict.summary)
        if as_json:
            _print(orjson.dumps({"file": printable(str(file)), **verdict.to_json()}).decode())
        else:
            _print(told(file, verdict.to_json()))
    if found & {Summary.NOT_GENUINE, Summary.NOT_IN_FORCE}:
        raise typer.Exit(Exit.NO)
    if Summary.UNDECIDED in found:
        raise typer.Exit(Exit.UNDECIDED)


def _trusted(context: typer.Context, trust: list[Path] | None) -> "TrustBundle":
    """The anchors that were named, or else those of HOME, saying so."""
    from api.service.trust_anchors import anchor_files, bundle  # noqa: PLC0415
    from licenses.proof.trust import TrustBundle  # noqa: PLC0415

    if trust:
        return TrustBundle.of_pem(*(anchor.read_bytes() for anchor in trust))
    folder = settings_of(context).trust
    known = anchor_files(folder)
    if known:
        named = ", ".join(printable(str(file)) for file in known)
        message(Text(f"未给出 --trust，信任 {named}", f"no --trust given: trusting {named}"))
        return bundle(folder, folder / "crl")
    message(Text("未给出信任根（--trust），不判断签章证书是否可信", "no --trust given: whose seal it is is not judged"))
    return TrustBundle.of_pem()


def _content(file: Path, limit: int) -> bytes | None:
    """Read no more than what can be judged: one byte beyond the limit is enough to be refused; None where it fails."""
    try:
        with file.open("rb") as opened:
            return opened.read(limit + 1)
    except OSError as failure:
        name, why = printable(str(file)), failure.strerror
        message(Text(f"无法读取 {name}（{why}），未核验", f"cannot read {name} ({why}); it was not verified"))
        return None


def _print(text: str) -> None:
    """Print a verdict; where nobody reads any more, end as a program does whose reader has left."""
    try:
        typer.echo(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(128 + signal.SIGPIPE) from None
