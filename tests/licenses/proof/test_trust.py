import asyncio
import io
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from asn1crypto import x509 as asn1_x509
from builders.licenses import (
    DEPARTMENT,
    DEPARTMENT_CODE,
    FOUNDED_AT,
    SEALED_AT,
    YEAR,
    Authority,
    MemorySealer,
    der,
    page,
    private_info,
    seal,
)
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from graph.errors import Malformed
from licenses.proof.causes import Cause
from licenses.proof.facts import Seal
from licenses.proof.reading import read
from licenses.proof.trust import assess
from licenses.proof.trusted import TrustBundle, TrustFindings
from licenses.proof.verdict import Answer
from licenses.seal import certificates
from licenses.seal.certificates import Issuer, Profile
from licenses.seal.sealer import SigningKey
from licenses.seal.sealing import sealed_length


def assessed(data: bytes, trust: TrustBundle, at: datetime) -> TrustFindings:
    return asyncio.run(assess(seal_of(data), trust, at))


def seal_of(data: bytes) -> Seal:
    found = read(data).seal
    assert found is not None
    return found


class ClaimingSigner(SimpleSigner):
    """The PDF library's, which otherwise claims the time of the clock."""

    claimed = SEALED_AT

    async def async_sign(self, data_digest: bytes, digest_algorithm: str, **others: Any) -> Any:  # type: ignore[override]
        stated = replace(others.pop("signed_attr_settings"), signing_time=self.claimed)
        return await super().async_sign(data_digest, digest_algorithm, **others, signed_attr_settings=stated)


def bare(authority: Authority, sealer: MemorySealer, claimed: datetime = SEALED_AT) -> bytes:
    """A seal with neither timestamp nor validation data (PAdES B-B)."""
    store = SimpleCertificateStore()
    store.register_multiple(asn1_x509.Certificate.load(one) for one in authority.chain)
    signer = ClaimingSigner(asn1_x509.Certificate.load(sealer.certificate), private_info(sealer.key), store)
    signer.claimed = claimed
    writer = IncrementalPdfFileWriter(io.BytesIO(page()))
    details = PdfSignatureMetadata(field_name="Seal")
    sealed: bytes = PdfSigner(details, signer, new_field_spec=SigFieldSpec("Seal")).sign_pdf(writer).getvalue()
    return sealed


def test_the_trusted_authoritys_seal_is_trusted_in_every_respect(genuine: bytes, authority: Authority) -> None:
    found = assessed(genuine, authority.bundle, SEALED_AT + YEAR)
    assert found.signer_trusted.cause is Cause.ANCHORED
    assert found.time_trusted.cause is Cause.TIMESTAMPED
    assert found.certificate_valid_then.cause is Cause.GOOD_THEN
    assert found.sealed_at == SEALED_AT
    assert found.demonstration


def test_without_anchors_everything_is_undecided(genuine: bytes) -> None:
    found = assessed(genuine, TrustBundle(), SEALED_AT)
    assert {found.signer_trusted.answer, found.time_trusted.answer, found.certificate_valid_then.answer} == {
        Answer.UNDECIDED
    }


def test_a_seal_without_timestamp_has_only_its_own_word_for_the_time(authority: Authority) -> None:
    found = assessed(bare(authority, authority.sealer(at=FOUNDED_AT - YEAR)), authority.bundle, SEALED_AT)
    assert found.time_trusted.answer is Answer.NO
    assert found.time_trusted.cause is Cause.ONLY_CLAIMED
    assert found.signer_trusted.answer is Answer.YES
    assert found.certificate_valid_then.cause is Cause.NO_REVOCATION_DATA


def test_a_seal_without_timestamp_is_good_while_fresh_lists_say_so(authority: Authority) -> None:
    now = SEALED_AT + timedelta(days=1)
    trust = TrustBundle(authority.bundle.anchors, authority.lists(SEALED_AT))
    found = assessed(bare(authority, authority.sealer()), trust, now)
    assert found.certificate_valid_then.cause is Cause.GOOD_THEN


