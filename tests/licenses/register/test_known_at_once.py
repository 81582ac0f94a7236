"""A file that the register has issued is never read again: its verdict is the long way's, and no examiner is asked."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, LiteralString

import pytest
from builders import office
from builders.licenses import Authority, MemorySealer
from builders.more import LEFT_OUT
from builders.office import ALICE, BOB, CIVIL, HEALTH, NOW, TODAY
from cryptography import x509

from graph.errors import Busy
from graph.law.scope import EVERYTHING
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.store.sealed_keys import Key
from graph.store.view import View
from graph.subjects.licensing import keeping
from graph.subjects.licensing.facts import known_at_once
from graph.words.licensing import NUMBER
from licenses.proof.brought import Brought
from licenses.proof.confinement import examiners
from licenses.proof.confinement.pool import Confinement
from licenses.proof.issued.grounds import Kept
from licenses.proof.kept import recalling
from licenses.proof.known_files import KnownFiles
from licenses.proof.register import Inquiry, Standing
from licenses.proof.trusted import TrustBundle
from licenses.proof.verdict import Answer, Question, Summary, Verdict
from licenses.proof.verification import verify
from licenses.register.answering import GraphRegister
from licenses.register.archive import FolderArchive
from licenses.register.keeping import locked, opened
from licenses.register.workshop import Workshop
from licenses.seal import certificates

pytestmark = [*LEFT_OUT]

LATER = NOW + timedelta(days=1)
DAY = timedelta(days=1)


@dataclass
class Seals:
    """The throw-away authority, as issuing asks for seals."""

    authority: Authority
    made: dict[str, MemorySealer] = field(default_factory=dict)

    def sealer(self, department: str, code: str, at: datetime) -> MemorySealer:
        """The seal of a department."""
        if code not in self.made:
            self.authority.revocation = self.authority.lists(at)
            self.made[code] = self.authority.sealer(department, code)
        return self.made[code]

    attester = sealer

    def timestamper(self, at: datetime) -> Authority:
        """The authority's own."""
        assert at >= office.FOUNDED
        return self.authority


@dataclass(frozen=True)
class Unkeeping:
    """A register that keeps nothing of files: each is examined."""

    register: GraphRegister

    async def standing(self, inquiry: Inquiry) -> Standing:
        """Answer as the register does."""
        return await self.register.standing(inquiry)


@dataclass
class City:
    """The small city, two licences of it, and who verifies them."""

    store: Store
    personal: PersonalData
    authority: Authority
    workshop: Workshop
    nobody: Confinement
    remembered: KnownFiles = field(default_factory=KnownFiles)
    """By a process that lives on."""
    files: dict[str, bytes] = field(default_factory=dict)
    identifiers: dict[str, str] = field(default_factory=dict)

    async def issue(self, holder: str, number: str, serial: str, **changes: Any) -> None:
        home = str(self.workshop.archive.folder)  # type: ignore[attr-defined]
        placed = office.order(holder, number, **changes)
        identity = await office.issue_sealed(self.workshop, placed, serial, home)
        digest, identifier = await self.store.read(
            "MATCH (l:License {id: $id}) RETURN [l.digest, l.identifier]", id=identity
        )
        self.files[holder], self.identifiers[holder] = await self.workshop.file(digest), identifier

    async def run(self, text: LiteralString, **given: Any) -> None:
        await self.store.write(lambda unit: unit.run(text, **given))

    async def kept(self, data: bytes, trust: TrustBundle | None = None, at: datetime = LATER, **asked: Any) -> Verdict:
        """What a new process says, in which nobody can examine anything."""
        forget()
        register = GraphRegister(self.store, self.personal, TODAY)
        return await verify(data, trust or self.authority.bundle, at, register, examiners=self.nobody, **asked)

    async def anew(self, data: bytes, trust: TrustBundle | None = None, at: datetime = LATER, **asked: Any) -> Verdict:
        """What one says that reads the file, and keeps nothing."""
        forget()
        register = Unkeeping(GraphRegister(self.store, self.personal, TODAY))
        return await verify(data, trust or self.authority.bundle, at, register, **asked)

    async def learns(self, data: bytes, trust: TrustBundle | None = None, at: datetime = LATER) -> Verdict:
        """What a new process says that may have a file examined."""
        forget()
        register = GraphRegister(self.store, self.personal, TODAY)
        return await verify(data, trust or self.authority.bundle, at, register)

    async def same(self, data: bytes, trust: TrustBundle | None = None, at: datetime = LATER, **asked: Any) -> Verdict:
        """What both say, which has to be the same."""
        kept, anew = await self.kept(data, trust, at, **asked), await self.anew(data, trust, at, **asked)
        assert kept.to_json() == anew.to_json()
        return kept

    async def again(self, data: bytes) -> Verdict:
        """What a process says that lives on, and in which nobody can examine anything."""
        forget()
        examiners._FILES = self.remembered
        register = GraphRegister(self.store, self.personal, TODAY)
        return await verify(data, self.authority.bundle, LATER, register, examiners=self.nobody)

    async def is_read(self, data: bytes) -> bool:
        """Whether a new process has to read the file."""
        try:
            await self.kept(data)
        except Busy:
            return True
        return False


