"""Trust: seals that hold by themselves, made by somebody who may not, or with papers that do not prove it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from attacks.kinds import Attack, Build, Catch, Family, no, undecided
from attacks.services import Service
from attacks.specimens import Shape, Specimen, authorities, key_for
from builders.licenses import DEPARTMENT, DEPARTMENT_CODE, FOUNDED_AT, SEALED_AT, Authority, MemorySealer, der, page
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID

from licenses.proof.causes import Cause
from licenses.proof.trusted import TrustBundle
from licenses.proof.verdict import Question
from licenses.seal import certificates
from licenses.seal.certificates import Issuer, Profile

_LISTS = "without validation data in the file the lists are the verifier's own"
_NOWHERE = "an archive timestamp brings no list that would prove anything"


def _stranger(specimen: Specimen) -> bytes:
    _, stranger = authorities()
    hand = stranger.sealer(key=key_for(specimen.algorithm, "stranger"))
    return specimen.another(hand, authority=stranger)


def _impostor(specimen: Specimen) -> bytes:
    """A root of the trusted name, with its own key, and all below it."""
    twin = Authority()
    return specimen.another(twin.sealer(key=key_for(specimen.algorithm, "stranger")), authority=twin)


def _impostor_in_the_middle(specimen: Specimen) -> bytes:
    twin = Authority()
    hand = twin.sealer(key=key_for(specimen.algorithm, "stranger"))
    chain = (der(twin.sealing.certificate), der(specimen.authority.root.certificate))
    return specimen.another(replace(hand, chain=chain), authority=twin)


def _broken_middle(specimen: Specimen) -> bytes:
    hand = Authority().sealer(key=key_for(specimen.algorithm, "stranger"))
    return specimen.another(replace(hand, chain=specimen.authority.chain))


def _departments_own_child(specimen: Specimen) -> bytes:
    """A department's certificate is used to issue another."""
    department = specimen.authority.sealer()
    assert isinstance(department.key, ec.EllipticCurvePrivateKey)
    issuer = Issuer(x509.load_der_x509_certificate(department.certificate), department.key)
    key = key_for(specimen.algorithm, "stranger")
    name = certificates.sealing_name(DEPARTMENT, DEPARTMENT_CODE)
    child = certificates.certify(name, key.public_key(), certificates.SEALING, issuer, FOUNDED_AT)  # type: ignore[arg-type]
    chain = (department.certificate, *specimen.authority.chain)
    return specimen.another(MemorySealer(key, der(child), chain, specimen.authority.revocation))


def _profile(profile: Profile) -> Build:
    return lambda specimen: specimen.another(specimen.hand("stranger", profile=profile))


def _named(subject: x509.Name) -> Build:
    def build(specimen: Specimen) -> bytes:
        key = key_for(specimen.algorithm, "stranger")
        certificate = specimen.authority.certify(subject, key, certificates.SEALING, FOUNDED_AT)
        return specimen.another(replace(specimen.sealer, key=key, certificate=der(certificate)))

    return build


_TRAITOR: dict[Specimen, MemorySealer] = {}


def traitor(specimen: Specimen) -> MemorySealer:
    """A department of the trusted authority whose certificate the bundle says is revoked."""
    if specimen not in _TRAITOR:
        _TRAITOR[specimen] = specimen.hand("traitor")
    return _TRAITOR[specimen]


def revoking(after_sealing: timedelta) -> Callable[[Specimen], TrustBundle]:
    """A bundle with a list that revokes the traitor."""

    def bundle(specimen: Specimen) -> TrustBundle:
        return specimen.trusting(specimen.authority, lists=_revoked(specimen, after_sealing))

    return bundle


def _revoked(specimen: Specimen, after_sealing: timedelta) -> tuple[bytes, ...]:
    serial = x509.load_der_x509_certificate(traitor(specimen).certificate).serial_number
    when = SEALED_AT + after_sealing
    entry = certificates.revoked_entry(serial, when, x509.ReasonFlags.key_compromise)
    return specimen.authority.lists(max(when, SEALED_AT) + timedelta(days=1), entry)


