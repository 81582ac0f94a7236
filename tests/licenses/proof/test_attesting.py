"""Attestations before the verifier: a key is for these or for licences, a file is the one or the other."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
import typst
from builders.licenses import DEPARTMENT, DEPARTMENT_CODE, SEALED_AT, Authority, MemorySealer, metadata, seal

from graph.errors import Malformed, Text
from graph.store.files import digest_of
from graph.words.attestations import AttestationKind
from licenses.attestations.making import Job, make
from licenses.paper import sheet
from licenses.paper.attestation import ATTESTATION_NAME, MAX_ATTESTATION_BYTES, Attestation
from licenses.paper.metadata import ATTACHMENT_NAME
from licenses.paper.sheet import Line, Sheet
from licenses.paper.stamp import Stamp
from licenses.proof.causes import Cause
from licenses.proof.reading import read
from licenses.proof.register import Inquiry, KeptAttestation, Standing
from licenses.proof.verdict import Question, Summary, Verdict
from licenses.proof.verification import verify
from licenses.seal import certificates, sealing

NOW = SEALED_AT + timedelta(days=100)
SAID = Attestation(
    kind=AttestationKind.RECEIPT,
    number="2026-000123",
    issuer_name=DEPARTMENT,
    issuer_code=DEPARTMENT_CODE,
    made_at=SEALED_AT,
    demonstration=True,
    about={"digest": "ab" * 32, "bytes": "100"},
    outcome="genuine",
)
SHEET = Sheet(
    title=Text("核验回执", "RECEIPT"),
    colour="#1b6e3c",
    outcome=Text("属实", "genuine"),
    reason=Text("属实。", "Genuine."),
    lines=(Line(Text("用途", "Purpose"), Text("办事", "business")),),
    details_title=Text("逐项", "Each"),
    details=(),
    notes=(),
)


@dataclass
class Kept:
    """A register that has made one attestation, or none."""

    digest: str | None
    keeps_issuer: bool = True

    async def standing(self, inquiry: Inquiry) -> Standing:
        assert inquiry.attestation is not None
        known = inquiry.attestation.number == SAID.number and inquiry.attestation.issuer == SAID.issuer_code
        return Standing(
            keeps_issuer=False,
            attestation=KeptAttestation(self.keeps_issuer, self.digest if known else None),
        )


class Package:
    """A trust package: it tells nothing of attestations."""

    async def standing(self, _inquiry: Inquiry) -> Standing:
        return Standing(keeps_issuer=False)


@pytest.fixture(scope="module")
def attester(authority: Authority) -> MemorySealer:
    """The key of who runs the register."""
    return authority.sealer(profile=certificates.ATTESTING)


def sealed(authority: Authority, sealer: MemorySealer, said: Attestation = SAID) -> bytes:
    return make(Job(said, SHEET, "340200", sealer, authority))


async def judged(file: bytes, authority: Authority, register: Kept | Package | None = None) -> Verdict:
    return await verify(file, authority.bundle, NOW, register or Kept(digest_of(file)))


async def test_one_that_the_register_has_made_is_told_and_is_no_licence(
    authority: Authority, attester: MemorySealer
) -> None:
    verdict = await judged(sealed(authority, attester), authority)
    assert verdict.summary is Summary.UNDECIDED
    assert verdict.attestation is not None
    assert (verdict.attestation.number, verdict.attestation.issuer) == (SAID.number, DEPARTMENT)
    assert verdict[Question.ISSUER_ENTITLED].evidence["cause"] == Cause.ATTESTATION
    for words in (SAID.number, DEPARTMENT, "ab" * 32, "属实且有效"):
        assert words in verdict.reason.zh


async def test_a_licence_that_its_key_has_sealed_is_not_genuine(authority: Authority, attester: MemorySealer) -> None:
    verdict = await verify(seal(authority, attester), authority.bundle, NOW)
    assert verdict.summary is Summary.NOT_GENUINE
    assert verdict[Question.SIGNER_TRUSTED].evidence["cause"] == Cause.NOT_FOR_SEALING


async def test_an_attestation_that_a_key_for_licences_has_sealed_is_none(authority: Authority) -> None:
    verdict = await judged(sealed(authority, authority.sealer()), authority)
    assert (verdict.summary, verdict.attestation) == (Summary.NOT_GENUINE, None)
    assert verdict[Question.SIGNER_TRUSTED].evidence["cause"] == Cause.NOT_FOR_SEALING


@pytest.mark.parametrize("profile", [certificates.SEALING, certificates.ATTESTING])
async def test_one_that_says_it_is_a_licence_too_is_none(authority: Authority, profile: certificates.Profile) -> None:
    page = both(metadata().to_json(), SAID.to_json())
    file = sealing.seal(page, metadata(), STAMP, sheet.SEAL, authority.sealer(profile=profile), authority, SEALED_AT)
    facts = read(file)
    assert facts.attestation is None
    assert facts.metadata == metadata()
    verdict = await verify(file, authority.bundle, NOW)
    assert verdict.attestation is None
    assert (verdict.summary is Summary.NOT_GENUINE) is (profile is certificates.ATTESTING)


@pytest.mark.parametrize(
    ("register", "summary", "cause"),
    [
        (Kept("cd" * 32), Summary.NOT_GENUINE, Cause.OTHER_ATTESTATION),
        (Kept(None), Summary.NOT_GENUINE, Cause.UNATTESTED),
        (Kept(None, keeps_issuer=False), Summary.UNDECIDED, Cause.ATTESTED_ELSEWHERE),
        (Package(), Summary.UNDECIDED, Cause.ATTESTATIONS_UNTOLD),
    ],
)
async def test_one_that_the_register_has_not_made_is_not_told(
    authority: Authority, attester: MemorySealer, register: Kept | Package, summary: Summary, cause: Cause
) -> None:
    verdict = await judged(sealed(authority, attester), authority, register)
    assert (verdict.summary, verdict.attestation) == (summary, None)
    assert verdict[Question.AS_ISSUED].evidence["cause"] == cause


async def test_offline_and_without_an_anchor_it_is_undecided(authority: Authority, attester: MemorySealer) -> None:
    file = sealed(authority, attester)
    offline = await verify(file, authority.bundle, NOW)
    assert (offline.summary, offline.attestation) == (Summary.UNDECIDED, None)
    assert offline[Question.ISSUER_ENTITLED].evidence["cause"] == Cause.ATTESTATION_CLAIMED
    stranger = await verify(file, Authority("stranger").bundle, NOW, Kept(digest_of(file)))
    assert (stranger.summary, stranger.attestation) == (Summary.UNDECIDED, None)


async def test_one_that_names_another_department_than_its_seal_is_none(
    authority: Authority, attester: MemorySealer
) -> None:
    other = replace(SAID, issuer_code="11340200MB1912909J")
    verdict = await judged(sealed(authority, attester, other), authority)
    assert (verdict.summary, verdict.attestation) == (Summary.NOT_GENUINE, None)
    assert verdict[Question.ISSUER_ENTITLED].evidence["cause"] == Cause.CODES_DIFFER


async def test_an_archive_timestamp_leaves_it_what_it_is(authority: Authority, attester: MemorySealer) -> None:
    file = sealed(authority, attester)
    verdict = await judged(await asyncio.to_thread(authority.archive, file, NOW), authority, Kept(digest_of(file)))
    assert verdict.attestation is not None
    assert verdict[Question.AS_ISSUED].evidence["cause"] == Cause.EXTENDED_FILE


async def test_a_licence_asks_no_register_about_attestations(authority: Authority, genuine: bytes) -> None:
    assert read(genuine).attestation is None
    assert (await verify(genuine, authority.bundle, NOW)).attestation is None


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"[]",
        b"{}",
        b"[" * 100_000,
        SAID.to_json().replace(b'"receipt"', b'"licence"'),
        SAID.to_json().replace(b"2026-000123", b"2026-1"),
        SAID.to_json().replace(b"2026-000123", b"../../etc"),
        SAID.to_json().replace(b'"genuine"', b'"<b>"'),
        SAID.to_json().replace(b'"about":{', b'"about":{"x":1,'),
        SAID.to_json().replace(b"true", b"1"),
        SAID.to_json().replace(b"{", b'{"more":1,', 1),
        SAID.to_json().replace(b'"number"', b'"number":"2026-000124","number"'),
        SAID.to_json().replace(b"+00:00", b""),
        SAID.to_json() + b" " * MAX_ATTESTATION_BYTES,
    ],
)
def test_any_other_document_is_refused(document: bytes) -> None:
    with pytest.raises(Malformed):
        Attestation.from_json(document)


def test_what_is_written_is_read() -> None:
    assert Attestation.from_json(SAID.to_json()) == SAID


STAMP = Stamp(2, b"x\x9cc\x00\x00\x00\x02\x00\x01")
_BOTH = """
#set page(width: 210mm, height: 297mm)
#pdf.attach("{licence}", bytes(sys.inputs.licence),
  relationship: "data", mime-type: "application/json", description: "data")
#pdf.attach("{attestation}", bytes(sys.inputs.attestation),
  relationship: "data", mime-type: "application/json", description: "data")
x
"""


def both(licence: bytes, attestation: bytes) -> bytes:
    """A page with the data of a licence and those of an attestation."""
    page = typst.compile(
        _BOTH.format(licence=ATTACHMENT_NAME, attestation=ATTESTATION_NAME).encode(),
        format="pdf",
        pdf_standards="a-3b",
        timestamp=SEALED_AT,
        sys_inputs={"licence": licence.decode(), "attestation": attestation.decode()},
    )
    assert isinstance(page, bytes)
    return page
