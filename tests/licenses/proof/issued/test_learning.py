"""What is kept of whom a seal's certificates lead to, and what ends it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from attacks.judging import attacked
from attacks.kinds import Attack
from attacks.specimens import Algorithm, Shape, specimen
from attacks.trust import SIGNERS
from builders.licenses import SEALED_AT, YEAR, Authority, seal
from builders.more import left_out
from cryptography import x509

from licenses.proof.causes import Cause
from licenses.proof.confinement.examining import examine
from licenses.proof.facts import FileFacts
from licenses.proof.issued.grounds import Kept
from licenses.proof.issued.learning import Lesson
from licenses.proof.issued.recognition import judged
from licenses.proof.limits import LIMITS
from licenses.proof.trusted import TrustBundle, TrustFindings
from licenses.seal import certificates
from licenses.seal.certificates import Profile

NOW = SEALED_AT + YEAR
DAY = timedelta(days=1)


def the_long_way(
    data: bytes, trust: TrustBundle, at: datetime
) -> tuple[FileFacts, TrustFindings | None, Lesson | None]:
    return examine(data, anchors(trust), trust.crls, at, LIMITS)


def anchors(trust: TrustBundle) -> tuple[bytes, ...]:
    return tuple(one.dump() for one in trust.anchors)


class Verifier:
    """One that keeps what it has learned."""

    def __init__(self) -> None:
        self.kept = Kept()

    def learns(self, data: bytes, trust: TrustBundle, at: datetime = NOW) -> bool:
        """Whether the long way had something to keep."""
        lesson = the_long_way(data, trust, at)[2]
        if lesson is None or lesson.learned is None:
            return False
        self.kept.keep(*lesson.learned)
        return True

    def recognises(self, data: bytes, trust: TrustBundle, at: datetime = NOW) -> bool:
        """Whether the short way answers; then it is the answer of the long one."""
        found = judged(data, anchors(trust), trust.crls, at, self.kept.get)
        if found is None:
            return False
        assert (found.facts, found.findings) == the_long_way(data, trust, at)[:2]
        return True


@pytest.fixture
def verifier() -> Verifier:
    return Verifier()


def test_from_one_licence_of_a_department_the_next_is_known(authority: Authority, verifier: Verifier) -> None:
    sealer = authority.sealer()
    first, next_ = seal(authority, sealer), seal(authority, sealer, SEALED_AT + DAY, number="2")
    assert not verifier.recognises(first, authority.bundle)
    assert verifier.learns(first, authority.bundle)
    assert verifier.recognises(first, authority.bundle)
    assert verifier.recognises(next_, authority.bundle)
    assert not verifier.recognises(seal(authority), authority.bundle), "another department's key"


def test_what_is_not_believed_any_more_or_was_not_before_is_judged_anew(
    authority: Authority, genuine: bytes, verifier: Verifier
) -> None:
    assert verifier.learns(genuine, authority.bundle)
    for trust in (
        TrustBundle(),
        Authority("Some other").bundle,
        replace(authority.bundle, anchors=authority.bundle.anchors + Authority("Some other").bundle.anchors),
        replace(authority.bundle, crls=authority.lists(NOW - DAY)),
    ):
        assert not verifier.recognises(genuine, trust)


def test_a_revocation_that_becomes_known_ends_it(authority: Authority, verifier: Verifier) -> None:
    sealer = authority.sealer()
    data = seal(authority, sealer)
    assert verifier.learns(data, authority.bundle)
    number = x509.load_der_x509_certificate(sealer.certificate).serial_number
    for revoked_at in (SEALED_AT - DAY, SEALED_AT + DAY):
        entry = certificates.revoked_entry(number, revoked_at, x509.ReasonFlags.key_compromise)
        trust = replace(authority.bundle, crls=authority.lists(SEALED_AT + 2 * DAY, entry))
        assert not verifier.recognises(data, trust)
        assert not verifier.learns(data, trust)
        assert not verifier.recognises(data, trust)


def test_it_ends_with_the_period_of_any_certificate_or_list(authority: Authority, verifier: Verifier) -> None:
    sealer = authority.sealer(profile=replace(certificates.SEALING, life=200 * DAY))
    data = seal(authority, sealer)
    end = x509.load_der_x509_certificate(sealer.certificate).not_valid_after_utc
    assert verifier.learns(data, authority.bundle, SEALED_AT + DAY)
    for at, known in (
        (SEALED_AT + 2 * DAY, True),
        (SEALED_AT, True),
        (SEALED_AT - DAY, False),
        (end - DAY, False),  # the lists have ended
        (end + DAY, False),
        (NOW, False),
    ):
        assert verifier.recognises(data, authority.bundle, at) is known, at
    late = seal(authority, sealer, SEALED_AT + certificates.REVOCATION_LIST_LIFE + DAY)
    assert not verifier.recognises(late, authority.bundle, NOW)


def test_a_timestamp_from_the_time_after_judging_is_not_known(authority: Authority, verifier: Verifier) -> None:
    sealer = authority.sealer()
    assert verifier.learns(seal(authority, sealer), authority.bundle, SEALED_AT + DAY)
    late = seal(authority, sealer, SEALED_AT + 2 * DAY)
    assert verifier.recognises(late, authority.bundle, SEALED_AT + 3 * DAY)
    assert not verifier.recognises(late, authority.bundle, SEALED_AT + DAY)


def test_nothing_is_kept_of_a_key_that_is_not_for_sealing(authority: Authority, verifier: Verifier) -> None:
    wrong = authority.sealer(profile=Profile(certificates.SEALING.life, frozenset({"key_encipherment"})))
    data = seal(authority, wrong)
    found = the_long_way(data, authority.bundle, NOW)[1]
    assert found is not None
    assert found.signer_trusted.cause is Cause.NOT_FOR_SEALING
    assert not verifier.learns(data, authority.bundle)


@left_out
@pytest.mark.parametrize("attack", SIGNERS, ids=lambda one: one.name)
def test_who_knows_the_genuine_licence_judges_an_attack_on_trust_alike(attack: Attack, verifier: Verifier) -> None:
    target = specimen(Algorithm.P256, Shape.ISSUED)
    data, at = attacked(attack, target), SEALED_AT + attack.judged_after
    trust = attack.trust(target) if attack.trust else target.trust
    verifier.learns(target.data, trust, at)
    assert data is not None
    verifier.recognises(data, trust, at)


def test_the_latest_answers_are_kept_and_no_more(authority: Authority, genuine: bytes) -> None:
    lesson = the_long_way(genuine, authority.bundle, NOW)[2]
    assert lesson is not None
    assert lesson.learned is not None
    (_, grounds), kept = lesson.learned, Kept(most=3)
    for number in range(5):
        kept.keep(((b"%d" % number,),), grounds)
    assert [number for number in range(5) if kept.get(((b"%d" % number,),))] == [2, 3, 4]
