"""`zhengtu verify`: one verdict a file, without store and network; the exit code is that of the worst."""

import os
import signal
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated, Final

import typer

from api.command import verify_offline
from api.command.ending import Exit
from api.command.options import Json, settings_of
from api.process.clock import now
from api.process.terminal import Tell, message, progress, words
from graph.errors import Text, printable

if TYPE_CHECKING:
    from api.command.verify_batches import Form, Told
    from licenses.proof.trusted import TrustBundle
    from licenses.proof.verdict import Summary

HELP: Final = words(
    "离线验证电子证照：文件、文件夹和 ZIP 压缩包；不连接数据库，不访问网络。"
    "退出码：0 真实，1 不真实或不在有效状态，3 无法判定；多份时取最差的。",
    "Verify licences offline: files, folders and ZIP archives. Exit: 0 genuine, 1 not genuine or not in force, "
    "3 undecided; of many files that of the worst.",
)


def verify(  # noqa: PLR0913, PLR0917 - each is an option
    context: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            exists=True,
            readable=True,
            help=words(
                "文件；文件夹和 ZIP 压缩包取其中的 PDF 文件", "files; of folders and ZIP archives their PDF files"
            ),
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
    as_csv: Annotated[
        bool, typer.Option("--csv", help=words("输出 CSV，每份文件一行", "print CSV, a line for each file"))
    ] = False,
    jobs: Annotated[
        int | None,
        typer.Option(min=1, max=256, help=words("进程数；默认为处理器数", "processes; else one for each processor")),
    ] = None,
    package: verify_offline.Package = None,
    publisher: verify_offline.Publisher = None,
    crl: verify_offline.Lists = None,
    on: verify_offline.On = None,
    face: verify_offline.Face = None,
) -> None:
    """Print one verdict a file."""
    if as_json and as_csv:
        raise typer.BadParameter(words("不能与 --json 同时使用", "not together with --json"), param_hint="--csv")
    from api.command.verdict_lines import head_of_table, json_line, table_line, told  # noqa: PLC0415
    from api.command.verify_batches import told as verified  # noqa: PLC0415 - commands load their rooms when they run
    from api.command.verify_sources import listed  # noqa: PLC0415

    asked = verify_offline.asked(package, publisher, on, face or ())
    bundle = verify_offline.with_lists(_trusted(context, trust), crl or ())
    if package is not None:
        bundle, asked = verify_offline.by_package(asked, package, bundle, publisher, settings_of(context).trust, now())
    found = listed(files)
    for archive in found.refused:
        message(archive.said)
    form: Form = json_line if as_json else table_line if as_csv else told
    if as_csv:
        _print(head_of_table())
    counts: Counter[Summary] = Counter()
    began = monotonic()
    with _progress(shown=found.expanded) as tell:
        for one in _to_the_end(verified(found.documents, bundle, form, jobs or os.cpu_count() or 1, asked)):
            if one.refused is not None:
                message(one.refused)
            else:
                _print(one.line)
            counts[one.summary] += 1
            tell(counts.total(), len(found.documents), "")
    if found.expanded:
        _sum_up(counts, monotonic() - began, found.passed_over)
    _end(counts, refused=bool(found.refused) or not found.documents)


@contextmanager
def _progress(*, shown: bool) -> Iterator[Tell]:
    """How far it is, beside verdicts that go elsewhere; on the terminal they are themselves what is waited for."""
    if not shown or sys.stdout.isatty():
        yield lambda *_: None
        return
    from rich.console import Console  # noqa: PLC0415 - a few files are judged before it is loaded

    with progress(Console(stderr=True), words("核验", "verifying")) as tell:
        yield tell


def _to_the_end(told: Iterable["Told"]) -> Iterator["Told"]:
    """Hand on what comes; where a person interrupts it, leave at once: workers may be in the middle of a file."""
    try:
        yield from told
    except KeyboardInterrupt:
        sys.stdout.flush()
        os._exit(Exit.INTERRUPTED)


def _sum_up(counts: "Counter[Summary]", seconds: float, passed_over: int) -> None:
    from api.command.verdict_lines import counted  # noqa: PLC0415

    total = counts.total()
    rate = total / seconds if seconds else 0.0
    in_chinese, in_english = counted(counts)
    message(
        Text(
            f"共 {total} 份：{in_chinese}；每秒 {rate:.0f} 份" if total else "没有找到 PDF 文件",
            f"{total} files: {in_english}; {rate:.0f} a second" if total else "there is no PDF file",
        )
    )
    if passed_over:
        message(
            Text(
                f"另有 {passed_over} 个文件的名称不以 .pdf 结尾，未核验；要核验，请逐个指明",
                f"{passed_over} more files do not end in .pdf and were not verified; name each that is to be",
            )
        )


def _end(counts: "Counter[Summary]", *, refused: bool) -> None:
    from licenses.proof.verdict import Summary  # noqa: PLC0415

    if counts[Summary.NOT_GENUINE] or counts[Summary.NOT_IN_FORCE]:
        raise typer.Exit(Exit.NO)
    if refused or counts[Summary.UNDECIDED]:
        raise typer.Exit(Exit.UNDECIDED)


def _trusted(context: typer.Context, trust: list[Path] | None) -> "TrustBundle":
    """The anchors that were named, or else those of HOME, saying so."""
    from api.service.trust_anchors import anchor_files, bundle, bundle_of  # noqa: PLC0415

    if trust:
        return bundle_of(trust, ())
    folder = settings_of(context).trust
    known = anchor_files(folder)
    if known:
        named = ", ".join(printable(str(file)) for file in known)
        message(Text(f"未给出 --trust，信任 {named}", f"no --trust given: trusting {named}"))
        return bundle(folder, folder / "crl")
    message(Text("未给出信任根（--trust），不判断签章证书是否可信", "no --trust given: whose seal it is is not judged"))
    return bundle_of((), ())


def _print(text: str) -> None:
    """Print a verdict; where nobody reads any more, end as a program does whose reader has left."""
    try:
        typer.echo(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(128 + signal.SIGPIPE) from None
