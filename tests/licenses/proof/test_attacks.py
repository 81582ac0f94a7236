"""Attacks on a genuine licence: each builds an attacked twin and says which question catches it."""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import pytest
from asn1crypto import cms
from asn1crypto import x509 as asn1_x509
from builders.licenses import (
    DEPARTMENT,
    DEPARTMENT_CODE,
    FOUNDED_AT,
    SEALED_AT,
    YEAR,
    Authority,
    Clock,
    MemorySealer,
    der,
    metadata,
    page,
    private_info,
    seal,
)
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.crypt import StandardSecurityHandler
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, PdfTimeStamper, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from licenses.proof.reasons import Cause
from licenses.proof.trust import TrustBundle
from licenses.proof.verdict import Answer, Question, Summary, Verdict
from licenses.proof.verification import verify
from licenses.seal import certificates
from licenses.seal.certificates import Issuer, Profile

JUDGED_AT = SEALED_AT + timedelta(days=100)
BYTE_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")


def judged(data: bytes, authority: Authority, trust: TrustBundle | None = None) -> Verdict:
    return asyncio.run(verify(data, trust or authority.bundle, JUDGED_AT))


def caught(verdict: Verdict, question: Question, answer: Answer, *causes: Cause) -> None:
    """The question, and no earlier one, catches the attack."""
    earlier = list(Question)[: list(Question).index(question)]
    notices = {Question.TIME_TRUSTED, Question.IDENTIFIER_WELLFORMED}
    assert {verdict[one].answer for one in earlier if one not in notices} <= {Answer.YES, Answer.NOT_ASKED}
    assert verdict[question].answer is answer
    assert verdict[question].evidence["cause"] in causes
    assert verdict.summary is not Summary.GENUINE


def changed(data: bytes, offset: int) -> bytes:
    return data[:offset] + bytes([data[offset] ^ 1]) + data[offset + 1 :]


def spliced(data: bytes, start: int, end: int, new: bytes) -> bytes:
    """Put other bytes in a place without moving anything."""
    assert len(new) <= end - start
    return data[:start] + new.ljust(end - start) + data[end:]


