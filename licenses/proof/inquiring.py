"""Judging an identifier without a file: what the register says of it, and of a face."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from graph.codes.identifier import LicenseIdentifier, check_identifier
from licenses.proof import recorded
from licenses.proof.face_check import answer_face
from licenses.proof.judging import _face_agrees
from licenses.proof.reasons import Cause
from licenses.proof.register import Standing
from licenses.proof.verdict import Answer, Basis, Finding, Question, Verdict, conclude

_OF_A_FILE = (
    Question.READABLE,
    Question.SEALED,
    Question.INTACT,
    Question.SIGNER_TRUSTED,
    Question.TIME_TRUSTED,
    Question.CERTIFICATE_VALID_THEN,
    Question.AS_ISSUED,
)


def judge_identifier(
    identifier: str, standing: Standing, at: datetime, on: date, face: Mapping[str, str] | None = None
) -> Verdict:
    """Judge what a register says of an identifier alone, and of a face; the questions about a file are not asked."""
    kept = standing.record
    no_file = Finding(Answer.NOT_ASKED, Cause.NO_FILE)
    registered = recorded.registered(standing)
    if registered.answer is Answer.NOT_ASKED:
        registered = Finding(Answer.UNDECIDED, registered.cause, registered.evidence)
    right = standing.right
    findings = {
        **dict.fromkeys(_OF_A_FILE, no_file),
        Question.ISSUER_ENTITLED: recorded.entitled(standing.right, _parts(identifier), on)
        if standing.right
        else no_file,
        Question.IDENTIFIER_WELLFORMED: recorded.identifier_wellformed(identifier),
        Question.REGISTERED: registered,
        Question.FACE_AGREES: _face_agrees(standing, kept, face),
        Question.IN_FORCE: recorded.in_force(kept, on) if kept else recorded.absent(standing),
        Question.UNCONTESTED: recorded.uncontested(standing, kept),
    }
    return conclude(
        findings,
        seals=None,
        rests_on=(Basis.REGISTER,),
        at=at,
        identifier=identifier,
        demonstration=standing.demonstration,
        face_check=None if face is None else answer_face(identifier, face, kept, on),
    )


def _parts(identifier: str) -> dict[str, str]:
    named: LicenseIdentifier | None = check_identifier(identifier).value
    return {"issuer": named.issuer if named else "-", "type": named.type_code if named else "-"}
