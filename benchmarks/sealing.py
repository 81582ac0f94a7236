"""Sealing one licence, against pyHanko as documented: same page, key, papers, picture, time service; and a receipt."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from asn1crypto import pem, tsp, x509
from pyhanko.keys import load_private_key_from_pemder
from pyhanko.pdf_utils.images import PdfImage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from benchmarks.measuring import Row, alternating, processor_ms
from benchmarks.places import Work
from benchmarks.processes import BenchmarkError
from benchmarks.specimen import ISSUER, ISSUER_CODE, Specimen, specimen
from graph.store.personal import PersonalData
from graph.store.sealed_keys import Key
from graph.words.attestations import numbered
from graph.words.people import Role
from licenses.attestations.making import Job, make
from licenses.attestations.printed import Asker
from licenses.attestations.receipts import Enquiry, receipt_of
from licenses.paper.attestation import Attestation
from licenses.proof.causes import Cause
from licenses.proof.reading import read
from licenses.proof.verdict import Answer
from licenses.proof.verification import verify
from licenses.register.keeping import locked
from licenses.register.sealed import Sealed

TIMES = 8
HOW = "processor time in one process; level B-LT, P-256, the same time service; pyHanko loads key and seal picture once"


def run(work: Work) -> Iterator[Row]:
    """Draw and seal, and seal alone."""
    one = specimen(work.folder / "authority", datetime.now(UTC))
    page, sign = one.draw(), plain_pyhanko(one)
    if read(one.seal(page)).intact.answer is not Answer.YES:
        raise BenchmarkError("our seal does not verify")
    if read(sign(page)).intact.cause is not Cause.DATA_CONTRADICT:  # the pairs in XMP, which only we write, are missing
        raise BenchmarkError("pyHanko's seal does not verify")
    job, key, content = receipt(one), Key.make(), one.seal(page)
    if Sealed.of(content).kept is None:
        raise BenchmarkError("nothing is kept of our own licence")
    ways = (
        lambda: one.seal(page),
        lambda: sign(page),
        lambda: one.seal(one.draw()),
        lambda: sign(one.draw()),
        lambda: make(job),
        lambda: _kept(key, content),
    )
    seal, theirs, both, their_both, made, kept = alternating(work.rounds, *(processor_ms(way, TIMES) for way in ways))
    yield Row("sealing one licence: seal alone", seal, theirs, "plain pyHanko", "CPU ms", how=HOW)
    yield Row("sealing one licence: draw and seal", both, their_both, "our page + pyHanko", "CPU ms", how=HOW)
    yield Row("one receipt of two pages: draw and seal", made, both, "one licence", "CPU ms", how=HOW)
    yield Row("what is kept of a licence: found and locked", kept, both, "draw and seal", "CPU ms", how=HOW)


def _kept(key: Key, content: bytes) -> None:
    sealed = Sealed.of(content)
    if sealed.kept is not None:
        locked(key, sealed.digest, sealed.kept)


def receipt(one: Specimen) -> Job:
    """The receipt of a licence's verification."""
    content = one.seal(one.draw())
    verdict = asyncio.run(verify(content, one.trust(), one.at))
    enquiry = Enquiry(verdict, "用于测量", Asker(Role.PUBLIC, ""), len(content))
    said = receipt_of(enquiry, PersonalData(bytes(32)), "http://127.0.0.1:8000")
    attestation = Attestation(
        kind=said.kind,
        number=numbered(one.at.year, 1),
        issuer_name=ISSUER,
        issuer_code=ISSUER_CODE,
        made_at=one.at,
        demonstration=True,
        about=said.about,
        outcome=said.outcome,
        said=said.said,
    )
    sealer = one.authority.attester(ISSUER, ISSUER_CODE, one.at)
    return Job(attestation, said.sheet, "340200", sealer, one.timestamper)


def plain_pyhanko(one: Specimen) -> Callable[[bytes], bytes]:
    """Make the function that seals a page with `PdfSigner.sign_pdf`."""
    root = _certificates(one.authority.root_file.read_bytes())[0]
    others = [x509.Certificate.load(der) for der in (*one.sealer.chain, *one.timestamper.chain)]
    signer = signers.SimpleSigner(
        signing_cert=x509.Certificate.load(one.sealer.certificate),
        signing_key=load_private_key_from_pemder(str(one.sealer.key), passphrase=None),
        cert_registry=SimpleCertificateStore.from_certs(others),
    )
    style = StaticStampStyle(border_width=0, background=PdfImage(one.stamp.picture()), background_opacity=1.0)
    clock = _SameClock(one)

    def sign(page: bytes) -> bytes:
        trust = ValidationContext(
            trust_roots=[root], other_certs=others, crls=list(one.sealer.revocation), allow_fetching=False
        )
        metadata = signers.PdfSignatureMetadata(
            field_name="Seal",
            md_algorithm="sha256",
            subfilter=fields.SigSeedSubFilter.PADES,
            embed_validation_info=True,
            validation_context=trust,
            certify=True,
            docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        )
        field = fields.SigFieldSpec("Seal", on_page=0, box=one.where.box)
        signing = signers.PdfSigner(metadata, signer, timestamper=clock, stamp_style=style, new_field_spec=field)
        sealed: bytes = signing.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(page))).getvalue()
        return sealed

    return sign


class _SameClock(TimeStamper):
    """Our time service as pyHanko asks one."""

    def __init__(self, one: Specimen) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._one = one

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        await asyncio.sleep(0)
        return tsp.TimeStampResp.load(self._one.timestamper.ask(req.dump(), self._one.at))


def _certificates(file: bytes) -> list[x509.Certificate]:
    return [x509.Certificate.load(der) for _, _, der in pem.unarmor(file, multiple=True)]
