"""A HOME that a release left: opened by today's program it answers, verifies and goes on as one that was made today.

Every question here is asked of both: of a store that was made today from the same tables by the same deeds
(`tests/releases/deeds.py`), and of the store of each release, brought to the current schema.
"""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from builders import catalogue as build
from builders import drafted
from builders.entry_cases import case_of
from builders.five_cities import KEPT_VERDICT
from builders.office import gid
from builders.owed import owed
from builders.releases import kept
from builders.stores import wipe
from graphql import GraphQLInterfaceType, GraphQLObjectType, get_named_type, is_leaf_type, is_required_argument
from releases.deeds import APPLICANT, CHANGE, ISSUER, OWNER, PROVIDER, RESOLVE, SHOPS, VEHICLES, Deeds, Person, uscc
from releases.make import small_tables
from starlette.datastructures import UploadFile

from api.graphql.lens.registration import LENSES
from api.graphql.schema import schema
from api.identity.authenticator import PUBLIC, Identity
from api.identity.request import Language, RequestFacts
from api.process.settings import load
from api.service.opening import Service, _backend, demonstration_authority
from graph.cases.notices import tell
from graph.law.access import Principal
from graph.office.actor import Actor
from graph.store.engine import Store
from graph.store.migrating import migrate
from graph.store.personal import PersonalData
from graph.subjects.duties import memory as duties_memory
from graph.subjects.elements.memory import write_elements
from graph.subjects.entries import entering
from graph.subjects.entries.desk import register
from graph.subjects.entries.entering import Begun
from graph.subjects.forgeries.memory import VERDICT, hidden
from graph.subjects.forgeries.recording import enter
from graph.subjects.granting.memory import write_license_grants
from graph.subjects.installation import memory as installation_memory
from graph.subjects.licensing.drafting import enter_drafts
from graph.words.elements import DataElement
from graph.words.entries import DataType
from graph.words.forgeries import ForgeryCase, Judged, Sighting
from graph.words.notices import Notice, NoticeKind, Recipient, RecipientKind
from graph.words.people import Role
from licenses.register.archive import FolderArchive
from licenses.register.hiding import hide
from licenses.register.rekeying import bring_under_keys
from seed.catalogue import Catalogue, read_catalogue
from seed.loader import load_catalogue, seeded
from seed.sheets import TABLES

KEPT = kept("home")
MADE = datetime(2026, 11, 26, 2, tzinfo=UTC)
"""When the store of today is made."""
NUMBERS = {name: f"3402000002026030200{serial:02}" for name, serial in SHOPS}
SUSPENDED, CANCELLED, REPLACED = NUMBERS.values()
ADMIN, AUDITOR = Identity(Role.ADMIN, "an-admin"), Identity(Role.AUDITOR, "an-auditor")
ASKERS = (ADMIN, Identity(Role.HOLDER, uscc(1)), Identity(Role.STAFF, ISSUER.subject), PUBLIC)
VERIFY = """query ($input: VerifyInput!) { verifyLicense(input: $input) {
  summary questions { code answer reason { zh } } } }"""


@dataclass
class Home:
    """An open HOME, and a way to ask it."""

    service: Service
    tables: Path
    now: datetime

    @property
    def store(self) -> Store:
        return self.service.store

    @property
    def deeds(self) -> Deeds:
        return Deeds(self.as_person)

    def catalogue(self) -> Catalogue:
        return read_catalogue(self.tables)

    async def as_person(self, query: str, who: Person, variables: dict[str, Any]) -> Any:
        identity = Identity(Role[who.role.upper()], who.subject, who.department or None, who.post or None)
        return await self.ask(query, identity, **variables)

    async def ask(self, query: str, identity: Identity = PUBLIC, **variables: Any) -> Any:
        facts = RequestFacts(identity, self.now, "request-1", Language.ZH, timedelta(seconds=10))
        answer = await schema.execute(query, variable_values=variables, context_value=await self.service.context(facts))
        assert not answer.errors, [(error.path, error.message, error.original_error) for error in answer.errors]
        return answer.data

    async def licence(self, number: str, version: int = 1) -> dict[str, Any]:
        """What the store says of a licence."""
        found: dict[str, Any] = await self.store.read(
            "MATCH (l:License {numberHash: $number}) WHERE l.version = $version "
            "RETURN {id: l.id, identifier: l.identifier, state: l.state, digest: l.digest}",
            number=self.service.backend.personal.lookup(number),
            version=version,
        )
        return found

    async def verdict(self, number: str, version: int = 1) -> tuple[str, dict[str, str]]:
        """What is said of the file of a licence, and every answer."""
        content = await self.service.backend.workshop.file((await self.licence(number, version))["digest"])
        file = UploadFile(io.BytesIO(content), filename="licence.pdf")
        found = (await self.ask(VERIFY, input={"file": file}))["verifyLicense"]
        return found["summary"], {each["code"]: each["answer"] for each in found["questions"]}


