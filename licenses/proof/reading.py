"""What a file says of itself: read behind one barrier, judged without trust, without network, within limits.

1. Size, header, cross-references: is it a PDF that can be judged?
2. The marks in its form: how many seals?
3. The structural gate (`licenses.proof.structure.gate`).
4. For the seal and every timestamp: digest and signature (`licenses.proof.signatures`).
5. The licence's data, written twice into the file: attachment and XMP have to say the same. Or those of an
   attestation, which are attached alone.
6. What later questions need: certificates, revocation data, timestamps, digests of the sealed and later revisions.

Files come from anybody. Whatever a hostile or broken one makes a parser raise ends here as *cannot be verified*, with
the stage and the kind of error as evidence. Bounds here: bytes of the file, revisions, objects, fields, decoded bytes
of streams (by the PDF library). Time and memory cannot be bounded from inside a process; that is left to whoever runs
this in one that can be ended (`licenses.proof.confinement.pool`).

A file that cannot be parsed may still be caught: where its bytes show a seal whose digest is false, or end after the
sealed bytes with something that is no revision, it was altered, and that is said.
"""

from __future__ import annotations

import hashlib
import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypeVar

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfDecodeLimitError

from licenses.paper.attestation import Attestation
from licenses.paper.metadata import LicenseMetadata
from licenses.proof.carried import (
    ValidationData,
    attestation,
    contradictions,
    entry_of,
    license_metadata,
    validation_data,
)
from licenses.proof.causes import Cause
from licenses.proof.facts import FileFacts, Prefix, Seal, Timestamp, unreadable
from licenses.proof.forms import HEADER, damaged, no_pdf, saved_again
from licenses.proof.limits import LIMITS, Limits, TooComplexError
from licenses.proof.mechanisms import UnknownMechanismError
from licenses.proof.signatures import DETACHED_CMS, Signature, digest, judge_seal, judge_timestamp
from licenses.proof.structure.gate import Mark, Structure, false_range, judge_seals, judge_structure, malformed
from licenses.proof.structure.opening import Document, EncryptedError, byte_ranges, open_document
from licenses.proof.structure.revisions import BEGUN, later_revisions
from licenses.proof.structure.syntax import NotPlainError
from licenses.proof.verdict import Answer, Finding

_T = TypeVar("_T")

# What the libraries remark about hostile files belongs into the verdict, not on somebody's terminal.
for _library in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_library).addHandler(logging.NullHandler())


def read(data: bytes, limits: Limits = LIMITS) -> FileFacts:
    """Read a file that anybody may have made. Never raises for what the file is, unless it takes all memory.

    Raises:
        MemoryError: There is not enough for this file.
    """
    try:
        document = _open(data, limits)
        if isinstance(document, Document):
            return _facts(data, document, limits)
        altered = None
        if document.cause is Cause.DAMAGED:
            altered = _attempt(lambda: _visibly_altered(data, limits), Answer.NOT_ASKED, Cause.UNREADABLE_FILE, limits)
            document = damaged(data, document)
        return unreadable(data, document, altered)
    except TooComplexError as excess:
        return unreadable(data, Finding(Answer.NO, Cause.TOO_COMPLEX, excess.evidence))


def _facts(data: bytes, document: Document, limits: Limits) -> FileFacts:
    signed = [
        _Signed(mark, _attempt(partial(Signature.parse, mark.contents), *_SEAL, limits)) for mark in document.marks
    ]
    seals, sealed = judge_seals(data, document.marks)
    metadata = _attempt(lambda: license_metadata(document.reader), Answer.UNDECIDED, Cause.NO_METADATA, limits)
    data_said = metadata if isinstance(metadata, LicenseMetadata) else None
    attested = _attempt(lambda: attestation(document.reader), Answer.UNDECIDED, Cause.NO_METADATA, limits)
    structure = _structure(document, limits) if seals == 1 else None
    intact = saved_again(data, _pages(document, limits), _intact(document, signed, structure, data_said, limits))
    seal = _attempt(lambda: _seal(document, signed, limits), *_SEAL, limits) if seals == 1 else None
    return FileFacts(
        size=len(data),
        digest=hashlib.sha256(data).hexdigest(),
        readable=Finding(Answer.YES, Cause.READABLE, {"bytes": str(len(data))}),
        sealed=sealed,
        intact=intact,
        seals=seals,
        seal=seal if isinstance(seal, Seal) else None,
        metadata=data_said,
        attestation=attested if isinstance(attested, Attestation) else None,
        extension=structure.extension if structure else None,
        prefixes=_prefixes(data, structure.ends) if structure else (),
    )


