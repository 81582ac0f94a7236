"""A register comes back from a backup as it was, head by head; what was given meanwhile is not given again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from builders import office
from builders.more import LEFT_OUT
from builders.office import ALICE, CIVIL, NOW, TODAY
from builders.registers import LATER, Register, flip, untold

from api.service.storage import refuse_unfinished
from graph.codes.identifier import build_identifier
from graph.errors import Conflict, Text
from graph.office.actor import Actor
from graph.refusal_codes import Code
from graph.store.journal_parts import head_of
from graph.store.whole.reading import pages
from graph.subjects.attestations.memory import attestation_facts, take_number
from graph.subjects.licensing.publication import next_sequence
from graph.subjects.people.desk import principal_of
from graph.words.attestations import AttestationKind, AttestationName
from graph.words.lost import EACH_SECOND, Lost
from graph.words.people import Role
from licenses.proof.recorded import registered
from licenses.proof.register import Inquiry
from licenses.proof.verdict import Answer
from licenses.register import erasing, issuing
from licenses.register.answering import GraphRegister
from licenses.register.erasing import Erasing
from licenses.register.publishing import Tell
from licenses.safekeeping import erasures
from licenses.safekeeping.making import Made
from licenses.safekeeping.restoring import RESTORING, Chosen, begin, bring_files, bring_graph, finish

pytestmark = [*LEFT_OUT]

BACK = LATER + timedelta(hours=6)
OPERATOR = "zhengtu-restore:root"


async def operator(register: Register) -> Actor:
    return Actor(await principal_of(register.store, Role.ADMIN, OPERATOR, TODAY), BACK)


async def content(register: Register) -> dict[str, list[Any]]:
    """Everything of a graph that a restore leaves as it was."""
    found: dict[str, list[Any]] = {}
    async for page in pages(register.store):
        if page.part.name not in {"Journal", "JournalPart", "Zhengtu", "Revision", "Series"}:
            found.setdefault(page.part.name, []).extend(page.rows)
    return found


async def brought_back(
    register: Register, made: Made, *, over: bool = True, erased: Mapping[str, str] | None = None
) -> tuple[tuple[str, ...], int]:
    """Bring a register back in its own place; the names of damaged files, and how many were erased again."""
    chosen = Chosen.from_(made.folder.parent.parent, made.folder.name, register.personal)
    begin(register.home, chosen, BACK, over=over)
    damaged = bring_files(register.home, chosen, untold)
    await bring_graph(register.store, chosen, untold)
    done = await finish(
        register.store, register.personal, register.home, chosen, erased or {}, await operator(register)
    )
    return damaged, done.erased


async def test_everything_comes_back_as_it_was_and_is_whole(register: Register, tmp_path: Path) -> None:
    made, before = await register.back_up(tmp_path / "b"), await content(register)
    await register.store.write(lambda unit: unit.run("MATCH (l:License) DETACH DELETE l"))
    assert await brought_back(register, made) == ((), 0)
    assert await content(register) == before
    assert await register.check() == []
    assert (await head_of(register.store)).parts == made.manifest.journal.parts + 1
    assert (register.home / "trust" / "root.pem").read_text("ascii") == "root"


async def test_what_is_there_is_covered_by_nothing_unless_somebody_says_so(register: Register, tmp_path: Path) -> None:
    made = await register.back_up(tmp_path / "b")
    chosen = Chosen.from_(tmp_path / "b", None, register.personal)
    with pytest.raises(Conflict) as refused:
        begin(register.home, chosen, BACK, over=False)
    assert refused.value.code is Code.HOME_NOT_EMPTY
    assert not (register.home / RESTORING).exists()
    aside = begin(register.home, chosen, BACK, over=True)
    assert {name.partition(".")[0] for name in aside} == {"archive", "trust"}
    kept = {file.name for name in aside for file in (register.home / name).rglob("*.locked")}
    assert kept == {f"{digest}.locked" for digest in await register.digests()}
    assert made.folder == chosen.folder


class Stopped(Exception):  # noqa: N818 - nothing is wrong
    """Somebody stops it."""


@pytest.mark.parametrize("at", ["register", "archive", "comparing"])
async def test_one_that_is_stopped_is_opened_by_nobody_and_begun_again(
    register: Register, tmp_path: Path, at: str
) -> None:
    await register.back_up(tmp_path / "b")
    before, chosen = await content(register), Chosen.from_(tmp_path / "b", None, register.personal)

    def stopping(what: Text) -> Tell:
        def tell(*_: object) -> None:
            if what.en == at:
                raise Stopped

        return tell

    begin(register.home, chosen, BACK, over=True)

    async def bring() -> None:
        bring_files(register.home, chosen, stopping)
        await bring_graph(register.store, chosen, stopping)

    with pytest.raises(Stopped):
        await bring()
    with pytest.raises(Conflict) as refused:
        refuse_unfinished(register.home)
    assert refused.value.code is Code.RESTORE_UNFINISHED
    assert begin(register.home, chosen, BACK, over=False) == ()
    assert bring_files(register.home, chosen, untold) == ()
    await bring_graph(register.store, chosen, untold)
    await finish(register.store, register.personal, register.home, chosen, {}, await operator(register))
    refuse_unfinished(register.home)
    assert await content(register) == before
    assert await register.check() == []


async def test_a_file_that_is_damaged_in_the_backup_is_named_and_the_rest_comes_back(
    register: Register, tmp_path: Path
) -> None:
    made = await register.back_up(tmp_path / "b")
    first, second = sorted(await register.digests())
    flip(tmp_path / "b" / "archive" / first[:2] / first[2:4] / f"{first}.locked")
    damaged, _ = await brought_back(register, made)
    assert damaged == (f"{first[:2]}/{first[2:4]}/{first}.locked",)
    assert (register.archive.has(first), register.archive.has(second)) == (False, True)


@pytest.mark.parametrize(
    "name",
    [
        "register/Holder.jsonl.gz",
        "manifest.json",
        "archive.jsonl.gz",
    ],
)
async def test_a_backup_that_is_not_as_it_was_made_is_refused_before_anything_is_written(
    register: Register, tmp_path: Path, name: str
) -> None:
    made, before = await register.back_up(tmp_path / "b"), await content(register)
    flip(made.folder / name)
    with pytest.raises(Conflict) as refused:
        await brought_back(register, made)
    assert refused.value.code is Code.BACKUP_DAMAGED
    assert await content(register) == before


async def test_numbers_of_receipts_go_on_behind_all_that_may_have_been_given(
    register: Register, tmp_path: Path
) -> None:
    kind = AttestationKind.RECEIPT
    assert (await take_number(register.store, kind, CIVIL, NOW)).number == "2026-000001"
    made = await register.back_up(tmp_path / "b")
    lost = [await take_number(register.store, kind, CIVIL, BACK) for _ in range(3)]
    await brought_back(register, made)
    found = await take_number(register.store, kind, CIVIL, BACK)
    behind = Lost(LATER, BACK).numbers
    assert behind > 6 * 60 * 60 * EACH_SECOND
    assert found.number == f"2026-{1 + behind + 1:06}"
    assert found not in lost
    assert (await take_number(register.store, kind, office.HEALTH, BACK)).number == f"2026-{behind + 1:06}"
    assert (await take_number(register.store, kind, CIVIL, BACK + timedelta(days=365))).number == "2027-000001"
    lost = await register.store.read("MATCH (z:Zhengtu {id: 'store'}) RETURN z.lost")
    assert [Lost.parse(each) for each in lost] == [Lost(LATER, BACK)]


async def test_restored_twice_no_number_is_given_twice(register: Register, tmp_path: Path) -> None:
    kind, given = AttestationKind.RECEIPT, list[str]()
    made = await register.back_up(tmp_path / "b")
    for _ in range(2):
        given.append((await take_number(register.store, kind, CIVIL, BACK)).number)
        await brought_back(register, made)
        again = await register.back_up(tmp_path / "b")
        given += [(await take_number(register.store, kind, CIVIL, BACK)).number]
        made = again
    await brought_back(register, made)
    given.append((await take_number(register.store, kind, CIVIL, BACK)).number)
    assert len(set(given)) == len(given) == 5


async def test_numbers_of_trust_packages_go_on(register: Register, tmp_path: Path) -> None:
    made = await register.back_up(tmp_path / "b")
    given = await next_sequence(register.store, int(LATER.timestamp()))
    await brought_back(register, made)
    assert await next_sequence(register.store, int(BACK.timestamp())) > given


async def test_the_next_version_of_a_licence_bears_no_identifier_that_may_have_been_given(
    register: Register, tmp_path: Path
) -> None:
    made = await register.back_up(tmp_path / "b")
    (first, _), workshop = await register.identifiers(), register.workshop()
    replacing = office.order(ALICE, "J340200-2026-000001", replaces=first, change_reason="换发")
    issuer = Actor(await principal_of(register.store, Role.STAFF, "issuer", TODAY), NOW)
    before = (await issuing.prepare(workshop, replacing, issuer)).metadata
    assert before.identifier.rpartition(".")[0] == first.rpartition(".")[0][:-3] + "002"
    await brought_back(register, made)
    after = (await issuing.prepare(workshop, replacing, replace(issuer, now=BACK))).metadata
    assert after.identifier.split(".")[-3] != before.identifier.split(".")[-3]
    assert (after.version, after.predecessor) == ("002", first)


async def test_who_was_erased_since_is_erased_again_and_nobody_else(register: Register, tmp_path: Path) -> None:
    made = await register.back_up(tmp_path / "b")
    actor, asked = await operator(register), Erasing(ALICE, "本人申请", "个人信息保护法第四十七条")
    erased = (await erasing.erase(register.store, register.personal, actor, asked)).id
    listed = register.home / erasures.ERASURES
    erasures.add(listed, register.personal, erased, BACK.isoformat())
    assert await brought_back(register, made, erased=erasures.read(listed, register.personal)) == ((), 1)
    held = "MATCH (h:Holder) WITH h ORDER BY h.id RETURN collect([h.id, h.keyCipher IS NULL, h.nameCipher IS NULL])"
    found = {identity: gone for identity, *gone in await register.store.read(held)}
    assert found.pop(erased) == [True, True]
    assert list(found.values()) == [[False, False]]
    assert await register.check() == []
    again = await register.back_up(tmp_path / "b")
    assert set(erasures.read(tmp_path / "b" / erasures.ERASURES, register.personal)) == {erased}
    assert again.manifest.archive.count == 2


async def test_a_list_of_erasures_is_believed_only_with_its_marks(register: Register) -> None:
    listed = register.home / erasures.ERASURES
    erasures.add(listed, register.personal, "h-1", BACK.isoformat())
    erasures.add(listed, register.personal, "h-2", BACK.isoformat())
    assert set(erasures.read(listed, register.personal)) == {"h-1", "h-2"}
    listed.write_bytes(listed.read_bytes().replace(b"h-2", b"h-3"))
    with pytest.raises(Conflict) as refused:
        erasures.read(listed, register.personal)
    assert refused.value.code is Code.BACKUP_DAMAGED


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        (LATER.date(), Answer.UNDECIDED),
        pytest.param(BACK.date(), Answer.UNDECIDED, marks=LEFT_OUT),
        pytest.param(date(2026, 2, 1), Answer.NO, marks=LEFT_OUT),
    ],
)
async def test_nobody_is_told_that_what_was_issued_meanwhile_was_never_issued(
    register: Register, tmp_path: Path, day: date, answer: Answer
) -> None:
    await brought_back(register, await register.back_up(tmp_path / "b"))
    unknown = str(build_identifier(office.MARRIAGE, CIVIL, "ISSUEDMEANWHILE"))
    asked = Inquiry(unknown, office.MARRIAGE, CIVIL, BACK.date(), issued_on=(day,))
    standing = await GraphRegister(register.store, register.personal, BACK.date()).standing(asked)
    assert registered(standing).answer is answer
    known = replace(asked, identifier=(await register.identifiers())[0])
    standing = await GraphRegister(register.store, register.personal, BACK.date()).standing(known)
    assert registered(standing).answer is Answer.YES


async def test_a_receipt_that_was_made_meanwhile_is_not_told_to_be_none(register: Register, tmp_path: Path) -> None:
    kind = AttestationKind.RECEIPT
    await take_number(register.store, kind, CIVIL, NOW)
    await brought_back(register, await register.back_up(tmp_path / "b"))
    told = [
        (await attestation_facts(register.store, AttestationName(kind, CIVIL, number))).may_be_lost
        for number in ("2026-000077", "2025-000077")
    ]
    assert told == [True, False]
