"""The strict reader of PDF objects, beside the PDF library: the same values, or a refusal."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from licenses.proof.structure.document_state import value_of
from licenses.proof.structure.syntax import (
    DEPTH,
    Keyword,
    Name,
    NotPlainError,
    Number,
    Reference,
    Scanner,
    Stream,
)

NAMES = st.text("ABCxyz019_.-", min_size=1, max_size=8).map(lambda text: generic.NameObject(f"/{text}"))
SIMPLE = st.one_of(
    NAMES,
    st.integers(-(10**9), 10**9).map(generic.NumberObject),
    st.decimals(-1000, 1000, places=3).map(generic.FloatObject),
    st.booleans().map(generic.BooleanObject),
    st.just(generic.NullObject()),
    st.binary(max_size=40).map(generic.ByteStringObject),
    st.text(max_size=20).map(generic.TextStringObject),
    st.integers(1, 9).map(lambda number: generic.IndirectObject(number, 0, None)),
)
OBJECTS = st.recursive(
    SIMPLE,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(generic.ArrayObject),
        st.dictionaries(NAMES, inner, max_size=4).map(generic.DictionaryObject),
    ),
    max_leaves=12,
)


def read(data: bytes) -> object:
    scanner = Scanner(data, 0)
    found = scanner.value()
    assert scanner.at == len(data), "all of it was read"
    return found


@given(OBJECTS)
def test_what_the_library_writes_is_read_as_the_library_reads_it(written: generic.PdfObject) -> None:
    output = io.BytesIO()
    written.write_to_stream(output, None)
    data = output.getvalue().rstrip()
    reread = generic.read_object(io.BytesIO(data + b"\n"), generic.TrailerReference(_reader()))
    assert read(data) == value_of(reread)


def _reader() -> PdfFileReader:
    body = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n"
    table = b"xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<</Size 2/Root 1 0 R>>\n"
    return PdfFileReader(io.BytesIO(body + table + b"startxref\n%d\n%%%%EOF\n" % len(body)))


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b"/Name.of-1", Name("Name.of-1")),
        (b"3.50", Number(Decimal("3.5"), whole=False)),
        (b"-0.5", Number(Decimal("-0.5"), whole=False)),
        (b"3.0", Number(Decimal(3), whole=False)),
        (b"12 0 R", Reference(12)),
        (b"true", Keyword("true")),
        (b"<48 69>".replace(b" ", b""), b"Hi"),
        (b"(a(b)c\\)\\101\\n)", b"a(b)c)A\n"),
        (b"[1 2 0 R/A(x)]", (Number(Decimal(1)), Reference(2), Name("A"), b"x")),
        (b"<</A 1/B<</C null>>>>", {"A": Number(Decimal(1)), "B": {"C": Keyword("null")}}),
    ],
)
def test_plain_forms_are_read(data: bytes, value: object) -> None:
    assert read(data) == value


@pytest.mark.parametrize(
    "data",
    [
        b"<</A 1/A 2>>",
        b"<</A 1/#41 2>>",
        b"/A#42",
        b"<</A 1 % a remark\n>>",
        b"% a remark\n1",
        b"<</A\x001>>",
        b"[1\x0c2]",
        b"<414>",
        b"<41 42>",
        b"(open",
        b"(bad \\x escape)",
        b"(line\rend)",
        b"<<1 2>>",
        b"<</A>>",
        b"[1 2",
        b"1e5",
        b"+1",
        b"007",
        b"8.",
        b".5",
        b"--1",
        b"truely",
        b"endobj",
        b"",
        b"[" * (DEPTH + 2) + b"]" * (DEPTH + 2),
    ],
)
def test_whatever_programs_read_differently_is_refused(data: bytes) -> None:
    with pytest.raises(NotPlainError):
        read(data)


def stream(data: bytes) -> Stream:
    scanner = Scanner(data, 0)
    entries = scanner.value()
    assert isinstance(entries, dict)
    return scanner.content(entries)


def test_a_stream_is_as_long_as_it_says() -> None:
    assert stream(b"<</Length 3>>stream\nabc\nendstream") == Stream({}, b"abc")
    assert stream(b"<</Length 3/Filter/FlateDecode>>stream\r\nabcendstream").content == b"abc"


@pytest.mark.parametrize(
    "data",
    [
        b"<</Length 2>>stream\nabc\nendstream",
        b"<</Length 9>>stream\nabc\nendstream",
        b"<</Length 5 0 R>>stream\nabc\nendstream",
        b"<</Length -1>>stream\nabc\nendstream",
        b"<</Length 2.5>>stream\nabc\nendstream",
        b"<<>>stream\nabc\nendstream",
        b"<</Length 3>>stream\rabc\nendstream",
        b"<</Length 3>>stream abc\nendstream",
        b"<</Length 99999999999999999999>>stream\nabc\nendstream",
        b"<</Length 6>>stream\nendobj\nendstream",
    ],
)
def test_a_stream_of_another_length_is_refused(data: bytes) -> None:
    with pytest.raises(NotPlainError):
        stream(data)
