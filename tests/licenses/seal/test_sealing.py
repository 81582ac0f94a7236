from __future__ import annotations

import io
import multiprocessing
import shutil
import subprocess
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import x509
from builders.licenses import DEPARTMENT, DEPARTMENT_CODE, KIND, SEALED_AT, Authority, der, metadata, page, seal
from cryptography.x509 import ReasonFlags, load_der_x509_certificate
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel

from licenses.paper import face, stamp, xmp
from licenses.paper.metadata import LicenseMetadata
from licenses.seal import certificates, sealing
from licenses.seal.authority import DemonstrationAuthority
from licenses.seal.timestamping import TimestampUnavailable


def opened(sealed: bytes) -> PdfFileReader:
    return PdfFileReader(io.BytesIO(sealed), strict=True)


def checked(sealed: bytes, root: bytes, at: datetime = SEALED_AT + timedelta(days=1)) -> PdfSignatureStatus:
    """Check from the file alone: nothing is fetched, revocation data must be inside."""
    reader = opened(sealed)
    context = DocumentSecurityStore.read_dss(reader).as_validation_context(
        {
            "trust_roots": [x509.Certificate.load(root)],
            "allow_fetching": False,
            "moment": at,
            "revocation_mode": "require",
        }
    )
    return validate_pdf_signature(reader.embedded_regular_signatures[0], context)


def test_a_sealed_licence_is_valid_from_the_file_alone(authority: Authority, genuine: bytes) -> None:
    status = checked(genuine, authority.chain[-1])
    assert status.bottom_line
    assert status.trusted
    assert status.coverage is SignatureCoverageLevel.ENTIRE_REVISION
    assert status.modification_level is ModificationLevel.LTA_UPDATES, "the validation data, and nothing else"
    assert status.docmdp_ok
    assert status.timestamp_validity is not None
    assert status.timestamp_validity.trusted
    assert status.timestamp_validity.timestamp == SEALED_AT


def test_it_certifies_and_allows_no_change(genuine: bytes) -> None:
    (signature,) = opened(genuine).embedded_signatures
    assert signature.docmdp_level is MDPPerm.NO_CHANGES
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert "/DocMDP" in opened(genuine).root["/Perms"]


def test_the_validation_data_follow_the_seal_in_a_revision_of_their_own(genuine: bytes) -> None:
    reader = opened(genuine)
    (signature,) = reader.embedded_signatures
    assert signature.signed_revision == reader.xrefs.total_revisions - 2
    assert genuine.endswith(b"%%EOF\n")
    dss = reader.root["/DSS"]
    assert len(dss["/Certs"]) == 3, "signer, its issuer, the root"
    assert len(dss["/CRLs"]) >= 2
    assert "/DSS" not in opened(genuine[: sealing.sealed_length(genuine)]).root


def test_a_file_without_a_seal_has_no_sealed_length() -> None:
    with pytest.raises(ValueError, match="no seal"):
        sealing.sealed_length(page())


def test_the_facts_stand_twice_under_the_seal_and_say_the_same(genuine: bytes) -> None:
    root = opened(genuine).root
    attached = root["/Names"]["/EmbeddedFiles"]["/Names"][1].get_object()["/EF"]["/F"].data
    assert LicenseMetadata.from_json(attached) == metadata()
    assert xmp.read(root["/Metadata"].data) == metadata()


def test_the_file_claims_the_time_it_was_given_and_no_other(genuine: bytes) -> None:
    (signature,) = opened(genuine).embedded_signatures
    assert signature.self_reported_timestamp == SEALED_AT
    packet = opened(genuine).root["/Metadata"].data.decode()
    assert "pyHanko" not in packet
    assert f"<xmp:ModifyDate>{SEALED_AT:%Y-%m-%dT%H:%M:%S}" in packet


def test_one_changed_byte_breaks_the_seal(authority: Authority, genuine: bytes) -> None:
    at = genuine.index(b"Typst")
    broken = genuine[:at] + bytes((genuine[at] ^ 1,)) + genuine[at + 1 :]
    assert checked(genuine, authority.chain[-1]).intact
    assert not checked(broken, authority.chain[-1]).intact


