"""`zhengtu serve`: the service, until it is told to stop."""

from typing import TYPE_CHECKING, Annotated, Final

import typer

from api.command.options import settings_of
from api.process.terminal import words

if TYPE_CHECKING:
    from api.service.serving import Demonstration

HELP: Final = words(
    "提供服务：GraphQL、验证窗口、证照页面。", "Serve GraphQL, the verification endpoint, licence pages."
)


def serve(
    context: typer.Context,
    demo: Annotated[
        bool, typer.Option("--demo", help=words("先装载演示数据（仅一次）", "load the demonstration first, once"))
    ] = False,
) -> None:
    """Serve until told to stop."""
    from api.service.serving import run_server  # noqa: PLC0415 - commands load their rooms when they run

    run_server(settings_of(context), _demonstration() if demo else None)


def _demonstration() -> "Demonstration":
    from api.command.loading import demonstration  # noqa: PLC0415

    return demonstration()
