"""A small schema of its own, served by the real server on a free loopback port."""

import asyncio
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
import strawberry
from builders import office
from builders.forking import LOCALES, forks
from builders.more import LEFT_OUT
from builders.office import Office
from builders.processes import Ended
from builders.releases import kept
from builders.stores import wipe
from starlette.datastructures import UploadFile
from strawberry.file_uploads import Upload, UploadDefinition
from strawberry.schema.config import StrawberryConfig

from api.graphql.backend import Backend
from api.graphql.lens.uploads import Part, received
from api.http.body import PACE, Pace
from api.http.license_page import LicensePage
from api.http.monitoring import Readiness
from api.http.pages.asking import FaceLabel
from api.http.receipts import Asked, Lasting, Receipt
from api.identity.authenticator import Identity
from api.identity.request import RequestFacts
from api.identity.tokens import DevelopmentIssuer, open_issuer
from api.process.logging import configure
from api.process.settings import Settings, load
from api.service.app import Parts, build_app, server
from api.service.attending import COUNTED
from api.service.opening import Service
from graph.cases.files import CaseFolder
from graph.errors import Busy, NotFound, Text
from graph.refusal_codes import Code
from graph.store.engine import Store
from graph.store.errors import StoreUnavailable
from graph.store.migrating import migrate
from graph.store.personal import PersonalData
from graph.subjects.organisation import memory as organisation_memory
from graph.words.licensing import LicenseStatus
from graph.words.people import Role
from licenses.proof.drawings import Drawing, Undrawn
from licenses.proof.face_check import Face
from licenses.proof.trusted import TrustBundle
from licenses.register.archive import FolderArchive
from licenses.register.forgery.suspecting import ForgeryRoom
from licenses.register.hiding import hide
from licenses.register.rekeying import bring_under_keys
from licenses.register.workshop import Workshop
from licenses.seal.authority import DemonstrationAuthority

BUSY = Busy(Text("请稍后", "later"), code=Code.VERIFICATION_BUSY)
KEPT = kept("city")
"""The small city as each release left it."""
REMEMBERED: list[str] = []
"""What the slow mutation was told."""


@strawberry.type
class Person:
    name: str
    friends: list["Person"]


@strawberry.type
class PageInfo:
    has_next_page: bool


@strawberry.type
class PersonEdge:
    node: Person


@strawberry.type
class PersonConnection:
    edges: list[PersonEdge]
    page_info: PageInfo


@strawberry.input
class Wish:
    name: str


@strawberry.type
class Query:
    @strawberry.field
    def hello(self, name: str = "world") -> str:
        return f"hello {name}"

    @strawberry.field
    def wished(self, wish: Wish) -> str:
        return wish.name

    @strawberry.field
    def me(self, info: strawberry.Info) -> str:
        identity: Identity = info.context.identity
        return (
            f"{identity.role.name.lower()}:{identity.subject or ''}:{identity.department or ''}:{identity.post or ''}"
        )

    @strawberry.field
    def person(self) -> Person:
        return Person(name="张三", friends=[])

    @strawberry.field
    def people(self, first: int = 20) -> PersonConnection:
        assert first
        return PersonConnection(edges=[], page_info=PageInfo(has_next_page=False))

    @strawberry.field
    def refused(self) -> str | None:
        raise NotFound(
            Text("没有这个部门", "no such department"), code=Code.UNKNOWN_DEPARTMENT, rules=("WH-1",), value="9"
        )

    @strawberry.field
    def broken(self) -> str | None:
        raise RuntimeError("the secret of 340200199001011234")

    @strawberry.field
    def broken_for_good(self) -> str:
        raise RuntimeError("the secret")

    @strawberry.field
    def away(self) -> str | None:
        raise StoreUnavailable("bolt://10.0.0.1 refused")

    @strawberry.field
    def busy(self) -> str | None:
        raise BUSY

    @strawberry.field
    async def size(self, file: Upload) -> int:
        return len(await received(file, 1_000_000))

    @strawberry.field
    async def sizes(self, files: list[Upload], most: int = 1_000_000) -> list[int]:
        return [len(await received(file, most)) for file in files]

    @strawberry.field
    async def slow(self) -> str:
        await asyncio.sleep(30)
        return "never"


@strawberry.type
class Mutation:
    @strawberry.mutation
    def remember(self, text: str) -> str:
        return text

    @strawberry.mutation
    async def remember_slowly(self, text: str) -> str:
        await asyncio.sleep(0.3)
        REMEMBERED.append(text)
        return text

    @strawberry.mutation
    async def length(self, file: Upload) -> int:
        return len(await cast("UploadFile", file).read())


SCHEMA = strawberry.Schema(Query, Mutation, config=StrawberryConfig(scalar_map={Upload: UploadDefinition}))
PAGE = LicensePage(
    identifier="1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U",
    type_name=Text("<b>营业执照</b>", "Business licence"),
    issuer="芜湖市市场监督管理局",
    status=LicenseStatus.IN_FORCE,
    issued_on=date(2025, 3, 1),
    valid_until=None,
    at=datetime(2026, 3, 2, 2, tzinfo=UTC),
    open_objections=2,
    demonstration=True,
)