_SEAL = (Answer.UNDECIDED, Cause.SEAL_UNREADABLE)


@dataclass(frozen=True, slots=True)
class _Signed:
    """A mark with its signature, or with the reason why that cannot be read."""

    mark: Mark
    signature: Signature | Finding


def _attempt(step: Callable[[], _T], answer: Answer, cause: Cause, limits: Limits) -> _T | Finding:
    """The barrier: whatever the parsers raise about a file becomes a finding, unless it ends the reading."""
    try:
        return step()
    except (MemoryError, TooComplexError):
        raise
    except PdfDecodeLimitError as excess:
        raise TooComplexError("decoded bytes", limits.decoded_bytes + 1, limits.decoded_bytes) from excess
    except RecursionError as excess:
        most = sys.getrecursionlimit()
        raise TooComplexError("levels of nesting", most + 1, most) from excess
    except EncryptedError as found:
        return Finding(answer, Cause.RESTRICTED if found.opens else Cause.ENCRYPTED)
    except UnknownMechanismError as error:
        return Finding(answer, Cause.SEAL_UNSUPPORTED, {"detail": str(error)})
    except Exception as error:  # noqa: BLE001 - parsers raise anything: ValueError, KeyError, AssertionError, RecursionError, …
        return Finding(answer, cause, {"error": type(error).__name__, "detail": str(error)[:200]})


def _visibly_altered(data: bytes, limits: Limits) -> Finding | None:
    """Look for the seal in the bytes of a file that has no readable structure, and at what follows it."""
    stated = byte_ranges(data, limits.revisions)
    if not stated:
        return None
    start, before, after, rest = min(stated, key=lambda numbers: numbers[2] + numbers[3])
    gap, end = data[before:after], after + rest
    if start != 0 or end > len(data) or not gap.startswith(b"<") or not gap.endswith(b">"):
        return None
    signature = Signature.parse(bytes.fromhex(gap[1:-1].decode("ascii")))
    covered = partial(_digest_of_range, data, (start, before, after, rest))
    found = judge_seal(signature, "/ETSI.CAdES.detached", covered)
    if found.answer is Answer.NO:
        return found
    (seal,) = open_document(data[:end], limits).marks
    try:
        for revision in later_revisions(data, end):
            end = revision.end
    except NotPlainError as fault:
        tail = data[end:]
        cut_off = BEGUN.match(tail) and b"%%EOF" not in tail
        return None if cut_off else malformed(data, seal, fault, end)
    return None


def _open(data: bytes, limits: Limits) -> Document | Finding:
    if len(data) > limits.bytes:
        return Finding(Answer.NO, Cause.TOO_LARGE, {"size": str(len(data)), "limit": str(limits.bytes)})
    if not data.startswith(HEADER):
        return no_pdf(data)
    return _attempt(lambda: open_document(data, limits), Answer.NO, Cause.DAMAGED, limits)


def _structure(document: Document, limits: Limits) -> Structure:
    found = _attempt(
        lambda: judge_structure(document.data, document.reader, document.marks),
        Answer.UNDECIDED,
        Cause.AMBIGUOUS_STRUCTURE,
        limits,
    )
    return found if isinstance(found, Structure) else Structure(found, ())


