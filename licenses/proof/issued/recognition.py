"""Recognising a file as one that is issued here, and judging it by what is known of the papers that it brings.

1. The layout: every byte of the sealed revision and of the one behind it has its place.
2. The seal's value: one CMS, one timestamp.
3. Grounds: the certificates are known to be trusted; of others nothing is asked here.
4. Digest, signature, and the same of the timestamp.
5. The objects on which anything depends have the forms in which we write them.
6. What the file says of itself, in attachment and XMP alike.

Every step can only end in *not mine* (`OtherShape`). What it costs is bounded before it begins, so it needs no process
that can be ended: the first two steps by sizes and counts; behind the third there are only keys that were trusted
before, and behind the fourth only bytes that their holders have sealed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from licenses.paper.metadata import LicenseMetadata
from licenses.proof.causes import Cause
from licenses.proof.facts import Extension, FileFacts, Prefix
from licenses.proof.grounds import Grounds
from licenses.proof.issued import forms
from licenses.proof.issued.der import OtherShape
from licenses.proof.issued.grounds import Key, key_of
from licenses.proof.issued.layout import ENDOBJ, Layout, read_layout, whole
from licenses.proof.issued.papers import Papers, read_papers
from licenses.proof.issued.signed import Signed, Stated, moment_of, read_seal, read_stated
from licenses.proof.issued.statement import read_statement
from licenses.proof.known_files import Examination
from licenses.proof.trusted import TrustFindings, at_clock
from licenses.proof.verdict import Answer, Finding

LARGEST = 1 << 20
"""Bytes of a file that is looked at; a licence has a tenth."""
_LARGEST_VALUE = 1 << 17
"""Hexadecimal digits of a seal's value; with a long chain of RSA certificates it has half of it."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file of the right layout, whose papers are read and whose signature is not checked yet."""

    layout: Layout
    papers: Papers
    seal: Signed
    stamp: Signed
    stated: Stated


def recognise(data: bytes) -> Recognised:
    """Read the layout and the seal's value.

    Raises:
        OtherShape: The file is not of the shape that is issued here.
    """
    if len(data) > LARGEST:
        raise OtherShape("size")
    layout = read_layout(data)
    value = forms.VALUE.fullmatch(data, layout.before, layout.after)
    if value is None or len(value[1]) % 2 or len(value[1]) > _LARGEST_VALUE:
        raise OtherShape("Contents")
    seal = read_seal(bytes.fromhex(value[1].decode("ascii")))
    if seal.stamp is None:
        raise OtherShape("timestamp")
    return Recognised(layout, read_papers(layout), seal, seal.stamp, read_stated(seal.stamp.content))


def judged(
    data: bytes,
    anchors: tuple[bytes, ...],
    crls: tuple[bytes, ...],
    at: datetime,
    known: Callable[[Key], Grounds | None],
) -> Examination | None:
    """Judge a file that is wholly in order; None for any other, of which nothing is said.

    Args:
        data: The file; anybody may have made it.
        anchors: Certificates that are believed (DER).
        crls: Revocation lists that are known (DER).
        at: The moment of judging.
        known: What is kept of certificates.
    """
    try:
        file = recognise(data)
        grounds = known(key_of(file.seal, file.papers, anchors, crls))
        if grounds is None or not grounds.hold(file.stated.time, at):
            return None
        stamped = file.stated.time
        return Examination(facts_of(file), findings_of(grounds, stamped), grounds.judged.since(stamped))
    except OtherShape:
        return None
    except Exception:  # noqa: BLE001 - the barrier: whatever a file makes this raise, the long way has an answer to it
        return None


def facts_of(file: Recognised) -> FileFacts:
    """What a file says of itself, having seen that it was sealed as it is.

    Raises:
        OtherShape: It was not, or is of another shape.
    """
    layout = file.layout
    digests = _digests(layout)
    see_signed(file.seal, file.stamp, file.stated, digests.covered)
    attached, packet = _objects(layout)
    said = read_statement(layout, attached, packet)
    return facts_told(said, Prefix(layout.end, digests.sealed), Prefix(len(layout.data), digests.file))