def forget() -> None:
    """Begin a new process, as far as files go."""
    examiners._FILES, examiners._KEPT, recalling._KNOWN = KnownFiles(), Kept(), Kept()


@pytest.fixture
async def city(store: Store, personal: PersonalData, tmp_path: Path) -> City:
    await office.furnish(store, personal)
    authority, nobody = Authority(), Confinement("licenses.proof.confinement.doing:do")
    nobody.end()
    archive = FolderArchive(tmp_path / "archive")
    workshop = Workshop(store, personal, archive, Seals(authority), None, office.PUBLIC_URL, True)  # type: ignore[arg-type]
    made = City(store, personal, authority, workshop, nobody)
    await made.issue(ALICE, "J340200-2026-000001", "KNOWN1")
    await made.issue(BOB, "J340200-2026-000002", "KNOWN2")
    return made


ABOUT: Mapping[str, LiteralString] = {
    "an earlier version's file": "MATCH (f:FileDigest)-[:OF]->(l:License {identifier: $it}) "
    "SET f.kind = 'EARLIER_VERSION'",
    "suspended": "MATCH (l:License {identifier: $it}) SET l.state = 'SUSPENDED'",
    "cancelled": "MATCH (l:License {identifier: $it}) SET l.state = 'CANCELLED'",
    "replaced": "MATCH (l:License {identifier: $it}) SET l.state = 'REPLACED' "
    "CREATE (:License {id: 'next', identifier: 'the next'})-[:REPLACES]->(l)",
    "expired": "MATCH (l:License {identifier: $it}) SET l.validUntil = date('2026-03-01')",
    "contested": "MATCH (l:License {identifier: $it}) CREATE (:Objection {id: 'doubt', open: true})-[:ON]->(l)",
    "another number": "MATCH (l:License {identifier: $it}) SET l.numberCipher = $number",
    "another day of issue": "MATCH (l:License {identifier: $it}) SET l.issuedOn = date('2026-02-01')",
    "another version": "MATCH (l:License {identifier: $it}) SET l.version = 7",
    "no right on that day": "MATCH (:LicenseType)-[e:ISSUABLE_BY]->(:Department) SET e.validFrom = date('2026-03-05')",
    "abolished": "MATCH (t:LicenseType)<-[:OF_TYPE]-(:License {identifier: $it}) SET t.until = date('2026-03-01')",
    "an issuer that has a successor": "MATCH (d:Department {id: $issuer}) MATCH (o:Department {id: $heir}) "
    "SET d.validUntil = date('2026-03-01') CREATE (d)-[:SUCCEEDED_BY {kind: 'MERGED'}]->(o)",
    "another type": "MATCH (l:License {identifier: $it}) SET l.typeId = $shop",
    "another identifier": "MATCH (l:License {identifier: $it}) SET l.identifier = 'another'",
}
"""What the register may come to say otherwise, one after the other."""


