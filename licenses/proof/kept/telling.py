"""What there is to keep of a file, told by whoever has just sealed it: of the file only its seal's value is read.

1. It is told of files that are written like one in which everything was found in order (`like`): of a series, in which
   nothing differs but what a file says, its digests, its seal's value and its timestamp.
2. Seal and timestamp are read and checked here as in any file.
3. Whatever XMP might say otherwise than JSON is not told (`_NOT_PLAIN`); such a file is read like any other.

What is told is what would be found, to the byte: tests compare the two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from licenses.paper.metadata import LicenseMetadata
from licenses.proof.brought import Brought, SealPapers
from licenses.proof.facts import Prefix
from licenses.proof.issued.recognition import facts_told, recognise, see_signed
from licenses.proof.issued.signed import read_seal, read_stated
from licenses.proof.kept import form
from licenses.proof.kept.learning import as_issued
from licenses.proof.register import KeptOfFile
from licenses.proof.structure.papers import unpacked

_NOT_PLAIN = re.compile(r"rdf:resource|\]\]>|[^\n\x20-\x7e\x80-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML does not carry, and what a reader of it takes for more than text."""


@dataclass(frozen=True, slots=True)
class ValidationData:
    """Certificates and revocation lists (DER) behind a seal: the same in all files of a series."""

    certificates: tuple[bytes, ...]
    lists: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What whoever has just sealed a file knows of it."""

    said: LicenseMetadata
    value: bytes
    """The seal's value (DER)."""
    covered: bytes
    """SHA-256 of what it covers."""
    cut_back: Prefix
    """The file up to the end of its seal."""
    whole: Prefix


def like(first: bytes) -> ValidationData | None:
    """What all files of a series bring with their seals, by the first of them; None where they have to be read."""
    if as_issued(first) is None:
        return None
    papers = recognise(first).papers
    return ValidationData(tuple(map(unpacked, papers.certificates)), tuple(map(unpacked, papers.lists)))


def as_told(told: Told, data: ValidationData) -> KeptOfFile | None:
    """What there is to keep of a file of a series; None where the file has to be read for that."""
    said = replace(told.said, face=dict(sorted(told.said.face.items())))
    if said.sealed_at.microsecond or not "".join(said.face).isascii() or _NOT_PLAIN.search(_texts(said)):
        return None
    try:
        seal = read_seal(told.value)
        if seal.stamp is None:
            return None
        stamp, stated = seal.stamp, read_stated(seal.stamp.content)
        see_signed(seal, stamp, stated, told.covered)
    except ValueError:
        return None
    papers = SealPapers(
        (seal.certificate, *seal.others, *data.certificates), ((stamp.certificate, *stamp.others),), data.lists
    )
    facts = facts_told(said, told.cut_back, told.whole)
    return form.written(facts, Brought(papers, said.sealed_at, ((stated.time, 0),)))


def _texts(said: LicenseMetadata) -> str:
    return "\n".join(text if isinstance(text, str) else "\n".join(text) for text in said.pairs().values())