def facts_told(said: LicenseMetadata, sealed: Prefix, file: Prefix) -> FileFacts:
    """What is known of a file that is wholly in order.

    Args:
        said: What it says of itself.
        sealed: It up to the end of its seal.
        file: All of it.
    """
    size, end = file.size, sealed.size
    intact, extension = Finding(Answer.YES, Cause.UNTOUCHED), None
    prefixes: tuple[Prefix, ...] = (sealed,)
    if size > end:
        intact = Finding(Answer.YES, Cause.WITH_VALIDATION_DATA, {"revisions": "1", "bytes": str(size - end)})
        extension = Extension((end, size), size, 0)
        prefixes = (file, sealed)
    return FileFacts(
        size=size,
        digest=file.digest,
        readable=Finding(Answer.YES, Cause.READABLE, {"bytes": str(size)}),
        sealed=Finding(Answer.YES, Cause.ONE_SEAL, {"seals": "1"}),
        intact=intact,
        seals=1,
        metadata=said,
        extension=extension,
        prefixes=prefixes,
    )


def _objects(layout: Layout) -> tuple[int, int]:
    """See that catalog, form, field and record are as we write them; return where attachment and packet stand."""
    catalog = layout.matched(int(layout.seal.root), forms.CATALOG)
    form = layout.matched(int(catalog["form"]), forms.FORM)
    field = layout.matched(int(form[1]), forms.FIELD)
    record = int(field["record"])
    start, end = layout.body(record)
    if start + len(forms.RECORD_HEAD) != layout.before or not layout.data.startswith(forms.RECORD_HEAD, start):
        raise OtherShape("record")
    stated = whole(forms.RECORD_REST, layout.data, layout.after, end)
    _time(stated)
    if int(catalog["record"]) != record or catalog["file"] != catalog["attached"]:
        raise OtherShape("catalog")
    _see_pages(layout, int(catalog["pages"]))
    layout.matched(int(catalog["intents"]), forms.INTENTS)
    layout.matched(int(layout.seal.information), forms.INFORMATION)
    if catalog["structure"] is not None:
        layout.see_plain(int(catalog["structure"]))
    return int(catalog["file"]), int(catalog["metadata"])


def _see_pages(layout: Layout, number: int) -> None:
    """See that there are as many pages as are counted, each of them once."""
    found = layout.matched(number, forms.PAGES)
    pages = [int(page) for page in found[2].split()[::3]]
    if int(found[1]) != len(pages) or len(set(pages)) != len(pages):
        raise OtherShape("pages")
    for page in pages:
        layout.body(page)


def claimed_time(file: Recognised) -> datetime:
    """When a file says that it was sealed, whose facts were found."""
    layout = file.layout
    return _time(whole(forms.RECORD_REST, layout.data, layout.after, layout.data.find(ENDOBJ, layout.after)))


def _time(stated: re.Match[bytes]) -> datetime:
    try:
        zone = timezone(timedelta(hours=int(stated[2] or 0), minutes=int(stated[3] or 0)))
        return moment_of(stated[1]).replace(tzinfo=zone)
    except ValueError as cause:
        raise OtherShape("time") from cause


@dataclass(frozen=True, slots=True)
class _Digests:
    covered: bytes
    """Of what the seal covers."""
    sealed: str
    """Of the sealed revision, hexadecimal."""
    file: str


def _digests(layout: Layout) -> _Digests:
    """Digest the file once: what the seal covers is the sealed revision without the seal's value."""
    data = memoryview(layout.data)
    sealed = hashlib.sha256(data[: layout.before])
    covered = sealed.copy()
    covered.update(data[layout.after : layout.end])
    sealed.update(data[layout.before : layout.end])
    file = sealed.copy()
    file.update(data[layout.end :])
    return _Digests(covered.digest(), sealed.hexdigest(), file.hexdigest())


def see_signed(seal: Signed, stamp: Signed, stated: Stated, covered: bytes) -> None:
    """See that the seal is over what has this digest, and the timestamp over the seal.

    Raises:
        OtherShape: One of them is not.
    """
    true = (
        seal.digest == covered
        and stamp.digest == hashlib.sha256(stamp.content).digest()
        and stated.imprint == hashlib.sha256(seal.value).digest()
        and seal.holds()
        and stamp.holds()
    )
    if not true:
        raise OtherShape("signature")


def findings_of(grounds: Grounds, stamped: datetime) -> TrustFindings:
    """What is to be said of a seal with these grounds and this one timestamp."""
    time = at_clock(stamped)
    return TrustFindings(
        signer_trusted=grounds.signer_trusted,
        time_trusted=Finding(Answer.YES, Cause.TIMESTAMPED, {"time": time, "timestamps": "1"}),
        certificate_valid_then=Finding(Answer.YES, Cause.GOOD_THEN, {"time": time}),
        sealed_at=stamped,
        signer_code=grounds.signer_code,
        demonstration=grounds.demonstration,
    )
