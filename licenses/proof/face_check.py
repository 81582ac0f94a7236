"""Checking the face of a licence without its file (核验照面信息), GB/T 36906.

The share interface answers with one of eight codes and nothing else: not which field is wrong, not what it should say.
Order: parameters, existence, enough fields, agreement, and only then the state, so that nothing about a licence is
learned by someone who does not have its face before him.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from enum import IntEnum, unique

from graph.words.licensing import LicenseState
from licenses.proof.register import Record

LEAST_FIELDS = 2
"""Fields that have to be given where the type names none; one alone could be guessed through."""


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
    """Too little to verify."""
    NO_SUCH_LICENSE = 5
    PARAMETER_MISSING = 6
    PARTLY_WRONG = 7


def answer_face(identifier: str | None, face: Mapping[str, str], record: Record | None, on: date) -> FaceAnswer:
    """Answer for the face data of one licence on a date."""
    if not identifier or not face:
        return FaceAnswer.PARAMETER_MISSING
    if record is None:
        return FaceAnswer.NO_SUCH_LICENSE
    given = {key: text for key, text in face.items() if text.strip()}
    if len(given) < LEAST_FIELDS or not record.face_needed <= given.keys():
        return FaceAnswer.TOO_LITTLE
    if differing(given, record.face):
        return FaceAnswer.PARTLY_WRONG
    return _by_state(record, on)


def differing(given: Mapping[str, str], kept: Mapping[str, str]) -> tuple[str, ...]:
    """Return the fields whose text is not the register's; a field that it does not have differs."""
    return tuple(key for key, text in given.items() if key not in kept or _plain(text) != _plain(kept[key]))


def _plain(text: str) -> str:
    """Full and half width, and blanks, are matters of the keyboard."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _by_state(record: Record, on: date) -> FaceAnswer:
    match record.state:
        case LicenseState.SUSPENDED:
            return FaceAnswer.SUSPENDED
        case LicenseState.CANCELLED | LicenseState.REPLACED:
            return FaceAnswer.NO_LONGER_VALID
        case LicenseState.IN_FORCE | None:
            if on < record.valid_from:
                return FaceAnswer.NOT_ACTIVATED
            if record.valid_until is not None and record.valid_until < on:
                return FaceAnswer.NO_LONGER_VALID
            return FaceAnswer.VALID if record.state else FaceAnswer.TOO_LITTLE
