"""No query tells anything of a node that the asker may not see: every field of the schema is asked, as everybody.

The five cities are planted with marks: ids, codes, names, words. What an asker does not see must be in no answer, and
what he sees is in some, so that a crawl that finds nothing is noticed.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from builders import five_cities, office
from builders.crawling import CORE, is_node, lists, nodes, opened, walks
from builders.five_cities import CITIES, Asker, FiveCities, askers, mentioned, objector, phone
from builders.more import LEFT_OUT, left_out
from builders.office import Office, gid
from builders.seeing import may_see, people_seen
from graphql import GraphQLObjectType
from graphql.type import is_required_argument

from api.graphql.backend import Backend
from api.identity.authenticator import Identity
from api.process.settings import load
from api.service.opening import Service
from graph.cases.files import CaseFolder
from graph.law.scope import Guarded
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.words.organisation import PostKind
from graph.words.people import Role
from licenses.proof.trusted import TrustBundle
from licenses.register.archive import FolderArchive
from licenses.register.forgery.suspecting import ForgeryRoom
from licenses.register.workshop import Workshop
from licenses.seal.authority import DemonstrationAuthority

HERE = CITIES[0]
HELD = {
    ("bureau", PostKind.APPLICANT), ("bureau", PostKind.ISSUER), ("bureau", PostKind.INSPECTOR),
    ("user", PostKind.APPLICANT), ("county_bureau", PostKind.ISSUER), ("county_bureau", PostKind.INSPECTOR),
}  # fmt: skip
ASKERS = tuple(
    each
    for each in askers()
    if each.city in (None, HERE) and (each.post is None or (each.place, each.post) in HELD) and each.role != Role.ADMIN
)
"""One for each row of the table, and those in the county; an administrator sees what an auditor sees."""
ALWAYS = {(Role.STAFF, HERE, "county_bureau", PostKind.INSPECTOR)}
"""Who is tried always: who sees what one county has."""
ASKING = tuple(
    pytest.param(each, id=str(each), marks=() if (each.role, each.city, each.place, each.post) in ALWAYS else LEFT_OUT)
    for each in ASKERS
)


@pytest.fixture(scope="module")
async def cities(
    kept_store: Store, authority: DemonstrationAuthority, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[FiveCities, Office]]:
    """The five cities, in a service that can be asked."""
    personal = PersonalData(b"\x17" * 32)
    planted = await five_cities.furnished(kept_store, personal)
    settings = load(home=tmp_path_factory.mktemp("home"), public_url=office.PUBLIC_URL)
    trust = TrustBundle.of_pem(authority.root_file.read_bytes())
    with ThreadPoolExecutor(1) as workers:
        archive = FolderArchive(settings.archive)
        workshop = Workshop(kept_store, personal, archive, authority, workers, office.PUBLIC_URL, True)
        forgeries = ForgeryRoom(kept_store, personal, CaseFolder(settings.evidence, personal))
        backend = Backend(
            kept_store, personal, workshop, lambda: trust, office.PUBLIC_URL, True, settings.max_upload_bytes, forgeries
        )
        yield planted, Office(Service(settings, backend, lambda: office.NOW), {})


def text_of(answer: Any) -> str:
    """Everything that an answer says, with opaque ids opened."""
    told = json.dumps(answer, ensure_ascii=False, default=str)
    return told + " ".join(opened(each) for each in set(re.findall(r"[A-Za-z0-9_-]{8,}", told)))


async def crawled(cities: FiveCities, api: Office, asker: Asker) -> str:
    """All answers to everything that an asker asks."""
    identity = Identity(asker.role, asker.subject or None, asker.department)
    public = [gid("Department", getattr(HERE, place)) for place in five_cities.OWNERS]
    public += [gid("Resource", five_cities.published_code(HERE, place)) for place in five_cities.OWNERS]
    public += [gid("LicenseType", office.MARRIAGE), gid("Consumer", f"{HERE.policy}-USE-user")]
    here = [node for node in cities.planted if any(mark in str(node) for mark in (HERE.policy, HERE.division))]
    seen = [gid(node.label, node.id) for node in here if may_see(asker, node)]
    hidden = [gid(node.label, node.id) for node in here if not may_see(asker, node)]
    told = [text_of(await api.ask(asked, identity)) for asked in (*lists(), nodes(public + seen), walks(public + seen))]
    for each in hidden:
        assert (await api.ask(f'{{ node(id: "{each}") {{ id }} }}', identity))["node"] is None
        refused = await api.refused(walks([each], whole=False), identity)
        assert refused.code == "NODE_NOT_FOUND"
    return "\n".join(told)


@pytest.mark.parametrize("asker", ASKING)
async def test_no_answer_tells_of_a_node_that_the_asker_may_not_see(
    cities: tuple[FiveCities, Office], asker: Asker
) -> None:
    planted, api = cities
    told = await crawled(planted, api, asker)
    raised = asker.subject in (objector(HERE), five_cities.holder_code(HERE))
    said_himself = text_of(mentioned(HERE)) if raised else ""
    leaked = [
        (node.label, secret)
        for node in planted.planted
        if not may_see(asker, node)
        for secret in (*node.secrets, f"{node.label}:{node.id}")
        if secret not in said_himself and secret in told
    ]
    assert leaked == []
    numbers = {phone(city, place) for city in CITIES for place in five_cities.OWNERS}
    assert {each for each in numbers if each in told} == numbers & people_seen(asker)


@left_out
@pytest.mark.parametrize(
    ("post", "never"), [(PostKind.INSPECTOR, Guarded.HOLDERS), (PostKind.ISSUER, Guarded.DATA_NOTICES)]
)
async def test_what_an_asker_sees_the_crawl_finds(
    cities: tuple[FiveCities, Office], post: PostKind, never: Guarded
) -> None:
    planted, api = cities
    asker = next(each for each in ASKERS if each.post is post and each.place == "bureau")
    told = await crawled(planted, api, asker)
    kinds = {node.what for node in planted.planted if may_see(asker, node)}
    assert kinds == set(Guarded) - {never}
    missed = [node for node in planted.planted if may_see(asker, node) and f"{node.label}:{node.id}" not in told]
    assert missed == []


def test_the_crawl_asks_every_field_that_needs_no_argument() -> None:
    asked = " ".join((*lists(), nodes([gid("Resource", "x")])))
    every = {
        f"{kind.name}_{name}"
        for kind in CORE.type_map.values()
        if isinstance(kind, GraphQLObjectType) and is_node(kind)
        for name, field in kind.fields.items()
        if not any(is_required_argument(each) for each in field.args.values())
    }
    assert {each for each in every if f"{each}: " not in asked} == set()
