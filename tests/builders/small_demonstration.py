"""A demonstration with all departments and a few licences, served by the code that serves the real one.

python small_demonstration.py TABLES LICENSES
"""

import shutil
import sys
from functools import partial
from pathlib import Path

KEPT = ("departments", "divisions", "posts", "successions", "license_types", "license_fields", "issuers")
TABLES = Path(__file__).parents[2] / "seed" / "tables"


def tables(folder: Path) -> str:
    """The organisation and the licence types of the demonstration without its catalogue, in a folder that is made."""
    folder.mkdir()
    for name in KEPT:
        shutil.copy(TABLES / f"{name}.csv", folder)
    return str(folder)


def main() -> int:
    """Serve it."""
    from api.command.ending import run  # noqa: PLC0415 - a worker process imports this file and nothing else

    return run(serve)


def serve() -> None:
    """Load what is missing, and serve until told to stop."""
    import typer  # noqa: PLC0415
    from rich.console import Console  # noqa: PLC0415

    from api.command.demonstration import Announcement  # noqa: PLC0415
    from api.command.loading import of_licenses, under_way  # noqa: PLC0415
    from api.process.clock import now  # noqa: PLC0415
    from api.process.settings import load  # noqa: PLC0415
    from api.process.terminal import progress  # noqa: PLC0415
    from api.service.opening import Service  # noqa: PLC0415
    from api.service.serving import Demonstration, run_server  # noqa: PLC0415
    from graph.words.china_time import china_day  # noqa: PLC0415
    from seed.cast import cast, elsewhere  # noqa: PLC0415
    from seed.licenses import load_licenses  # noqa: PLC0415
    from seed.loader import load_catalogue  # noqa: PLC0415

    tables, count, console = Path(sys.argv[1]), int(sys.argv[2]), Console(stderr=True)

    async def catalogue(service: Service) -> None:
        with progress(console, "catalogue") as tell:
            await load_catalogue(service.store, service.backend.personal, now(), tell, tables)

    async def cases(service: Service) -> None:
        with progress(console, "cases") as tell:
            await under_way(service, tell)

    async def licenses(service: Service) -> None:
        with progress(console, "licences") as tell:
            made = await load_licenses(
                service.backend.workshop, service.settings.samples, china_day(now()), tell, count
            )
        await of_licenses(service, count)
        typer.echo(f"made {made}", err=True)

    announce = Announcement(console, (*cast(), *elsewhere()))
    failed = partial(typer.echo, "the load failed", err=True)
    run_server(load(), Demonstration(catalogue, cases, announce, licenses, failed))


if __name__ == "__main__":
    sys.exit(main())
