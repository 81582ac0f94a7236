"""What a file says of itself, in the form that is kept: a numbered list of plain values, compressed."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from licenses.paper.metadata import LicenseMetadata
from licenses.proof.brought import Brought, digest_of
from licenses.proof.causes import Cause
from licenses.proof.facts import Extension, FileFacts, Prefix
from licenses.proof.register import KeptOfFile
from licenses.proof.verdict import Answer, Finding

_FORM = 2
"""Counted up by a release that finds anything else in a file than those before, as well as by one that writes it
otherwise: what was kept before is then found again."""


@dataclass(frozen=True, slots=True)
class FileForm:
    """What was read in a file, but for the papers of its seal."""

    facts: FileFacts
    """Without the seal's own data."""
    papers_id: str
    claimed_time: datetime | None
    stamps: tuple[tuple[datetime, int], ...]


def written(facts: FileFacts, brought: Brought) -> KeptOfFile | None:
    """Write what there is to keep of a file; None where it would not be read again as it was.

    Args:
        facts: Of a file with one seal, wholly in order; without the seal's own data.
        brought: What the seal brings.
    """
    if facts.metadata is None or facts.seals != 1 or facts.shows is not None or facts.attestation is not None:
        return None
    papers = brought.papers.written()
    papers_id = digest_of(papers)
    extension = facts.extension
    content = [
        _FORM,
        facts.size,
        facts.digest,
        [[one.answer.name, one.cause.name, dict(one.evidence)] for one in (facts.readable, facts.sealed, facts.intact)],
        facts.metadata.pairs(),
        None if extension is None else [extension.ends, extension.proved, extension.timestamps, extension.supplements],
        [[one.size, one.digest] for one in facts.prefixes],
        papers_id,
        brought.claimed_time and brought.claimed_time.isoformat(),
        [[time.isoformat(), covers] for time, covers in brought.stamps],
    ]
    found = zlib.compress(orjson.dumps(content))
    same = FileForm(facts, papers_id, brought.claimed_time, brought.stamps)
    return KeptOfFile(found, papers) if read(found) == same else None


def read(found: bytes) -> FileForm:
    """Read what is kept of a file.

    Raises:
        ValueError: It is of another form; what is none at all makes it raise anything.
    """
    content = orjson.loads(zlib.decompress(found))
    if content[0] != _FORM:
        raise ValueError("another form")
    _, size, digest, findings, pairs, extension, prefixes, papers_id, claimed, stamps = content
    readable, sealed, intact = (_finding(*one) for one in findings)
    facts = FileFacts(
        size=size,
        digest=digest,
        readable=readable,
        sealed=sealed,
        intact=intact,
        seals=1,
        metadata=LicenseMetadata.from_pairs(pairs),
        extension=None if extension is None else _extension(*extension),
        prefixes=tuple(Prefix(*one) for one in prefixes),
    )
    moments = tuple((datetime.fromisoformat(time), covers) for time, covers in stamps)
    return FileForm(facts, papers_id, datetime.fromisoformat(claimed) if claimed else None, moments)


def _extension(ends: list[int], proved: int, timestamps: int, supplements: list[int]) -> Extension:
    return Extension(tuple(ends), proved, timestamps, tuple(supplements))


def _finding(answer: str, cause: str, evidence: dict[str, Any]) -> Finding:
    return Finding(Answer[answer], Cause[cause], evidence)
