import io
import zlib
from datetime import UTC, datetime
from typing import Any

import pytest
from builders.licenses import SEALED_AT, Authority, metadata, page, seal
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from graph.words.licensing import Holder
from licenses.proof.causes import Cause
from licenses.proof.limits import LIMITS, Limits
from licenses.proof.reading import read
from licenses.proof.verdict import Answer
from licenses.seal.sealing import sealed_length


def test_a_sealed_licence_says_what_it_is_when_it_was_sealed_and_by_whom(genuine: bytes) -> None:
    facts = read(genuine)
    assert facts.metadata == metadata()
    assert facts.seals == 1
    assert facts.seal is not None
    assert facts.seal.claimed_time == SEALED_AT
    assert [stamp.time for stamp in facts.seal.timestamps] == [SEALED_AT]
    assert facts.seal.crls
    assert facts.digest == facts.prefixes[0].digest
    assert [prefix.size for prefix in facts.prefixes] == [len(genuine), sealed_length(genuine)]


def test_what_was_issued_keeps_its_digests_under_an_archive_timestamp(genuine: bytes, authority: Authority) -> None:
    later = datetime(2026, 8, 1, tzinfo=UTC)
    facts = read(authority.archive(genuine, later))
    assert facts.prefixes[1:] == read(genuine).prefixes
    assert facts.digest == facts.prefixes[0].digest != facts.prefixes[1].digest
    assert facts.seal is not None
    assert [(stamp.time, stamp.covers) for stamp in facts.seal.timestamps] == [(SEALED_AT, 0), (later, facts.size)]


def test_a_file_over_the_limit_is_not_read() -> None:
    facts = read(b"%PDF-1.7\n" + b"x" * 100, Limits(bytes=50))
    assert facts.readable.cause is Cause.TOO_LARGE
    assert facts.readable.evidence == {"size": "109", "limit": "50"}
    assert LIMITS.bytes == 20 * 1024 * 1024


def test_a_file_with_too_many_revisions_is_not_judged(genuine: bytes) -> None:
    facts = read(genuine, Limits(revisions=1))
    assert facts.readable.cause is Cause.TOO_COMPLEX
    assert facts.readable.evidence == {"what": "revisions", "value": "3", "limit": "1"}


def test_a_file_with_too_many_objects_is_not_judged(genuine: bytes) -> None:
    assert read(genuine, Limits(objects=5)).readable.cause is Cause.TOO_COMPLEX


def test_validation_data_that_are_too_many_are_left_out(genuine: bytes) -> None:
    facts = read(genuine, Limits(certificates=1))
    assert facts.seal is not None
    assert facts.seal.crls == ()
    facts = read(genuine, Limits(revocation_bytes=10))
    assert facts.seal is not None
    assert facts.seal.crls == ()


def with_attachment(content: bytes) -> bytes:
    """An unsealed page whose attached licence data are these."""
    writer = IncrementalPdfFileWriter(io.BytesIO(page()))
    names = writer.root["/Names"]["/EmbeddedFiles"]
    tree = names if "/Names" in names else names["/Kids"][0]
    old = tree["/Names"][1]["/EF"].raw_get("/F")
    packed = {pdf_name("/Filter"): pdf_name("/FlateDecode")}
    writer.objects[(old.generation, old.idnum)] = generic.StreamObject(packed, encoded_data=content)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def test_attached_data_that_are_not_a_licences_are_no_metadata() -> None:
    assert read(with_attachment(zlib.compress(metadata().to_json()))).metadata == metadata()
    for content in (b"[]", b"{", b'{"ZZMC":"x"}', b"\xff\xfe"):
        facts = read(with_attachment(zlib.compress(content)))
        assert facts.metadata is None
        assert facts.readable.answer is Answer.YES


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"number": "皖B2026999999"}, "ZZBH"),
        ({"valid_until": None}, "ZZYXQJZRQ"),
        ({"face": {"KZ_GZ": "焊工", "KZ_XB": "男"}}, "KZ_GZ"),
        ({"face": {"KZ_GZ": "建筑电工"}}, "KZ_XB"),
        ({"holders": (Holder.known_by("陈二凡", "34020019900101101X", "111"),)}, "CZZT"),
        ({"demonstration": False, "sealed_by": "李签发"}, "ZZQZR, ZT_YSBZ"),
    ],
)
def test_data_that_stand_twice_and_differ_are_a_no_that_names_the_fields(
    authority: Authority, changes: dict[str, Any], fields: str
) -> None:
    intact = read(seal(authority, stated=metadata(**changes))).intact
    assert (intact.answer, intact.cause) == (Answer.NO, Cause.DATA_CONTRADICT)
    assert sorted(intact.evidence["fields"].split(", ")) == sorted(fields.split(", "))


def test_a_small_attachment_that_unpacks_to_more_than_the_limit_is_not_unpacked() -> None:
    bomb = zlib.compress(metadata().to_json() + b" " * (8 << 20), 9)
    assert len(bomb) < 20_000
    found = read(with_attachment(bomb), Limits(decoded_bytes=1 << 20)).readable
    assert (found.answer, found.cause) == (Answer.NO, Cause.TOO_COMPLEX)
    assert found.evidence["what"] == "decoded bytes"


def test_licence_data_that_are_longer_than_any_licences_are_not_read() -> None:
    found = read(with_attachment(zlib.compress(metadata().to_json() + b" " * 70_000))).readable
    assert (found.answer, found.cause) == (Answer.NO, Cause.TOO_COMPLEX)
    assert found.evidence["limit"] == "65536"


def deep(nesting: int) -> bytes:
    body = b"%PDF-1.7\n1 0 obj\n" + b"[" * nesting + b"]" * nesting + b"\nendobj\n"
    table = b"xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \n"
    return body + table + b"trailer\n<</Size 2/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(body)


def circle() -> bytes:
    body = b"%PDF-1.7\n"
    table = b"xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 1/Root 1 0 R/Prev %d>>\n" % len(body)
    return body + table + b"startxref\n%d\n%%%%EOF\n" % len(body)


@pytest.mark.parametrize("data", [deep(100_000), circle(), b"%PDF-1.7\n" + b"<" * 500_000 + b"\n%%EOF\n"])
def test_files_made_to_exhaust_a_parser_are_answered(data: bytes) -> None:
    assert read(data).readable.answer is Answer.NO


def test_a_file_whose_structure_is_broken_after_sealing_is_still_caught_as_altered(genuine: bytes) -> None:
    broken = genuine.replace(b"startxref", b"startxreg")
    facts = read(broken)
    assert facts.readable.cause is Cause.DAMAGED
    assert facts.intact.answer is Answer.NO
    assert facts.intact.cause is Cause.CHANGED
