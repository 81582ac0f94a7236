"""The demonstration as the service loads it: catalogue and licences with their progress on stderr, and what to try."""

from rich.console import Console

from api.command.demonstration import Announcement
from api.process.clock import now
from api.process.terminal import message, progress, words
from api.service.opening import Service
from api.service.serving import Demonstration
from graph.errors import Text
from graph.words.china_time import china_day
from seed.cast import cast
from seed.licenses import load_licenses
from seed.loader import load_catalogue

DATA_BUREAU = "11340200MB1912909J"
"""芜湖市数据资源管理局, which publishes what the register knows."""


def demonstration() -> Demonstration:
    """The demonstration's steps, each with its progress on stderr."""
    console = Console(stderr=True)

    async def catalogue(service: Service) -> None:
        with progress(console, words("装载目录", "catalogue")) as tell:
            await load_catalogue(service.store, service.backend.personal, now(), tell)

    async def licenses(service: Service) -> None:
        with progress(console, words("签发证照", "sealing licences")) as tell:
            workshop, samples = service.backend.workshop, service.settings.samples
            await load_licenses(workshop, samples, china_day(now()), tell)

    def failed() -> None:
        message(Text("演示证照未能全部签发，详见日志", "the demonstration's licences were not all sealed, see the log"))

    return Demonstration(catalogue, Announcement(console, cast()), licenses, failed, DATA_BUREAU)
