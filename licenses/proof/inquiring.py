"""Judging what was typed, or is read from a picture: an identifier alone, or one with the face of its licence.

* What cannot be an identifier is a slip of the hand until the contrary is shown: undecided, and first of all its reader
  is asked to look at it again. The register is asked nothing about it.
* Where the licences of an authority are not kept here, that is said, and nothing of the licence: undecided.
* An identifier alone is answered with what anybody may know.
* A picture, a print, a scan prove nothing: its code says which licence to ask about, and the answer is that licence's.
* A face is answered with one of eight codes (GB/T 36906) and nothing beside it: no question, no count, no field.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from graph.codes.identifier import LicenseIdentifier
from graph.codes.report import CodeReport
from licenses.proof import recorded
from licenses.proof.causes import Cause
from licenses.proof.face_check import Face, FaceAnswer, answer_face
from licenses.proof.facts import FileFacts
from licenses.proof.register import Inquiry, Standing
from licenses.proof.verdict import Answer, Basis, Finding, Question, Verdict, conclude, conclude_face

_OF_A_FILE = (
    Question.READABLE,
    Question.SEALED,
    Question.INTACT,
    Question.SIGNER_TRUSTED,
    Question.TIME_TRUSTED,
    Question.CERTIFICATE_VALID_THEN,
    Question.AS_ISSUED,
)
_LEADS_TO = {Cause.PICTURE: Cause.PICTURE_OF, Cause.SCAN: Cause.SCAN_OF}
"""What is said where the code on it can be read."""
_OF_A_RECORD = (Question.ISSUER_ENTITLED, Question.IN_FORCE, Question.UNCONTESTED)


def inquiry(typed: CodeReport[LicenseIdentifier], on: date) -> Inquiry:
    """What to ask a register about an identifier; nothing about what cannot be one."""
    named = typed.value if typed.acceptable else None
    return Inquiry(
        identifier=named.text if named else None,
        type_code=named.type_code if named else None,
        issuer_code=named.issuer if named else None,
        on=on,
    )


def judge_identifier(typed: CodeReport[LicenseIdentifier], standing: Standing, at: datetime, on: date) -> Verdict:
    """Judge what a register says of an identifier alone; the questions about a file are not asked."""
    findings = {
        **dict.fromkeys(_OF_A_FILE, Finding(Answer.NOT_ASKED, Cause.NO_FILE)),
        **_of_a_record(typed, standing, on),
        Question.IDENTIFIER_WELLFORMED: recorded.identifier_wellformed(typed),
        Question.REGISTERED: _registered(typed, standing),
        Question.FACE_AGREES: Finding(Answer.NOT_ASKED, Cause.FACE_NOT_GIVEN),
    }
    return conclude(
        recorded.as_of(findings, standing),
        seals=None,
        rests_on=(recorded.by_register(standing) or Basis.REGISTER,),
        at=at,
        identifier=typed.text,
        demonstration=standing.demonstration,
        as_of=standing.as_of,
    )


def judge_copy(
    facts: FileFacts, typed: CodeReport[LicenseIdentifier], standing: Standing | None, at: datetime, on: date
) -> Verdict:
    """Judge a picture, or a page without a seal, whose code leads to a licence: the register answers for that one.

    Args:
        facts: What the file is.
        typed: The identifier on it.
        standing: What a register says of that; None offline.
        at: The moment of judging.
        on: The date for which the state is asked.
    """
    told = {"identifier": typed.text}
    readable, sealed = facts.readable, facts.sealed
    if readable.cause in _LEADS_TO:
        readable = replace(readable, cause=_LEADS_TO[readable.cause], evidence=told)
    else:
        sealed = replace(sealed, cause=Cause.COPY_OF, evidence=told)
    copied = Finding(Answer.NOT_ASKED, Cause.OF_A_COPY, told)
    findings = {
        **dict.fromkeys(_OF_A_FILE, copied),
        **dict.fromkeys(_OF_A_RECORD, Finding(Answer.NOT_ASKED, Cause.NO_REGISTER)),
        **({} if standing is None else _of_a_record(typed, standing, on)),
        Question.READABLE: readable,
        Question.SEALED: sealed,
        Question.IDENTIFIER_WELLFORMED: recorded.identifier_wellformed(typed),
        Question.REGISTERED: recorded.registered(standing),
        Question.FACE_AGREES: copied,
    }
    basis = recorded.by_register(standing)
    return conclude(
        recorded.as_of(findings, standing),
        seals=facts.seals,
        rests_on=(Basis.FILE,) if basis is None else (Basis.FILE, basis),
        at=at,
        identifier=typed.text,
        digest=facts.digest,
        demonstration=standing is not None and standing.demonstration,
        as_of=standing.as_of if standing else None,
    )


def judge_face(typed: CodeReport[LicenseIdentifier], face: Face, standing: Standing, at: datetime, on: date) -> Verdict:
    """Judge the face of a licence without its file."""
    answer = answer_face(typed.text if typed.acceptable else None, face, standing, on)
    return conclude_face(
        answer,
        at=at,
        identifier=typed.text,
        demonstration=standing.demonstration,
        because=_without_register(typed, answer, standing),
    )


def _without_register(typed: CodeReport[LicenseIdentifier], answer: FaceAnswer, standing: Standing) -> Finding | None:
    """Why a face could not be answered for, where what the face says has nothing to do with it."""
    if typed.text and not typed.acceptable:
        return _mistyped(typed)
    if answer is FaceAnswer.TOO_LITTLE and standing.record is None:
        return _registered(typed, standing)
    return None


def _of_a_record(typed: CodeReport[LicenseIdentifier], standing: Standing, on: date) -> dict[Question, Finding]:
    record = standing.record
    if record is None:
        why = _registered(typed, standing)
        return dict.fromkeys(_OF_A_RECORD, Finding(Answer.NOT_ASKED, why.cause, why.evidence))
    return {
        Question.ISSUER_ENTITLED: _entitled(typed, standing, on),
        Question.IN_FORCE: recorded.in_force(record, on),
        Question.UNCONTESTED: recorded.uncontested(standing, record),
    }


def _entitled(typed: CodeReport[LicenseIdentifier], standing: Standing, on: date) -> Finding:
    if standing.right is None or typed.value is None:
        return Finding(Answer.NOT_ASKED, Cause.NO_FILE)
    return recorded.entitled(standing.right, {"issuer": typed.value.issuer, "type": typed.value.type_code}, on)


def _registered(typed: CodeReport[LicenseIdentifier], standing: Standing) -> Finding:
    """Whether the register knows it; asked in vain where it is another register's, and where it cannot be one."""
    if not typed.acceptable:
        return _mistyped(typed)
    found = recorded.registered(standing)
    if found.answer is Answer.NOT_ASKED:
        return Finding(Answer.UNDECIDED, found.cause, found.evidence)
    return found


def _mistyped(typed: CodeReport[LicenseIdentifier]) -> Finding:
    return Finding(Answer.UNDECIDED, Cause.MISTYPED, recorded.wrong_with(typed))
