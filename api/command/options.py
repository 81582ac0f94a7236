"""Options that several verbs have: `--json`, and the settings with the file that `--config` names."""

from typing import Annotated

import typer

from api.process.settings import Settings, load
from api.process.terminal import words

Json = Annotated[bool, typer.Option("--json", help=words("输出 JSON，供程序读取", "print JSON for programs"))]


def settings_of(context: typer.Context) -> Settings:
    """Read the settings, with the file that `--config` names."""
    return load(context.obj)
