"""Opening one HOME: store, keys, archive, workshop; and what the application asks of them.

Used by the command alone. It knows no demonstration data: `api.command` brings those in when it is asked to.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Executor
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from starlette.routing import Route

from api.graphql.backend import Backend
from api.graphql.context import Context
from api.graphql.guard.measure import short_lists
from api.graphql.schema import schema
from api.http.license_page import LicensePage
from api.http.monitoring import Readiness
from api.http.receipts import CALL_RECORDS_PATH, CallRecordEndpoint
from api.http.timestamps import TimestampService
from api.http.trust_package import TrustPackage
from api.identity.authenticator import Identity
from api.identity.request import RequestFacts, RequestReader
from api.identity.shared import Counts, SharedGuesses, SharedQuota, SharedThrottle
from api.process.cluster import crowd_of
from api.process.settings import Settings
from api.process.workers import Workers
from api.service.app import Parts, public_address
from api.service.files import Files
from api.service.lettering import drawing_with
from api.service.packages import PUBLISHED
from api.service.presence import acting_of, development, present_of
from api.service.receipts import ReceiptDesk
from api.service.seals import seals_of
from api.service.storage import open_migrated, personal_data, place_of, tell_of_keys
from api.service.sweeping import Archives, sweep_case_files
from api.service.trust_anchors import FolderTrust, list_folders
from api.service.verifying import ServiceVerifier
from api.service.wholeness import whole
from graph.cases.files import CaseFolder
from graph.errors import Text
from graph.law.scope import EVERYTHING
from graph.schema.migrations import CURRENT
from graph.store.bounds import Bounds
from graph.store.engine import Claim, Store, open_store
from graph.store.migrating import version
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.installation import memory as installation_memory
from graph.subjects.licensing import facts as licensing_facts
from graph.subjects.licensing.rules import status_on
from graph.subjects.organisation import memory as organisation_memory
from graph.words.china_time import china_day
from licenses.proof.confinement.examiners import serving_examiners
from licenses.proof.confinement.port import Examiners
from licenses.register.archive import FolderArchive
from licenses.register.batches.running import Present
from licenses.register.forgery.suspecting import ForgeryRoom
from licenses.register.hiding import hide
from licenses.register.rekeying import bring_under_keys
from licenses.register.workshop import Seals, Workshop
from licenses.seal.authority import DemonstrationAuthority

AUTHORITY_FOUNDED = datetime(2020, 1, 1, tzinfo=UTC)
"""A demonstration's authority is older than every licence that it is shown with."""

DEMONSTRATION_REGISTRAR = "11340200MB1912909J"
"""Who runs a demonstration's register where nobody else is set: the data bureau of the city that has licences."""


@dataclass(frozen=True, slots=True)
class Service:
    """Everything that is open."""

    settings: Settings
    backend: Backend
    clock: Callable[[], datetime]
    bounds: Bounds = field(init=False, repr=False)
    """How long the short lists of its store are."""

    def __post_init__(self) -> None:
        """Know which lists there are; nothing is measured yet."""
        lists = short_lists(schema._schema)  # noqa: SLF001 - what graphql-core knows of it
        object.__setattr__(self, "bounds", Bounds(lists))

    @property
    def store(self) -> Store:
        """The open store."""
        return self.backend.store

    @property
    def archives(self) -> Archives:
        """What is swept."""
        return Archives(self.store, self.backend.workshop.archive, self.settings.home, self.clock)

    def parts(self, figures: Path | None = None) -> Parts:
        """What the application is built from; `figures` as `Metrics` has them."""
        demonstration = self.backend.demonstration
        return Parts(
            settings=self.settings,
            schema=schema,
            context=self.context,
            verifier=ServiceVerifier(self.context),
            receipt=ReceiptDesk(self.context).make,
            license_page=self.license_page,
            ready=self.ready,
            clock=self.clock,
            demonstration=demonstration,
            development_issuer=development(self.settings, demonstration=demonstration),
            more=self._routes,
            lengths=lambda: self.bounds.lengths,
            figures=figures,
        )

    def _routes(self, requests: RequestReader) -> list[Route]:
        """Addresses that need the service: downloads, trust package, and the timestamp service of a demonstration."""
        routes = [
            *Files(self.backend, self.context).routes(requests),
            Route(
                CALL_RECORDS_PATH,
                CallRecordEndpoint(ReceiptDesk(self.context).certify, requests).take,
                methods=["POST"],
            ),
            Route("/trust", TrustPackage(self.settings.trust / PUBLISHED).get),
        ]
        if self.backend.demonstration:
            service = TimestampService(self.backend.workshop.seals.timestamper, self.clock)
            routes.append(Route("/tsa", service.answer, methods=["POST"]))
        return routes

    async def context(self, facts: RequestFacts) -> Context:
        """What resolvers have at hand: the principal's posts are read from the graph, never from the token."""
        acting = await acting_of(self.store, self.backend.personal, facts.identity, facts.at, facts.allowance)
        return Context(facts, acting.actor.principal, acting.view, self.backend, self.present(facts.identity))

    def present(self, identity: Identity) -> Present:
        """Who somebody is, asked anew as often as it matters: for what goes on after he was answered."""
        return present_of(self.store, self.backend.personal, identity, self.clock)

    async def license_page(self, identifier: str, facts: RequestFacts) -> LicensePage | None:
        """What anybody may know of one licence."""
        today = china_day(facts.at)
        view = View(self.store, EVERYTHING, today)
        found = await licensing_facts.license_named(view, identifier)
        if found is None:
            return None
        status = status_on(found.history, found.valid_from, found.valid_until, today)
        return LicensePage(
            identifier=identifier,
            type_name=Text(found.type_name, ""),
            issuer=await organisation_memory.name_of(view, found.issuer),
            status=status,
            at=facts.at,
            issued_on=found.issued_on,
            valid_until=found.valid_until,
            open_objections=await licensing_facts.open_objections(view, found.id),
            demonstration=self.backend.demonstration,
        )

    async def ready(self) -> Readiness:
        """Whether the store answers and its schema is current, and what checks have found."""
        schema_version = await version(self.store)
        checks = {"store": "ok", "schema": str(schema_version), "demonstration": str(self.backend.demonstration)}
        kept = await asyncio.to_thread(whole, self.settings)
        return Readiness(schema_version == CURRENT, checks | kept.said, damaged=kept.damaged)


