"""Options that several verbs have: `--json`, and the settings with the file that `--config` names."""

from typing import TYPE_CHECKING, Annotated

import typer

from api.process.terminal import words

if TYPE_CHECKING:
    from api.process.settings import Settings

Json = Annotated[bool, typer.Option("--json", help=words("输出 JSON，供程序读取", "print JSON for programs"))]


def settings_of(context: typer.Context) -> "Settings":
    """Read the settings, with the file that `--config` names."""
    from api.process.settings import load  # noqa: PLC0415 - a command without settings does not load their rules

    return load(context.obj)
