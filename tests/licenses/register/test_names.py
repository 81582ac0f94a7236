"""A code is of one kind and has one name at a time: what contradicts the register is told at every step.

A change of name is carried out, and so is that a kind was wrong.

Real is everything that decides and writes, on both stores; where no file is asked for, a worker hands it back undrawn.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from builders import batched, drafted, office
from builders.batched import numbered, present
from builders.more import left_out
from builders.office import ALICE, BOB, NAMES, NOW
from builders.races import Ready

from graph.codes.holder_code import strange_in_holder_code
from graph.errors import Conflict
from graph.refusal_codes import Code
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.subjects.licensing.naming import FormerName, calling, same_name
from graph.words.license_drafts import DraftState
from graph.words.licensing import Holder, IssueOrder
from licenses.register import drafting, receiving
from licenses.register.archive import FolderArchive
from licenses.register.batches import issuing, stepping
from licenses.register.batches.sheet import OrderedRow
from licenses.register.drafting import Handling
from licenses.register.ordered_holders import faults_of_holders
from licenses.register.workshop import Workshop
from licenses.seal.authority import DemonstrationAuthority

NEW = "陈一帆"
WRONG = "李二宁"


PASSPORT = "E12345678"


def ordered(
    number: int, name: str = NAMES[ALICE], former: str = "", code: str = ALICE, kind: str = "111", wrong: str = ""
) -> IssueOrder:
    face = {"KZ_XM": name, "KZ_DJRQ": "2026-03-01"}
    return office.order(number=numbered(number), holders=(Holder.known_by(name, code, kind, former, wrong),), face=face)


@pytest.fixture
async def workshop(store: Store, personal: PersonalData, tmp_path: Path) -> Workshop:
    await office.furnish(store, personal)
    authority = DemonstrationAuthority.open(tmp_path / "authority", office.FOUNDED)
    archive = FolderArchive(tmp_path / "archive")
    return Workshop(store, personal, archive, authority, Ready(), office.PUBLIC_URL, demonstration=True)


@pytest.fixture
async def bureau(store: Store, personal: PersonalData, tmp_path: Path) -> Workshop:
    """The same, where pages are drawn and sealed."""
    return await batched.workshop_of(store, personal, tmp_path)


async def called(workshop: Workshop, code: str = ALICE) -> tuple[str, list[str], list[str]]:
    """What the register calls somebody, what he was called, and what his licences call him, the oldest first."""
    row = await workshop.store.read(
        "MATCH (h:Holder {codeHash: $hash}) RETURN [h.id, h.keyCipher, h.nameCipher, coalesce(h.formerNames, []), "
        "COLLECT { MATCH (h)<-[e:HELD_BY]-(l:License) RETURN coalesce(e.nameCipher, h.nameCipher) "
        "ORDER BY l.sealedAt, l.identifier }]",
        hash=workshop.personal.lookup(code),
    )
    key = workshop.personal.unwrap(row[1], f"Holder {row[0]}")
    former = [key.decrypt(FormerName.parse(line).name, "Holder.name") for line in row[3]]
    return key.decrypt(row[2], "Holder.name"), former, [key.decrypt(each, "Holder.name") for each in row[4]]


async def refused(doing: Any, code: Code = Code.HOLDER_NAMED_OTHERWISE) -> Conflict:
    with pytest.raises(Conflict) as caught:
        await doing
    assert caught.value.code is code
    assert caught.value.rules == ("WHL-10",)
    assert NAMES[ALICE] not in f"{caught.value.message.zh}{caught.value.message.en}"
    return caught.value


async def test_another_name_for_a_known_code_is_refused_with_its_cure(workshop: Workshop) -> None:
    await drafted.issue(workshop, ordered(1))
    told = await refused(drafted.issue(workshop, ordered(2, WRONG)))
    assert (told.path, told.value) == (("holders", "0", "name"), WRONG)
    assert "曾用名" in told.message.zh
    told = await refused(drafted.issue(workshop, ordered(2, WRONG, former="陈二凡")))
    assert (told.path, told.value) == (("holders", "0", "formerName"), "陈二凡")
    assert await called(workshop) == (NAMES[ALICE], [], [NAMES[ALICE]])


async def test_a_change_of_name_is_carried_out_and_earlier_licences_keep_theirs(workshop: Workshop) -> None:
    later = [NOW + timedelta(seconds=second) for second in range(6)]
    await drafted.issue(workshop, ordered(1))
    await workshop.store.write(lambda unit: unit.run("MATCH ()-[e:HELD_BY]->() SET e.nameCipher = null"))
    draft = await drafted.reviewed(workshop, ordered(2, NEW, former=NAMES[ALICE]), later[1])
    assert await called(workshop) == (NAMES[ALICE], [], [NAMES[ALICE]])  # until that is issued
    await drafting.issue(workshop, drafted.seen(workshop), await drafted.actor_of(workshop, "issuer", later[1]), draft)
    assert await called(workshop) == (NEW, [NAMES[ALICE]], [NAMES[ALICE], NEW])
    await drafted.issue(workshop, ordered(3, NEW), later[2])
    await drafted.issue(workshop, ordered(4, NEW, former=NAMES[ALICE]), later[3])
    await refused(drafted.issue(workshop, ordered(5), later[4]))
    await drafted.issue(workshop, ordered(5, former=NEW), later[5])
    back = [NAMES[ALICE], NEW, NEW, NEW, NAMES[ALICE]]
    assert await called(workshop) == (NAMES[ALICE], [NAMES[ALICE], NEW], back)


def sheet_of(*orders: IssueOrder) -> list[OrderedRow]:
    return [OrderedRow(row, each) for row, each in enumerate(orders, 2)]


async def reviewed(workshop: Workshop, *orders: IssueOrder, mark: str = "one") -> str:
    return await batched.reviewed(workshop, 0, sheet_of(*orders), mark)


async def issued(workshop: Workshop, batch: str) -> list[tuple[int, str, str]]:
    """Issue a batch; which of its rows were left, and why."""
    await issuing.issue(workshop, present(workshop, "issuer"), batch)
    lines: list[str] = await workshop.store.read(
        "MATCH (c:LicenseDraft) WHERE c.batchId = $batch AND c.refusal IS NOT NULL RETURN collect(c.refusal[0])",
        batch=batch,
    )
    left = [line.split("|") for line in lines]
    return [(int(row), code, path) for row, code, path, _ in left]


async def test_a_row_of_a_batch_that_names_somebody_otherwise_is_left_out(bureau: Workshop) -> None:
    await drafted.issue(bureau, ordered(1))
    taken = await batched.received(
        bureau, sheet_of(ordered(2, WRONG), ordered(3), ordered(4, NEW, former=NAMES[ALICE]), ordered(5, code=BOB))
    )
    assert {row: [(each.code, each.path) for each in faults] for row, faults in taken.faults.items()} == {
        2: [(Code.HOLDER_NAMED_OTHERWISE, ("holders", "0", "name"))]
    }
    assert await batched.states(bureau, taken.batch) == {DraftState.RECEIVED: 3}


@left_out
async def test_of_two_names_for_one_code_in_a_chunk_one_is_written(bureau: Workshop) -> None:
    batch = await reviewed(bureau, ordered(1), ordered(2, WRONG), ordered(3, code=BOB, name=NAMES[BOB]), ordered(4))
    assert await issued(bureau, batch) == [(3, "HOLDER_NAMED_OTHERWISE", "holders.0.name")]
    assert await called(bureau) == (NAMES[ALICE], [], [NAMES[ALICE], NAMES[ALICE]])
    assert await batched.states(bureau, batch) == {DraftState.ISSUED: 3, DraftState.REVIEWED: 1}
    assert batched.waiting(bureau) == []


@left_out
async def test_a_chunk_carries_out_a_change_of_name_for_the_rows_behind_it(bureau: Workshop) -> None:
    batch = await reviewed(
        bureau, ordered(1), ordered(2, NEW, former=NAMES[ALICE]), ordered(3, NEW, former=NAMES[ALICE])
    )
    assert await issued(bureau, batch) == []
    name, former, sealed = await called(bureau)
    assert (name, former, sorted(sealed)) == (NEW, [NAMES[ALICE]], sorted([NAMES[ALICE], NEW, NEW]))


async def test_a_name_that_changed_between_the_steps_is_told_at_each(bureau: Workshop) -> None:
    view, at = drafted.seen(bureau), drafted.actor_of
    gives, maker, reviewer, issuer = [await at(bureau, who) for who in ("officer", "maker", "reviewer", "issuer")]
    waits = [await receiving.receive(bureau, view, gives, ordered(number), "") for number in (1, 2, 3)]
    for draft in waits[1:]:
        await drafting.make(bureau, view, maker, draft)
    await drafting.handle(bureau, view, reviewer, waits[2], Handling.REVIEW)
    batch = await batched.made(bureau, 0, sheet_of(ordered(4)))
    await drafted.issue(bureau, ordered(5, WRONG))
    told = await refused(drafting.make(bureau, view, maker, waits[0]))
    assert told.value is None  # the centre does not see whom it is about
    for doing in (
        drafting.handle(bureau, view, reviewer, waits[1], Handling.REVIEW),
        drafting.issue(bureau, view, issuer, waits[2]),
        receiving.receive(bureau, view, gives, ordered(1), "", again=waits[0]),
    ):
        assert (await refused(doing)).value == NAMES[ALICE]
    await stepping.handle(bureau, present(bureau, "reviewer"), batch, Handling.REVIEW)
    assert await batched.states(bureau, batch) == {DraftState.MADE: 1}
    await receiving.receive(bureau, view, gives, ordered(1, former=WRONG), "", again=waits[0])
    assert await called(bureau) == (WRONG, [], [WRONG])


async def told_of(doings: Sequence[Any]) -> list[str]:
    """Have all of it done at once; what each that was refused was told."""
    outcomes = await asyncio.gather(*doings, return_exceptions=True)
    for each in outcomes:
        if isinstance(each, BaseException) and not isinstance(each, Conflict):
            raise each
    return [each.code.name for each in outcomes if isinstance(each, Conflict)]


async def test_two_names_for_a_new_code_at_once_cannot_both_win(workshop: Workshop) -> None:
    view, issuer = drafted.seen(workshop), await drafted.actor_of(workshop, "issuer")
    for number in range(1, 7, 2):
        code = office.citizen(100 + number)
        drafts = [
            await drafted.reviewed(workshop, ordered(number + place, name, code=code))
            for place, name in enumerate((NEW, WRONG))
        ]
        told = await told_of([drafting.issue(workshop, view, issuer, draft) for draft in drafts])
        assert told == ["HOLDER_NAMED_OTHERWISE"]
        name, former, sealed = await called(workshop, code)
        assert (former, sealed) == ([], [name])
    assert batched.waiting(workshop) == []


@left_out
async def test_a_batch_and_a_single_order_at_once_cannot_both_win(bureau: Workshop) -> None:
    view, issuer = drafted.seen(bureau), await drafted.actor_of(bureau, "issuer")
    draft = await drafted.reviewed(bureau, ordered(1, WRONG))
    batch = await reviewed(bureau, ordered(2), ordered(3))
    told = await told_of(
        [drafting.issue(bureau, view, issuer, draft), issuing.issue(bureau, present(bureau, "issuer"), batch)]
    )
    name, former, sealed = await called(bureau)
    states = await batched.states(bureau, batch)
    assert (name, told, former, states) in (
        (WRONG, [], [], {DraftState.REVIEWED: 2}),
        (NAMES[ALICE], ["HOLDER_NAMED_OTHERWISE"], [], {DraftState.ISSUED: 2}),
    )
    assert set(sealed) == {name}


async def kinds(workshop: Workshop, code: str = PASSPORT) -> tuple[str, list[str]]:
    """As which kind the register has a code, and its licences, the oldest first."""
    row: list[Any] = await workshop.store.read(
        "MATCH (h:Holder {codeHash: $hash}) RETURN [h.codeType, "
        "COLLECT { MATCH (h)<-[e:HELD_BY]-(l:License) RETURN coalesce(e.codeType, h.codeType) ORDER BY l.sealedAt }]",
        hash=workshop.personal.of_code(code),
    )
    return row[0], row[1]


async def test_a_known_code_as_another_document_is_refused_with_both_kinds_and_corrected_where_it_was_wrong(
    workshop: Workshop,
) -> None:
    other = Code.HOLDER_OF_ANOTHER_KIND
    later = [NOW + timedelta(seconds=second) for second in range(6)]
    view, at = drafted.seen(workshop), drafted.actor_of
    waits = await drafted.reviewed(workshop, ordered(1, code=PASSPORT, kind="999"))
    await drafted.issue(workshop, ordered(2, code=PASSPORT, kind="414"))
    await workshop.store.write(lambda unit: unit.run("MATCH ()-[e:HELD_BY]->() SET e.codeType = null"))
    told = await refused(drafted.issue(workshop, ordered(3, code=PASSPORT, kind="411")), other)
    assert (told.path, told.value, told.limit) == (("holders", "0", "codeType"), "411", "414")
    assert all(words in told.message.zh for words in ("414 普通护照", "411 外交护照", "原代码类型"))
    for name, former in ((WRONG, ""), (WRONG, NAMES[ALICE])):  # somebody else: nobody is renamed
        told = await refused(drafted.issue(workshop, ordered(3, name, former, PASSPORT, "999")), other)
        assert "曾用名" not in told.message.zh
    told = await refused(drafted.issue(workshop, ordered(3, code=PASSPORT, kind="411", wrong="412")), other)
    assert (told.path, told.value) == (("holders", "0", "formerCodeType"), "412")
    await refused(drafting.issue(workshop, view, await at(workshop, "issuer"), waits), other)
    assert await kinds(workshop) == ("414", ["414"])
    await drafted.issue(workshop, ordered(3, code=PASSPORT, kind="411", wrong="414"), later[1])
    assert await kinds(workshop) == ("411", ["414", "411"])
    await drafted.issue(workshop, ordered(4, code=PASSPORT, kind="411"), later[2])
    await refused(drafted.issue(workshop, ordered(5, code=PASSPORT, kind="414"), later[3]), other)
    await drafted.issue(workshop, ordered(5, NEW, NAMES[ALICE], PASSPORT, "414", "411"), later[4])
    assert await kinds(workshop) == ("414", ["414", "411", "411", "414"])
    assert (await called(workshop, PASSPORT))[:2] == (NEW, [NAMES[ALICE]])


@left_out
async def test_of_two_kinds_for_one_code_in_a_batch_one_is_written(bureau: Workshop) -> None:
    batch = await reviewed(
        bureau,
        ordered(1, code=PASSPORT, kind="414"),
        ordered(2, code=PASSPORT, kind="411"),
        ordered(3, code=PASSPORT, kind="999", wrong="414"),
    )
    assert await issued(bureau, batch) == [(3, "HOLDER_OF_ANOTHER_KIND", "holders.0.codeType")]
    kind, sealed = await kinds(bureau)
    assert (kind, sorted(sealed)) == ("999", ["414", "999"])
    taken = await batched.received(bureau, sheet_of(ordered(4, code=PASSPORT, kind="414"), ordered(5)), "two")
    assert {row: [each.code for each in faults] for row, faults in taken.faults.items()} == {
        2: [Code.HOLDER_OF_ANOTHER_KIND]
    }


async def test_two_kinds_for_a_new_code_at_once_cannot_both_win(workshop: Workshop) -> None:
    view, issuer = drafted.seen(workshop), await drafted.actor_of(workshop, "issuer")
    drafts = [
        await drafted.reviewed(workshop, ordered(number, code=PASSPORT, kind=kind))
        for number, kind in enumerate(("414", "411"), 1)
    ]
    told = await told_of([drafting.issue(workshop, view, issuer, draft) for draft in drafts])
    assert told == ["HOLDER_OF_ANOTHER_KIND"]
    kind, sealed = await kinds(workshop)
    assert sealed == [kind]


async def test_a_change_of_whom_nobody_knows_is_refused_and_in_a_batch_the_row_before_brings_him(
    bureau: Workshop,
) -> None:
    view, officer = drafted.seen(bureau), await drafted.actor_of(bureau, "officer")
    for order, field in (
        (ordered(1, NEW, NAMES[ALICE]), "formerName"),
        (ordered(1, wrong="999"), "formerCodeType"),
    ):
        told = await refused(receiving.receive(bureau, view, officer, order, ""))
        assert told.path == ("holders", "0", field)
        assert "没有这个代码" in told.message.zh
    await drafted.issue(bureau, ordered(1, former=NAMES[ALICE]))  # the same name says nothing
    taken = await batched.received(
        bureau,
        sheet_of(
            ordered(2, NAMES[BOB], code=BOB),
            ordered(3, WRONG + "二", NAMES[BOB], BOB),
            ordered(4, NEW, "陈二凡", office.citizen(200)),
            ordered(5, NEW, "陈二凡", office.citizen(200)),
            ordered(6, "李三宁", WRONG + "二", BOB),
        ),
    )
    assert {row: [(each.code, each.path[-1]) for each in faults] for row, faults in taken.faults.items()} == {
        row: [(Code.HOLDER_NAMED_OTHERWISE, "formerName")] for row in (4, 5)
    }


@pytest.mark.parametrize(
    ("kind", "code", "strange"),
    [
        ("414", "E-12345678", "-"), ("414", "E 12345678", " "), ("411", "DE（1234567）", "("),
        ("414", "护照E12345678", "护"),
        ("516", "H0123456/7", "/"), ("099", "12345678-9", "-"), ("999", "A.123", "."),
        ("414", "ｅ12345678", None), ("114", "军字第1234567号", None), ("099", "民证字第（2010）0123号", None),
    ],
)  # fmt: skip
def test_a_code_has_the_letters_and_figures_of_its_kind_and_is_one_however_it_is_written(
    kind: str, code: str, strange: str | None
) -> None:
    assert strange_in_holder_code(code, kind) == strange
    holder = replace(ordered(1).holders[0], code=code, code_type=kind)
    faults = list(
        faults_of_holders(replace(ordered(1), holders=(holder,)), office.kind(office.MARRIAGE, "结婚登记证明"), ())
    )
    found = [each for each in faults if each.code is Code.CODE_CHARACTERS]
    assert [each.path for each in found] == [("holders", "0", "code")] * (strange is not None)
    assert not any(code in f"{each.message}{each.value}" for each in found if holder.person)


def test_one_order_names_a_code_once_of_whatever_kind_it_is() -> None:
    pair = tuple(Holder.known_by(name, PASSPORT, kind) for name, kind in ((NEW, "414"), (WRONG, "999")))
    faults = faults_of_holders(replace(ordered(1), holders=pair), office.kind(office.MARRIAGE, "结婚登记证明"), ())
    assert (Code.HOLDER_TWICE, ("holders", "1", "code")) in [(each.code, each.path) for each in faults]


def test_a_holder_is_found_by_his_code_however_it_is_written(personal: PersonalData) -> None:
    ways = ("E12345678", "e12345678 ", "Ｅ１２３４５６７８", "E 1234 5678")
    assert len({personal.of_code(each) for each in ways}) == 1


@pytest.mark.parametrize(
    ("name", "kind", "refused"),
    [
        ("陈 一帆", "111", True), ("陈 一 帆", "516", True), ("张𠂇  〇", "114", True), ("陈一帆", "111", False),
        ("买买提·艾力", "111", False), ("John Smith", "414", False), ("山田 太郎", "414", False),
        ("Li 李 Ming", "111", False),
    ],
)  # fmt: skip
def test_between_the_ideographs_of_a_name_stand_no_blanks(name: str, kind: str, refused: bool) -> None:
    order = ordered(1, name, code=ALICE if kind == "111" else PASSPORT, kind=kind)
    faults = list(faults_of_holders(order, office.kind(office.MARRIAGE, "结婚登记证明"), ()))
    told = [(each.code, each.path) for each in faults]
    assert told == [(Code.WRITTEN_OTHERWISE, ("holders", "0", "name"))] * refused


def test_names_that_people_read_as_one_are_one() -> None:
    assert same_name("ＡＢＣ（芜湖）有限公司", "ABC(芜湖) 有限公司 ")
    assert same_name("买买提•艾力", "买买提·艾力")
    assert same_name("王\ue816", "王\U00020087")
    assert not same_name("陈一凡", "陈一帆")
    assert calling(None, NEW, "").name == "NEW"
