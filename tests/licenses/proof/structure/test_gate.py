import io

import pytest
from builders.licenses import SEALED_AT, Authority, page
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from licenses.proof.causes import Cause
from licenses.proof.structure.gate import Mark, Structure, judge_seals, judge_structure, marks_of
from licenses.proof.verdict import Answer, Finding
from licenses.seal.sealing import sealed_length


def structure(data: bytes) -> Structure:
    reader = PdfFileReader(io.BytesIO(data))
    return judge_structure(data, reader, marks_of(reader))


def mark(timestamp: bool = False, contents: bytes = b"\x30\x00", **entries: generic.PdfObject) -> Mark:
    record = generic.DictionaryObject({pdf_name(f"/{key}"): value for key, value in entries.items()})
    return Mark(timestamp, record, contents, (0, 10, 20, 10), 0, None)


def test_a_sealed_licence_passes_with_its_validation_data_which_need_no_proof(genuine: bytes) -> None:
    found = structure(genuine)
    sealed = sealed_length(genuine)
    assert found.finding.answer is Answer.YES
    assert found.finding.cause is Cause.WITH_VALIDATION_DATA
    assert found.finding.evidence["bytes"] == str(len(genuine) - sealed)
    assert found.ends == (sealed, len(genuine))
    assert found.extension is not None
    assert (found.extension.proved, found.extension.timestamps) == (len(genuine), 0)


def test_a_licence_cut_back_to_its_seal_passes_untouched(genuine: bytes) -> None:
    sealed = sealed_length(genuine)
    assert structure(genuine[:sealed]) == Structure(Finding(Answer.YES, Cause.UNTOUCHED), (sealed,))


def test_a_sealed_licence_has_one_mark_that_permits_no_change(genuine: bytes) -> None:
    (seal,) = marks_of(PdfFileReader(io.BytesIO(genuine)))
    assert seal.permits_no_change
    assert not seal.timestamp
    assert seal.end == sealed_length(genuine)
    assert seal.sub_filter == "/ETSI.CAdES.detached"


def test_a_page_without_seal_has_no_marks() -> None:
    assert marks_of(PdfFileReader(io.BytesIO(page()))) == ()


@pytest.mark.parametrize(
    ("marks", "data", "seals", "answer", "cause"),
    [
        ((mark(),), b"", 1, Answer.YES, Cause.ONE_SEAL),
        ((mark(), mark(timestamp=True)), b"", 1, Answer.YES, Cause.ONE_SEAL),
        ((mark(), mark()), b"", 2, Answer.NO, Cause.SEVERAL_SEALS),
        ((), b"", 0, Answer.NO, Cause.NO_SEAL),
        ((mark(timestamp=True),), b"/ByteRange", 0, Answer.NO, Cause.DETACHED_SEAL),
        ((mark(contents=b""),), b"", 0, Answer.NO, Cause.EMPTY_SEAL),
        ((mark(contents=b"\x00" * 99),), b"", 0, Answer.NO, Cause.EMPTY_SEAL),
    ],
)
def test_seals_are_counted_and_timestamps_are_none(
    marks: tuple[Mark, ...], data: bytes, seals: int, answer: Answer, cause: Cause
) -> None:
    counted, finding = judge_seals(data, marks)
    assert counted == seals
    assert finding.answer is answer
    assert finding.cause is cause


def test_revisions_of_archive_timestamps_pass_one_after_the_other(genuine: bytes, authority: Authority) -> None:
    twice = authority.archive(authority.archive(genuine, SEALED_AT), SEALED_AT)
    found = structure(twice)
    assert (found.finding.answer, found.finding.cause) == (Answer.YES, Cause.ARCHIVED)
    assert found.extension is not None
    assert (found.extension.proved, found.extension.timestamps) == (len(genuine), 2)


def test_a_second_empty_seal_beside_the_first_is_ambiguous(genuine: bytes) -> None:
    reader = PdfFileReader(io.BytesIO(genuine))
    finding = judge_structure(genuine, reader, (*marks_of(reader), mark(contents=b""))).finding
    assert finding.answer is Answer.UNDECIDED
    assert finding.cause is Cause.AMBIGUOUS_STRUCTURE


def test_an_edit_that_the_seal_does_not_forbid_is_undecided(genuine: bytes) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(genuine))
    page_object = writer.root["/Pages"]["/Kids"][0]
    page_object["/Rotate"] = generic.NumberObject(90)
    writer.update_container(page_object)
    output = io.BytesIO()
    writer.write(output)
    reader = PdfFileReader(io.BytesIO(output.getvalue()))
    (seal,) = marks_of(reader)
    del seal.record["/Reference"]
    assert judge_structure(output.getvalue(), reader, (seal,)).finding.cause is Cause.EDITED_LATER
    assert structure(output.getvalue()).finding.cause is Cause.REDEFINED