@pytest.fixture(scope="module")
async def home(release: str, kept_store: Store, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Home]:
    """The demonstration of two cities: of a release, as opening its HOME does it, or made today."""
    folder, tables = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("tables") / "small"
    settings, store, made = load(home=folder), kept_store, MADE
    await store.write(wipe)
    if release:
        KEPT[release].unpack(folder)
        tables, made = KEPT[release].folder / "tables", KEPT[release].left_at
        await KEPT[release].load(store)
        assert await migrate(store) == KEPT[release].schema
    else:
        small_tables(TABLES, tables)
        PersonalData.make_file(folder / "keys" / "personal.key")
    personal = PersonalData.from_file(folder / "keys" / "personal.key")
    await installation_memory.check_key(store, personal)
    await bring_under_keys(store, personal, FolderArchive(settings.archive))
    await hide(store, personal)
    if not release:
        await load_catalogue(store, personal, MADE, folder=tables)
    authority = await demonstration_authority(settings, store)
    with ThreadPoolExecutor(1) as workers:
        backend = _backend(settings, store, personal, workers, made, authority)
        opened = Home(Service(settings, backend, lambda: made), tables, made)
        if not release:
            await opened.deeds.do()
        opened.now = made + timedelta(days=1)
        yield opened


FEW = 3


def selection(label: str, depth: int = 1) -> str:
    """Every field of a type that asks for no argument, and what is below it."""
    fields = []
    kind = schema._schema.type_map[label]
    assert isinstance(kind, GraphQLObjectType | GraphQLInterfaceType)
    for name, field in kind.fields.items():
        below = get_named_type(field.type)
        if any(is_required_argument(argument) for argument in field.args.values()):
            continue
        if is_leaf_type(below):
            fields.append(name)
        elif isinstance(below, GraphQLObjectType | GraphQLInterfaceType) and depth:
            fields.append(f"{name} {selection(below.name, depth - 1)}")
    return "{ __typename " + " ".join(fields) + " }"


@pytest.mark.parametrize("label", sorted(LENSES))
async def test_every_field_of_every_kind_is_answered_to_everybody(
    home: Home, some: dict[str, list[str]], label: str
) -> None:
    places = range(min(FEW, len(some[label])))
    asked = " ".join(f"n{place}: node(id: $id{place}) {{ ...f }}" for place in places)
    query = (
        f"query ({', '.join(f'$id{place}: ID!' for place in places)}) {{ {asked} }} "
        f"fragment f on {label} {selection(label)}"
    )
    seen = set[str]()
    for asker in ASKERS:
        data = await home.ask(query, asker, **{f"id{place}": some[label][place] for place in places})
        seen |= {node["__typename"] for node in data.values() if node}
    assert seen == {label}


@pytest.fixture(scope="module")
async def some(home: Home) -> dict[str, list[str]]:
    """Global ids of every kind; what no deed of these homes makes yet – a notice, a suspicion, a grant – is made."""
    to = Recipient(RecipientKind.SUBJECT, ISSUER.subject)
    notice = Notice(NoticeKind.OBJECTION_SETTLED, "Objection", "O", "CORRECTED", home.now, to)
    await home.store.write(lambda unit: tell(unit, [notice]))
    met = hidden(home.service.backend.personal, Sighting(home.now, "在柜台出示"))
    suspected = ForgeryCase(
        id="20260302-0123456789ab", digest="0" * 64, size=1, judged=Judged.UNDECIDED,
        verdict=home.service.backend.personal.hidden(KEPT_VERDICT, VERDICT),
        suspected_at=home.now, imitates=ISSUER.department or "", reporters=("a-bank",), sightings=(met,), history=(),
        entered_at=home.now,
    )  # fmt: skip
    await home.store.write(lambda unit: enter(unit, suspected, "WH"))
    personal = home.service.backend.personal
    waiting, opening = drafted.waiting(personal, ISSUER.department or "", home.now)
    await home.store.write(lambda unit: enter_drafts(unit, personal, [(waiting, "WH", opening)]))
    changed = case_of(home.catalogue().entries[0], home.now)
    await home.store.write(lambda unit: entering.enter(unit, [Begun(changed, "WH")]))
    duty = owed(ISSUER.department or "", home.catalogue().entries[0].code, home.now)
    await home.store.write(lambda unit: duties_memory.open_duties(unit, [duty]))
    ends = "MATCH (c:Consumer) WHERE c.departmentId IS NOT NULL MATCH (t:LicenseType) RETURN [c.id, t.id] LIMIT 1"
    user, kind_of_license = await home.store.read(ends)
    await home.store.write(lambda unit: write_elements(unit, [DataElement("DE-1", "姓名", DataType.CHARACTER)]))
    grant = build.license_grant(user=user, license_type=kind_of_license)
    await home.store.write(lambda unit: write_license_grants(unit, [grant]))
    found = dict[str, list[str]]()
    for kind, identity in await home.store.read("MATCH (n) RETURN collect([labels(n)[0], n.id])"):
        found.setdefault(kind, []).append(gid(kind, identity))
    return found