def _intact(
    document: Document,
    signed: list[_Signed],
    structure: Structure | None,
    metadata: LicenseMetadata | None,
    limits: Limits,
) -> Finding:
    if not any(not one.mark.timestamp and not one.mark.empty for one in signed):
        return Finding(Answer.NOT_ASKED, Cause.UNSEALED_FILE)
    findings = [_attempt(partial(_judge, document.data, one), *_SEAL, limits) for one in signed if not one.mark.empty]
    if structure is None:
        torn = [found for one in signed if not one.mark.empty and (found := false_range(document.data, one.mark))]
        return _worst([*torn, *findings, Finding(Answer.UNDECIDED, Cause.NOT_ONE_SEAL)])
    contradiction = _attempt(lambda: _contradiction(document, metadata), *_SEAL, limits)
    return _worst([structure.finding, *findings, *([contradiction] if contradiction else [])])


def _pages(document: Document, limits: Limits) -> int:
    """How many there are as the file says; 0 where it says nothing that can be read."""
    counted = _attempt(lambda: int(document.reader.root["/Pages"]["/Count"]), *_SEAL, limits)
    return counted if isinstance(counted, int) else 0


def _contradiction(document: Document, metadata: LicenseMetadata | None) -> Finding | None:
    fields = contradictions(document.reader, metadata) if metadata else ()
    return Finding(Answer.NO, Cause.DATA_CONTRADICT, {"fields": ", ".join(fields)}) if fields else None


def _worst(findings: list[Finding]) -> Finding:
    for answer in (Answer.NO, Answer.UNDECIDED):
        for finding in findings:
            if finding.answer is answer:
                return finding
    return findings[0]


def _judge(data: bytes, signed: _Signed) -> Finding:
    mark, signature = signed.mark, signed.signature
    if not mark.timestamp and mark.sub_filter not in DETACHED_CMS:
        return Finding(Answer.UNDECIDED, Cause.SEAL_UNSUPPORTED, {"detail": mark.sub_filter})
    if isinstance(signature, Finding):
        return signature
    covered = partial(_digest_of_range, data, mark.byte_range)
    if mark.timestamp:
        return judge_timestamp(signature, covered)
    return judge_seal(signature, mark.sub_filter, covered)


def _digest_of_range(data: bytes, byte_range: tuple[int, ...], algorithm: str) -> bytes:
    parts = zip(byte_range[::2], byte_range[1::2], strict=True)
    return digest(algorithm, *(memoryview(data)[start : start + length] for start, length in parts))


def _seal(document: Document, signed: list[_Signed], limits: Limits) -> Seal | None:
    readable = [(one.mark, one.signature) for one in signed if isinstance(one.signature, Signature)]
    seals = [(mark, signature) for mark, signature in readable if not mark.timestamp]
    if not seals:
        return None
    mark, signature = seals[0]
    carried = _attempt(
        lambda: validation_data(document.reader, limits), Answer.UNDECIDED, Cause.NO_REVOCATION_DATA, limits
    )
    store = carried if isinstance(carried, ValidationData) else ValidationData()
    inner = [_timestamp(token) for token in signature.tokens]
    outer = [_timestamp(stamp, covers=other.end) for other, stamp in readable if other.timestamp]
    return Seal(
        certificate=signature.certificate,
        others=(*signature.others, *store.certificates),
        claimed_time=signature.claimed_time or _stated_time(mark),
        timestamps=tuple(sorted(inner + outer, key=lambda stamp: stamp.time)),
        crls=store.crls,
        ocsps=store.ocsps,
    )


def _stated_time(mark: Mark) -> datetime | None:
    moment = entry_of(mark.record, "/M")
    read = generic.parse_pdf_date(moment, strict=False) if moment else None
    return read if read is not None and read.tzinfo is not None else None


def _timestamp(signature: Signature, covers: int = 0) -> Timestamp:
    return Timestamp(signature.stamp["gen_time"].native, signature.certificate, signature.others, covers)


def _prefixes(data: bytes, ends: tuple[int, ...]) -> tuple[Prefix, ...]:
    found, hasher, done = [], hashlib.sha256(), 0
    for end in ends:
        hasher.update(memoryview(data)[done:end])
        found.append(Prefix(end, hasher.hexdigest()))
        done = end
    return tuple(reversed(found))