@dataclass
class Served:
    """A running server and what it was given."""

    url: str
    settings: Settings
    issuer: DevelopmentIssuer
    client: httpx.Client
    now: list[datetime] = field(default_factory=lambda: [datetime.now(UTC)])
    readiness: list[Readiness] = field(default_factory=lambda: [Readiness(ready=True, checks={"store": "ok"})])
    life: list[str] = field(default_factory=list)

    def token(self, role: Role, subject: str | None = "s-1", **claims: str) -> str:
        return self.issuer.token(Identity(role, subject, **claims), self.now[0])

    def ask(self, query: str, token: str | None = None, **more: Any) -> httpx.Response:
        headers = {"accept": "application/graphql-response+json"}
        if token:
            headers["authorization"] = f"Bearer {token}"
        return self.client.post("/graphql", json={"query": query, **more}, headers=headers)


class Verifier:
    """Says what it was asked."""

    async def file(self, file: Part, facts: RequestFacts) -> Mapping[str, Any]:
        match content := await file.read():
            case b"%PDF-slow":
                await asyncio.sleep(30)
            case b"%PDF-busy":
                raise BUSY
            case b"%PDF-away":
                raise StoreUnavailable("bolt://10.0.0.1 refused")
            case _:
                pass
        told = {"length": len(content), "digest": sha256(content).hexdigest()}
        return {"summary": "undecided", **told, "role": facts.identity.role.name.lower()}

    async def drawn(self, file: Part, facts: RequestFacts) -> tuple[Mapping[str, Any], Drawing]:
        return await self.file(file, facts), Drawing(undrawn=Undrawn.UNREADABLE)

    async def identifier(self, identifier: str, facts: RequestFacts) -> Mapping[str, Any]:  # noqa: ARG002
        return {"summary": "undecided", "identifier": identifier}

    async def face(self, identifier: str, face: Face, facts: RequestFacts) -> Mapping[str, Any]:  # noqa: ARG002
        return {"summary": "undecided", "identifier": identifier, "face_check": "partly_wrong", "face": list(face)}

    async def labels(self, identifier: str, facts: RequestFacts) -> list[FaceLabel]:  # noqa: ARG002
        return [FaceLabel("<b>姓名</b>", required=True)] if identifier == PAGE.identifier else []


async def _receipt(asked: Asked, facts: RequestFacts, lasting: Lasting) -> Receipt:
    match asked.purpose:
        case "slow":
            await asyncio.sleep(30)
        case "lasting":
            lasting()
            await asyncio.sleep(0.3)
            REMEMBERED.append("receipt")
        case _:
            pass
    return Receipt("2026-000001", "undecided", b"%PDF-")


async def _license_page(identifier: str, facts: RequestFacts) -> LicensePage | None:
    return PAGE if identifier == PAGE.identifier else None


async def _context(facts: RequestFacts) -> RequestFacts:
    return facts


@contextmanager
def _serving(home: Path, pace: Pace = PACE, **given: Any) -> Iterator[Served]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = load(home=home, port=port, **given)
    configure(settings.logs, terminal=False)
    issuer = open_issuer(settings, demonstration=True)
    url = f"http://127.0.0.1:{port}"
    with httpx.Client(base_url=url, timeout=10) as client:
        served = Served(url, settings, issuer, client)

        class Opened:
            async def __aenter__(self) -> None:
                served.life.append("opened")

            async def __aexit__(self, *_: object) -> None:
                served.life.append("closed")

        async def ready() -> Readiness:
            return served.readiness[0]

        running = server(
            build_app(
                Parts(
                    settings=settings,
                    schema=SCHEMA,
                    context=_context,
                    verifier=Verifier(),
                    receipt=_receipt,
                    license_page=_license_page,
                    ready=ready,
                    clock=lambda: served.now[0],
                    demonstration=True,
                    development_issuer=issuer,
                    opened=Opened,
                    pace=pace,
                )
            ),
            settings,
        )
        thread = threading.Thread(target=running.run)
        thread.start()
        while not running.started and thread.is_alive():
            time.sleep(0.01)
        try:
            yield served
        finally:
            running.should_exit = True
            thread.join(timeout=15)
            assert not thread.is_alive()


