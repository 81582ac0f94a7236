"""The `zhengtu` command: the app, and its verbs, a module each.

A verb imports what it needs when it runs, so that `zhengtu token` does not wait for a PDF library. Results go to
stdout, everything else to stderr. The exit code is an answer: see `ending`.
"""

import sys
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from api.command import (
    backup,
    batch,
    check,
    collect,
    compare,
    doctor,
    erase,
    exporting,
    importing,
    init,
    restore,
    schema,
    seed,
    serve,
    template,
    token,
    trust,
    verify,
)
from api.command.ending import run
from api.command.usage import Verb, Verbs
from api.process.terminal import words


class _Zhengtu(Verbs):
    """All verbs; the one that is told from the policies' tables is loaded when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Name the verbs, in order."""
        return [*super().list_commands(ctx), _LAW]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Give a verb; None where there is none of this name."""
        if cmd_name != _LAW:
            return super().get_command(ctx, cmd_name)
        from api.command import law  # noqa: PLC0415 - reads every policy

        return typer.main.get_group(law.app)


_LAW: Final = "law"

app: Final = typer.Typer(
    name="zhengtu",
    cls=_Zhengtu,
    help=words(
        "证图：城市政务信息资源与电子证照的一张图。", "One graph of a city's information resources and licences."
    ),
    epilog=words(
        "退出码：0 完成；1 答案为否；2 用法错误；3 无法判定；70 系统故障；130、143 被中断。",
        "Exit codes: 0 done, 1 the answer is no, 2 wrong usage, 3 undecided, 70 our failure, 130 or 143 interrupted.",
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415 - reads the package's description

        typer.echo(version("zhengtu"))
        raise typer.Exit


@app.callback()
def zhengtu(
    context: typer.Context,
    config: Annotated[
        Path | None,
        typer.Option(
            help=words("TOML 设置文件；默认为工作目录中的 zhengtu.toml", "TOML file of settings; zhengtu.toml here")
        ),
    ] = None,
    _version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_show_version, help=words("显示版本", "show the version")),
    ] = False,
) -> None:
    """Keep where the settings are; a command that needs none does not read them."""
    context.obj = config


app.command("token", cls=Verb, help=token.HELP)(token.token)
app.command("schema", cls=Verb, help=schema.HELP)(schema.schema)
app.command("verify", cls=Verb, help=verify.HELP)(verify.verify)
app.command("init", cls=Verb, help=init.HELP)(init.init)
app.command("doctor", cls=Verb, help=doctor.HELP)(doctor.doctor)
app.command("serve", cls=Verb, help=serve.HELP)(serve.serve)
app.command("seed", cls=Verb, help=seed.HELP)(seed.seed)
app.command("import", cls=Verb, help=importing.HELP)(importing.import_)
app.command("export", cls=Verb, help=exporting.HELP)(exporting.export)
app.command("erase", cls=Verb, help=erase.HELP)(erase.erase)
app.command("backup", cls=Verb, help=backup.HELP)(backup.backup)
app.command("restore", cls=Verb, help=restore.HELP)(restore.restore)
app.command("check", cls=Verb, help=check.HELP)(check.check)
app.command("compare", cls=Verb, help=compare.HELP)(compare.compare)
app.command("collect", cls=Verb, help=collect.HELP)(collect.collect)
app.command("collected", cls=Verb, help=collect.HELP_COLLECTED)(collect.collected)
app.command("template", cls=Verb, help=template.HELP)(template.template)
app.add_typer(batch.app)
app.add_typer(trust.app)


def main() -> None:
    """Run the command; every way it can end has an exit code and, where it is no success, one line for a person."""
    sys.exit(run(app))


if __name__ == "__main__":
    main()
