"""No query tells anything of a node that the asker may not see: every field of the schema is asked, as everybody.

The five cities are planted with marks: ids, codes, names, words. What an asker does not see must be in no answer, and
what he sees is in some, so that a crawl that finds nothing is noticed.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import pytest
from builders import five_cities, office
from builders.five_cities import CITIES, Asker, FiveCities, askers, mentioned, objector, phone
from builders.more import LEFT_OUT
from builders.office import Office, gid
from builders.seeing import may_see, people_seen
from graphql import (
    GraphQLField,
    GraphQLObjectType,
    get_named_type,
    is_composite_type,
    is_interface_type,
    is_object_type,
)
from graphql.type import is_required_argument

from api.graphql.backend import Backend
from api.graphql.schema import schema
from api.identity.authenticator import Identity
from api.process.settings import load
from api.service.opening import Service
from graph.law.scope import Guarded
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.words.organisation import PostKind
from graph.words.people import Role
from licenses.proof.trust import TrustBundle
from licenses.register.archive import FolderArchive
from licenses.register.issuing import Workshop
from licenses.seal.authority import DemonstrationAuthority

CORE = schema._schema
QUESTIONS: dict[str, GraphQLField] = CORE.type_map["Query"].fields  # type: ignore[attr-defined]
LINEAGE = "Resource:"
"""Of what the walks along lineage are asked."""
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
ASKING = tuple(
    pytest.param(
        each,
        id=str(each),
        marks=() if each.post is None or (each.place, each.post) == ("county_bureau", PostKind.INSPECTOR) else LEFT_OUT,
    )
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
        backend = Backend(kept_store, personal, workshop, trust, office.PUBLIC_URL, True, settings.max_upload_bytes)
        yield planted, Office(Service(settings, backend, lambda: office.NOW), {})


@cache
def selection(kind: Any, depth: int) -> str:
    """Every field of a type that needs no argument, so many objects deep; a connection counts as what it holds."""
    parts = [
        f"... on {each.name} {selection(each, depth)}"
        for each in (CORE.get_possible_types(kind) if not is_object_type(kind) else ())
    ]
    named = "__typename "
    for name, field in getattr(kind, "fields", {}).items() if is_object_type(kind) else ():
        inner = get_named_type(field.type)
        if any(is_required_argument(each) for each in field.args.values()):
            continue
        page = "(first: 100)" if "first" in field.args else ""
        alias = f"{kind.name}_{name}: "  # a field of two members of a union may differ in type
        if not is_composite_type(inner):
            named += f"{alias}{name} "
        elif deeper := depth - (0 if is_wrapping(inner) else 1):
            named += f"{alias}{name}{page} {selection(inner, deeper)} "
    return "{ " + named + " ".join(parts) + " }"


def is_wrapping(kind: Any) -> bool:
    """Whether a type is no node but what nodes are handed out in."""
    return is_object_type(kind) and not any(each.name == "Node" for each in kind.interfaces)


def lists() -> Iterator[str]:
    """An operation for each question that needs no argument."""
    for name, field in QUESTIONS.items():
        if not any(is_required_argument(each) for each in field.args.values()):
            page = "(first: 100)" if "first" in field.args else ""
            yield f"{{ {name}{page} {selection(get_named_type(field.type), 2)} }}"


def nodes(ids: list[str]) -> str:
    """An operation that asks for nodes one by one, with what lies around them."""
    each = " ".join(f'n{i}: node(id: "{one}") {{ ...Near }}' for i, one in enumerate(ids))
    return f"{{ {each} }} fragment Near on Node {selection(CORE.type_map['Node'], 2)}"


def walks(ids: list[str], *, whole: bool = True) -> str:
    """An operation that walks from nodes, by every question that begins at one; null for one is null for all."""
    asked, shown = [], []
    for name in ("lineage", "impact", "relations"):
        more = ", direction: BOTH, depth: 8" if name == "lineage" else ""
        kind = get_named_type(QUESTIONS[name].type)
        starts = ids if name == "relations" else [each for each in ids if LINEAGE in opened(each)]
        asked += [f'{name}{i}: {name}(of: "{one}"{more}) {{ ...{name} }}' for i, one in enumerate(starts)]
        if starts:
            shown.append(f"fragment {name} on {kind.name} {selection(kind, 2) if whole else '{ isPartial }'}")
    return f"{{ {' '.join(asked)} }} {' '.join(shown)}"


def text_of(answer: Any) -> str:
    """Everything that an answer says, with opaque ids opened."""
    told = json.dumps(answer, ensure_ascii=False, default=str)
    return told + " ".join(opened(each) for each in set(re.findall(r"[A-Za-z0-9_-]{8,}", told)))


def opened(word: str) -> str:
    """A global id as it stands in the store."""
    try:
        return base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)).decode()
    except (binascii.Error, ValueError):
        return ""


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


async def test_what_an_asker_sees_the_crawl_finds(cities: tuple[FiveCities, Office]) -> None:
    planted, api = cities
    inspector = next(each for each in ASKERS if each.post is PostKind.INSPECTOR and each.place == "bureau")
    issuer = next(each for each in ASKERS if each.post is PostKind.ISSUER and each.place == "bureau")
    for asker, never in ((inspector, {Guarded.HOLDERS}), (issuer, set())):
        told = await crawled(planted, api, asker)
        kinds = {node.what for node in planted.planted if may_see(asker, node)}
        assert kinds == set(Guarded) - never
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


def is_node(kind: Any) -> bool:
    return any(is_interface_type(each) and each.name == "Node" for each in kind.interfaces)
