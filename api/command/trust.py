"""`zhengtu trust export`: what this register knows, sealed, for those who verify where there is no network."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import orjson
import typer

from api.command.ending import attended
from api.command.options import Json, settings_of
from api.command.usage import Verb, Verbs
from api.process.terminal import message, progress, words
from graph.errors import Text, printable

if TYPE_CHECKING:
    from api.service.opening import Service
    from licenses.register.publishing import Published

HELP: Final = words("信任包：供离线核验使用。", "Trust packages, for verifying offline.")
_EXPORT: Final = words(
    "发布信任包：信任根、吊销列表、颁发权限、各证照状态，由 --as 部门签章。",
    "Publish a trust package: anchors, revocation lists, rights to issue, states; sealed by the department of --as.",
)

app: Final = typer.Typer(name="trust", cls=Verbs, help=HELP, no_args_is_help=True, rich_markup_mode=None)


@app.command("export", cls=Verb, help=_EXPORT)
def export(
    context: typer.Context,
    publisher: Annotated[
        str, typer.Option("--as", help=words("发布部门的代码（USCC）", "code (USCC) of the department that publishes"))
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            dir_okay=False,
            help=words(
                "写入的文件；默认为 HOME/trust/published，由 GET /trust 提供",
                "file; else HOME/trust/published, for GET /trust",
            ),
        ),
    ] = None,
    days: Annotated[int, typer.Option(min=1, max=31, help=words("有效天数", "days for which it is believed"))] = 7,
    as_json: Json = False,
) -> None:
    """Make a package; print where it is."""
    from api.service.packages import PUBLISHED  # noqa: PLC0415 - commands load their rooms when they run
    from graph.store.files import write_whole  # noqa: PLC0415

    settings = settings_of(context)
    made = attended(lambda: _made(context, publisher, days))
    file = output or settings.trust / PUBLISHED
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, made.package)
    expires = made.expires.isoformat()
    message(
        Text(
            f"信任包序号 {made.sequence}，证照 {made.licenses} 份，有效至 {expires}",
            f"trust package {made.sequence}: {made.licenses} licences, good until {expires}",
        )
    )
    told = {"file": str(file), "sequence": made.sequence, "licenses": made.licenses, "expires": expires}
    typer.echo(orjson.dumps(told).decode() if as_json else printable(str(file)))


async def _made(context: typer.Context, code: str, days: int) -> "Published":
    from rich.console import Console  # noqa: PLC0415

    from api.service.renewing import made  # noqa: PLC0415
    from api.service.serving import with_service  # noqa: PLC0415
    from graph.store.engine import Claim  # noqa: PLC0415

    packages: list[Published] = []

    async def work(service: "Service") -> None:
        with progress(Console(stderr=True), words("读取证照状态", "reading states")) as tell:
            packages.append(await made(service, code, days, tell))

    await with_service(settings_of(context), work, claim=Claim.EITHER)
    return packages[0]
