"""Licences that were not made here come in as they are: sealed ones with that day's verdict, paper as paper."""

from __future__ import annotations

import asyncio
import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from builders.licenses import SEALED_AT, Authority, page, seal, seal_twice
from builders.more import LEFT_OUT
from builders.office import CIVIL, MARRIAGE
from builders.owners import GONE
from builders.registers import Register, flip, furnished
from PIL import Image

from graph.codes.identifier import build_identifier
from graph.errors import NotFound
from graph.law.access import Principal
from graph.office.actor import Actor
from graph.refusal_codes import Code
from graph.store.engine import Store
from graph.store.files import digest_of
from graph.subjects.licensing.collected import collected_of
from graph.words.china_time import china_day
from graph.words.collected import CollectedKind
from graph.words.people import Role
from licenses.proof.verdict import Answer, Basis, Question, Summary
from licenses.proof.verification import verify
from licenses.register.answering import GraphRegister
from licenses.register.collecting import (
    Brought,
    Collected,
    CollectingRoom,
    Outcome,
    collect,
    collected_content,
    folder_of,
    key_of,
    sweep,
)
from licenses.safekeeping.faults import Fault, Head, Wrong

pytestmark = [*LEFT_OUT]

ACTOR = Actor(Principal(Role.ADMIN, "zhengtu-collect:root"), SEALED_AT + timedelta(days=1))


def picture(form: str) -> bytes:
    """A small scan."""
    file = io.BytesIO()
    Image.new("L", (60, 40), 200).save(file, form)
    return file.getvalue()


PICTURE = picture("PNG")


