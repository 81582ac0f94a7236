"""A store of 0.1.0 with ID numbers wherever it kept texts in the clear: opened by today's program, it has none.

The kept HOME of the release has no citizen's number in it: its holders are shops. So what people might have typed there
is written into its graph in the form of that release, numbers in every spelling, and one stands in a sealed file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from builders.at_rest import citizens_in, files_of, words_in
from builders.more import LEFT_OUT
from builders.office import Office, citizen, gid
from builders.processes import SHORT_LIVED
from builders.releases import kept
from builders.spellings import spellings
from builders.told import known_in
from releases.deeds import ISSUER, MARKET, uscc

from api.identity.authenticator import Identity
from api.process.settings import load
from api.service.opening import Service, _backend, demonstration_authority
from graph.store.engine import Place, Store, open_store
from graph.store.migrating import migrate
from graph.store.personal import PersonalData
from graph.subjects.installation import memory as installation_memory
from graph.words.people import Role
from licenses.register.archive import FolderArchive
from licenses.register.hiding import hide
from licenses.register.rekeying import bring_under_keys

pytestmark = [*LEFT_OUT]

RELEASE = kept("home")["0.1.0"]
STRANGER, OFFICIAL = citizen(31), citizen(32)
SPELLED = spellings(STRANGER)
SAID = "当事人李某不符：" + "；".join(SPELLED.values())
NUMBERS = (f"J{STRANGER}", f"证{SPELLED['formal']}号", f"J{SPELLED['brackets']}")
"""Certificate numbers of the three licences that are no re-issue of another."""
TYPED = (STRANGER, OFFICIAL, "当事人李某", *(SPELLED[each] for each in ("Chinese", "formal", "brackets", "full width")))
OWNER, OF_ISSUER = Identity(Role.HOLDER, uscc(1)), Identity(Role.STAFF, ISSUER.subject, MARKET, ISSUER.post)
AUDITOR = Identity(Role.AUDITOR, "an-auditor")
_SHOPS = "MATCH (l:License) WHERE l.version = 1 WITH l ORDER BY l.number RETURN collect([l.id, l.digest])"
_PLANTED = (
    "UNWIND $rows AS row MATCH (l:License {id: row[0]}) SET l.number = row[1], l.changeReason = $said",
    "MATCH (o:Objection) SET o.words = $said, o.result = $said",
    "MATCH (o:Objection {onKind: 'Resource'}) SET o.raisedBy = $official",
    "MATCH (r:SharingRequest) SET r.purposeWords = $said, r.scenario = $said, r.basis = $said, r.refusal = $said",
    "MATCH (g:Grant) SET g.purposeWords = $said",
    "MATCH (j:Journal) WHERE j.act ENDS WITH 'D_LICENSE' SET j.detail = $said, j.subject = $official",
    "MATCH (j:Journal) WHERE j.act = 'CANCEL_LICENSE' SET j.detail = $said",
    "MATCH (p:Post) WHERE p.kind = 'APPLICANT' SET p.subject = $official",
    "MERGE (a:Administrator {id: $official})",
)
_FILE = (
    "MATCH (l:License {id: $id}) MATCH (f:FileDigest {id: l.digest}) "
    "SET l.digest = $digest, f.id = $digest, l.size = $size"
)
_ALL = "MATCH (n) RETURN [collect(properties(n)), COLLECT { MATCH ()-[e]->() RETURN properties(e) }]"


@dataclass(frozen=True)
class Migrated:
    """An office of the release as today's program opens it."""

    office: Office
    folders: tuple[Path, ...]
    ids: list[str]
    """Of the licences, by their numbers."""
    digest: str
    """Of the sealed file in which a number stands."""
    before: str
    """All that the graph held before."""


@pytest.fixture(scope="module")
async def migrated(
    prepared: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Migrated]:
    home = tmp_path_factory.mktemp("home")
    RELEASE.unpack(home)
    settings, personal = load(home=home), PersonalData.from_file(home / "keys" / "personal.key")
    place = Place(prepared(home / "store"), heap="256m", java=SHORT_LIVED)
    async with open_store(place) as store:  # the release's, which is closed before a newer one opens it
        await RELEASE.load(store)
        ids, digest = await _plant(store, settings.archive)
        before = await _everything(store)
    async with open_store(place) as store:
        store.digests, store.subjects = personal.digests, personal.subjects
        await migrate(store)
        await installation_memory.check_key(store, personal)
        await bring_under_keys(store, personal, FolderArchive(settings.archive))
        await hide(store, personal)
    async with open_store(place) as store:
        store.digests, store.subjects = personal.digests, personal.subjects
        authority = await demonstration_authority(settings, store)
        with ThreadPoolExecutor(1) as workers:
            backend = _backend(settings, store, personal, workers, RELEASE.left_at, authority)
            office = Office(Service(settings, backend, lambda: RELEASE.left_at + timedelta(days=1)), {})
            yield Migrated(office, (home / "store", settings.archive), ids, digest, before)