def test_a_seal_without_timestamp_whose_certificate_has_expired_since_is_undecided(authority: Authority) -> None:
    found = assessed(bare(authority, authority.sealer()), authority.bundle, SEALED_AT + 10 * YEAR)
    assert found.certificate_valid_then.answer is Answer.UNDECIDED
    assert found.certificate_valid_then.cause is Cause.TIME_UNPROVED


@pytest.mark.parametrize(
    ("claimed", "cause"),
    [
        (SEALED_AT, Cause.GOOD_THEN),
        (SEALED_AT + timedelta(days=1, minutes=4), Cause.GOOD_THEN),
        (SEALED_AT + timedelta(days=1, minutes=6), Cause.CLAIMED_LATER),
        (FOUNDED_AT - YEAR, Cause.OUT_OF_PERIOD),
        (FOUNDED_AT + 10 * YEAR, Cause.CLAIMED_LATER),
    ],
)
def test_a_time_that_is_only_claimed_is_no_later_than_now_and_within_the_certificates_period(
    authority: Authority, claimed: datetime, cause: Cause
) -> None:
    trust = TrustBundle(authority.bundle.anchors, authority.lists(SEALED_AT))
    found = assessed(bare(authority, authority.sealer(), claimed), trust, SEALED_AT + timedelta(days=1))
    assert found.certificate_valid_then.cause is cause


def test_an_authority_that_changed_its_key_is_an_impostor_only_where_its_own_key_was_of_that_time(
    authority: Authority, genuine: bytes
) -> None:
    def renewed(at: datetime) -> TrustBundle:
        key = ec.generate_private_key(ec.SECP256R1())
        root = certificates.certify_self(authority.root.certificate.subject, key, at)
        return TrustBundle.of_pem(root.public_bytes(serialization.Encoding.PEM))

    later = assessed(genuine, renewed(SEALED_AT), SEALED_AT + timedelta(days=60))
    assert (later.signer_trusted.answer, later.signer_trusted.cause) == (Answer.UNDECIDED, Cause.ANOTHER_KEY)
    ended = assessed(genuine, renewed(FOUNDED_AT - 40 * YEAR), SEALED_AT + timedelta(days=60))
    assert (ended.signer_trusted.answer, ended.signer_trusted.cause) == (Answer.UNDECIDED, Cause.ANOTHER_KEY)
    beside = assessed(genuine, renewed(FOUNDED_AT), SEALED_AT + timedelta(days=60))
    assert (beside.signer_trusted.answer, beside.signer_trusted.cause) == (Answer.NO, Cause.IMPOSTOR)


def test_a_timestamp_whose_service_has_expired_no_longer_proves_the_time(genuine: bytes, authority: Authority) -> None:
    found = assessed(genuine, authority.bundle, SEALED_AT + 25 * YEAR)
    assert found.time_trusted.answer is Answer.UNDECIDED


def test_an_archive_timestamp_carries_the_time_over_the_end_of_the_first_service(authority: Authority) -> None:
    old = Authority("Old")
    old.tsa = old.certify(
        certificates.named("Old TSA"),
        old.tsa_key,
        Profile(YEAR, frozenset({"digital_signature"}), None, certificates.TIMESTAMPING.extended_usage, True),
        FOUNDED_AT,
    )
    data = seal(authority, clock=old)
    trust = TrustBundle(authority.bundle.anchors + old.bundle.anchors)
    late = SEALED_AT + 3 * YEAR
    assert assessed(data, trust, late).time_trusted.answer is Answer.UNDECIDED
    carried = authority.archive(data, SEALED_AT + timedelta(days=30))
    found = assessed(carried, trust, late)
    assert found.time_trusted.answer is Answer.YES
    assert found.sealed_at == SEALED_AT


def test_revocation_lists_of_the_bundle_count_beside_those_of_the_file(genuine: bytes, authority: Authority) -> None:
    found_seal = seal_of(genuine)
    when = SEALED_AT - timedelta(days=1)
    entry = certificates.revoked_entry(found_seal.certificate.serial_number, when, x509.ReasonFlags.superseded)
    trust = TrustBundle(authority.bundle.anchors, authority.lists(SEALED_AT + timedelta(days=5), entry))
    found = asyncio.run(assess(found_seal, trust, SEALED_AT + timedelta(days=6)))
    assert found.certificate_valid_then.cause is Cause.REVOKED_BEFORE
    assert found.certificate_valid_then.evidence["revoked"].startswith(when.date().isoformat())