@pytest.fixture
async def register(store: Store, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Register:
    return await furnished(store, tmp_path_factory.getbasetemp() / "collecting" / tmp_path.name)


@pytest.fixture
def room(register: Register, authority: Authority) -> CollectingRoom:
    return CollectingRoom(register.store, register.personal, folder_of(register.home), authority.bundle, 1 << 20)


def blank() -> bytes:
    """A page without anything on it."""
    file = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(file)
    return file.getvalue()


def asked(room: CollectingRoom) -> GraphRegister:
    return GraphRegister(room.store, room.personal, china_day(ACTOR.now))


async def brought(room: CollectingRoom, content: bytes, *, paper: bool = False, dry_run: bool = False) -> Collected:
    return await collect(room, ACTOR, CIVIL, Brought("某证照.pdf", content), paper=paper, dry_run=dry_run)


async def test_a_file_sealed_elsewhere_is_kept_byte_for_byte_with_the_verdict_of_the_day(
    room: CollectingRoom, genuine: bytes
) -> None:
    told = await brought(room, genuine)
    assert (told.outcome, told.summary) == (Outcome.COLLECTED, "genuine")
    file, content = await collected_content(room, told.digest)
    assert (content, file.kind, file.summary) == (genuine, CollectedKind.SEALED, "genuine")
    key = key_of(room.personal, file)
    assert key is not None
    assert '"intact"' in key.decrypt(file.verdict_cipher, "CollectedFile.verdict")
    assert "某证照" not in file.name_cipher
    assert key.decrypt(file.name_cipher, "CollectedFile.name") == "某证照.pdf"


async def test_a_file_that_was_collected_is_told_as_such_and_its_state_is_unknown(
    room: CollectingRoom, authority: Authority
) -> None:
    identifier = build_identifier(MARRIAGE, CIVIL, "2026000077").text
    sealer = authority.sealer("民政局", CIVIL)
    file = seal(authority, sealer, type_code=MARRIAGE, issuer_code=CIVIL, identifier=identifier)
    before = await verify(file, room.trust, ACTOR.now, asked(room))
    assert (before.summary, before[Question.REGISTERED].evidence["cause"]) == (Summary.NOT_GENUINE, "UNREGISTERED")
    await brought(room, file)
    verdict = await verify(file, room.trust, ACTOR.now, asked(room))
    assert verdict[Question.REGISTERED].answer is Answer.YES
    told = verdict[Question.REGISTERED].evidence
    assert (told["cause"], told["collected"], told["issuer"]) == ("COLLECTED", "2026-05-21", "民政局")
    assert verdict[Question.IN_FORCE].evidence["cause"] == "STATE_NOT_COLLECTED"
    assert verdict[Question.AS_ISSUED].answer is Answer.NOT_ASKED
    assert (verdict.summary, Basis.REGISTER in verdict.rests_on) == (Summary.GENUINE, True)
    assert "是否有效无法判定" in verdict.reason.zh


async def test_a_seal_that_does_not_hold_holds_no_more_for_having_been_collected(
    room: CollectingRoom, genuine: bytes
) -> None:
    broken = genuine[:600] + bytes([genuine[600] ^ 1]) + genuine[601:]
    await brought(room, broken)
    verdict = await verify(broken, room.trust, ACTOR.now, asked(room))
    assert verdict.summary is Summary.NOT_GENUINE
    assert verdict[Question.INTACT].answer is Answer.NO


@pytest.mark.parametrize(("paper", "question"), [(PICTURE, Question.READABLE), (blank(), Question.SEALED)])
async def test_digitised_paper_is_called_that_wherever_it_is_verified(
    room: CollectingRoom, paper: bytes, question: Question
) -> None:
    before = await verify(paper, room.trust, ACTOR.now, asked(room))
    await brought(room, paper, paper=True)
    verdict = await verify(paper, room.trust, ACTOR.now, asked(room))
    assert verdict.summary is before.summary is not Summary.GENUINE
    assert "数字化件，没有电子签章" in verdict.reason.zh
    for each in (question, Question.REGISTERED):
        assert verdict[each].evidence["cause"] == "COLLECTED_PAPER"
        assert verdict[each].answer is before[each].answer is not Answer.YES


@pytest.mark.parametrize("paper", [False, True])
@pytest.mark.parametrize("cut", [PICTURE[:50], picture("JPEG")[:200], b"\x89PNG\r\n\x1a\n", b"%PDF-1.7\n%cut"])
async def test_what_nobody_can_read_is_not_taken_and_the_reason_is_said(
    room: CollectingRoom, cut: bytes, paper: bool
) -> None:
    told = await brought(room, cut, paper=paper)
    assert (told.outcome, told.outcome.refused) == (Outcome.UNREADABLE, True)
    assert told.summary
    assert await collected_of(room.store, CIVIL) == []


async def test_a_file_with_several_seals_is_sealed_and_no_paper(room: CollectingRoom, authority: Authority) -> None:
    twice = await asyncio.to_thread(seal_twice, authority, authority.sealer())
    assert (await brought(room, twice, paper=True)).outcome is Outcome.SEALED
    assert (await brought(room, twice)).outcome is Outcome.COLLECTED


async def test_brought_again_it_changes_nothing(room: CollectingRoom, genuine: bytes) -> None:
    assert (await brought(room, genuine, dry_run=True)).outcome is Outcome.COLLECTED
    assert await collected_of(room.store, CIVIL) == []
    await brought(room, genuine)
    before = await collected_of(room.store, CIVIL)
    assert (await brought(room, genuine)).outcome is Outcome.ALREADY
    assert await collected_of(room.store, CIVIL) == before


async def test_a_seal_that_does_not_hold_is_kept_with_the_verdict_that_says_so(
    room: CollectingRoom, genuine: bytes
) -> None:
    altered = genuine + b"\n%somebody was here\n"
    told = await brought(room, altered)
    assert (told.outcome, told.summary == "genuine") == (Outcome.COLLECTED, False)
    strangers = replace(room, trust=Authority("STRANGER").bundle)
    assert (await brought(strangers, genuine)).summary == "undecided"


@pytest.mark.parametrize("paper", [PICTURE, picture("JPEG")])
async def test_digitised_paper_is_paper_and_is_never_taken_for_a_sealed_licence(
    room: CollectingRoom, paper: bytes
) -> None:
    assert (await brought(room, paper)).outcome is Outcome.NO_SEAL
    told = await brought(room, paper, paper=True)
    assert (told.outcome, told.summary) == (Outcome.COLLECTED, "")
    (file,) = await collected_of(room.store, CIVIL)
    assert (file.kind, file.verdict_cipher) == (CollectedKind.DIGITISED, "")
    assert "无电子签章" in file.kind.zh


async def test_a_scan_without_a_seal_is_paper_and_a_sealed_file_is_none(room: CollectingRoom, genuine: bytes) -> None:
    scan = page()
    assert (await brought(room, scan)).outcome is Outcome.NO_SEAL
    assert (await brought(room, scan, paper=True)).outcome is Outcome.COLLECTED
    assert (await brought(room, genuine, paper=True)).outcome is Outcome.SEALED


async def test_what_was_issued_here_and_what_is_no_such_file_is_not_taken(
    register: Register, room: CollectingRoom
) -> None:
    digest, _ = await register.digests()
    assert (await brought(room, await register.workshop().file(digest))).outcome is Outcome.ISSUED_HERE
    assert (await brought(room, b"MZ\x90\x00")).outcome is Outcome.OTHER_FORM
    assert (await brought(room, b"%PDF-" + bytes(2 << 20))).outcome is Outcome.TOO_LARGE
    assert await collected_of(room.store, CIVIL) == []


async def test_it_is_checked_and_backed_up_like_what_was_issued(
    register: Register, room: CollectingRoom, tmp_path: Path
) -> None:
    digest = (await brought(room, PICTURE, paper=True)).digest
    assert await register.check() == []
    made = await register.back_up(tmp_path / "b")
    assert made.manifest.collected.count == 1
    flip(room.archive.place(digest))
    assert await register.check() == [Fault(Head.COLLECTED, Wrong.FILE_DAMAGED, digest)]
    room.archive.place(digest).unlink()
    assert await register.check() == [Fault(Head.COLLECTED, Wrong.FILE_MISSING, digest)]


async def test_what_a_crash_has_left_waiting_goes_and_what_is_entered_stays(room: CollectingRoom) -> None:
    digest = (await brought(room, PICTURE, paper=True)).digest
    (await collected_content(room, digest))[0]
    waiting = room.archive.folder / "waiting"
    room.archive.place(digest).rename(waiting / f"{digest}.{GONE}.locked")
    (waiting / f"{'ab' * 32}.{GONE}.locked").write_bytes(b"of nobody")
    await sweep(room.store, room.archive, None, alone=True)
    assert (await collected_content(room, digest))[1] == PICTURE
    assert room.archive.waiting() == []
    with pytest.raises(NotFound) as refused:
        await collected_content(room, digest_of(b"another"))
    assert refused.value.code is Code.FILE_NOT_FOUND