def test_the_visible_seal_is_made_of_what_archives_take(genuine: bytes) -> None:
    (field,) = opened(genuine).root["/AcroForm"]["/Fields"]
    widget = field.get_object()
    assert tuple(widget["/Rect"]) == face.LAYOUTS[KIND.layout].seal.box
    assert int(widget["/F"]) & 4, "not printed"
    appearance = widget["/AP"]["/N"]
    assert "/Font" not in appearance["/Resources"]
    image = appearance["/Resources"]["/XObject"]["/Seal"]
    assert (image["/Width"], image["/Height"], image.data) == (1, 1, bytes(stamp.RED))
    assert image["/SMask"]["/BitsPerComponent"] == 4


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler-utils is not installed")
def test_another_program_finds_the_signature_valid(genuine: bytes, tmp_path: Path) -> None:
    file = tmp_path / "licence.pdf"
    file.write_bytes(genuine)
    said = subprocess.run(["pdfsig", "-nocert", str(file)], check=False, capture_output=True, text=True).stdout
    assert "Signature is Valid" in said
    assert "Not total document signed" in said, "the validation data follow"
    assert said.count("Signature #") == 1


def test_without_trusted_time_nothing_is_sealed(authority: Authority) -> None:
    class Broken:
        chain: tuple[bytes, ...] = ()
        revocation: tuple[bytes, ...] = ()

        def ask(self, *_: object) -> bytes:
            return b"no"

    with pytest.raises(TimestampUnavailable):
        seal(authority, clock=Broken())


@pytest.mark.parametrize("what", [b"", b"%PDF-1.7\n%%EOF", b"not a page"])
def test_what_is_no_page_of_ours_is_refused(authority: Authority, what: bytes) -> None:
    picture = stamp.draw(DEPARTMENT, "3402000000001", demonstration=True)
    with pytest.raises(sealing.SealingFailed) as caught:
        sealing.seal(what, metadata(), picture, stamp.Place(50, 50), authority.sealer(), authority, SEALED_AT)
    assert caught.value.code == "SEALING_FAILED"


def test_a_sealed_page_is_not_sealed_again(authority: Authority, genuine: bytes) -> None:
    picture = stamp.draw(DEPARTMENT, "3402000000001", demonstration=True)
    with pytest.raises(sealing.SealingFailed):
        sealing.seal(genuine, metadata(), picture, stamp.Place(50, 50), authority.sealer(), authority, SEALED_AT)


@dataclass(frozen=True)
class Work:
    """A licence to make in another process."""

    folder: Path
    at: datetime

    def __call__(self) -> bytes:
        authority = DemonstrationAuthority(self.folder)
        sealer, clock = authority.sealer(DEPARTMENT, DEPARTMENT_CODE, self.at), authority.timestamper(self.at)
        picture = stamp.draw(DEPARTMENT, "3402000000001", demonstration=True)
        place = face.LAYOUTS[KIND.layout].seal
        return sealing.seal(page(), metadata(), picture, place, sealer, clock, self.at)


def test_licences_are_sealed_in_worker_processes(tmp_path: Path) -> None:
    at = datetime(2026, 5, 20, 1, 30, tzinfo=UTC)
    authority = DemonstrationAuthority.open(tmp_path, at)
    authority.sealer(DEPARTMENT, DEPARTMENT_CODE, at)
    authority.timestamper(at)
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as workers:
        sealed = workers.submit(Work(tmp_path, at)).result(timeout=60)
    root = authority.sealer(DEPARTMENT, DEPARTMENT_CODE, at).chain[-1]
    assert checked(sealed, root).bottom_line


def test_a_seal_revoked_before_sealing_shows_in_the_file(authority: Authority) -> None:
    sealer = authority.sealer()
    serial = load_der_x509_certificate(sealer.certificate).serial_number
    entry = certificates.revoked_entry(serial, SEALED_AT - timedelta(days=1), ReasonFlags.key_compromise)
    revoked = type(sealer)(sealer.key, sealer.certificate, sealer.chain, authority.lists(SEALED_AT, entry))
    status = checked(seal(authority, revoked), der(authority.root.certificate))
    assert status.intact
    assert status.revoked
    assert not status.bottom_line