async def test_the_catalogue_is_listed_searched_and_counted(home: Home) -> None:
    codes = {draft.code for draft in home.catalogue().entries}
    data = await home.ask(
        """{ resources(first: 100) { totalCount edges { node { code state version } } facets { name counts { count } } }
          found: resources(search: "机动车") { edges { node { code } } }
          none: resources(search: "火星移民") { totalCount }
          departments(first: 100) { totalCount } libraries(first: 100) { edges { node { code } } } }"""
    )
    assert {edge["node"]["code"] for edge in data["resources"]["edges"]} == codes
    assert {(edge["node"]["state"], edge["node"]["version"]) for edge in data["resources"]["edges"]} == {
        ("PUBLISHED", 1)
    }
    assert all(
        sum(each["count"] for each in facet["counts"]) >= len(codes)
        for facet in data["resources"]["facets"]
        if facet["name"] in {"STATE", "PROVIDER", "SHARING"}
    )
    assert data["found"]["edges"][0]["node"]["code"] == VEHICLES
    assert data["none"]["totalCount"] == 0
    assert data["departments"]["totalCount"] == len(home.catalogue().organisation.departments)
    assert {"WH-B01", "CZ-B01"} <= {edge["node"]["code"] for edge in data["libraries"]["edges"]}


async def test_lineage_is_followed(home: Home) -> None:
    catalogue, start = home.catalogue(), "101002340200/000001"
    above, new = set[str](), {start}
    while new:
        above |= new
        new = {edge.upstream for edge in catalogue.lineage if edge.downstream in new} - above
    data = await home.ask(
        "query ($of: ID!) { lineage(of: $of, direction: UPSTREAM, depth: 8) { nodes { code } isPartial } }",
        of=gid("Resource", start),
    )
    found = {node["code"] for node in data["lineage"]["nodes"]}
    assert (found & {draft.code for draft in catalogue.entries} | {start}, data["lineage"]["isPartial"]) == (
        above,
        False,
    )
    assert len(above) > 2


async def test_a_grant_that_has_run_out_opens_nothing(home: Home) -> None:
    """民政局 had a grant until 2025 and has one until 2028; the licence of another is of 2025."""
    grants = "MATCH (g:Grant)-[:SETTLES]->(r:SharingRequest) RETURN collect([r.id, toString(g.validUntil)])"
    until = dict(await home.store.read(grants))
    assert until["WHGX20220002"] < home.now.isoformat() < until["WHGX20250001"]
    data = await home.ask(
        "query ($by: By!) { resource(by: $by) { consumers { code } } }", ADMIN, by={"code": "307008340200/000001"}
    )
    assert [each["code"] for each in data["resource"]["consumers"]] == ["WH-U-D05"]


@pytest.mark.parametrize(
    ("number", "version", "summary", "against"),
    [
        (SUSPENDED, 1, "NOT_IN_FORCE", {"IN_FORCE", "UNCONTESTED"}),
        (CANCELLED, 1, "NOT_IN_FORCE", {"IN_FORCE"}),
        (REPLACED, 1, "NOT_IN_FORCE", {"IN_FORCE"}),
        (REPLACED, 2, "GENUINE", set[str]()),
    ],
    ids=["suspended, and objected to", "cancelled", "replaced", "in force"],
)
async def test_a_sealed_file_is_genuine_and_its_state_is_told(
    home: Home, number: str, version: int, summary: str, against: set[str]
) -> None:
    said, answers = await home.verdict(number, version)
    assert said == summary
    assert {code for code, answer in answers.items() if answer == "NO"} == against
    assert set(answers.values()) <= {"YES", "NO"}


async def test_numbers_are_shown_to_who_supervises(home: Home) -> None:
    data = await home.ask("{ licenses { edges { node { number } } } }", AUDITOR)
    assert {edge["node"]["number"] for edge in data["licenses"]["edges"]} == set(NUMBERS.values())


@pytest.mark.since("0.2.0")  # before, an order had one key, and now each of its steps has one
async def test_what_was_done_under_a_key_is_not_done_again(home: Home) -> None:
    before = await counted(home, "License", "Journal", "FileDigest")
    again = await home.deeds.issue(*SHOPS[0])
    assert again["identifier"] == (await home.licence(SUSPENDED))["identifier"]
    assert await counted(home, "License", "Journal", "FileDigest") == before


