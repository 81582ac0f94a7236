"""Suspecting a file (举报): verified first, kept as evidence, then a case; and what becomes of the file afterwards.

1. The verdict is the day's, made before anything is written; what it says is a condition of the table.
2. The file is kept, encrypted, before its case is written; where no case comes of it, it is removed again.
3. It is read back by who decides, and every reading is in the journal before it is answered.
4. Of a false alarm nothing stays: its file is destroyed, and in the case who presented it is forgotten. A paper that
   was found to be nobody's forgery says nothing that anybody has to keep.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from graph.cases.files import CaseFolder, KeptFile, new_case, read_kept
from graph.codes.typed_identifier import check_typed_identifier
from graph.errors import Refusal
from graph.office.actor import Actor
from graph.store.engine import Store
from graph.store.files import digest_of
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.forgeries import desk, memory, suspecting
from graph.words.forgeries import ForgeryEvent, Judged, Sighting, Suspicion
from graph.words.licensing import Holder
from licenses.proof.verdict import Verdict
from licenses.register.forgery.verdicts import kept_as


@dataclass(frozen=True, slots=True)
class Suspected:
    """A file that somebody takes for a forgery."""

    content: bytes
    verdict: Verdict
    """What verifying it has said."""
    circumstances: str
    presenter: Holder | None = None
    department: str | None = None
    """USCC of the imitated department, where it is named."""


@dataclass(frozen=True, slots=True)
class ForgeryRoom:
    """What suspected forgeries are worked on with."""

    store: Store
    personal: PersonalData
    evidence: CaseFolder


async def suspect(room: ForgeryRoom, actor: Actor, suspected: Suspected, key: str | None = None) -> str:
    """Open a case of a suspected forgery, or join the open one of the same file; say its id.

    Raises:
        Refusal: See `graph.subjects.forgeries.suspecting.suspect`.
    """
    identity, content = new_case(actor.today), suspected.content
    kept = KeptFile(identity, digest_of(content))

    async def keep() -> None:
        await asyncio.to_thread(room.evidence.put, identity, content)

    try:
        found = await suspecting.suspect(
            room.store, room.personal, actor, _suspicion(suspected, actor), identity, keep, key=key
        )
    except Refusal:  # whatever else is raised may have been written all the same: the next opening of the store knows
        await asyncio.to_thread(room.evidence.destroy, kept)
        raise
    if found != identity:
        await asyncio.to_thread(room.evidence.destroy, kept)
    return found


async def decide(
    room: ForgeryRoom, view: View, actor: Actor, case_id: str, event: ForgeryEvent, words: str, key: str | None = None
) -> str:
    """Confirm a forgery, or dismiss the suspicion and destroy its evidence; say the id of the case.

    Raises:
        Refusal: See `graph.subjects.forgeries.desk.decide_forgery`.
    """
    evidence = await memory.evidence_of(view, case_id)
    decided = await desk.decide_forgery(room.store, room.personal, view, actor, case_id, event, words, key=key)
    if event is ForgeryEvent.DISMISS and evidence is not None:
        await asyncio.to_thread(room.evidence.destroy, evidence)
    return decided


async def evidence_file(room: ForgeryRoom, view: View, actor: Actor, case_id: str) -> bytes | None:
    """The suspected file of a case, for those who decide; None for everybody else, and where none is kept.

    Raises:
        NotFound: `FILE_NOT_FOUND`; the file is gone from where it was kept.
    """
    kept = await memory.evidence_of(view, case_id)
    return await read_kept(room.store, actor, room.evidence, kept, "READ_FORGERY_EVIDENCE")


async def report_file(room: ForgeryRoom, view: View, actor: Actor, case_id: str) -> bytes | None:
    """The sealed report of a case, for the same.

    Raises:
        NotFound: `FILE_NOT_FOUND`; the file is gone from where it was kept.
    """
    kept = await memory.report_of(view, case_id)
    return await read_kept(room.store, actor, room.evidence, kept, "READ_FORGERY_REPORT")


def _suspicion(suspected: Suspected, actor: Actor) -> Suspicion:
    verdict = suspected.verdict
    return Suspicion(
        digest=digest_of(suspected.content),
        size=len(suspected.content),
        judged=Judged[verdict.summary.name],
        reason=verdict.reason,
        verdict=kept_as(verdict),
        claims=verdict.claims or _named_by(verdict.identifier),
        sighting=Sighting(actor.now, suspected.circumstances.strip(), suspected.presenter),
        department=suspected.department,
    )


def _named_by(identifier: str | None) -> tuple[str, ...]:
    """The authority that an identifier names: all that a picture or a print says."""
    typed = check_typed_identifier(identifier or "")
    return () if typed.value is None else (typed.value.issuer,)