def test_certificates_that_cannot_be_parsed_leave_everything_undecided(genuine: bytes, authority: Authority) -> None:
    broken = asn1_x509.Certificate.load(b"\x30\x03\x02\x01\x05")
    found = asyncio.run(assess(replace(seal_of(genuine), certificate=broken), authority.bundle, SEALED_AT))
    assert found.signer_trusted.answer is Answer.UNDECIDED
    assert found.signer_code is None


def test_a_crowd_of_certificates_with_one_name_is_not_searched_for_paths(genuine: bytes, authority: Authority) -> None:
    crowd = tuple(asn1_x509.Certificate.load(der(Authority().sealing.certificate)) for _ in range(20))
    found_seal = seal_of(genuine)
    found = asyncio.run(assess(replace(found_seal, others=crowd + found_seal.others), authority.bundle, SEALED_AT))
    assert found.signer_trusted.answer is Answer.YES


def test_anchors_are_read_from_pem_with_several_certificates_and_from_der(authority: Authority) -> None:
    one = authority.root.certificate
    pem = one.public_bytes(serialization.Encoding.PEM)
    assert len(TrustBundle.of_pem(pem + pem, der(one)).anchors) == 3


@pytest.mark.parametrize("file", [b"", b"hello", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
def test_a_trust_file_without_a_certificate_is_refused(file: bytes) -> None:
    with pytest.raises(Malformed) as refusal:
        TrustBundle.of_pem(file)
    assert refusal.value.code == "TRUST_ANCHOR"


def sealer_below(authority: Authority, issuer: Issuer) -> MemorySealer:
    """Give a department its seal by another authority below the same root."""
    mine = ec.generate_private_key(ec.SECP256R1())
    name = certificates.sealing_name(DEPARTMENT, DEPARTMENT_CODE)
    certificate = certificates.certify(name, mine.public_key(), certificates.SEALING, issuer, FOUNDED_AT)
    lists = (der(certificates.list_revoked(issuer, (), 1, SEALED_AT)), *authority.revocation)
    return MemorySealer(mine, der(certificate), (der(issuer.certificate), der(authority.root.certificate)), lists)


def revoked(certificate: x509.Certificate, at: datetime, reason: x509.ReasonFlags | None) -> x509.RevokedCertificate:
    builder = x509.RevokedCertificateBuilder().serial_number(certificate.serial_number).revocation_date(at)
    return (builder if reason is None else builder.add_extension(x509.CRLReason(reason), critical=False)).build()


@pytest.mark.parametrize(
    ("reason", "holds"),
    [
        (x509.ReasonFlags.key_compromise, False),
        (x509.ReasonFlags.ca_compromise, False),
        (None, False),
        (x509.ReasonFlags.superseded, True),
        (x509.ReasonFlags.cessation_of_operation, True),
    ],
)
def test_a_timestamp_services_key_that_was_stolen_later_proves_no_time(
    genuine: bytes, authority: Authority, reason: x509.ReasonFlags | None, holds: bool
) -> None:
    later = SEALED_AT + timedelta(days=50)
    bundle = replace(authority.bundle, crls=authority.lists(later, revoked(authority.tsa, later, reason)))
    found = assessed(genuine, bundle, SEALED_AT + timedelta(days=60))
    assert found.time_trusted.cause is (Cause.TIMESTAMPED if holds else Cause.TIMESTAMP_UNTRUSTED)
    extended = authority.archive(genuine, SEALED_AT + timedelta(days=10))
    assert assessed(extended, bundle, SEALED_AT + timedelta(days=60)).covered == (len(extended) if holds else 0)


def test_a_list_that_is_long_out_of_date_still_says_what_was_revoked(genuine: bytes, authority: Authority) -> None:
    then = SEALED_AT - timedelta(days=20)
    seal = seal_of(genuine)
    number = seal.certificate.serial_number
    entry = x509.RevokedCertificateBuilder().serial_number(number).revocation_date(then).build()
    old = replace(authority.bundle, crls=authority.lists(then, entry))
    found = assessed(genuine, old, SEALED_AT + timedelta(days=60))
    assert (found.certificate_valid_then.answer, found.certificate_valid_then.cause) == (
        Answer.NO,
        Cause.REVOKED_BEFORE,
    )


def test_a_list_from_the_future_proves_nothing(authority: Authority) -> None:
    cut = seal(authority, authority.sealer(lists=()))
    cut = cut[: sealed_length(cut)]
    future = replace(authority.bundle, crls=authority.lists(SEALED_AT + timedelta(days=20)))
    assert assessed(cut, future, SEALED_AT + timedelta(days=1)).certificate_valid_then.answer is Answer.UNDECIDED
    assert assessed(cut, future, SEALED_AT + timedelta(days=21)).certificate_valid_then.answer is Answer.YES


def test_an_archive_timestamp_that_is_older_than_the_seal_covers_nothing(genuine: bytes, authority: Authority) -> None:
    found = assessed(authority.archive(genuine, SEALED_AT - timedelta(days=30)), authority.bundle, SEALED_AT + YEAR / 2)
    assert found.sealed_at == SEALED_AT
    assert found.covered == 0


@pytest.mark.parametrize(
    "usage",
    [
        x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING, ExtendedKeyUsageOID.EMAIL_PROTECTION]),
        x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]),
    ],
)
def test_an_authority_that_may_not_certify_seals_makes_none(authority: Authority, usage: x509.ExtendedKeyUsage) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    below = (
        x509.CertificateBuilder()
        .subject_name(certificates.named("Servers only"))
        .issuer_name(authority.root.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(FOUNDED_AT)
        .not_valid_after(FOUNDED_AT + 5 * YEAR)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .sign(authority.root.key, hashes.SHA256())
    )
    sealer = sealer_below(authority, Issuer(below, key))
    found = assessed(seal(authority, sealer), authority.bundle, SEALED_AT + timedelta(days=60))
    allowed = ExtendedKeyUsageOID.EMAIL_PROTECTION in usage
    assert found.signer_trusted.cause is (Cause.ANCHORED if allowed else Cause.NOT_FOR_SEALING)


def test_a_list_that_cannot_be_read_is_refused_where_it_is_given(authority: Authority) -> None:
    root = authority.root.certificate.public_bytes(serialization.Encoding.PEM)
    with pytest.raises(Malformed) as caught:
        TrustBundle.of_pem(root, crls=(b"no list",))
    assert caught.value.code == "TRUST_ANCHOR"


@pytest.mark.parametrize(
    ("curve", "cause"),
    [(ec.SECP192R1(), Cause.CHAIN_UNJUDGED), (ec.SECP224R1(), Cause.ANCHORED)],
    ids=lambda one: one.name,
)
def test_a_chain_over_a_small_curve_is_not_relied_on(
    authority: Authority, curve: ec.EllipticCurve, cause: Cause
) -> None:
    key, name = ec.generate_private_key(curve), certificates.named("small", "small")
    below = certificates.certify(name, key.public_key(), certificates.INTERMEDIATE, authority.root, FOUNDED_AT)
    sealer = sealer_below(authority, Issuer(below, key))
    found = assessed(seal(authority, sealer), authority.bundle, SEALED_AT + timedelta(days=60))
    assert found.signer_trusted.cause is cause


@pytest.mark.parametrize(
    ("key", "cause"),
    [
        (ec.generate_private_key(ec.SECP192R1()), Cause.WEAK_ALGORITHM),
        (rsa.generate_private_key(65_537, 1_024), Cause.WEAK_ALGORITHM),
        (ec.generate_private_key(ec.SECP224R1()), Cause.WITH_VALIDATION_DATA),
        (rsa.generate_private_key(65_537, 2_048), Cause.WITH_VALIDATION_DATA),
    ],
)
def test_a_seal_by_a_small_key_is_undecided(authority: Authority, key: SigningKey, cause: Cause) -> None:
    found = read(seal(authority, authority.sealer(key=key))).intact
    assert found.cause is cause
    assert cause is not Cause.WEAK_ALGORITHM or f"{key.key_size} bit" in found.evidence["algorithm"], (
        "the key is what is weak"
    )