@pytest.fixture(scope="session")
def serve() -> Callable[..., Any]:
    """Start a server with settings of one's own."""
    return _serving


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The server that most tests share."""
    with _serving(tmp_path_factory.mktemp("home"), max_upload_bytes=200_000) as running:
        yield running


@pytest.fixture
def remembered() -> list[str]:
    """What the slow mutation has been told since the test began."""
    REMEMBERED.clear()
    return REMEMBERED


@pytest.fixture(scope="session")
def zhengtu() -> Iterator[Callable[..., Ended]]:
    """Runs the real command: locale, HOME, arguments, settings."""
    with ExitStack() as stack:
        started = cache(lambda locale: stack.enter_context(forks(**LOCALES[locale])))
        yield lambda locale, home, *arguments, **settings: started(locale).command(home, *arguments, **settings)


@pytest.fixture(scope="session")
def page() -> LicensePage:
    """The one licence that the server knows."""
    return PAGE


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> DemonstrationAuthority:
    """A demonstration's authority with throw-away keys; its seal and its clock are older than any licence."""
    founded = DemonstrationAuthority.open(tmp_path_factory.mktemp("authority"), office.FOUNDED)
    founded.sealer("民政局", office.CIVIL, office.FOUNDED)
    founded.timestamper(office.FOUNDED)
    return founded


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Ask every store for the same: the one that is made today, and the one that each release left."""
    if "release" in metafunc.fixturenames:
        since = metafunc.definition.get_closest_marker("since")
        old = [number for number in KEPT if since is None or _number(number) >= _number(since.args[0])]
        marks = () if metafunc.module.__name__.endswith("test_releases") else LEFT_OUT
        kept_stores = [pytest.param(number, marks=marks) for number in old]
        metafunc.parametrize("release", [pytest.param("", id="today"), *kept_stores], indirect=True, scope="module")


def _number(release: str) -> tuple[int, ...]:
    return tuple(map(int, release.split(".")))


@pytest.fixture(scope="module")
def release(request: pytest.FixtureRequest) -> str:
    """Which release made the store that is asked; empty for today's program."""
    number: str = request.param
    return number


@pytest.fixture(scope="module")
async def api(
    release: str, kept_store: Store, authority: DemonstrationAuthority, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Office]:
    """The small city of `builders.office`, in a service that can be asked."""
    home, personal = tmp_path_factory.mktemp("home"), PersonalData(b"\x17" * 32)
    await kept_store.write(wipe)
    if release:
        KEPT[release].unpack(home)
        authority = _aged(DemonstrationAuthority.open(home, office.FOUNDED, founded=True))
        await KEPT[release].load(kept_store)
        await migrate(kept_store)
        await kept_store.write(lambda unit: organisation_memory.write_posts(unit, office.posts(), personal))
        await bring_under_keys(kept_store, personal, FolderArchive(home / "archive"))
        await hide(kept_store, personal)
    else:
        await office.furnish(kept_store, personal)
    settings = load(home=home, public_url=office.PUBLIC_URL)
    trust = TrustBundle.of_pem(authority.root_file.read_bytes(), crls=authority.revocation_lists(office.NOW))
    with ThreadPoolExecutor(1) as workers:
        workshop = Workshop(
            kept_store, personal, FolderArchive(settings.archive), authority, workers, office.PUBLIC_URL, True
        )
        forgeries = ForgeryRoom(kept_store, personal, CaseFolder(settings.evidence, personal))
        backend = Backend(
            kept_store, personal, workshop, lambda: trust, office.PUBLIC_URL, True, settings.max_upload_bytes,
            forgeries, registrar=office.CIVIL,
        )  # fmt: skip
        licenses = await (_licensed(kept_store, personal) if release else _issued(workshop, authority))
        yield Office(Service(settings, backend, lambda: office.NOW), licenses)


def _aged(authority: DemonstrationAuthority) -> DemonstrationAuthority:
    """An authority whose seal and clock are older than any licence; those that a release left are as old as its own."""
    (authority.folder / "authority" / "timestamp.crt").unlink()
    authority.timestamper(office.FOUNDED)
    authority.renew("民政局", office.CIVIL, office.FOUNDED)
    return authority


NUMBERS = {office.ALICE: "J340200-2026-000001", office.BOB: "J340200-2026-000002"}


async def _issued(workshop: Workshop, authority: DemonstrationAuthority) -> dict[str, str]:
    folder = str(authority.folder)
    return {
        holder: await office.issue_sealed(workshop, office.order(holder, number), serial, folder)
        for (holder, number), serial in zip(NUMBERS.items(), ("A0001", "B0001"), strict=True)
    }


async def _licensed(store: Store, personal: PersonalData) -> dict[str, str]:
    ids = dict(await store.read("MATCH (l:License) RETURN collect([l.numberHash, l.id])"))
    return {holder: ids[personal.lookup(number)] for holder, number in NUMBERS.items()}


@pytest.fixture
def counted(api: Office, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements that are read, after the asker is known; of a roll only the one with which every answer begins."""
    read: list[str] = []
    rolls = [each.roll for each in COUNTED if each.roll is not None]
    beside = {text for roll in rolls for text in (roll.ends, roll.part, roll.written, roll.these)}
    genuine, context = Store.read, Service.context

    async def noted(store: Store, text: Any, /, **parameters: Any) -> Any:
        if text not in beside:
            read.append(text)
        return await genuine(store, text, **parameters)

    async def opened(service: Service, facts: Any) -> Any:
        made = await context(service, facts)
        read.clear()
        return made

    monkeypatch.setattr(Store, "read", noted)
    monkeypatch.setattr(Service, "context", opened)
    return read
