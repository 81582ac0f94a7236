"""Verifying a licence: bytes → gate → signature → trust → register → standing → a verdict.

The same story for every caller. Time is an argument, and so is everything that is believed; nothing is fetched. A
forgery is an answer, not an error: nothing here raises for what a file is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from graph.codes.typed_identifier import check_typed_identifier
from graph.words.china_time import china_day
from licenses.paper.metadata import LicenseMetadata
from licenses.proof.attesting import inquiry_about, judge_attestation
from licenses.proof.confinement.examiners import examined, remember
from licenses.proof.confinement.pool import Confinement
from licenses.proof.confinement.port import Share
from licenses.proof.face_check import Face
from licenses.proof.facts import FileFacts
from licenses.proof.inquiring import inquiry, judge_copy, judge_face, judge_identifier
from licenses.proof.judging import judge
from licenses.proof.kept.meeting import Met, keep, meet
from licenses.proof.known_files import Told
from licenses.proof.limits import LIMITS, Limits
from licenses.proof.register import Inquiry, KeepingRegister, Register, Standing
from licenses.proof.trusted import TrustBundle, TrustFindings
from licenses.proof.verdict import Answer, Verdict


async def verify(
    data: bytes,
    trust: TrustBundle,
    at: datetime,
    register: Register | None = None,
    face: Mapping[str, str] | None = None,
    on: date | None = None,
    limits: Limits = LIMITS,
    examiners: Confinement | Share | None = None,
) -> Verdict:
    """Verify a file, in a process that can be ended; cancelling this ends it.

    In the processes of a program of one's own nobody is refused: files wait for each other, without bound, and one that
    keeps its process busy takes its three seconds from those behind it. A server's examiners bound that wait.

    Args:
        data: The file; anybody may have made it.
        trust: What is believed; with an empty bundle nothing more than the state of the file is decided.
        at: Now, with zone.
        register: The register to ask; None verifies offline.
        face: Face data that the asker has before him, column code or label → text as printed.
        on: The date for which the state is asked; without it, the date of `at`.
        limits: What the file may cost.
        examiners: The processes to do it in; those of this process where None.

    Raises:
        Busy: The examiners are a server's, and too many files wait for them; or the system gives no process.
    """
    date_asked = on or china_day(at)
    keeping = register if isinstance(register, KeepingRegister) and limits == LIMITS else None
    met = await meet(data, trust, at, keeping) if limits == LIMITS else Met()
    found = met.found or await examined(data, trust, at, limits, examiners)
    if found.facts.shows is not None:
        typed = check_typed_identifier(found.facts.shows)
        told = None if register is None else await register.standing(inquiry(typed, date_asked))
        return judge_copy(found.facts, typed, told, at, date_asked)
    if (said := found.facts.attestation) is not None:
        told = None if register is None else await register.standing(inquiry_about(said, at))
        return judge_attestation(found.facts, said, found.findings, told, at)
    before = found.told if face is None else None
    mark = before.mark if before is not None else b""
    about = _inquiry(found.facts, found.findings, date_asked, china_day(at), mark)
    standing = await _ask(register, met, about)
    if before is not None and standing is not None and standing.unchanged:
        return replace(before.verdict, at=at)
    if keeping is not None and (standing is None or standing.record is None):
        standing = await _brought(keeping, found.facts, standing)
    verdict = judge(found.facts, found.findings, standing, at, date_asked, face)
    if standing is not None and _known(standing, found.facts):
        again = Told(standing.mark, verdict) if standing.mark and face is None else found.told
        remember(replace(found, told=again), trust)
        if keeping is not None:
            await keep(data, found, met, trust, keeping)
    return verdict


async def verify_identifier(
    identifier: str, at: datetime, register: Register, face: Face | None = None, on: date | None = None
) -> Verdict:
    """Say what a register knows of an identifier; there is no file, so nothing is said about one.

    Args:
        identifier: As somebody typed it.
        at: Now, with zone.
        register: The register to ask.
        face: What stands on the licence, key or label and value; it is answered with one of eight codes and nothing
            else (`Verdict.face_check`, GB/T 36906).
        on: The date for which the state is asked; without it, the date of `at`.
    """
    date_asked, typed = on or china_day(at), check_typed_identifier(identifier)
    standing = await register.standing(inquiry(typed, date_asked))
    if face is None:
        return judge_identifier(typed, standing, at, date_asked)
    return judge_face(typed, face, standing, at, date_asked)


def _known(standing: Standing, facts: FileFacts) -> bool:
    """Whether the register knows just this file."""
    record = standing.record
    return record is not None and record.file is not None and record.file.digest == facts.digest


async def _ask(register: Register | None, met: Met, inquiry: Inquiry | None) -> Standing | None:
    """Ask about a file; what was read before it was asked about answers, where it is about just that."""
    if register is None or inquiry is None:
        return None
    said = await met.known.standing(inquiry) if met.known is not None else None
    return said or await register.standing(inquiry)


async def _brought(register: KeepingRegister, facts: FileFacts, standing: Standing | None) -> Standing | None:
    """What the register says of a file that it has not issued: it may have been brought to it."""
    collected = await register.collected(facts.digest)
    return standing if collected is None else replace(standing or Standing(keeps_issuer=False), collected=collected)


def _inquiry(facts: FileFacts, findings: TrustFindings | None, on: date, today: date, mark: bytes) -> Inquiry | None:
    """What to ask about a file with one seal; of any other there is nothing to know."""
    if findings is None:
        return None
    metadata = facts.metadata
    digests = dict.fromkeys((facts.digest, *(prefix.digest for prefix in facts.prefixes)))
    return Inquiry(
        identifier=metadata.identifier if metadata else None,
        type_code=metadata.type_code if metadata else None,
        issuer_code=metadata.issuer_code if metadata else findings.signer_code,
        on=on,
        digests=tuple(digests),
        issued_on=_days(facts.metadata, findings, today),
        mark=mark,
    )


def _days(metadata: LicenseMetadata | None, trust: TrustFindings, today: date) -> tuple[date, ...]:
    """The days on which the authority needs its right: that of sealing, and that of issue on the face.

    Where only the file says when it was sealed, it may have been at any time since: the day that it names and today.
    A timestamp of an unknown service gives no day.
    """
    sealed = [china_day(trust.sealed_at)] if trust.sealed_at else []
    issued = [metadata.issued_on] if metadata else []
    match trust.time_trusted.answer:
        case Answer.YES:
            return tuple(dict.fromkeys([*sealed, *issued]))
        case Answer.NO:
            return tuple(dict.fromkeys([*sealed, today, *issued]))
        case Answer.UNDECIDED | Answer.NOT_ASKED:
            return ()