async def test_whatever_the_register_says_the_verdict_is_the_long_ways(city: City) -> None:
    file, said = city.files[ALICE], set[str]()
    assert (await city.same(file)).summary is Summary.GENUINE
    assert (await city.again(file)).to_json() == (await city.again(file)).to_json()
    for on in (date(2026, 3, 1), date(2026, 3, 2), date(2030, 1, 1)):
        await city.same(file, on=on)
    for face in ({"KZ_XM": "陈一凡", "KZ_DJRQ": "2026-03-01"}, {"KZ_XM": "陈二凡"}, {"KZ_XX": "1"}):
        await city.same(file, face=face)
    for what, change in ABOUT.items():
        await city.run(
            change,
            it=city.identifiers[ALICE],
            issuer=CIVIL,
            heir=HEALTH,
            shop=office.SHOP,
            number=city.personal.encrypt("J340200-2026-999999", NUMBER),
        )
        again, verdict = await city.again(file), await city.same(file)
        assert again.to_json() == verdict.to_json(), f"{what}: seen by who has said otherwise before"
        assert str(verdict.to_json()) not in said, what
        said.add(str(verdict.to_json()))
    assert (await city.same(city.files[BOB])).summary is not Summary.UNDECIDED


async def test_who_has_judged_a_licence_before_sees_that_it_was_erased(city: City) -> None:
    before = await city.again(city.files[ALICE])
    await city.run(
        "MATCH (l:License {identifier: $it}) SET l.erasedAt = datetime('2026-03-02T01:00:00Z'), "
        "l.keyCipher = null, l.faceCipher = null",
        it=city.identifiers[ALICE],
    )
    after = await city.again(city.files[ALICE])
    assert after.to_json() == (await city.anew(city.files[ALICE])).to_json() != before.to_json()


async def test_somebody_whom_no_order_has_put_beside_a_licence_opens_nothing_of_it(
    city: City, caplog: pytest.LogCaptureFixture
) -> None:
    file = city.files[ALICE]
    await city.run(
        "MATCH (l:License {identifier: $it})-[h:HELD_BY]->(:Holder) MATCH (o:Holder {codeHash: $other}) "
        "CREATE (l)-[:HELD_BY {seq: 2}]->(o)",
        it=city.identifiers[ALICE],
        other=city.personal.lookup(BOB),
    )
    assert await city.is_read(file)
    assert "does not open" in caplog.text
    said = await city.anew(file)
    assert said[Question.AS_ISSUED].answer is Answer.YES
    assert said[Question.FACE_AGREES].answer is Answer.NOT_ASKED


async def test_whom_the_seal_leads_to_is_judged_for_what_is_believed_now(city: City) -> None:
    file, trust = city.files[ALICE], city.authority.bundle
    assert (await city.same(file)).summary is Summary.GENUINE
    sealer = city.workshop.seals.sealer("民政局", CIVIL, NOW)
    number = x509.load_der_x509_certificate(sealer.certificate).serial_number
    stolen = certificates.revoked_entry(number, NOW - DAY, x509.ReasonFlags.key_compromise)
    ended = NOW + certificates.REVOCATION_LIST_LIFE
    summaries = []
    for believed, at in (
        (trust, LATER),
        (replace(trust, crls=city.authority.lists(LATER)), LATER),
        (replace(trust, crls=city.authority.lists(LATER, stolen)), LATER),
        (TrustBundle(), LATER),
        (Authority("Some other").bundle, LATER),
        (TrustBundle((*trust.anchors, *Authority("Some other").bundle.anchors)), LATER),
        (trust, ended - timedelta(seconds=1)),
        (trust, ended + DAY),
        (trust, NOW - DAY),
        (trust, datetime(2099, 1, 1, tzinfo=UTC)),
        (trust, LATER),
    ):
        summaries.append((await city.same(file, believed, at)).summary)
        await city.learns(file, believed, at)
        assert (await city.same(file, believed, at)).summary is summaries[-1]
    assert summaries[:3] == [Summary.GENUINE, Summary.GENUINE, Summary.NOT_GENUINE]
    assert summaries[3:5] == [Summary.UNDECIDED, Summary.UNDECIDED]


