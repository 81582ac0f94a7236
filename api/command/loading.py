"""The demonstration as the service loads it: catalogue, cases and licences with their progress, and what to try."""

from datetime import datetime
from functools import partial

from rich.console import Console

from api.command.demonstration import Announcement
from api.process.clock import now
from api.process.terminal import Tell, message, progress, words
from api.service.opening import DEMONSTRATION_REGISTRAR, Service
from api.service.serving import Demonstration
from graph.errors import Text
from graph.subjects.installation.memory import installation
from graph.words.china_time import china_day
from licenses.proof.confinement.port import Share
from licenses.proof.confinement.queue import OURSELVES
from licenses.proof.verdict import Verdict
from licenses.proof.verification import verify
from licenses.register.answering import GraphRegister
from seed.cases import load_cases
from seed.cast import cast, elsewhere
from seed.catalogue import Tables
from seed.doubts import load_doubts
from seed.drafts import load_drafts
from seed.forgeries import load_forgeries
from seed.licenses import load_licenses
from seed.loader import load_catalogue


async def under_way(service: Service, tell: Tell, tables: Tables | None = None) -> None:
    """Bring about what is under way in the catalogue, in all five cities, once."""
    await load_cases(service.store, service.backend.personal, tables or Tables(), now(), tell)


async def of_licenses(service: Service, count: int = 1000) -> None:
    """Bring about licences to be issued, doubts of those that are, and forgeries of samples."""
    backend, day = service.backend, (await installation(service.store)).day(now())
    await load_drafts(backend.workshop, now())
    await load_doubts(backend.workshop, day, now(), count)
    await load_forgeries(
        backend.forgeries, backend.workshop, service.settings.samples, partial(_verified, service), now()
    )


async def _verified(service: Service, content: bytes, at: datetime) -> Verdict:
    """Judge a file as of a moment, against the register."""
    backend = service.backend
    register = GraphRegister(backend.store, backend.personal, china_day(at))
    ours = Share(backend.examiners, OURSELVES) if backend.examiners is not None else None
    return await verify(content, backend.trust(), at, register, examiners=ours)


def demonstration() -> Demonstration:
    """The demonstration's steps, each with its progress on stderr."""
    console, tables = Console(stderr=True), Tables()

    async def catalogue(service: Service) -> None:
        with progress(console, words("装载目录", "catalogue")) as tell:
            await load_catalogue(service.store, service.backend.personal, now(), tell, tables=tables)

    async def cases(service: Service) -> None:
        with progress(console, words("办理事项", "cases")) as tell:
            await under_way(service, tell, tables)
        tables.forget()

    async def licenses(service: Service) -> None:
        with progress(console, words("签发证照", "sealing licences")) as tell:
            workshop, samples = service.backend.workshop, service.settings.samples
            day = (await installation(service.store)).day(now())
            await load_licenses(workshop, samples, day, tell)
        await of_licenses(service)

    def failed() -> None:
        message(Text("演示数据未能全部装载，详见日志", "the demonstration was not wholly loaded, see the log"))

    announce = Announcement(console, (*cast(), *elsewhere()))
    return Demonstration(catalogue, cases, announce, licenses, failed, DEMONSTRATION_REGISTRAR, tables.begin)
