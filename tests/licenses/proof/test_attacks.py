"""Every kind of attack against every shape of a genuine licence; the kinds stand in `tests/attacks`."""

from __future__ import annotations

import asyncio

import pytest
from asn1crypto import x509
from attacks.judging import attacked, judged, objection, twin_is_genuine
from attacks.signing import byte_range
from attacks.specimens import Algorithm, Shape, sealed_length, specimen
from attacks.table import ALL, ATTACKS, SAMPLE, Case
from builders import viewers
from builders.licenses import DEPARTMENT, DEPARTMENT_CODE, SEALED_AT, YEAR, Authority, page
from builders.more import LEFT_OUT, TORTURE, left_out

from licenses.proof.verdict import Answer, Question, Summary, Verdict
from licenses.proof.verification import verify

long = pytest.mark.skipif(not TORTURE, reason="the long form runs with ZHENGTU_TEST_TORTURE=1")
kinds_of_specimen = [
    pytest.param(algorithm, shape, id=f"{algorithm}-{shape}".replace(" ", "_"))
    for algorithm in Algorithm
    for shape in Shape
]


def wrong(case: Case) -> str | None:
    """What the verifier says wrongly of an attack or its twin; None where it is right or the attack does not apply."""
    target = specimen(case.algorithm, case.shape)
    data = attacked(case.attack, target, case.cover)
    if data is None:
        return None if case.attack.except_for else "it does not apply, and nothing says why"
    if data == target.data:
        return "nothing was attacked"
    if not twin_is_genuine(case.attack, target):
        return "the twin that nobody attacked is not genuine"
    return objection(case.attack, judged(data, case.attack, target))


def offline(data: bytes, authority: Authority) -> Verdict:
    return asyncio.run(verify(data, authority.bundle, SEALED_AT + YEAR))


SECONDS = ("bomb_of_300_000_revisions", "bomb_of_cross_references_of_no_width_10¹²_of_them")
"""What is long to make."""


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=str(case), marks=LEFT_OUT if place % 2 or case.attack.name in SECONDS else ())
        for place, case in enumerate(SAMPLE)
    ],
)
def test_an_attack_is_caught_by_its_question_and_its_twin_is_genuine(case: Case) -> None:
    assert wrong(case) is None


@long
@pytest.mark.slow
@pytest.mark.parametrize(("algorithm", "shape"), kinds_of_specimen)
def test_every_attack_is_caught_on_every_specimen(algorithm: Algorithm, shape: Shape) -> None:
    mine = [case for case in ALL if (case.algorithm, case.shape) == (algorithm, shape)]
    assert [(str(case), said) for case in mine if (said := wrong(case))] == []


def shown(case: Case) -> dict[str, float]:
    """By how much each viewer shows an attack that leaves a licence genuine otherwise than what was sealed."""
    target = specimen(case.algorithm, case.shape)
    data = attacked(case.attack, target, case.cover)
    return {} if data is None else dict(viewers.shown_as(data, data[: sealed_length(data)]))


@left_out
@pytest.mark.parametrize("case", [case for case in SAMPLE if case.attack.harmless], ids=str)
def test_what_an_attack_leaves_genuine_draws_like_what_was_sealed(case: Case) -> None:
    assert max(shown(case).values(), default=0.0) < viewers.MOST_DIFFERING


@long
@pytest.mark.slow
def test_whatever_any_attack_leaves_genuine_draws_like_what_was_sealed() -> None:
    seen = {str(case): shown(case) for case in ALL if case.attack.harmless}
    assert {name for name, by in seen.items() if max(by.values(), default=0.0) >= viewers.MOST_DIFFERING} == set()


def test_there_are_kinds_enough() -> None:
    assert len({attack.name for attack in ATTACKS if not attack.harmless}) >= 120


