"""Checking the face of a licence without its file (核验照面信息), GB/T 36906.

The share interface answers with one of eight codes and nothing else: not which field is wrong, not what it should say.
Order: parameters, existence, enough fields, agreement, and only then the state, so that nothing about a licence is
learned by someone who does not have its face before him. Whether there is enough depends on the names of the fields
alone, so below it what is right is answered like what is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import IntEnum, unique

from graph.subjects.licensing.rules import status_of
from graph.words.licensing import LicenseStatus
from licenses.proof.face_values import LONGEST_KEY, LONGEST_VALUE, PrintedField, agrees, named, said
from licenses.proof.register import Record, Standing

LEAST_FIELDS = 2
"""Fields that have to be given where the type requires fewer; one alone could be guessed through."""
MOST_FIELDS = 64
"""More than any page prints; a face with more is not compared."""

Face = Sequence[tuple[str, str]]
"""What somebody typed: column code or label, and value; the same field may be there twice."""


@unique
class FaceAnswer(IntEnum):
    """The answers of the interface."""

    VALID = 0
    """Correct and valid."""
    NOT_ACTIVATED = 1
    """Correct, not yet in force."""
    SUSPENDED = 2
    """Correct, temporarily invalid."""
    NO_LONGER_VALID = 3
    TOO_LITTLE = 4
    """Too little to verify: of the face, or known here of an authority whose licences are not kept here."""
    NO_SUCH_LICENSE = 5
    PARAMETER_MISSING = 6
    """A parameter is missing, or the identifier cannot be one."""
    PARTLY_WRONG = 7


FAILURES = frozenset({FaceAnswer.PARTLY_WRONG, FaceAnswer.NO_SUCH_LICENSE})
"""The answers to a wrong guess."""


def answer_face(identifier: str | None, face: Face, standing: Standing, on: date) -> FaceAnswer:
    """Answer for the face data of one licence on a date; without an identifier where none was read."""
    record = standing.record
    given = [(key, value) for key, value in face[: MOST_FIELDS + 1] if said(value)]
    if not identifier or not given:
        return FaceAnswer.PARAMETER_MISSING
    if record is None:
        return FaceAnswer.NO_SUCH_LICENSE if standing.keeps_issuer else FaceAnswer.TOO_LITTLE
    if len(face) > MOST_FIELDS:
        return FaceAnswer.PARTLY_WRONG
    if not _enough(given, record.printed):
        return FaceAnswer.TOO_LITTLE
    if not _right(given, record.printed):
        return FaceAnswer.PARTLY_WRONG
    return _by_status(record, on)


def differing(given: Mapping[str, str], kept: Mapping[str, str], printed: Sequence[PrintedField]) -> tuple[str, ...]:
    """Return the fields of a face beside a file, given or the file's own, whose value is not the register's.

    Args:
        given: Column code, or label as printed, and value.
        kept: The face as issued.
        printed: What stands on the page.
    """
    fields = (*(PrintedField(key, (), (text,)) for key, text in kept.items()), *printed)
    asked = [(key, text) for key, text in given.items() if not _to_the_letter(key, text, kept)]
    return tuple(key for key, text in asked if not any(agrees(text, field) for field in named(key, fields)))


def _to_the_letter(key: str, text: str, kept: Mapping[str, str]) -> bool:
    """Whether a field says just what was issued, as a file's own mostly does; then what it means is not asked."""
    return kept.get(key) == text and len(key) <= LONGEST_KEY and len(text) <= LONGEST_VALUE


def _enough(given: Face, printed: Sequence[PrintedField]) -> bool:
    """Whether all that the type requires is named, and enough that nobody can look up."""
    meant = {field.key: field for key, _ in given for field in named(key, printed)}
    telling = [field for field in meant.values() if not field.public]
    return len(telling) >= LEAST_FIELDS and all(field.key in meant for field in printed if field.required)


def _right(given: Face, printed: Sequence[PrintedField]) -> bool:
    """Whether everything given is right.

    A key that means nothing here counts as wrong: any other answer would say that the rest is right. Everything is
    compared, whatever was wrong before it.
    """
    right = [any(agrees(value, field) for field in named(key, printed)) for key, value in given]
    return all(right)


def _by_status(record: Record, on: date) -> FaceAnswer:
    match status_of(record.state, record.valid_from, record.valid_until, on):
        case LicenseStatus.IN_FORCE:
            return FaceAnswer.VALID
        case LicenseStatus.NOT_YET_VALID:
            return FaceAnswer.NOT_ACTIVATED
        case LicenseStatus.SUSPENDED:
            return FaceAnswer.SUSPENDED
        case LicenseStatus.CANCELLED | LicenseStatus.REPLACED | LicenseStatus.EXPIRED:
            return FaceAnswer.NO_LONGER_VALID
        case LicenseStatus.UNDECIDED:
            return FaceAnswer.TOO_LITTLE
