"""Sealing one licence, against pyHanko as documented: same page, key, papers, picture, time service."""

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
from benchmarks.specimen import Specimen, specimen
from licenses.proof.reading import read
from licenses.proof.verdict import Answer

TIMES = 8
HOW = "processor time in one process; level B-LT, P-256, the same time service; pyHanko loads key and seal picture once"


def run(work: Work) -> Iterator[Row]:
    """Draw and seal, and seal alone."""
    one = specimen(work.folder / "authority", datetime.now(UTC))
    page, sign = one.draw(), plain_pyhanko(one)
    for name, sealed in (("ours", one.seal(page)), ("pyHanko's", sign(page))):
        if read(sealed).intact.answer is not Answer.YES:
            raise BenchmarkError(f"{name} seal does not verify")
    ways = (lambda: one.seal(page), lambda: sign(page), lambda: one.seal(one.draw()), lambda: sign(one.draw()))
    seal, theirs, both, their_both = alternating(work.rounds, *(processor_ms(way, TIMES) for way in ways))
    yield Row("sealing one licence: seal alone", seal, theirs, "plain pyHanko", "CPU ms", how=HOW)
    yield Row("sealing one licence: draw and seal", both, their_both, "our page + pyHanko", "CPU ms", how=HOW)


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