@pytest.mark.parametrize(("algorithm", "shape"), kinds_of_specimen)
def test_a_licence_that_nobody_attacked_is_genuine_in_every_respect(algorithm: Algorithm, shape: Shape) -> None:
    target = specimen(algorithm, shape)
    verdict = asyncio.run(verify(target.data, target.trust, SEALED_AT + YEAR / 4))
    assert verdict.summary is Summary.GENUINE
    assert {reply.answer for reply in verdict.questions} == {Answer.YES, Answer.NOT_ASKED}


@pytest.mark.parametrize("tail", [b"x", b"\n\n\n", b"\x00" * 512, b"%%EOF\n", b"\n1 0 obj\n<<>>\nendobj\n%%EOF\n"])
def test_appended_bytes_are_counted(genuine: bytes, authority: Authority, tail: bytes) -> None:
    found = offline(genuine + tail, authority)[Question.INTACT]
    assert found.answer is Answer.NO
    assert found.evidence["bytes"] == str(len(tail))


def test_no_byte_outside_the_signature_value_can_be_changed_and_the_licence_stay_genuine(
    genuine: bytes, authority: Authority
) -> None:
    _, before, after, _ = byte_range(genuine)
    for place in (0, 5, 8, 11, before // 3, before - 300, before - 10, before, after - 1, after + 3, len(genuine) - 3):
        data = genuine[:place] + bytes([genuine[place] ^ 1]) + genuine[place + 1 :]
        verdict = asyncio.run(verify(data, authority.bundle, SEALED_AT + YEAR / 4))
        assert verdict.summary in {Summary.NOT_GENUINE, Summary.UNDECIDED}, place


def test_an_unsealed_page_is_a_copy_and_never_called_forged(authority: Authority) -> None:
    verdict = offline(page(), authority)
    assert verdict.summary is Summary.NOT_GENUINE
    assert verdict[Question.INTACT].answer is Answer.NOT_ASKED
    assert "copy, print or scan" in verdict.reason.en
    assert "复印件、打印件或扫描件" in verdict.reason.zh
    assert "forged" not in verdict.reason.en


@pytest.mark.parametrize(
    "data", [b"", b"%PDF", b"PK\x03\x04" * 100, b"\xff\xd8\xff\xe0" * 100, b"junk\n%PDF-1.7\n%%EOF"]
)
def test_what_is_not_a_pdf_is_undecided(authority: Authority, data: bytes) -> None:
    verdict = offline(data, authority)
    assert verdict[Question.READABLE].answer is Answer.NO
    assert verdict.summary is Summary.UNDECIDED


def test_a_truncated_file_is_undecided(genuine: bytes, authority: Authority) -> None:
    for size in (20, len(genuine) // 3, len(genuine) - 5_000, len(genuine) - 20):
        assert offline(genuine[:size], authority).summary is not Summary.GENUINE


def test_several_seals_are_undecided_unless_one_of_them_is_false() -> None:
    target = specimen(Algorithm.P256, Shape.ISSUED)
    by_name = {attack.name: attack for attack in ATTACKS}
    for name, answer in (("sealed_twice", Answer.UNDECIDED), ("sealed_twice_and_changed", Answer.NO)):
        data = by_name[name].build(target)
        assert data is not None
        verdict = judged(data, by_name[name], target)
        assert verdict[Question.SEALED].evidence["seals"] == "2"
        assert verdict[Question.INTACT].answer is answer


def test_a_licence_past_its_own_last_day_is_not_in_force_even_offline(genuine: bytes, authority: Authority) -> None:
    verdict = asyncio.run(verify(genuine, authority.bundle, SEALED_AT + 3 * YEAR))
    assert verdict[Question.IN_FORCE].answer is Answer.NO
    assert verdict.summary is Summary.NOT_IN_FORCE


def test_the_attacked_department_is_the_one_that_seals(authority: Authority) -> None:
    name = x509.Certificate.load(authority.sealer().certificate).subject.native
    assert name["organization_identifier"] == DEPARTMENT_CODE
    assert name["organization_name"] == DEPARTMENT