TAMPERED: Mapping[str, LiteralString] = {
    "found in another file": "MATCH (o:FileDigest {id: $other}) SET f.foundCipher = o.foundCipher",
    "changed": "SET f.foundCipher = 'A' + f.foundCipher",
    "no base64": "SET f.foundCipher = '证'",
    "no text": "SET f.foundCipher = 7",
    "empty": "SET f.foundCipher = ''",
    "papers that say nothing": "MATCH (s:SealPapers {id: f.papersId}) SET s.content = '[1,[],[[]],[]]'",
    "papers that are no text": "MATCH (s:SealPapers {id: f.papersId}) SET s.content = 7",
    "papers that are not there": "SET f.papersId = 'another'",
}


async def test_what_was_changed_in_the_store_is_as_if_nothing_were_kept(
    city: City, caplog: pytest.LogCaptureFixture
) -> None:
    file, genuine = city.files[ALICE], await city.anew(city.files[ALICE])
    for what, change in TAMPERED.items():
        assert not await city.is_read(file), what
        await city.run(f"MATCH (f:FileDigest {{id: $file}}) {change}", file=digest(file), other=digest(city.files[BOB]))
        with caplog.at_level(logging.WARNING):
            caplog.clear()
            assert await city.is_read(file), what
        assert "does not open" in caplog.text
        assert (await city.learns(file)).to_json() == genuine.to_json()


async def test_papers_that_are_gone_another_key_and_another_form_are_as_if_nothing_were_kept(city: City) -> None:
    file, genuine = city.files[ALICE], await city.anew(city.files[ALICE])
    await city.run("MATCH (s:SealPapers) DETACH DELETE s")
    assert await city.is_read(file)
    assert (await city.learns(file)).to_json() == genuine.to_json()
    assert not await city.is_read(file)

    row, key = await kept_row(city, file), await key_of(city, file)
    for found in (b"", b"[1]", b"{}", zlib.compress(b"[2,1,2]"), zlib.compress(b"[1]")):
        there = opened(city.personal, key, digest(file), "", row)
        assert there is not None
        other_form = locked(key, digest(file), replace(there, found=found))
        await city.store.write(lambda unit, one=other_form: keeping.keep_found(unit, [one]))  # type: ignore[misc]
        assert await city.is_read(file)
        assert (await city.learns(file)).to_json() == genuine.to_json()
        assert not await city.is_read(file)

    assert opened(city.personal, Key.make(), digest(file), "", row) is None
    assert opened(city.personal, None, digest(file), "", row) is None
    assert opened(city.personal, key, digest(city.files[BOB]), "", row) is None


