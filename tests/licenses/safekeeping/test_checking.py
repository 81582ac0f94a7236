"""What a check finds: each head is damaged in one place, and named; what is whole is called whole."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from builders import office
from builders.more import LEFT_OUT
from builders.registers import LATER, Register, authority_of, flip

from graph.law.access import Principal
from graph.office.actor import Actor
from graph.store.journal_parts import Head as JournalHead
from graph.store.journal_parts import close_off, head_of
from graph.words.licensing import Holder
from graph.words.people import Role
from licenses.register.windows import BEFORE_ALL, BEHIND_ALL, windows
from licenses.safekeeping.faults import HEADS, SAID, Fault, Head, Wrong
from licenses.safekeeping.names import take_names

OF_FIRST = "MATCH (l:License) WITH l ORDER BY l.identifier LIMIT 1 "


async def found(register: Register) -> set[tuple[Head, Wrong]]:
    return {(fault.head, fault.wrong) for fault in await register.check()}


async def change(register: Register, text: str, **given: object) -> None:
    await register.store.write(lambda unit: unit.run(text, **given))


async def test_nothing_is_wrong_with_a_register_that_nobody_has_damaged(register: Register) -> None:
    assert await register.check() == []
    looked = await register.looked()
    assert (looked.licenses, looked.files, looked.lines) == (2, 4, 2)


async def test_a_flipped_bit_of_a_sealed_file_is_found(register: Register) -> None:
    digest, _ = await register.digests()
    flip(register.archive.place(digest))
    assert await found(register) == {(Head.ARCHIVE, Wrong.FILE_DAMAGED)}


async def test_a_file_that_is_gone_is_missed(register: Register) -> None:
    digest, _ = await register.digests()
    register.archive.place(digest).unlink()
    assert await found(register) == {(Head.ARCHIVE, Wrong.FILE_MISSING)}


async def test_the_file_of_another_licence_in_its_place_is_damaged(register: Register) -> None:
    digest, other = await register.digests()
    register.archive.place(digest).write_bytes(register.archive.place(other).read_bytes())
    assert await found(register) == {(Head.ARCHIVE, Wrong.FILE_DAMAGED)}


@pytest.mark.parametrize("name", [f"{'ab' * 32}.locked", "readme.txt"])
async def test_a_file_that_no_record_has_is_named(register: Register, name: str) -> None:
    place = register.archive.folder / "ab" / "ab" / name
    place.parent.mkdir(parents=True)
    place.write_bytes(b"somebody's")
    assert await register.check() == [Fault(Head.ARCHIVE, Wrong.FILE_STRANGE, name.removesuffix(".locked"))]


ALTERED: list[tuple[str, set[tuple[Head, Wrong]]]] = [
        ("SET l.digest = replace(l.digest, substring(l.digest, 0, 3), 'eee')",
         {(Head.DIGESTS, Wrong.ISSUED_DIGEST), (Head.ARCHIVE, Wrong.FILE_MISSING)}),
        ("SET l.size = l.size + 1", {(Head.DIGESTS, Wrong.SIZE)}),
        ("SET l.issuedOn = date('2026-03-03')", {(Head.REGISTER, Wrong.SEALED_DATA)}),
        ("SET l.validUntil = date('2036-03-03')", {(Head.REGISTER, Wrong.SEALED_DATA)}),
        ("SET l.typeName = '离婚登记证明'", {(Head.REGISTER, Wrong.SEALED_DATA)}),
        ("SET l.version = 2", {(Head.REGISTER, Wrong.SEALED_DATA)}),
        ("SET l.state = 'CANCELLED'", {(Head.REGISTER, Wrong.STATE)}),
        ("SET l.state = 'GONE'", {(Head.REGISTER, Wrong.UNREADABLE)}),
        ("SET l.typeId = 'X'", {(Head.REGISTER, Wrong.RELATIONS), (Head.REGISTER, Wrong.SEALED_DATA)}),
        ("SET l.holderHashes = ['x']", {(Head.REGISTER, Wrong.RELATIONS)}),
        ("SET l.numberHash = 'x'", {(Head.REGISTER, Wrong.CIPHER)}),
        ("SET l.faceCipher = 'AAAA' + substring(l.faceCipher, 4)", {(Head.REGISTER, Wrong.CIPHER)}),
        ("SET l.keyCipher = 'AAAA' + substring(l.keyCipher, 4)", {(Head.REGISTER, Wrong.KEY)}),
        ("SET l.keyCipher = null", {(Head.REGISTER, Wrong.KEY)}),
        ("MATCH (l)-[e:HELD_BY]->() DELETE e", {(Head.REGISTER, Wrong.RELATIONS), (Head.REGISTER, Wrong.KEY)}),
        ("MATCH (l)<-[:OF]-(f:FileDigest {kind: 'SEALED'}) DETACH DELETE f", {(Head.DIGESTS, Wrong.SEALED_DIGEST)}),
        ("MATCH (l)<-[:OF]-(f:FileDigest {kind: 'ISSUED'}) DETACH DELETE f",
         {(Head.DIGESTS, Wrong.ISSUED_DIGEST), (Head.ARCHIVE, Wrong.FILE_STRANGE)}),
]  # fmt: skip
CUT: list[tuple[str, Wrong]] = [
    ("MATCH (j:Journal {act: 'ISSUE_LICENSE'}) WITH j ORDER BY j.id LIMIT 1 DELETE j", Wrong.LINE_MISSING),
    ("MATCH (j:Journal {act: 'ISSUE_LICENSE'}) SET j.subject = 'somebody else'", Wrong.LINE_CHANGED),
    ("MATCH (p:JournalPart) DELETE p", Wrong.PART_MISSING),
    ("MATCH (j:Journal {act: 'ISSUE_LICENSE'}) SET j.at = datetime('2026-03-01T00:00:00Z')", Wrong.LINE_CHANGED),
    ("MATCH (j:Journal {act: 'ISSUE_LICENSE'}) SET j.detail = 'x'", Wrong.LINE_CHANGED),
    ("MATCH (j:Journal) SET j.part = 'open'", Wrong.LINE_MISSING),
    ("MATCH (p:JournalPart) SET p.mark = 'x'", Wrong.LINE_CHANGED),
    ("CREATE (:Journal {id: 'x', act: 'X', part: '000000001'})", Wrong.LINE_MISSING),
]


def some(table: list[tuple[str, Any]], first: int) -> list[Any]:
    """The rows of a table, of which all but the first ones are left out for the five minutes."""
    return [pytest.param(*row, marks=() if place < first else LEFT_OUT) for place, row in enumerate(table)]


@pytest.mark.parametrize(("text", "wrong"), some(ALTERED, 3))
async def test_what_is_altered_in_the_register_is_found(
    register: Register, text: str, wrong: set[tuple[Head, Wrong]]
) -> None:
    await change(register, OF_FIRST + text)
    assert await found(register) == wrong


async def test_a_name_or_kind_that_was_written_over_is_told_and_one_that_was_changed_is_none(
    register: Register,
) -> None:
    alice = Holder.known_by("陈一帆", office.ALICE, "111", office.NAMES[office.ALICE])
    face = {"KZ_XM": alice.name, "KZ_DJRQ": "2026-03-01"}
    placed = office.order(number="J340200-2026-000003", holders=(alice,), face=face)
    await office.issue_sealed(register.workshop(), placed, "KEPT3", str(authority_of(register.home)))
    assert await register.check() == []
    # What an earlier release did: no licence had names of its own, and the newest was that of the holder.
    await change(register, "MATCH ()-[e:HELD_BY]->() SET e.nameCipher = null, e.codeType = null")
    (fault,) = await register.check()
    first, *_ = await register.identifiers()
    assert fault == Fault(Head.REGISTER, Wrong.HOLDER_NAME, first)
    operator = Actor(Principal(Role.ADMIN, "zhengtu-check:root"), LATER)
    assert len(await take_names(register.checker, operator)) == 1
    assert await register.check() == []
    assert await take_names(register.checker, operator) == []
    await change(register, "MATCH ()-[e:HELD_BY]->(h) SET e.codeType = null, h.codeType = '999'")
    faults = await register.check()
    assert {(each.head, each.wrong) for each in faults} == {(Head.REGISTER, Wrong.HOLDER_NAME)}
    assert len(await take_names(register.checker, operator)) == len(faults)
    assert await register.check() == []


@pytest.mark.parametrize(("text", "wrong"), some(CUT, 3))
async def test_a_line_that_is_taken_out_of_the_journal_changed_or_added_is_found(
    register: Register, text: str, wrong: Wrong
) -> None:
    await close_off(register.store, register.personal, LATER)
    await change(register, text)
    assert (Head.JOURNAL, wrong) in await found(register)


async def test_a_journal_that_is_cut_at_its_end_is_shorter_than_it_was_known_to_be(register: Register) -> None:
    known = await close_off(register.store, register.personal, LATER)
    assert (known.parts, len(known.mark)) == (1, 64)
    assert (await register.checker.cut(known)).faults == ()
    await change(register, "MATCH (j:Journal) DELETE j")
    await change(register, "MATCH (p:JournalPart) DELETE p")
    await change(register, "MATCH (z:Zhengtu {id: 'store'}) SET z.journalParts = null, z.journalMark = null")
    assert await head_of(register.store) == JournalHead()
    assert (await register.checker.cut(known)).faults == (Fault(Head.JOURNAL, Wrong.CUT, "1"),)


async def test_a_licence_of_which_the_journal_says_nothing_is_named(register: Register) -> None:
    await change(register, OF_FIRST + "MATCH (j:Journal {about: l.id}) DELETE j")
    assert await found(register) == {(Head.JOURNAL, Wrong.JOURNALED)}


async def test_each_part_of_the_journal_goes_on_from_the_one_before(register: Register) -> None:
    await close_off(register.store, register.personal, LATER)
    await change(register, "CREATE (:Journal {id: 'later', act: 'X', about: 'x', part: 'open', rules: []})")
    assert (await close_off(register.store, register.personal, LATER)).parts == 2
    assert await register.check() == []
    await change(register, "MATCH (p:JournalPart {id: '000000001'}) SET p.mark = 'x'")
    assert [fault.about for fault in await register.check()] == ["1", "2"]


@pytest.mark.parametrize("many", [0, 1, 50, 51, 1000])
def test_windows_hold_every_id_and_meet(many: int) -> None:
    found = windows(many, 50)
    assert (found[0][0], found[-1][1]) == (BEFORE_ALL, BEHIND_ALL)
    assert all(end == begin for (_, end), (begin, _) in pairwise(found))
    assert len(found) == max(1, -(-many // 50))


def test_everything_that_can_be_wrong_is_said_in_both_languages() -> None:
    assert set(SAID) == set(Wrong)
    assert set(HEADS) == set(Head)
    assert all(text.zh and text.en for text in (*SAID.values(), *HEADS.values()))
