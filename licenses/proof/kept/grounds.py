"""What was found about the papers of a seal, in the form that is kept, and what it was found with."""

from __future__ import annotations

import hashlib
from datetime import datetime
from functools import lru_cache

import orjson

from licenses.proof.causes import Cause
from licenses.proof.grounds import Grounds
from licenses.proof.spans import Span
from licenses.proof.verdict import Answer, Finding

_FORM = 1


@lru_cache(maxsize=4)
def believing(anchors: tuple[bytes, ...], lists: tuple[bytes, ...]) -> str:
    """What tells anchors and lists from any others: SHA-256, hexadecimal."""
    told = hashlib.sha256()
    for each in (anchors, lists):
        told.update(len(each).to_bytes(8))
        for der in each:
            told.update(len(der).to_bytes(8) + der)
    return told.hexdigest()


def written(grounds: Grounds) -> bytes:
    """The bytes that are kept."""
    signer = grounds.signer_trusted
    return orjson.dumps(
        [
            _FORM,
            [signer.cause.name, dict(signer.evidence)],
            grounds.signer_code,
            grounds.demonstration,
            *([span.after.isoformat(), span.before.isoformat()] for span in (grounds.stamped, grounds.judged)),
        ]
    )


def read(kept: bytes) -> Grounds:
    """Read what is kept.

    Raises:
        ValueError: It is of another form; what is none at all makes it raise anything.
    """
    form, (cause, evidence), code, demonstration, stamped, judged = orjson.loads(kept)
    if form != _FORM:
        raise ValueError("another form")
    signer = Finding(Answer.YES, Cause[cause], evidence)
    return Grounds(signer, code, demonstration, _span(*stamped), _span(*judged))


def _span(after: str, before: str) -> Span:
    return Span(datetime.fromisoformat(after), datetime.fromisoformat(before))