async def _plant(store: Store, archive: Path) -> tuple[list[str], str]:
    """Write what people have typed, as the release kept it; tell the licences, and the file with a number."""
    shops: list[list[str]] = await store.read(_SHOPS)
    rows = [[identity, number] for (identity, _), number in zip(shops, NUMBERS, strict=True)]
    for text in _PLANTED:
        await store.write(lambda unit, text=text: unit.run(text, rows=rows, said=SAID, official=OFFICIAL))  # type: ignore[misc]
    identity, old = shops[0]
    (file,) = archive.rglob(f"{old}.pdf")
    content = file.read_bytes() + f"\n% {STRANGER}\n".encode()
    digest = hashlib.sha256(content).hexdigest()
    place = archive / digest[:2] / digest[2:4] / f"{digest}.pdf"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    file.unlink()
    await store.write(lambda unit: unit.run(_FILE, id=identity, digest=digest, size=len(content)))
    return [identity for identity, _ in shops], digest


async def _everything(store: Store) -> str:
    return json.dumps(await store.read(_ALL), ensure_ascii=False, default=str)


async def test_of_what_the_release_kept_in_the_clear_no_value_tells_a_number(migrated: Migrated) -> None:
    assert known_in(migrated.before, [STRANGER, OFFICIAL]) == {STRANGER, OFFICIAL}, "it was there"
    after = await _everything(migrated.office.store)
    assert known_in(after, [STRANGER, OFFICIAL]) == set()
    assert "当事人李某" in migrated.before
    assert "当事人李某" not in after
    assert citizens_in(after.encode()) == set()


async def test_no_byte_of_the_archive_does_and_no_name_of_a_file(migrated: Migrated) -> None:
    files = list(files_of(migrated.folders[1]))
    assert len(files) == 4
    for file in files:
        assert words_in(file.read_bytes(), TYPED) == set(), file
        assert citizens_in(file.read_bytes() + str(file).encode()) == set(), file
    content = await migrated.office.service.backend.workshop.file(migrated.digest)
    assert STRANGER.encode() in content, "who may have it gets it whole"


async def test_no_byte_of_the_store_does(migrated: Migrated) -> None:
    found = {}
    for file in files_of(migrated.folders[0]):
        content = file.read_bytes()
        if told := words_in(content, TYPED) | citizens_in(content):
            found[file.name] = told
    assert found == {}


async def test_who_may_see_the_holder_reads_numbers_and_words_and_nobody_else(migrated: Migrated) -> None:
    shown = "{ licenses { edges { node { number changeReason changeReasonWithheld objections { words } } } } }"

    async def read(by: Identity) -> Any:
        data = await migrated.office.ask(shown, by)
        return [edge["node"] for edge in data["licenses"]["edges"]]

    own = await read(OWNER)
    assert [each["number"] for each in own] == [NUMBERS[0]]
    assert own[0]["changeReason"] is not None
    assert own[0]["objections"] == [{"words": SAID}]
    assert {each["number"] for each in await read(OF_ISSUER)} >= set(NUMBERS)
    supervised = await read(AUDITOR)
    assert [each["number"] for each in supervised].count("***") == 3
    assert {each["changeReason"] for each in supervised} == {None}
    assert known_in(json.dumps(supervised, ensure_ascii=False), [STRANGER]) == set()


@pytest.mark.parametrize("place", range(3))
async def test_a_number_is_found_by_its_keyed_hash_and_by_who_may_see_it(migrated: Migrated, place: int) -> None:
    asked = "query ($number: [String!]) { licenses(filter: {number: $number}) { edges { node { id } } } }"
    for by, found in ((OF_ISSUER, [gid("License", migrated.ids[place])]), (AUDITOR, [])):
        data = await migrated.office.ask(asked, by, number=[NUMBERS[place]])
        assert [edge["node"]["id"] for edge in data["licenses"]["edges"]] == found, by
