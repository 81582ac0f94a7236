"""What is kept of a file when it is issued is what the long way finds in it, and it is read again as it was."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import timedelta

import pytest
from attacks.specimens import Algorithm, Shape, specimen
from builders import shapes
from builders.every_type import AUTHORITY, every_type
from builders.licenses import SEALED_AT, YEAR, Authority
from builders.more import left_out

from licenses.paper import face, stamp
from licenses.proof.brought import Brought, SealPapers, digest_of
from licenses.proof.confinement.examining import examine
from licenses.proof.issued.learning import Lesson
from licenses.proof.kept import form
from licenses.proof.kept import grounds as grounds_kept
from licenses.proof.kept.learning import as_issued
from licenses.proof.limits import LIMITS
from licenses.proof.reading import read
from licenses.proof.register import KeptOfFile
from licenses.seal import sealing

NOW = SEALED_AT + YEAR


def the_long_way(data: bytes) -> KeptOfFile | None:
    """What there is to keep of what the long way finds."""
    facts = read(data)
    assert facts.seal is not None
    return form.written(replace(facts, seal=None), Brought.of(facts.seal))


@pytest.mark.parametrize("layout", face.LAYOUTS)
def test_of_every_page_form_the_same_is_kept_at_once_as_the_long_way(layout: str, authority: Authority) -> None:
    made = shapes.shapes(authority, layout)
    for name in ("issued", "cut back"):
        kept = as_issued(made[name])
        assert kept is not None
        assert kept == the_long_way(made[name])
        facts = replace(read(made[name]), seal=None)
        assert form.read(kept.found).facts == facts
        assert form.read(kept.found).papers_id == digest_of(kept.papers)
    assert [name for name, data in made.items() if as_issued(data)] == ["issued", "cut back"]


@pytest.mark.parametrize("algorithm", Algorithm)
def test_of_every_key_the_same_is_kept(algorithm: Algorithm) -> None:
    data = specimen(algorithm, Shape.ISSUED).data
    assert as_issued(data) == the_long_way(data) is not None


@left_out
def test_of_every_type_the_same_is_kept_and_it_is_small(authority: Authority) -> None:
    types, sealer, picture = 0, authority.sealer(), stamp.draw(AUTHORITY, "3402000000001", demonstration=True)
    for drawn in every_type():
        where = face.LAYOUTS[drawn.kind.layout].seal
        data = sealing.seal(drawn.page, drawn.said, picture, where, sealer, authority, SEALED_AT)
        kept = as_issued(data)
        assert kept is not None
        assert kept == the_long_way(data)
        assert len(kept.found) < 2_000
        types += 1
    assert types == 40


def test_what_a_seal_brings_is_written_once_and_read_again(genuine: bytes, authority: Authority) -> None:
    sealed = read(authority.archive(genuine, SEALED_AT + timedelta(days=30))).seal
    assert sealed is not None
    brought = Brought.of(sealed)
    written = brought.papers.written()
    assert SealPapers.read(written) == brought.papers
    assert Brought.of(replace(brought, papers=SealPapers.read(written)).seal()) == brought
    assert len(brought.stamps) == 2
    one = brought.papers.certificates[0]
    assert written.count(base64.b64encode(one).decode()) == 1


def test_what_was_found_about_papers_is_written_and_read_again(genuine: bytes, authority: Authority) -> None:
    anchors = tuple(one.dump() for one in authority.bundle.anchors)
    lesson = examine(genuine, anchors, (), NOW, LIMITS)[2]
    assert isinstance(lesson, Lesson)
    assert lesson.grounds is not None
    assert grounds_kept.read(grounds_kept.written(lesson.grounds)) == lesson.grounds


def test_anchors_and_lists_are_told_from_any_others() -> None:
    believed = [
        ((b"a", b"b"), ()),
        ((b"a",), (b"b",)),
        ((b"ab",), ()),
        ((), (b"a", b"b")),
        ((b"b", b"a"), ()),
        ((), ()),
    ]
    assert len({grounds_kept.believing(*each) for each in believed}) == len(believed)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"a licence of X /ByteRange [0 0 0 9]"])
def test_nothing_is_kept_of_what_is_not_of_our_shape(data: bytes) -> None:
    assert as_issued(data) is None
