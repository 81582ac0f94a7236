"""`zhengtu check`: what is kept compared with itself, and every lint asked of the catalogue as it stands."""

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Final

import orjson
import typer

from api.command.ending import Exit, attended
from api.command.options import Json, settings_of
from api.process.clock import now
from api.process.terminal import lines_of, message, words
from graph.errors import Text, printable

if TYPE_CHECKING:
    from graph.office.review import Flaw

HELP: Final = words(
    "核对登记簿、文件摘要、档案和日志是否一致，并检查现有目录和血缘；服务可以照常运行。",
    "Compare register, digests, archive and journal, and lint the catalogue and its lineage; the service may run.",
)
SHOWN: Final = 100
"""Lines of a kind that are printed where not all are asked for."""


@dataclass(slots=True)
class _Lints:
    """What the lints have said so far: how often each, and the lines that are shown."""

    every: bool
    print_it: bool
    counts: Counter[str] = field(default_factory=Counter)
    shown: list[dict[str, object]] = field(default_factory=list)

    def __call__(self, flaw: "Flaw") -> None:
        """Count a finding; print it at once, so that no more of them are kept than are shown."""
        self.counts[flaw.code.value] += 1
        if not self.every and self.counts.total() > SHOWN:
            return
        if self.print_it:
            said = words(flaw.message.zh, flaw.message.en)
            typer.echo("\t".join(map(printable, (flaw.code.value, flaw.about, flaw.item, said, ",".join(flaw.rules)))))
        else:
            said_of = {"zh": flaw.message.zh, "en": flaw.message.en}
            where = {"code": flaw.code.value, "about": flaw.about, "item": flaw.item}
            self.shown.append(where | {"rules": flaw.rules, "message": said_of})


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
    every: Annotated[
        bool,
        typer.Option(
            "--all",
            help=words(f"列出目录检查的全部提示，而不只是前{SHOWN}条", f"every finding of the lints, not only {SHOWN}"),
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    """Look at everything; print what is wrong. What the lints say is no damage, and changes no exit status."""
    from api.service.checking import check as checked  # noqa: PLC0415 - commands load their rooms when they run
    from licenses.safekeeping.faults import HEADS, SAID  # noqa: PLC0415

    settings = settings_of(context)
    told = lines_of(words("核对", "checking"))
    lints = _Lints(every, not as_json)
    outcome = attended(lambda: checked(settings, now(), told, lints, take_names=take_names))
    whole = outcome.whole
    if as_json:
        faults = [{"head": x.head, "wrong": x.wrong, "about": x.about, "detail": x.detail} for x in whole.faults]
        heads = {head.value: wrong for head, wrong in outcome.heads.items()}
        said = {"licenses": whole.licenses, "files": whole.files, "lines": whole.lines}
        found = {"heads": heads, "faults": faults, "lints": lints.counts, "findings": lints.shown}
        typer.echo(orjson.dumps(said | found).decode())
    else:
        for head, wrong in outcome.heads.items():
            name = HEADS[head]
            state = words("一致", "whole") if not wrong else words(f"{wrong} 处问题", f"{wrong} wrong")
            typer.echo(f"{words(name.zh, name.en)}\t{state}")
        for lint, many in sorted(lints.counts.items()):
            typer.echo(f"{words('目录检查', 'catalogue')}\t{lint}\t{many}")
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
