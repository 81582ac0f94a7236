"""Serving: the store is opened, the application built, the demonstration loaded beside it; everything ends together.

1. The address is taken before anything else, so that a second server on it says so at once.
2. A demonstration's catalogue is loaded before it is served, its licences while it is.
3. SIGINT and SIGTERM end the server, then the load (at the end of its batch), the workers, the store.
"""

import socket
from collections.abc import Awaitable, Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import Final

from api.identity.shared import keep_swept
from api.process.clock import now
from api.process.logging import configure, events
from api.process.settings import SettingRefused, Settings, refuse_exposed_demonstration, refused
from api.process.stopping import Signals
from api.process.stopping import run as run_until_told
from api.process.terminal import message
from api.service.attending import Alone, Front, attended
from api.service.checking import keep_checked
from api.service.opening import Service, open_service
from api.service.reminding import keep_reminding
from api.service.renewing import keep_renewed
from api.service.siblings import Siblings
from graph.errors import Text
from graph.store.engine import Claim
from graph.store.errors import StoreUnavailable
from graph.subjects.installation import memory as installation_memory
from licenses.register.making import warm

Step = Callable[[Service], Awaitable[None]]
_NOBODYS: Final = Text(
    "该库是空的，还没有初始化：正式使用请先运行 zhengtu init --policy …，试用请用 zhengtu serve --demo",
    "this store is empty and nobody's yet: zhengtu init --policy … founds a bureau's, zhengtu serve --demo shows one",
)
RESUMPTIONS: Final = 5
"""How often a load waits for a store that has gone away."""
SHORT_LIVED: Final = "-XX:TieredStopAtLevel=1"
"""Java option of a demonstration's store: what is looked at for an hour is not compiled for days. It halves the
processor time of the load."""


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What the command brings in when a demonstration is asked for."""

    catalogue: Step
    """Loads the catalogue, unless it is there."""
    cases: Step
    """Brings about what is under way, while the catalogue is answered from already."""
    announce: Step
    """Says what to try, and hands out the tokens: nobody acts before what is told of is there."""
    licenses: Step
    """Seals the licences that are missing."""
    failed: Callable[[], None] = lambda: None
    """Says that not all of it was loaded."""
    publisher: str = ""
    """USCC of the department that seals trust packages where the settings name none."""
    prepare: Callable[[], None] = lambda: None
    """Begins what needs no store, while the store is opened."""


def run_server(settings: Settings, demonstration: Demonstration | None) -> None:
    """Serve until told to stop.

    Raises:
        SettingRefused: A demonstration would be served to other machines, or the address is taken.
        StoreError: The store cannot be opened.
        StoreLost: It has ended while it was served, and cannot be brought back.
        Conflict: The store is a bureau's, and a demonstration was asked for.
    """
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    configure(settings.logs, settings.log_level.value, terminal=False)
    run_until_told(lambda signals: _serve(settings, demonstration, signals))


async def _serve(settings: Settings, demonstration: Demonstration | None, signals: Signals) -> None:
    if demonstration is not None:
        refuse_exposed_demonstration(settings, demonstration=True)
        settings = short_lived(settings)
        demonstration.prepare()
    with ExitStack() as closed:
        sockets = [closed.enter_context(closing(each)) for each in listening(settings)]
        settings = settings.model_copy(update={"port": sockets[0].getsockname()[1]})
        async with open_service(settings, now, demonstration=demonstration is not None) as service:
            refuse_exposed_demonstration(settings, demonstration=service.backend.demonstration)
            if demonstration is not None:
                await resumed(service, demonstration.catalogue)
            elif not service.backend.demonstration and await installation_memory.policy_of(service.store) is None:
                message(_NOBODYS)
            service.store.lend()
            await _attend(service, sockets, demonstration, signals)


def short_lived(settings: Settings) -> Settings:
    """The settings of a demonstration: its store is not compiled for long; what is set beside it counts more."""
    return settings.model_copy(update={"store_java": f"{SHORT_LIVED} {settings.store_java}".rstrip()})


async def _attend(
    service: Service, sockets: list[socket.socket], demonstration: Demonstration | None, signals: Signals
) -> None:
    several = service.settings.workers > 1
    front: Front = Siblings(service, sockets, service.settings.workers) if several else Alone(service, sockets)
    beside = [
        _beside(service, front, demonstration),
        service.bounds.keep(service.store),
        keep_checked(service, service.clock),
        service.archives.keep_swept(),
        keep_reminding(service.store, service.clock),
    ]
    if several:
        beside.append(keep_swept(service.store, service.clock))
    try:
        await attended(service, front, signals, *beside)
    except OSError as error:  # somebody else has begun to listen since the address was taken
        raise _taken(service.settings, error) from error


async def resumed(service: Service, step: Step) -> None:
    """Do a step of a load; where the store goes away meanwhile, go on with it when the store is back.

    A step looks first at what is there already, so that it may be begun again at any point.

    Raises:
        StoreLost: The store cannot be brought back.
        StoreUnavailable: It went away once more than is waited for.
    """
    for _ in range(RESUMPTIONS):
        try:
            await step(service)
        except StoreUnavailable as away:
            events().warning("the load waits for the store", reason=str(away))
            await service.store.answers_again()
        else:
            return
    await step(service)


async def _beside(service: Service, front: Front, demonstration: Demonstration | None) -> None:
    """What happens while it is served; a failure here ends the load, never the service."""
    await front.started()
    if demonstration is None:
        _ready_for_files(service)
        address = f"http://{service.settings.host}:{service.settings.port}"
        message(Text(f"已启动：{address}/graphql", f"serving on {address}/graphql"))
        await keep_renewed(service, service.settings.trust_publisher)
        return
    try:
        await resumed(service, demonstration.cases)
        _ready_for_files(service)
        await demonstration.announce(service)
        await resumed(service, demonstration.licenses)
        await keep_renewed(service, service.settings.trust_publisher or demonstration.publisher)
    except Exception:  # noqa: BLE001 - the catalogue is served on; the log has the rest, and so does the terminal
        events().error("the demonstration was not wholly loaded", exc_info=True)
        demonstration.failed()


def _ready_for_files(service: Service) -> None:
    """Start the processes that examine files, draw and seal, so that the first one does not wait for them.

    A demonstration's begin when its cases are there: until then the processors load those, and who sends a file all the
    same has them started.
    """
    if service.backend.examiners is not None:
        service.backend.examiners.start()
    service.backend.workshop.workers.submit(warm)


def listening(settings: Settings) -> list[socket.socket]:
    """Take the address, without letting anybody in yet.

    Raises:
        SettingRefused: The host is none of this machine's, or the port is taken.
    """
    try:
        found = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as error:
        raise refused("host", settings.host, f"is no address: {error}", f"不是可用的地址：{error}") from error
    taken: list[socket.socket] = []
    for family, _, _, _, address in dict.fromkeys(found):
        bound = socket.socket(family)
        try:
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                bound.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            bound.bind((address[0], taken[0].getsockname()[1] if taken else address[1], *address[2:]))
        except OSError as error:
            for each in (*taken, bound):
                each.close()
            raise _taken(settings, error) from error
        taken.append(bound)
    return taken


def _taken(settings: Settings, error: OSError) -> SettingRefused:
    host, why = settings.host, error.strerror
    return refused("port", str(settings.port), f"cannot listen on {host}: {why}", f"不能在 {host} 上监听：{why}")


async def with_service(
    settings: Settings, work: Step, *, demonstration: bool = False, claim: Claim = Claim.OWN
) -> None:
    """Open the service for one piece of work, and close them."""
    async with open_service(settings, now, demonstration=demonstration, claim=claim) as service:
        await work(service)