def _revoking_middle(specimen: Specimen) -> TrustBundle:
    """A bundle in which another authority below the same root is revoked."""
    serial = _second_middle(specimen)[0].certificate.serial_number
    entry = certificates.revoked_entry(serial, SEALED_AT - timedelta(days=9), x509.ReasonFlags.ca_compromise)
    newer = certificates.list_revoked(specimen.authority.root, (entry,), 2, SEALED_AT + timedelta(days=1))
    return specimen.trusting(specimen.authority, lists=(der(newer),))


_MIDDLE: dict[Specimen, tuple[Issuer, MemorySealer]] = {}


def _second_middle(specimen: Specimen) -> tuple[Issuer, MemorySealer]:
    """Another authority below the trusted root, and a department of it."""
    if specimen not in _MIDDLE:
        root, key = specimen.authority.root, ec.generate_private_key(ec.SECP256R1())
        name = certificates.named("Second sealing")
        middle = Issuer(certificates.certify(name, key.public_key(), certificates.INTERMEDIATE, root, FOUNDED_AT), key)
        hand = key_for(specimen.algorithm, "second")
        subject = certificates.sealing_name(DEPARTMENT, DEPARTMENT_CODE)
        own = certificates.certify(subject, hand.public_key(), certificates.SEALING, middle, FOUNDED_AT)  # type: ignore[arg-type]
        lists = (der(certificates.list_revoked(middle, (), 1, SEALED_AT)), *specimen.authority.revocation)
        chain = (der(middle.certificate), der(root.certificate))
        _MIDDLE[specimen] = middle, MemorySealer(hand, der(own), chain, lists)
    return _MIDDLE[specimen]


def _brought(lists: Callable[[Specimen], tuple[bytes, ...]]) -> Callable[[Specimen], bytes | None]:
    """A file that brings other lists than it should."""

    def build(specimen: Specimen) -> bytes | None:
        if specimen.shape is Shape.SEALED:
            return None
        return specimen.another(
            replace(traitor(specimen), revocation=lists(specimen)), clock=Service(specimen.authority, revocation=())
        )

    return build


def _kind(
    name: str,
    build: Callable[[Specimen], bytes | None],
    caught: tuple[Catch, ...],
    trust: Callable[[Specimen], TrustBundle] | None = None,
    except_for: str = "",
) -> Attack:
    return Attack(name, Family.TRUST, build, caught, trust, except_for=except_for)


_SHORT = timedelta(days=30)
_SIGN = certificates.SEALING.key_usage
_UNPROVED = undecided(Question.CERTIFICATE_VALID_THEN, Cause.NO_REVOCATION_DATA)
_NOT_FOR_IT = no(Question.SIGNER_TRUSTED, Cause.NOT_FOR_SEALING)
_BROKEN_CHAIN = no(Question.SIGNER_TRUSTED, Cause.BROKEN_CHAIN)
_REVOKED = no(Question.CERTIFICATE_VALID_THEN, Cause.REVOKED_BEFORE)
_POLICE = ("芜湖市公安局", "11340200003000000X")

