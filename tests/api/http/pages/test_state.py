"""States of a licence do not look alike, in colour or without."""

from __future__ import annotations

from api.http.pages import words
from api.http.pages.shapes import Shape
from api.http.pages.state import SIGNS, state_head
from graph.words.attestations import AttestationKind
from graph.words.licensing import LicenseStatus
from licenses.proof.drawings import Undrawn
from licenses.proof.face_check import FaceAnswer
from licenses.proof.verdict import Answer, Basis, Question, Summary


def test_each_state_has_a_sign_a_word_and_a_tone_of_its_own() -> None:
    assert set(SIGNS) == set(words.STATES) == set(words.STATES_MEAN) == set(LicenseStatus)
    shapes, tones = [shape for shape, _ in SIGNS.values()], [tone for _, tone in SIGNS.values()]
    for shown in (shapes, tones, [words.STATES[each].zh for each in LicenseStatus]):
        assert len(set(shown)) == len(LicenseStatus)
    assert len({shape.drawn for shape in Shape}) == len(Shape)


def test_a_state_is_said_as_the_register_says_it() -> None:
    for status in LicenseStatus:
        assert words.STATES[status].zh == status.zh
        assert status.zh in state_head(status)


def test_everything_that_a_verdict_may_say_has_its_words() -> None:
    assert set(words.QUESTIONS) == {each.value for each in Question}
    assert set(words.ANSWERS) == {each.value for each in Answer}
    assert set(words.BASES) == {each.value for each in Basis}
    assert set(words.FACES) == {each.name.lower() for each in FaceAnswer}
    assert set(words.UNDRAWN) == set(Undrawn)
    assert set(words.ATTESTATIONS) == set(AttestationKind)
    assert set(words.OUTCOMES) == {each.value for each in Summary}
    kinds = ("file", "copy", "identifier")
    assert set(words.SUMMARIES) == {(kind, summary.value) for kind in kinds for summary in Summary}
