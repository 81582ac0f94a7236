"""A workshop for licences: a throw-away authority, departments that seal, and the licences that they seal.

Keys and certificates are made anew for every run and trusted by nobody else. What comes out of `seal` is made by the
same code that seals real licences.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import cast

from asn1crypto import keys as asn1_keys
from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, PdfTimeStamper, SimpleSigner
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from graph.codes.identifier import build_identifier
from graph.words.face_fields import FaceField
from graph.words.licensing import Holder, HolderCategory, LicenseCategory, LicenseType
from graph.words.organisation import AuthorityLevel
from licenses.paper import face, stamp
from licenses.paper.metadata import LicenseMetadata
from licenses.proof.trusted import TrustBundle
from licenses.seal import certificates, sealing, timestamping
from licenses.seal.certificates import Issuer, Profile
from licenses.seal.sealer import SigningKey, sign_with

SEALED_AT = datetime(2026, 5, 20, 1, 30, tzinfo=UTC)
FOUNDED_AT = datetime(2026, 1, 1, tzinfo=UTC)
DEPARTMENT = "芜湖市住房和城乡建设局"
DEPARTMENT_CODE = "11430000006122244L"
TYPE_CODE = "11100000000013338W032"
YEAR = timedelta(days=365)


def der(thing: x509.Certificate | x509.CertificateRevocationList) -> bytes:
    """Return a certificate or list as bytes."""
    return thing.public_bytes(serialization.Encoding.DER)


@lru_cache(maxsize=16)
def rsa_key(name: str) -> rsa.RSAPrivateKey:
    """Return an RSA key of the size that licences are sealed with; making one takes long, so each name has one."""
    assert name
    return rsa.generate_private_key(public_exponent=65_537, key_size=3_072)


def private_info(key: SigningKey) -> asn1_keys.PrivateKeyInfo:
    """Return a key as the PDF library wants it."""
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return asn1_keys.PrivateKeyInfo.load(key.private_bytes(serialization.Encoding.DER, *form))


@dataclass(frozen=True)
class MemorySealer:
    """A sealing key that lives as long as the test run."""

    key: SigningKey
    certificate: bytes
    chain: tuple[bytes, ...]
    revocation: tuple[bytes, ...]

    def sign(self, data: bytes) -> bytes:
        """Sign like a key file would."""
        return sign_with(self.key, data)


class Authority:
    """A root, an authority below it, a timestamp service; all its certificates and lists."""

    def __init__(self, word: str = "DEMONSTRATION 演示", at: datetime = FOUNDED_AT) -> None:
        root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        root = certificates.certify_self(certificates.named(f"{word} root", word), root_key, at)
        below = certificates.certify(
            certificates.named(f"{word} sealing", word),
            key.public_key(),
            certificates.INTERMEDIATE,
            Issuer(root, root_key),
            at,
        )
        self.root, self.sealing = Issuer(root, root_key), Issuer(below, key)
        self.revocation = self.lists(SEALED_AT)
        self.tsa_key = ec.generate_private_key(ec.SECP256R1())
        self.tsa = self.certify(certificates.named(f"{word} TSA"), self.tsa_key, certificates.TIMESTAMPING, at)

    @property
    def bundle(self) -> TrustBundle:
        """What a verifier needs to trust this authority."""
        return TrustBundle.of_pem(self.root.certificate.public_bytes(serialization.Encoding.PEM))

    @property
    def chain(self) -> tuple[bytes, ...]:
        """The certificates above every one that it issues."""
        return der(self.sealing.certificate), der(self.root.certificate)

    def certify(self, subject: x509.Name, key: SigningKey, profile: Profile, at: datetime) -> x509.Certificate:
        """Issue a certificate."""
        public = cast("ec.EllipticCurvePublicKey", key.public_key())  # or RSA, as a bureau's own may be
        return certificates.certify(subject, public, profile, self.sealing, at)

    def lists(self, at: datetime, *revoked: x509.RevokedCertificate) -> tuple[bytes, ...]:
        """Return the revocation lists of this moment."""
        return (
            der(certificates.list_revoked(self.sealing, revoked, 1, at)),
            der(certificates.list_revoked(self.root, (), 1, at)),
        )

    def sealer(
        self,
        name: str = DEPARTMENT,
        code: str = DEPARTMENT_CODE,
        at: datetime = FOUNDED_AT,
        profile: Profile = certificates.SEALING,
        lists: tuple[bytes, ...] | None = None,
        key: SigningKey | None = None,
    ) -> MemorySealer:
        """Give a department its seal."""
        key = key or ec.generate_private_key(ec.SECP256R1())
        certificate = self.certify(certificates.sealing_name(name, code), key, profile, at)
        return MemorySealer(key, der(certificate), self.chain, self.revocation if lists is None else lists)

    def ask(self, request: bytes, at: datetime) -> bytes:
        """Answer as a timestamp service."""
        return timestamping.answer(request, self.tsa_key, der(self.tsa), at, 1, self.chain)

    def archive(self, data: bytes, at: datetime, *, quiet: bool = False) -> bytes:
        """Extend a file by an archive timestamp, as a library would in later years; quietly, without its own name."""
        output = io.BytesIO()
        writer = (QuietWriter if quiet else IncrementalPdfFileWriter)(io.BytesIO(data))
        PdfTimeStamper(Clock(self, at)).timestamp_pdf(writer, "sha256", output=output)
        return output.getvalue()


class QuietWriter(IncrementalPdfFileWriter):
    """A writer that leaves information and metadata as they are."""

    def _update_meta(self) -> None:
        """Write nothing."""


class Clock(TimeStamper):
    """An authority's timestamp service, as the PDF library wants it."""

    def __init__(self, authority: Authority, at: datetime) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # mypy's exclusion of pyhanko does not see through super
        self._authority, self._at = authority, at

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Answer a request, trial or not."""
        return tsp.TimeStampResp.load(self._authority.ask(req.dump(), self._at))


def metadata(**changes: object) -> LicenseMetadata:
    """Return the facts of a licence that could be genuine."""
    facts = LicenseMetadata(
        name="建筑施工特种作业人员操作资格证书",
        type_name="建筑施工特种作业人员操作资格证书",
        type_code=TYPE_CODE,
        number="皖B2026000001",
        identifier=build_identifier(TYPE_CODE, DEPARTMENT_CODE, "2026000001").text,
        version="001",
        issuer_name=DEPARTMENT,
        issuer_code=DEPARTMENT_CODE,
        division="340200",
        issued_on=date(2026, 5, 20),
        valid_from=date(2026, 5, 20),
        valid_until=date(2028, 5, 19),
        holders=(Holder.known_by("陈一凡", "34020019900101101X", "111"),),
        seal_name=f"{DEPARTMENT}电子证照专用章",
        sealed_at=SEALED_AT,
        sealed_by="王签发",
        face={"KZ_GZ": "建筑电工", "KZ_XB": "男"},
        demonstration=True,
    )
    return replace(facts, **changes)  # type: ignore[arg-type]


KIND = LicenseType(
    code=TYPE_CODE,
    name="建筑施工特种作业人员操作资格证书",
    definer="住房和城乡建设部",
    definer_code=TYPE_CODE[:18],
    definer_level=AuthorityLevel.NATIONAL,
    holder_category=HolderCategory.PERSON,
    validity="2年",
    issuer_level=AuthorityLevel.NATIONAL,
    category=LicenseCategory.CERTIFICATE,
    layout="证件卡",
    colour="#1f4e79",
    photo=False,
    number_format="",
    fields=(FaceField("KZ_GZ", "工种", "文本"), FaceField("KZ_XB", "性别", "文本")),
)


def page(**changes: object) -> bytes:
    """Return a licence's page before it is sealed."""
    stated = metadata(**changes)
    return face.draw(stated, KIND, None, f"https://licenses.example/v/{stated.identifier}")


