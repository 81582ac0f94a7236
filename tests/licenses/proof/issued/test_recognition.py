"""What the short way recognises it answers like the long way; of everything else it says nothing.

Both are asked about the same bytes: of files as we issue them, of every attack, of mutants, and of what a trusted
department has sealed that is built otherwise. Certificates are taken as trusted here; `test_learning` asks about them.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from asn1crypto import x509
from attacks.judging import attacked
from attacks.specimens import Algorithm, Shape, specimen
from attacks.table import ALL, SAMPLE
from builders import mutants, resealing, shapes
from builders.licenses import SEALED_AT, Authority, metadata, page, seal
from builders.more import TORTURE, left_out
from builders.viewers import sealed_revision

from licenses.paper import face
from licenses.proof.causes import Cause
from licenses.proof.facts import FileFacts
from licenses.proof.grounds import Grounds
from licenses.proof.issued.grounds import Key, key_of
from licenses.proof.issued.recognition import LARGEST, judged, recognise
from licenses.proof.reading import read
from licenses.proof.spans import Span
from licenses.proof.structure.papers import is_one_value, unpacked
from licenses.proof.verdict import Answer, Finding

EVER = Span(datetime(1, 1, 1, tzinfo=UTC), datetime(9_999, 1, 1, tzinfo=UTC))
TRUSTED = Grounds(Finding(Answer.YES, Cause.ANCHORED), None, False, EVER, EVER)
AT = SEALED_AT.replace(year=2099)
WORDS = re.compile(rb"endobj|endstream|startxref")
SEEDS = [range(start, start + 250) for start in range(0, 10_000 if TORTURE else 250, 250)]


def trusted(key: Key) -> Grounds | None:
    """Trust all certificates that can be read, with papers that the long way takes for some.

    Only what was read once the long way is ever known; what of it no seal covers may be anything in a mutant.
    """
    papers = [one for kind in key[2:4] for one in kind]
    plain = all(is_one_value(unpacked(one)) and not WORDS.search(one) for one in papers)
    return TRUSTED if plain and all(map(readable, (*key[0], *key[1]))) else None


def readable(certificate: bytes) -> bool:
    try:
        return x509.Certificate.load(certificate, strict=True).native is not None
    except (ValueError, TypeError, KeyError):
        return False


def the_short_way(data: bytes) -> FileFacts | None:
    """What it says of a file, whoever has sealed it."""
    found = judged(data, (), (), AT, trusted)
    return found.facts if found else None


def the_long_way(data: bytes) -> FileFacts:
    return replace(read(data), seal=None)


def told_otherwise(files: Iterable[tuple[str, bytes]], seen: Counter[str]) -> list[str]:
    """Name the files of which the short way says something else."""
    wrong = []
    for name, data in files:
        short = the_short_way(data)
        seen["recognised" if short else "not mine"] += 1
        if short is not None and short != the_long_way(data):
            wrong.append(name)
    return wrong


@pytest.mark.parametrize("layout", face.LAYOUTS)
def test_every_page_form_is_recognised_as_issued_and_cut_back_and_nothing_else_is(
    layout: str, authority: Authority
) -> None:
    made = shapes.shapes(authority, layout)
    assert {name for name, data in made.items() if the_short_way(data)} == {"issued", "cut back"}
    assert told_otherwise(made.items(), Counter()) == []


@pytest.mark.parametrize("letters", [1_500, 5_000])
def test_a_face_that_goes_on_on_further_pages_is_recognised_and_one_page_less_is_not(
    letters: int, authority: Authority
) -> None:
    data = seal(authority, face={"KZ_GZ": "高空" * (letters // 2), "KZ_XB": "男"})
    counted = re.search(rb"/Type/Pages/Count (\d+)/Kids\[", data)
    assert counted is not None
    assert int(counted[1]) > 2
    assert the_short_way(data) == the_long_way(data)
    other = b"%0*d" % (len(counted[1]), int(counted[1]) - 1)
    assert the_short_way(data[: counted.start(1)] + other + data[counted.end(1) :]) is None


@pytest.mark.parametrize("algorithm", Algorithm)
def test_every_key_that_licences_are_sealed_with_is_known(algorithm: Algorithm) -> None:
    for shape in (Shape.ISSUED, Shape.SEALED):
        data = specimen(algorithm, shape).data
        assert the_short_way(data) == the_long_way(data)


@pytest.mark.parametrize(
    "changes",
    [
        {"face": {"KZ_XB": "男 & <女>", "KZ_GZ": "建筑\n电工 ]]> 'x' \"y\""}},
        {"valid_until": None, "demonstration": False},
        {"predecessor": metadata().identifier, "change_reason": "变更 (x)", "changed_at": SEALED_AT},
        {"name": "证(照) \\ x"},
    ],
)
def test_whatever_a_licence_says_is_read_alike(authority: Authority, changes: dict[str, Any]) -> None:
    data = seal(authority, **changes)
    assert the_short_way(data) in (the_long_way(data), None)
    assert the_long_way(data).metadata == metadata(**changes)


def test_a_licence_whose_xmp_says_otherwise_is_not_recognised(authority: Authority) -> None:
    for stated in (metadata(number="x"), metadata(face={"KZ_GZ": "建筑电工"}), metadata(demonstration=False)):
        assert the_short_way(seal(authority, stated=stated)) is None


@pytest.mark.parametrize("tail", [b"", b"\n", b"%", b"x" * LARGEST, page()])
def test_what_is_not_sealed_is_not_recognised(tail: bytes) -> None:
    assert the_short_way(page() + tail) is None
    assert the_short_way(tail) is None


def test_no_bit_of_a_licence_can_be_changed_and_it_be_recognised(genuine: bytes) -> None:
    file = recognise(genuine)
    known = {key_of(file.seal, file.papers, (), ()): TRUSTED}
    assert judged(genuine, (), (), AT, known.get) is not None
    places = random.Random(1).sample(range(len(genuine)), 4_000 if TORTURE else 200)
    for place in places:
        data = bytearray(genuine)
        data[place] ^= 1 << place % 8
        assert judged(bytes(data), (), (), AT, known.get) is None, place


@left_out
def test_an_attack_is_judged_alike() -> None:
    seen: Counter[str] = Counter()
    cases = ALL if TORTURE else [case for case in SAMPLE if case.algorithm is Algorithm.P256]
    files = ((str(case), attacked(case.attack, specimen(case.algorithm, case.shape), case.cover)) for case in cases)
    assert told_otherwise(((name, data) for name, data in files if data is not None), seen) == []
    assert seen["not mine"] > 100
    assert seen["recognised"] > 0, "some attacks are on trust alone"


@pytest.mark.parametrize("seeds", SEEDS, ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
def test_a_mutant_is_judged_alike(seeds: range, authority: Authority) -> None:
    made = {"issued": shapes.sealed(authority, "证件卡")}
    wrong = told_otherwise(((str(one), one.data) for one in mutants.mutants(made, seeds)), Counter())
    assert wrong == []


@pytest.mark.parametrize("seeds", SEEDS, ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
def test_what_a_department_has_sealed_in_another_form_is_judged_alike(seeds: range, authority: Authority) -> None:
    sealer = authority.sealer()
    sealed = sealed_revision(seal(authority, sealer))
    files, seen = list[tuple[str, bytes]](), Counter[str]()
    for seed in seeds if TORTURE else seeds[:80]:
        data = resealing.resealed(resealing.changed(random.Random(seed), sealed), authority, sealer)
        if data is not None:
            files.append((f"resealed {seed}", data))
    assert told_otherwise(files, seen) == []
    assert seen["recognised"] > 0