def updated(data: bytes, change: Callable[[IncrementalPdfFileWriter], object]) -> bytes:
    """Save the file again with a change, as an editor would."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    change(writer)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def byte_range(data: bytes) -> tuple[re.Match[bytes], list[int]]:
    match = BYTE_RANGE.search(data)
    assert match is not None
    return match, [int(number) for number in match.groups()]


def test_the_twin_that_nobody_attacked_is_genuine(genuine: bytes, authority: Authority) -> None:
    verdict = judged(genuine, authority)
    assert verdict.summary is Summary.GENUINE
    assert {reply.answer for reply in verdict.questions} == {Answer.YES, Answer.NOT_ASKED}


def test_an_archive_timestamp_years_later_leaves_it_genuine(genuine: bytes, authority: Authority) -> None:
    verdict = judged(authority.archive(genuine, SEALED_AT + timedelta(days=50)), authority)
    assert verdict.summary is Summary.GENUINE
    assert verdict[Question.INTACT].evidence["cause"] == Cause.ARCHIVED


@pytest.mark.parametrize("tail", [b"x", b"\n\n\n", b"\x00" * 512, b"%%EOF\n", b"\n1 0 obj\n<<>>\nendobj\n%%EOF\n"])
def test_appended_bytes_are_caught_by_intact(genuine: bytes, authority: Authority, tail: bytes) -> None:
    verdict = judged(genuine + tail, authority)
    assert verdict[Question.INTACT].answer is Answer.NO
    assert verdict[Question.INTACT].evidence["cause"] == Cause.APPENDED
    assert verdict[Question.INTACT].evidence["bytes"] == str(len(tail))
    assert verdict.summary is Summary.NOT_GENUINE


def test_a_changed_page_is_caught_by_intact(genuine: bytes, authority: Authority) -> None:
    _, (_, before, after, rest) = byte_range(genuine)
    stream = genuine.index(b"stream", 200) + 40
    assert stream < before
    for place in (stream, before - 40_000, before // 2, after + rest // 2):
        verdict = judged(changed(genuine, place), authority)
        assert verdict[Question.INTACT].answer is not Answer.YES
        assert verdict.summary in {Summary.NOT_GENUINE, Summary.UNDECIDED}
    caught(judged(changed(genuine, stream), authority), Question.INTACT, Answer.NO, Cause.CHANGED)


def test_no_byte_outside_the_signature_value_can_be_changed_and_the_licence_stay_genuine(
    genuine: bytes, authority: Authority
) -> None:
    _, (_, before, after, _) = byte_range(genuine)
    for place in (0, 5, 8, 11, before // 3, before - 300, before - 10, before, after - 1, after + 3, len(genuine) - 3):
        verdict = judged(changed(genuine, place), authority)
        assert verdict.summary in {Summary.NOT_GENUINE, Summary.UNDECIDED}, place


def test_bytes_hidden_behind_the_signature_value_make_it_undecided(genuine: bytes, authority: Authority) -> None:
    _, (_, _, after, _) = byte_range(genuine)
    attacked = spliced(genuine, after - 9, after - 1, b"41424344")
    caught(judged(attacked, authority), Question.INTACT, Answer.UNDECIDED, Cause.AMBIGUOUS_STRUCTURE)


@pytest.mark.parametrize(
    "numbers", [(0, -100, 0, 0), (0, 0, 100, -100), (0, 0, 0, -20), (10, -10, 0, 0), (0, 0, -8, 8)]
)
def test_a_moved_byte_range_is_caught_by_intact(genuine: bytes, authority: Authority, numbers: Sequence[int]) -> None:
    match, stated = byte_range(genuine)
    moved = b"/ByteRange[%d %d %d %d]" % tuple(one + other for one, other in zip(stated, numbers, strict=True))
    attacked = spliced(genuine, match.start(), match.end(), moved)
    caught(judged(attacked, authority), Question.INTACT, Answer.NO, Cause.RANGE_FALSE, Cause.CHANGED)


def test_objects_hidden_in_the_gap_are_caught_by_intact(genuine: bytes, authority: Authority) -> None:
    _, (_, before, after, _) = byte_range(genuine)
    gap = genuine[before:after]
    value = gap.rstrip(b">").rstrip(b"0") + b"00>"
    smuggled = value + b" /Smuggled <" + b"41" * 200 + b">"
    attacked = genuine[:before] + smuggled.ljust(len(gap)) + genuine[after:]
    caught(judged(attacked, authority), Question.INTACT, Answer.NO, Cause.RANGE_FALSE)


def test_an_object_that_nothing_needs_is_caught_by_intact(genuine: bytes, authority: Authority) -> None:
    attacked = updated(genuine, lambda writer: writer.add_object(generic.StreamObject(stream_data=b"nothing")))
    caught(judged(attacked, authority), Question.INTACT, Answer.NO, Cause.FORBIDDEN_EDIT)


def test_a_revision_that_changes_nothing_is_undecided_until_somebody_vouches_for_it(
    genuine: bytes, authority: Authority
) -> None:
    attacked = updated(genuine, lambda writer: writer.update_root())
    caught(judged(attacked, authority), Question.INTACT, Answer.UNDECIDED, Cause.EXTENSION_UNPROVED)
    assert judged(authority.archive(attacked, SEALED_AT + timedelta(days=50)), authority).summary is Summary.GENUINE


def replace_page(writer: IncrementalPdfFileWriter) -> None:
    page_object = writer.root["/Pages"]["/Kids"][0]
    content = generic.StreamObject(stream_data=b"BT /F1 30 Tf 50 50 Td (forged) Tj ET")
    page_object["/Contents"] = writer.add_object(content)
    writer.update_container(page_object)


def overlay_annotation(writer: IncrementalPdfFileWriter) -> None:
    page_object = writer.root["/Pages"]["/Kids"][0]
    box = generic.ArrayObject(generic.NumberObject(number) for number in (0, 0, 500, 500))
    note = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/FreeText"),
            pdf_name("/Rect"): box,
            pdf_name("/Contents"): generic.TextStringObject("forged"),
        }
    )
    page_object["/Annots"] = generic.ArrayObject([*page_object["/Annots"], writer.add_object(note)])
    writer.update_container(page_object)


def swap_pages(writer: IncrementalPdfFileWriter) -> None:
    """The shadow attack: the catalog is pointed at another page tree that was added beside the sealed one."""
    blank = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Page"),
            pdf_name("/MediaBox"): generic.ArrayObject(generic.NumberObject(number) for number in (0, 0, 595, 842)),
        }
    )
    pages = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Pages"),
            pdf_name("/Kids"): generic.ArrayObject([writer.add_object(blank)]),
            pdf_name("/Count"): generic.NumberObject(1),
        }
    )
    writer.root["/Pages"] = writer.add_object(pages)
    writer.update_root()


def swap_metadata(writer: IncrementalPdfFileWriter) -> None:
    other = metadata(number="皖B2026999999", valid_until=None)
    names = writer.root["/Names"]["/EmbeddedFiles"]
    tree = names if "/Names" in names else names["/Kids"][0]
    stream = tree["/Names"][1]["/EF"].raw_get("/F")
    replacement = generic.StreamObject(stream_data=other.to_json())
    writer.objects[(stream.generation, stream.idnum)] = replacement


def swap_names(writer: IncrementalPdfFileWriter) -> None:
    file = generic.StreamObject(stream_data=metadata(number="皖B2026999999").to_json())
    name = generic.TextStringObject("zhengtu-license.json")
    embedded = generic.DictionaryObject({pdf_name("/F"): writer.add_object(file)})
    entry = generic.DictionaryObject({pdf_name("/F"): name, pdf_name("/UF"): name, pdf_name("/EF"): embedded})
    tree = generic.DictionaryObject({pdf_name("/Names"): generic.ArrayObject([name, writer.add_object(entry)])})
    writer.root["/Names"] = generic.DictionaryObject({pdf_name("/EmbeddedFiles"): tree})
    writer.update_root()


def swap_seal_record(writer: IncrementalPdfFileWriter) -> None:
    record = writer.root["/AcroForm"]["/Fields"][0]["/V"]
    record["/Reason"] = generic.TextStringObject("another reason")
    writer.update_container(record)


def drop_certification(writer: IncrementalPdfFileWriter) -> None:
    del writer.root["/Perms"]
    writer.update_root()


def free_everything_visible(writer: IncrementalPdfFileWriter) -> None:
    contents = writer.root["/Pages"]["/Kids"][0].raw_get("/Contents")
    reference = contents if isinstance(contents, generic.IndirectObject) else contents[0]
    writer.objects[(reference.generation, reference.idnum)] = generic.NullObject()


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        (replace_page, Cause.REDEFINED),
        (overlay_annotation, Cause.REDEFINED),
        (swap_pages, Cause.FORBIDDEN_EDIT),
        (swap_metadata, Cause.REDEFINED),
        (swap_names, Cause.FORBIDDEN_EDIT),
        (drop_certification, Cause.FORBIDDEN_EDIT),
        (free_everything_visible, Cause.REDEFINED),
        (swap_seal_record, Cause.SEAL_REPLACED),
    ],
)
def test_a_later_revision_that_changes_what_was_sealed_is_caught_by_intact(
    genuine: bytes, authority: Authority, change: Callable[[IncrementalPdfFileWriter], object], cause: Cause
) -> None:
    caught(judged(updated(genuine, change), authority), Question.INTACT, Answer.NO, cause)


def test_a_changed_page_under_an_archive_timestamp_is_caught_by_intact(genuine: bytes, authority: Authority) -> None:
    attacked = authority.archive(updated(genuine, replace_page), SEALED_AT + timedelta(days=50))
    caught(judged(attacked, authority), Question.INTACT, Answer.NO, Cause.REDEFINED)


def test_a_visible_archive_timestamp_painted_over_the_page_is_caught_by_intact(
    genuine: bytes, authority: Authority
) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(genuine))
    append_signature_field(writer, SigFieldSpec("Cover", box=(0, 0, 500, 300)))
    field = writer.root["/AcroForm"]["/Fields"][-1].get_object()
    picture = generic.StreamObject(stream_data=b"0.5 g 0 0 500 300 re f")
    picture[pdf_name("/Subtype")] = pdf_name("/Form")
    picture[pdf_name("/BBox")] = generic.ArrayObject(generic.NumberObject(number) for number in (0, 0, 500, 300))
    field[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): writer.add_object(picture)})
    output = io.BytesIO()
    clock = Clock(authority, SEALED_AT + timedelta(days=50))
    PdfTimeStamper(clock, field_name="Cover").timestamp_pdf(writer, "sha256", output=output)
    verdict = judged(output.getvalue(), authority)
    assert verdict[Question.INTACT].answer is Answer.NO
    assert verdict.summary is Summary.NOT_GENUINE


def test_a_seal_under_an_unknown_authority_leaves_the_signer_undecided(authority: Authority) -> None:
    stranger = Authority("Some other")
    verdict = judged(seal(stranger), authority)
    caught(verdict, Question.SIGNER_TRUSTED, Answer.UNDECIDED, Cause.UNKNOWN_ANCHOR)
    assert verdict.summary is Summary.UNDECIDED
    assert judged(seal(stranger), authority, stranger.bundle).summary is Summary.GENUINE


def test_a_root_with_a_trusted_name_and_its_own_key_is_caught_by_signer_trusted(authority: Authority) -> None:
    verdict = judged(seal(Authority()), authority)
    caught(verdict, Question.SIGNER_TRUSTED, Answer.NO, Cause.IMPOSTOR)
    assert verdict.summary is Summary.NOT_GENUINE


def test_an_intermediate_with_a_trusted_name_and_its_own_key_is_caught_by_signer_trusted(
    authority: Authority,
) -> None:
    twin = Authority()
    sealer = twin.sealer()
    chain = (der(twin.sealing.certificate), der(authority.root.certificate))
    attacked = seal(twin, MemorySealer(sealer.key, sealer.certificate, chain, sealer.revocation))
    caught(judged(attacked, authority), Question.SIGNER_TRUSTED, Answer.NO, Cause.IMPOSTOR)


def test_a_chain_whose_middle_did_not_sign_the_end_is_caught_by_signer_trusted(authority: Authority) -> None:
    twin = Authority()
    sealer = twin.sealer()
    attacked = seal(authority, MemorySealer(sealer.key, sealer.certificate, authority.chain, sealer.revocation))
    caught(judged(attacked, authority), Question.SIGNER_TRUSTED, Answer.NO, Cause.BROKEN_CHAIN)


def test_a_department_that_issues_certificates_itself_is_caught_by_signer_trusted(authority: Authority) -> None:
    department = authority.sealer()
    issuer = Issuer(x509.load_der_x509_certificate(department.certificate), department.key)
    key = ec.generate_private_key(ec.SECP256R1())
    name = certificates.sealing_name("芜湖市公安局", "11340200003000000X")
    child = certificates.certify(name, key.public_key(), certificates.SEALING, issuer, FOUNDED_AT)
    chain = (department.certificate, *authority.chain)
    attacked = seal(authority, MemorySealer(key, der(child), chain, authority.lists(SEALED_AT)))
    caught(judged(attacked, authority), Question.SIGNER_TRUSTED, Answer.NO, Cause.BROKEN_CHAIN)


@pytest.mark.parametrize("profile", [certificates.TIMESTAMPING, certificates.INTERMEDIATE])
def test_a_key_that_is_not_for_sealing_is_caught_by_signer_trusted(authority: Authority, profile: Profile) -> None:
    attacked = seal(authority, authority.sealer(profile=profile))
    caught(judged(attacked, authority), Question.SIGNER_TRUSTED, Answer.NO, Cause.NOT_FOR_SEALING)


def test_a_certificate_expired_before_sealing_is_caught_by_certificate_valid_then(authority: Authority) -> None:
    short = Profile(timedelta(days=30), certificates.SEALING.key_usage, extended_usage=certificates.DOCUMENT_SIGNING)
    verdict = judged(seal(authority, authority.sealer(profile=short)), authority)
    caught(verdict, Question.CERTIFICATE_VALID_THEN, Answer.NO, Cause.OUT_OF_PERIOD)
    assert verdict[Question.SIGNER_TRUSTED].answer is Answer.YES
    assert verdict.summary is Summary.NOT_GENUINE


def test_a_certificate_that_expired_after_sealing_was_good_then(authority: Authority) -> None:
    short = Profile(timedelta(days=150), certificates.SEALING.key_usage, extended_usage=certificates.DOCUMENT_SIGNING)
    verdict = judged(seal(authority, authority.sealer(profile=short)), authority)
    assert verdict[Question.CERTIFICATE_VALID_THEN].answer is Answer.YES
    assert verdict.summary is Summary.GENUINE


def revoked_list(authority: Authority, sealer: MemorySealer, after_sealing: timedelta) -> tuple[bytes, ...]:
    serial = x509.load_der_x509_certificate(sealer.certificate).serial_number
    when = SEALED_AT + after_sealing
    entry = certificates.revoked_entry(serial, when, x509.ReasonFlags.key_compromise)
    return authority.lists(max(when, SEALED_AT) + timedelta(days=1), entry)


def test_a_certificate_revoked_before_sealing_is_caught_by_certificate_valid_then(authority: Authority) -> None:
    sealer = authority.sealer()
    newest = revoked_list(authority, sealer, -timedelta(days=2))
    attacked = seal(authority, sealer)
    assert judged(attacked, authority).summary is Summary.GENUINE
    trust = TrustBundle(authority.bundle.anchors, newest)
    verdict = judged(attacked, authority, trust)
    caught(verdict, Question.CERTIFICATE_VALID_THEN, Answer.NO, Cause.REVOKED_BEFORE)


def test_a_revocation_that_the_file_itself_brings_is_caught_by_certificate_valid_then(
    authority: Authority,
) -> None:
    sealer = authority.sealer()
    lists = revoked_list(authority, sealer, -timedelta(days=2))
    attacked = seal(authority, MemorySealer(sealer.key, sealer.certificate, sealer.chain, lists))
    verdict = judged(attacked, authority)
    caught(verdict, Question.CERTIFICATE_VALID_THEN, Answer.NO, Cause.REVOKED_BEFORE)


def test_a_certificate_revoked_after_sealing_was_good_then(authority: Authority) -> None:
    sealer = authority.sealer()
    trust = TrustBundle(authority.bundle.anchors, revoked_list(authority, sealer, timedelta(days=3)))
    verdict = judged(seal(authority, sealer), authority, trust)
    assert verdict[Question.CERTIFICATE_VALID_THEN].answer is Answer.YES
    assert verdict.summary is Summary.GENUINE


def test_a_revocation_list_that_somebody_else_signed_proves_nothing(authority: Authority) -> None:
    sealer = authority.sealer()
    forged = Authority().lists(SEALED_AT)
    attacked = seal(
        authority, MemorySealer(sealer.key, sealer.certificate, sealer.chain, forged), clock=NoLists(authority)
    )
    verdict = judged(attacked, authority)
    caught(verdict, Question.CERTIFICATE_VALID_THEN, Answer.UNDECIDED, Cause.NO_REVOCATION_DATA)


class NoLists:
    """A timestamp service that brings no revocation lists."""

    def __init__(self, authority: Authority) -> None:
        self._authority = authority
        self.chain = authority.chain
        self.revocation: tuple[bytes, ...] = ()

    def ask(self, request: bytes, at: datetime) -> bytes:
        return self._authority.ask(request, at)


def test_a_timestamp_of_an_unknown_service_is_a_notice_and_the_time_unproved(authority: Authority) -> None:
    verdict = judged(seal(authority, clock=Authority("Some other")), authority)
    assert verdict[Question.TIME_TRUSTED].answer is Answer.UNDECIDED
    assert verdict[Question.INTACT].answer is Answer.YES


def with_timestamp_of(data: bytes, other: bytes) -> bytes:
    """Put the timestamp of one seal into another; it stands outside of what the seal signs."""
    values = []
    for file in (data, other):
        _, (_, before, after, _) = byte_range(file)
        values.append(cms.ContentInfo.load(bytes.fromhex(file[before + 1 : after - 1].decode())))
    mine, lent = (value["content"]["signer_infos"][0] for value in values)
    mine["unsigned_attrs"] = lent["unsigned_attrs"]
    _, (_, before, after, _) = byte_range(data)
    text: bytes = values[0].dump().hex().encode().ljust(after - before - 2, b"0")
    return data[: before + 1] + text + data[after - 1 :]


def test_a_timestamp_lent_from_another_seal_is_caught_by_intact(genuine: bytes, authority: Authority) -> None:
    attacked = with_timestamp_of(genuine, seal(authority))
    caught(judged(attacked, authority), Question.INTACT, Answer.NO, Cause.TIMESTAMP_FALSE)


def test_an_unsealed_page_is_a_copy_and_never_called_forged(authority: Authority) -> None:
    verdict = judged(page(), authority)
    caught(verdict, Question.SEALED, Answer.NO, Cause.NO_SEAL)
    assert verdict.summary is Summary.NOT_GENUINE
    assert verdict[Question.INTACT].answer is Answer.NOT_ASKED
    assert "copy or print" in verdict.reason.en
    assert "复印件或打印件" in verdict.reason.zh
    assert "forged" not in verdict.reason.en


def test_a_seal_whose_value_was_emptied_is_caught_by_sealed(genuine: bytes, authority: Authority) -> None:
    _, (_, before, after, _) = byte_range(genuine)
    attacked = genuine[: before + 1] + b"0" * (after - before - 2) + genuine[after - 1 :]
    caught(judged(attacked, authority), Question.SEALED, Answer.NO, Cause.EMPTY_SEAL)


def test_a_seal_that_the_form_no_longer_refers_to_is_caught_by_sealed(genuine: bytes, authority: Authority) -> None:
    def detach(writer: IncrementalPdfFileWriter) -> None:
        del writer.root["/AcroForm"]
        writer.update_root()

    caught(judged(updated(genuine, detach), authority), Question.SEALED, Answer.NO, Cause.DETACHED_SEAL)


def signed_twice(authority: Authority) -> bytes:
    sealer = authority.sealer()
    store = SimpleCertificateStore()
    store.register_multiple(asn1_x509.Certificate.load(one) for one in authority.chain)
    signer = SimpleSigner(asn1_x509.Certificate.load(sealer.certificate), private_info(sealer.key), store)
    data = page()
    for name in ("First", "Second"):
        details = PdfSignatureMetadata(field_name=name)
        writer = IncrementalPdfFileWriter(io.BytesIO(data))
        output = PdfSigner(details, signer, new_field_spec=SigFieldSpec(name)).sign_pdf(writer)
        data = output.getvalue()
    return data


def test_several_seals_are_undecided_and_never_called_forged(authority: Authority) -> None:
    verdict = judged(signed_twice(authority), authority)
    assert verdict[Question.SEALED].answer is Answer.NO
    assert verdict[Question.SEALED].evidence["seals"] == "2"
    assert verdict[Question.INTACT].answer is Answer.UNDECIDED
    assert verdict.summary is Summary.UNDECIDED


def test_several_seals_over_changed_bytes_are_caught_by_intact(authority: Authority) -> None:
    data = signed_twice(authority)
    verdict = judged(changed(data, data.index(b"stream", 200) + 40), authority)
    assert verdict[Question.INTACT].answer is Answer.NO
    assert verdict.summary is Summary.NOT_GENUINE


@pytest.mark.parametrize(
    "data", [b"", b"%PDF", b"PK\x03\x04" * 100, b"\xff\xd8\xff\xe0" * 100, b"junk\n%PDF-1.7\n%%EOF"]
)
def test_what_is_not_a_pdf_is_caught_by_readable(authority: Authority, data: bytes) -> None:
    verdict = judged(data, authority)
    caught(verdict, Question.READABLE, Answer.NO, Cause.NOT_A_PDF)
    assert verdict.summary is Summary.UNDECIDED


def test_a_truncated_file_is_caught_by_readable(genuine: bytes, authority: Authority) -> None:
    for size in (20, len(genuine) // 3, len(genuine) - 2_000, len(genuine) - 20):
        verdict = judged(genuine[:size], authority)
        caught(verdict, Question.READABLE, Answer.NO, Cause.DAMAGED)
        assert verdict.summary is Summary.UNDECIDED


def test_an_encrypted_file_is_caught_by_readable(authority: Authority) -> None:
    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(page())))
    handler = StandardSecurityHandler.build_from_pw("secret", "secret")
    writer.security_handler = handler
    writer._encrypt = writer.add_object(handler.as_pdf_object())
    output = io.BytesIO()
    writer.write(output)
    caught(judged(output.getvalue(), authority), Question.READABLE, Answer.NO, Cause.ENCRYPTED)


def test_a_department_that_seals_in_anothers_name_is_caught_by_issuer_entitled(authority: Authority) -> None:
    police = authority.sealer("芜湖市公安局", "11340200003000000X")
    verdict = judged(seal(authority, police), authority)
    caught(verdict, Question.ISSUER_ENTITLED, Answer.NO, Cause.CODES_DIFFER)
    assert verdict.summary is Summary.NOT_GENUINE


def test_an_identifier_of_another_type_is_caught_by_issuer_entitled(authority: Authority) -> None:
    verdict = judged(seal(authority, type_code="11100000000013338W011"), authority)
    caught(verdict, Question.ISSUER_ENTITLED, Answer.NO, Cause.CODES_DIFFER)


def test_a_licence_past_its_own_last_day_is_not_in_force_even_offline(genuine: bytes, authority: Authority) -> None:
    verdict = asyncio.run(verify(genuine, authority.bundle, SEALED_AT + 3 * YEAR))
    assert verdict[Question.IN_FORCE].answer is Answer.NO
    assert verdict.summary is Summary.NOT_IN_FORCE


def test_the_attacked_department_is_the_one_that_seals(authority: Authority) -> None:
    name = asn1_x509.Certificate.load(authority.sealer().certificate).subject.native
    assert name["organization_identifier"] == DEPARTMENT_CODE
    assert name["organization_name"] == DEPARTMENT