def seal(
    authority: Authority,
    sealer: MemorySealer | None = None,
    at: datetime = SEALED_AT,
    clock: timestamping.Timestamper | None = None,
    stated: LicenseMetadata | None = None,
    **changes: object,
) -> bytes:
    """Return a sealed licence; `changes` are those of its metadata, `stated` what its XMP says instead."""
    picture = stamp.draw(DEPARTMENT, "3402000000001", demonstration=True)
    place = face.LAYOUTS[KIND.layout].seal
    hand = sealer or authority.sealer()
    said = stated or metadata(**changes)
    return sealing.seal(page(**changes), said, picture, place, hand, clock or authority, at)


def seal_as_released(
    authority: Authority,
    sealer: MemorySealer | None = None,
    at: datetime = SEALED_AT,
    clock: timestamping.Timestamper | None = None,
    stated: LicenseMetadata | None = None,
    **changes: object,
) -> bytes:
    """Return a licence in the shape of 0.1.0: the validation data inside the sealed revision."""
    place = face.LAYOUTS[KIND.layout].seal
    picture = stamp.draw(DEPARTMENT, "3402000000001", demonstration=True)
    hand, service = sealer or authority.sealer(), clock or authority
    revision = sealing._Revision(io.BytesIO(page(**changes).rstrip() + b"\n"))
    sealing._write_metadata(revision, stated or metadata(**changes))
    papers = {
        "/Certs": (hand.certificate, *hand.chain, *service.chain),
        "/CRLs": (*hand.revocation, *service.revocation),
    }
    store = generic.DictionaryObject({pdf_name("/Type"): pdf_name("/DSS")})
    for name, contents in papers.items():
        streams = [generic.StreamObject(stream_data=content) for content in dict.fromkeys(contents)]
        for stream in streams:
            stream.compress()
        store[pdf_name(name)] = generic.ArrayObject(revision.add_object(stream) for stream in streams)
    revision.root["/DSS"] = revision.add_object(store)
    revision.register_extension(ESIC_EXTENSION_1)
    return sealing._sign(revision, picture, place, hand, service, at)


def seal_twice(authority: Authority, sealer: MemorySealer) -> bytes:
    """Return a page with two seals of one key."""
    store = SimpleCertificateStore()
    store.register_multiple(asn1_x509.Certificate.load(one) for one in authority.chain)
    signer = SimpleSigner(asn1_x509.Certificate.load(sealer.certificate), private_info(sealer.key), store)
    data = page()
    for name in ("First", "Second"):
        writer = IncrementalPdfFileWriter(io.BytesIO(data))
        signing = PdfSigner(PdfSignatureMetadata(field_name=name), signer, new_field_spec=SigFieldSpec(name))
        data = signing.sign_pdf(writer).getvalue()
    return data
