"""Licences that were extended, by whatever program, stay what they were."""

from __future__ import annotations

import asyncio
import io
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import crl, x509
from builders.licenses import SEALED_AT, YEAR, Authority, MemorySealer, seal
from builders.revisions import Revision, objects, reference
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate
from pyhanko.sign.validation.dss import DocumentSecurityStore

from licenses.proof.causes import Cause
from licenses.proof.reading import read
from licenses.proof.trusted import TrustBundle
from licenses.proof.verdict import Answer, Question, Summary
from licenses.proof.verification import verify
from licenses.seal.sealing import sealed_length

EXTENDED = Path(__file__).with_name("extended")
BY_EU_DSS = (EXTENDED / "by-eu-dss.pdf").read_bytes()
SEALED_ON = datetime(2026, 11, 24, tzinfo=UTC)


def test_one_that_eu_dss_archived_twice_is_genuine_and_was_after_the_first_time() -> None:
    bundle = TrustBundle.of_pem((EXTENDED / "root.pem").read_bytes())
    verdicts = [
        asyncio.run(verify(BY_EU_DSS[: prefix.size], bundle, SEALED_ON + YEAR / 2))
        for prefix in read(BY_EU_DSS).prefixes
    ]
    # The second timestamp; before it validation data, which may follow the first; that; before it such that nothing
    # proves yet; as issued; cut back.
    assert [verdict.summary is Summary.GENUINE for verdict in verdicts] == [True, True, True, False, True, False]
    intact = [verdict[Question.INTACT].evidence["cause"] for verdict in verdicts]
    archived = [Cause.ARCHIVED] * 3
    assert intact == [*archived, Cause.EXTENSION_UNPROVED, Cause.WITH_VALIDATION_DATA, Cause.UNTOUCHED]


@pytest.mark.parametrize(
    "quiet", [False, True], ids=["as stock pyHanko does", "as ours would be: nothing else is written"]
)
def test_one_that_was_archived_twice_is_genuine(genuine: bytes, authority: Authority, quiet: bool) -> None:
    for days in (50, 400):
        genuine = authority.archive(genuine, SEALED_AT + timedelta(days=days), quiet=quiet)
    assert asyncio.run(verify(genuine, authority.bundle, SEALED_AT + 2 * YEAR)).summary is Summary.GENUINE


def supplemented(data: bytes, authority: Authority) -> bytes:
    """What a program appends behind its timestamp: validation data, and when and by whom the file was last changed."""
    output = io.BytesIO(data)
    papers = [asn1(authority.tsa), *(x509.Certificate.load(each) for each in authority.chain)]
    lists = [crl.CertificateList.load(each) for each in authority.revocation]
    DocumentSecurityStore.add_dss(output, None, certs=papers, crls=lists)
    return output.getvalue()


def asn1(certificate: Certificate) -> x509.Certificate:
    return x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def test_validation_data_of_the_timestamp_may_follow_it(genuine: bytes, authority: Authority) -> None:
    for days in (50, 400):
        genuine = supplemented(authority.archive(genuine, SEALED_AT + timedelta(days=days)), authority)
        verdict = asyncio.run(verify(genuine, authority.bundle, SEALED_AT + 2 * YEAR))
        assert (verdict.summary, verdict[Question.INTACT].evidence["cause"]) == (Summary.GENUINE, Cause.ARCHIVED)


@pytest.mark.parametrize("case", ["twice", "behind a timestamp of a stranger", "and another program's name"])
def test_more_than_that_has_to_be_proved(genuine: bytes, authority: Authority, case: str) -> None:
    by = Authority("Stranger") if "stranger" in case else authority
    archived = by.archive(genuine, SEALED_AT + timedelta(days=50), quiet="name" in case)
    data = supplemented(archived, authority)
    if case == "twice":
        data = supplemented(data, Authority("Other"))
    verdict = asyncio.run(verify(data, authority.bundle, SEALED_AT + YEAR))
    assert verdict.summary is Summary.UNDECIDED
    assert verdict[Question.INTACT].evidence["cause"] == Cause.EXTENSION_UNPROVED


@pytest.fixture(scope="module")
def sealer(authority: Authority) -> MemorySealer:
    return authority.sealer()


@pytest.mark.parametrize("indirect", [False, True])
def test_lists_of_validation_data_are_read_wherever_they_stand(
    authority: Authority, sealer: MemorySealer, indirect: bool
) -> None:
    whole = seal(authority, sealer)
    cut, first = whole[: sealed_length(whole)], 55
    papers = [*authority.chain, sealer.certificate, *authority.revocation]
    streams = {first + place: packed(each) for place, each in enumerate(papers)}
    lists, at = len(papers) - len(authority.revocation), first + len(papers)
    certificates, revocation = listed(range(first, first + lists)), listed(range(first + lists, at))
    if indirect:
        streams |= {at + 1: certificates, at + 2: revocation}
        certificates, revocation = b"%d 0 R" % (at + 1), b"%d 0 R" % (at + 2)
    root = reference(cut, b"/Root")
    catalog = objects(cut)[root].rstrip()[:-2] + b"/DSS %d 0 R>>" % at
    store = b"<</Type/DSS/Certs %b/CRLs %b>>" % (certificates, revocation)
    written = dict(sorted({**streams, at: store, root: catalog}.items()))
    data = Revision(written, trailer={b"/Size": b"%d" % (max(written) + 1)}).after(cut)
    verdict = asyncio.run(verify(data, authority.bundle, SEALED_AT + YEAR / 2))
    assert verdict.summary is Summary.GENUINE
    assert verdict[Question.CERTIFICATE_VALID_THEN].answer is Answer.YES


def packed(content: bytes) -> bytes:
    squeezed = zlib.compress(content)
    return b"<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(squeezed), squeezed)


def listed(numbers: range) -> bytes:
    return b"[" + b" ".join(b"%d 0 R" % number for number in numbers) + b"]"