SIGNERS = (
    _kind("sealed_under_an_unknown_root", _stranger, undecided(Question.SIGNER_TRUSTED, Cause.UNKNOWN_ANCHOR)),
    _kind("sealed_under_a_root_of_the_same_name", _impostor, no(Question.SIGNER_TRUSTED, Cause.IMPOSTOR)),
    _kind(
        "sealed_below_an_authority_of_the_same_name",
        _impostor_in_the_middle,
        no(Question.SIGNER_TRUSTED, Cause.IMPOSTOR),
    ),
    _kind("chain_whose_middle_did_not_sign_the_end", _broken_middle, _BROKEN_CHAIN),
    _kind("sealed_below_a_department", _departments_own_child, _BROKEN_CHAIN),
    _kind("sealed_by_an_authority", _profile(certificates.INTERMEDIATE), _NOT_FOR_IT),
    _kind("sealed_by_a_timestamp_service", _profile(certificates.TIMESTAMPING), _NOT_FOR_IT),
    _kind(
        "sealed_by_a_web_server",
        _profile(Profile(_SHORT * 20, _SIGN, extended_usage=ExtendedKeyUsageOID.SERVER_AUTH)),
        _NOT_FOR_IT,
    ),
    _kind(
        "sealed_by_a_program_signer",
        _profile(Profile(_SHORT * 20, _SIGN, extended_usage=ExtendedKeyUsageOID.CODE_SIGNING)),
        _NOT_FOR_IT,
    ),
    _kind(
        "sealed_by_a_key_for_encryption", _profile(Profile(_SHORT * 20, frozenset({"key_encipherment"}))), _NOT_FOR_IT
    ),
    _kind(
        "certificate_expired_before_sealing",
        _profile(Profile(_SHORT, _SIGN, extended_usage=certificates.DOCUMENT_SIGNING)),
        no(Question.CERTIFICATE_VALID_THEN, Cause.OUT_OF_PERIOD),
    ),
    _kind(
        "certificate_expired_after_sealing",
        _profile(Profile(_SHORT * 5, _SIGN, extended_usage=certificates.DOCUMENT_SIGNING)),
        (),
    ),
    _kind(
        "certificate_not_yet_valid_at_sealing",
        lambda one: one.another(one.hand("late", at=SEALED_AT + timedelta(days=3))),
        no(Question.CERTIFICATE_VALID_THEN, Cause.OUT_OF_PERIOD),
    ),
    _kind(
        "certificate_revoked_before_sealing",
        lambda one: one.another(traitor(one)),
        _REVOKED,
        revoking(-timedelta(days=2)),
    ),
    _kind("certificate_revoked_after_sealing", lambda one: one.another(traitor(one)), (), revoking(timedelta(days=3))),
    _kind(
        "authority_revoked_before_sealing", lambda one: one.another(_second_middle(one)[1]), _REVOKED, _revoking_middle
    ),
    _kind(
        "revoked_by_the_list_that_the_file_brings",
        _brought(lambda one: _revoked(one, -timedelta(days=2))),
        _REVOKED,
        except_for=_LISTS,
    ),
    _kind(
        "list_of_another_issuer", _brought(lambda _: authorities()[1].lists(SEALED_AT)), _UNPROVED, except_for=_LISTS
    ),
    _kind(
        "list_of_an_issuer_of_the_same_name",
        _brought(lambda _: Authority().lists(SEALED_AT)),
        _UNPROVED,
        except_for=_LISTS,
    ),
    _kind(
        "list_that_had_run_out",
        _brought(lambda one: one.authority.lists(SEALED_AT - timedelta(days=90))),
        _UNPROVED,
        except_for=_LISTS,
    ),
    _kind(
        "list_with_a_bit_changed",
        _brought(lambda one: tuple(each[:-1] + bytes([each[-1] ^ 1]) for each in one.authority.revocation)),
        _UNPROVED,
        except_for=_LISTS,
    ),
    _kind("list_of_the_root_alone", _brought(lambda one: one.authority.revocation[1:]), _UNPROVED, except_for=_LISTS),
    _kind("no_list", _brought(lambda _: ()), _UNPROVED, except_for=_LISTS),
    _kind(
        "certificate_without_a_code",
        _named(certificates.named("电子证照专用章（演示）", DEPARTMENT)),
        undecided(Question.ISSUER_ENTITLED, Cause.SIGNER_WITHOUT_CODE),
    ),
    _kind(
        "certificate_with_an_empty_code",
        _named(certificates.named("电子证照专用章（演示）", DEPARTMENT, " ")),
        no(Question.ISSUER_ENTITLED, Cause.CODES_DIFFER),
    ),
    _kind(
        "sealed_by_another_department",
        lambda one: one.another(one.authority.sealer(*_POLICE)),
        no(Question.ISSUER_ENTITLED, Cause.CODES_DIFFER),
    ),
    _kind(
        "department_of_the_right_name_and_another_code",
        _named(certificates.sealing_name(DEPARTMENT, _POLICE[1])),
        no(Question.ISSUER_ENTITLED, Cause.CODES_DIFFER),
    ),
    _kind(
        "identifier_of_another_type",
        lambda one: one.another(type_code="11100000000013338W011"),
        no(Question.ISSUER_ENTITLED, Cause.CODES_DIFFER),
    ),
    _kind(
        "identifier_of_another_issuer",
        lambda one: one.another(issuer_code=_POLICE[1]),
        no(Question.ISSUER_ENTITLED, Cause.CODES_DIFFER),
    ),
    _kind("page_that_nobody_sealed", lambda _: page(), no(Question.SEALED, Cause.COPY_OF)),
)
