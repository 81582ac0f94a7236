"""Licences that were extended, by whatever program, stay what they were."""

from __future__ import annotations

import asyncio
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from builders.licenses import SEALED_AT, YEAR, Authority, MemorySealer, seal
from builders.revisions import Revision, objects, reference

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
    # The second, the first: each timestamp, and before it validation data that nothing proves yet; as issued; cut back.
    assert [verdict.summary for verdict in verdicts] == [Summary.GENUINE, Summary.UNDECIDED] * 3
    intact = [verdict[Question.INTACT].evidence["cause"] for verdict in verdicts]
    unproved = [Cause.ARCHIVED, Cause.EXTENSION_UNPROVED]
    assert intact == [*unproved, *unproved, Cause.WITH_VALIDATION_DATA, Cause.UNTOUCHED]


def test_one_that_stock_pyhanko_archived_twice_is_genuine(genuine: bytes, authority: Authority) -> None:
    for days in (50, 400):
        genuine = authority.archive(genuine, SEALED_AT + timedelta(days=days))
    assert asyncio.run(verify(genuine, authority.bundle, SEALED_AT + 2 * YEAR)).summary is Summary.GENUINE


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