@asynccontextmanager
async def open_service(
    settings: Settings, clock: Callable[[], datetime], *, demonstration: bool = False, claim: Claim = Claim.OWN
) -> AsyncIterator[Service]:
    """Open a HOME: start or reach its store, bring it to the current schema, read its keys.

    Args:
        settings: Where everything is.
        clock: The present.
        demonstration: Make an empty store a demonstration.
        claim: Whether an embedded store may be that of a service that runs.

    Raises:
        StoreError: The store cannot be opened.
        Conflict: The store is newer than this program, or is not what was asked for, or a key of it is missing.
    """
    async with open_migrated(settings, claim) as store:
        if demonstration:
            await installation_memory.become_demonstration(store)
        prepare = drawing_with(settings)
        with (
            Workers(prepare=prepare) as workers,
            crowd_of(settings.batch_cluster, prepare) as crowd,
            closing(serving_examiners()) as examiners,
        ):
            service = _with_crowd(await _service(settings, clock, store, workers, examiners), crowd)
            await bring_under_keys(store, service.backend.personal, FolderArchive(settings.archive), tell_of_keys)
            await hide(store, service.backend.personal)
            await sweep_case_files(store, service.backend.case_files, clock())
            await service.archives.sweep(alone=store.server is not None)
            try:
                yield service
            finally:
                await service.backend.background.close()


@asynccontextmanager
async def open_beside(
    settings: Settings, clock: Callable[[], datetime], workers: Executor, examiners: Examiners
) -> AsyncIterator[Service]:
    """Open what another process of the service has opened before, and goes on to own.

    Args:
        settings: Where everything is.
        clock: The present.
        workers: The owner's, who draw and seal.
        examiners: The owner's.

    Raises:
        StoreError: The store is not lent, or does not answer.
    """
    async with open_store(place_of(settings, Claim.BORROWED)) as store:
        with crowd_of(settings.batch_cluster, drawing_with(settings)) as crowd:
            service = _with_crowd(await _service(settings, clock, store, workers, examiners), crowd)
            counts = Counts(store, service.backend.personal.lookup)
            backend = replace(
                service.backend,
                attempts=SharedThrottle(counts=counts),
                face_checks=SharedGuesses(counts=counts),
                receipts=SharedQuota(counts=counts),
            )
            try:
                yield Service(settings, backend, clock)
            finally:
                await backend.background.close()


def _with_crowd(service: Service, crowd: Executor | None) -> Service:
    backend = service.backend
    return replace(service, backend=replace(backend, workshop=replace(backend.workshop, crowd=crowd)))


async def _service(
    settings: Settings, clock: Callable[[], datetime], store: Store, workers: Executor, examiners: Examiners
) -> Service:
    is_demonstration = (await installation_memory.installation(store)).demonstration
    personal = await personal_data(settings, store)
    authority = await demonstration_authority(settings, store) if is_demonstration else None
    backend = _backend(settings, store, personal, workers, clock(), authority)
    return Service(settings, replace(backend, examiners=examiners), clock)


async def demonstration_authority(settings: Settings, store: Store) -> DemonstrationAuthority:
    """Open the authority by which a demonstration seals; found the first one where nothing was sealed yet.

    Raises:
        KeyMissing: The store was used with an authority, and a file of it is gone; none is founded.
        Conflict: `WRONG_AUTHORITY`; it is another store's.
    """
    founded = await installation_memory.has_authority(store)
    authority = DemonstrationAuthority.open(settings.home, AUTHORITY_FOUNDED, founded=founded)
    await installation_memory.check_authority(store, authority.fingerprint())
    return authority


def _backend(
    settings: Settings,
    store: Store,
    personal: PersonalData,
    workers: Executor,
    now: datetime,
    authority: DemonstrationAuthority | None,
) -> Backend:
    public_url, demo = public_address(settings), authority is not None
    seals: Seals
    if authority is not None:
        seals = authority
        authority.revocation_lists(now)  # renewed, where they run out
    else:
        seals = seals_of(settings)
    trust = FolderTrust(settings.trust, list_folders(settings, demonstration=demo))
    archive = FolderArchive(settings.archive)
    workshop = Workshop(store, personal, archive, seals, workers, public_url, demo)
    registrar = settings.registrar or (DEMONSTRATION_REGISTRAR if demo else "")
    forgeries = ForgeryRoom(store, personal, CaseFolder(settings.evidence, personal))
    return Backend(
        store, personal, workshop, trust, public_url, demo, settings.max_upload_bytes, forgeries, registrar=registrar
    )
