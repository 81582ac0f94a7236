"""`zhengtu seed`: the demonstration's data, loaded without serving them."""

from typing import TYPE_CHECKING, Final

import typer

from api.command.ending import attended
from api.command.options import settings_of
from api.process.terminal import words

if TYPE_CHECKING:
    from api.service.opening import Service

HELP: Final = words("装载演示数据，显示进度。", "Load the demonstration, with progress.")


def seed(context: typer.Context) -> None:
    """Load the demonstration into the store."""
    from api.command.loading import demonstration  # noqa: PLC0415 - commands load their rooms when they run
    from api.service.serving import resumed, with_service  # noqa: PLC0415

    shown = demonstration()

    async def load_all(service: "Service") -> None:
        await resumed(service, shown.catalogue)
        await resumed(service, shown.licenses)

    settings = settings_of(context)
    attended(lambda: with_service(settings, load_all, demonstration=True))