async def test_what_was_found_about_papers_is_believed_where_it_was_found_and_nowhere_else(
    city: City, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged = list[int]()
    of_seal = Brought.seal

    def noted(self: Any) -> Any:
        judged.append(1)
        return of_seal(self)

    monkeypatch.setattr(Brought, "seal", noted)
    file, another = city.files[ALICE], city.files[BOB]
    await city.kept(file)
    assert judged == [1], "nobody had judged this department's seal yet"
    await city.kept(file)
    await city.kept(another)
    assert judged == [1], "kept beside the papers, for all files that bring them"
    text = await city.store.read("MATCH (s:SealPapers) RETURN s.grounds")
    for wrong in (
        text[:64] + ("B" if text[64] == "A" else "A") + text[65:],
        text[:64],
        "",
        text[:-4],
        "0" * 64 + text[64:],
        7,
    ):
        await city.run("MATCH (s:SealPapers) SET s.grounds = $wrong", wrong=wrong)
        before = len(judged)
        assert (await city.kept(file)).summary is Summary.GENUINE
        assert len(judged) == before + 1
        await city.same(file)


async def test_the_digest_of_a_forgery_written_beside_a_genuine_file_makes_no_verdict(city: City) -> None:
    forged = city.files[ALICE].replace(b"/Lang", b"/Lamg", 1)
    assert forged != city.files[ALICE]
    await city.run(
        "MATCH (f:FileDigest {id: $file})-[:OF]->(l:License) CREATE (n:FileDigest {id: $forged, kind: f.kind, "
        "foundCipher: f.foundCipher, papersId: f.papersId})-[:OF]->(l)",
        file=digest(city.files[ALICE]),
        forged=digest(forged),
    )
    assert await city.is_read(forged)
    assert (await city.learns(forged)).to_json() == (await city.anew(forged)).to_json()
    assert (await city.learns(forged)).summary is Summary.NOT_GENUINE


@pytest.mark.parametrize("archived", [False, True], ids=["cut back", "archived"])
async def test_a_file_of_which_nothing_is_kept_is_learned_when_it_is_first_verified(city: City, archived: bool) -> None:
    file = (
        await asyncio.to_thread(city.authority.archive, city.files[ALICE], NOW + DAY / 2)
        if archived
        else cut_back(city.files[ALICE])
    )
    if archived:
        await city.run(
            "MATCH (l:License {identifier: $it}) CREATE (:FileDigest {id: $id, kind: 'TIMESTAMPED'})-[:OF]->(l)",
            it=city.identifiers[ALICE],
            id=digest(file),
        )
    assert await city.is_read(file)
    first = await city.learns(file)
    assert not await city.is_read(file)
    assert (await city.same(file)).to_json() == first.to_json()
    await city.run("MATCH (f:FileDigest) REMOVE f.foundCipher, f.papersId")  # as an earlier release left it
    assert await city.is_read(city.files[BOB])
    await city.learns(city.files[BOB])
    assert not await city.is_read(city.files[BOB])


async def test_nothing_is_kept_of_a_file_that_the_register_does_not_know(city: City) -> None:
    before = await city.store.read("MATCH (f:FileDigest) RETURN count(f.foundCipher)")
    extended = await asyncio.to_thread(city.authority.archive, city.files[ALICE], NOW + DAY / 2)
    for data in (extended, city.files[ALICE] + b"\n", b"%PDF-1.7\n"):
        await city.learns(data)
    assert await city.store.read("MATCH (f:FileDigest) RETURN count(f.foundCipher)") == before
    assert await city.is_read(extended)


async def test_what_is_kept_says_nothing_in_the_clear_of_whom_a_licence_is(city: City) -> None:
    kept = await city.store.read(
        "MATCH (f:FileDigest) WHERE f.foundCipher IS NOT NULL MATCH (s:SealPapers {id: f.papersId}) "
        "RETURN collect([f.foundCipher, s.content])"
    )
    assert len(kept) == 2
    assert all(len(found) < 2_000 for found, _ in kept)
    assert len({papers for _, papers in kept}) == 1, "what one department's seals bring is kept once"
    for each in ("陈一凡", ALICE, "J340200"):
        assert each not in str(kept)


def cut_back(data: bytes) -> bytes:
    return data[: data.index(b"%%EOF\n", data.index(b"/ByteRange")) + len(b"%%EOF\n")]


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


async def key_of(city: City, data: bytes) -> Key:
    """The key of the licence of a file."""
    locked_key = await keeping.key_of_file(city.store, digest(data))
    assert locked_key is not None
    key = locked_key.opened(city.personal)
    assert key is not None
    return key.of_license


async def kept_row(city: City, data: bytes) -> Any:
    known = await known_at_once(View(city.store, EVERYTHING, TODAY), digest(data))
    assert known is not None
    return known[0]
