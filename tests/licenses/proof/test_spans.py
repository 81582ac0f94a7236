"""For how long an answer about certificates holds."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from asn1crypto import x509 as asn1_x509
from builders.licenses import SEALED_AT, YEAR, Authority
from cryptography import x509

from licenses.proof import chain
from licenses.proof.chain import CertificateState, Chain, Sources, chain_of
from licenses.proof.spans import Span, changes
from licenses.seal import certificates

DAY = timedelta(days=1)
FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)


def test_a_span_ends_before_anything_changes_and_does_not_begin_at_a_change() -> None:
    span = Span.around(FIRST + DAY, [LAST, FIRST, LAST + YEAR])
    assert span is not None
    assert FIRST + timedelta(seconds=3) in span
    assert LAST - timedelta(seconds=3) in span
    assert LAST - timedelta(seconds=1) not in span
    for moment in (FIRST, FIRST + timedelta(seconds=1), FIRST - DAY, LAST, LAST + timedelta(days=400)):
        assert Span.around(moment, [FIRST, LAST]) is None


def test_periods_of_certificates_and_lists_are_changes_and_a_named_certificate_leaves_no_span(
    authority: Authority,
) -> None:
    root = asn1_x509.Certificate.load(authority.chain[1])
    below, _ = authority.revocation
    ends = SEALED_AT + certificates.REVOCATION_LIST_LIFE
    assert ends in (changes([root], [below]) or ())
    assert {root.not_valid_before, root.not_valid_after} <= set(changes([root], [below]) or ())
    entry = certificates.revoked_entry(root.serial_number, SEALED_AT, x509.ReasonFlags.superseded)
    assert changes([root], authority.lists(SEALED_AT, entry)) is None
    assert changes([root], [b"no list"]) is None


def test_a_kept_chain_is_at_every_moment_the_one_that_is_found_anew(authority: Authority) -> None:
    leaf = asn1_x509.Certificate.load(authority.sealer().certificate)
    others = [asn1_x509.Certificate.load(one) for one in authority.chain]
    sources = Sources(tuple(authority.bundle.anchors), authority.revocation, ())

    def found(moment: datetime, *, kept: bool) -> tuple[list[bytes], CertificateState, object, object]:
        if not kept:
            chain._KEPT.clear()
        one: Chain = asyncio.run(chain_of(leaf, others, sources, moment))
        return [each.dump() for each in one.path], one.state, one.revoked, one.objection

    moments = [
        SEALED_AT + days * DAY for days in (-400, -150, -1, 0, 1, 20, 29, 30, 31, 40, 3_000, 3_500, 4_000, 8_000)
    ]
    moments += [SEALED_AT + certificates.REVOCATION_LIST_LIFE + timedelta(seconds=second) for second in range(-4, 5)]
    anew = {moment: found(moment, kept=False) for moment in moments}
    chain._KEPT.clear()
    for moment in (*moments, *reversed(moments)):
        assert found(moment, kept=True) == anew[moment], moment
    assert chain._KEPT
    assert {state for _, state, _, _ in anew.values()} >= {CertificateState.GOOD, CertificateState.UNKNOWN}