async def test_entries_that_did_not_change_keep_their_version(home: Home) -> None:
    codes = [draft.code for draft in home.catalogue().entries]
    before = await counted(home, "EntryVersion", "Item", "Resource")
    loader = Actor(Principal(Role.ADMIN, "zhengtu-seed"), home.now)
    again = await register(home.store, home.catalogue().entries, loader, "演示数据导入", publish=True)
    assert sorted(again.unchanged) == sorted(codes)
    assert await counted(home, "EntryVersion", "Item", "Resource") == before


async def test_one_that_did_is_its_next_version(home: Home) -> None:
    (draft,) = [each for each in home.catalogue().entries if each.code == "307018340200/000001"]
    loader = Actor(Principal(Role.ADMIN, "zhengtu-seed"), home.now)
    await register(home.store, [replace(draft, summary="改写。")], loader, "职责调整", publish=True)
    data = await home.ask(
        "query ($by: By!) { resource(by: $by) { version summary versions { number cause } } }",
        ADMIN,
        by={"code": draft.code},
    )
    assert (data["resource"]["version"], data["resource"]["summary"]) == (2, "改写。")
    assert {each["number"]: each["cause"] for each in data["resource"]["versions"]} == {
        1: "演示数据导入",
        2: "职责调整",
    }


async def test_a_finished_load_is_not_begun_again(home: Home) -> None:
    assert (await seeded(home.store, home.tables)).complete
    before = await counted(home, "Journal")
    personal = home.service.backend.personal
    await load_catalogue(home.store, personal, home.now, lambda *what: pytest.fail(str(what)), home.tables)
    assert await counted(home, "Journal") == before


async def test_objections_go_on(home: Home) -> None:
    mine = "{ objections { edges { node { id state on { ... on License { identifier } } } } } }"
    (held,) = [edge["node"] for edge in (await home.as_person(mine, OWNER, {}))["objections"]["edges"]]
    assert held["state"] in {"RAISED", "IN_CHECK"}
    resolved = await home.deeds.done(RESOLVE, ISSUER, objection=held["id"], outcome="CORRECTED", words="已更正")
    assert resolved["state"] != held["state"]

    raised = await home.deeds.object_to_vehicles("号牌种类不符")
    theirs = "query ($by: By!) { resource(by: $by) { objections { id state } underCheck { rules { id } } } }"
    entry = (await home.as_person(theirs, APPLICANT, {"by": {"code": VEHICLES}}))["resource"]
    assert raised["id"] in {each["id"] for each in entry["objections"]}
    assert len(entry["objections"]) == 2, "with the one that was closed then"
    assert entry["underCheck"]
    await home.deeds.done(RESOLVE, PROVIDER, objection=raised["id"], outcome="CORRECTED", words="已更正")
    entry = (await home.as_person(theirs, APPLICANT, {"by": {"code": VEHICLES}}))["resource"]
    assert entry["underCheck"] is None


async def test_a_licence_lives_on(home: Home) -> None:
    """Suspended then, it is resumed now, and replaced by its next version; cancelled, it stays it."""
    licence = await home.licence(SUSPENDED)
    held = gid("License", licence["id"])
    resumed = await home.deeds.done(CHANGE, ISSUER, license=held, change="RESUME", reason="已核实")
    assert resumed["state"] == "IN_FORCE"
    assert (await home.verdict(SUSPENDED))[0] == "GENUINE"
    suspended = await home.deeds.done(CHANGE, ISSUER, license=held, change="SUSPEND", reason="再核")
    assert suspended["state"] == "SUSPENDED"
    await home.deeds.done(CHANGE, ISSUER, license=held, change="RESUME", reason="已核实")
    following = await home.deeds.issue(*SHOPS[0], replaces=licence["identifier"], changeReason="住所变更换发")
    assert following["version"] == 2
    assert (await home.verdict(SUSPENDED, 2))[0] == "GENUINE"
    assert (await home.verdict(SUSPENDED, 1))[0] == "NOT_IN_FORCE"

    gone = gid("License", (await home.licence(CANCELLED))["id"])
    refused = await home.as_person(CHANGE, ISSUER, {"input": {"license": gone, "change": "RESUME", "reason": "误"}})
    assert [error["code"] for error in refused["changeLicense"]["errors"]] == ["NO_SUCH_MOVE"]


async def counted(home: Home, *labels: str) -> list[int]:
    """How many nodes of each kind there are."""
    kinds: Iterable[str] = await home.store.read("MATCH (n) RETURN collect(labels(n)[0])")
    found = list(kinds)
    return [found.count(label) for label in labels]
