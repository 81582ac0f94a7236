import itertools
import json
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from builders.more import every
from hypothesis import given
from hypothesis import strategies as st

from licenses.proof.causes import Cause
from licenses.proof.face_check import FaceAnswer
from licenses.proof.reasons import REASONS
from licenses.proof.verdict import (
    DECISIVE,
    Answer,
    Basis,
    Finding,
    Question,
    Summary,
    Verdict,
    conclude,
    conclude_face,
    summarise,
)

AT = datetime(2026, 5, 20, tzinfo=UTC)
NOTICES = (Question.TIME_TRUSTED, Question.IDENTIFIER_WELLFORMED, Question.FACE_AGREES, Question.UNCONTESTED)
BLANKS = {
    "size", "limit", "what", "value", "seals", "bytes", "detail", "object", "algorithm", "signer", "issuer", "time",
    "from", "until", "revoked", "article", "date", "type", "zh", "en", "user", "purpose", "version", "differing",
    "collected", "successor", "identifier", "open", "offset", "fields", "timestamps", "as_of", "pages", "kind",
    "kind_en", "number", "about", "outcome", "outcome_en",
}  # fmt: skip

answers = st.fixed_dictionaries({question: st.sampled_from(Answer) for question in Question})
seals = st.sampled_from([None, 0, 1, 2, 5])


def all_yes(**changes: Answer) -> dict[Question, Answer]:
    given_answers = dict.fromkeys(Question, Answer.YES)
    return given_answers | {Question(name): answer for name, answer in changes.items()}


def as_the_rule_says(found: dict[Question, Answer], count: int | None) -> Summary:
    """The six lines of the rule, written down a second time and independently."""
    no = {question for question, answer in found.items() if answer is Answer.NO}
    undecided = {question for question, answer in found.items() if answer is Answer.UNDECIDED}
    line_2 = {Question.SIGNER_TRUSTED, Question.CERTIFICATE_VALID_THEN, Question.ISSUER_ENTITLED}
    line_3 = {Question.REGISTERED, Question.AS_ISSUED}
    lines = [
        (Question.INTACT in no or count == 0, Summary.NOT_GENUINE),
        (bool(line_2 & no), Summary.NOT_GENUINE),
        (bool(line_3 & no), Summary.NOT_GENUINE),
        (
            bool(({Question.INTACT} | line_2 | line_3) & undecided)
            or Question.READABLE in no | undecided
            or (count is not None and count > 1),
            Summary.UNDECIDED,
        ),
        (Question.IN_FORCE in no, Summary.NOT_IN_FORCE),
        (True, Summary.GENUINE),
    ]
    return next(summary for holds, summary in lines if holds)


@given(answers, seals)
def test_the_summary_is_the_first_line_of_the_rule_that_holds(found: dict[Question, Answer], count: int | None) -> None:
    assert summarise(found, count)[0] is as_the_rule_says(found, count)


def test_the_rule_holds_for_every_combination_of_the_answers_that_count() -> None:
    counting = (Question.INTACT, Question.SIGNER_TRUSTED, Question.REGISTERED, Question.READABLE, Question.IN_FORCE)
    for combination in itertools.product(Answer, repeat=len(counting)):
        found = all_yes() | dict(zip(counting, combination, strict=True))
        for count in (None, 0, 1, 2):
            assert summarise(found, count)[0] is as_the_rule_says(found, count)


@given(answers, seals)
def test_an_altered_file_is_never_genuine_whatever_else_is_said_of_it(
    found: dict[Question, Answer], count: int | None
) -> None:
    assert summarise(found | {Question.INTACT: Answer.NO}, count) == (Summary.NOT_GENUINE, Question.INTACT)


@given(answers, seals, st.sampled_from(NOTICES), st.sampled_from(Answer))
def test_a_notice_never_changes_the_summary(
    found: dict[Question, Answer], count: int | None, notice: Question, answer: Answer
) -> None:
    assert summarise(found, count) == summarise(found | {notice: answer}, count)


@pytest.mark.parametrize("question", DECISIVE)
def test_one_no_among_the_decisive_questions_is_not_genuine_and_named(question: Question) -> None:
    assert summarise(all_yes(**{question: Answer.NO}), 1) == (Summary.NOT_GENUINE, question)


@pytest.mark.parametrize("question", DECISIVE)
def test_one_undecided_among_the_decisive_questions_is_undecided_and_named(question: Question) -> None:
    assert summarise(all_yes(**{question: Answer.UNDECIDED}), 1) == (Summary.UNDECIDED, question)


def test_what_was_not_asked_does_not_stand_in_the_way() -> None:
    assert summarise(dict.fromkeys(Question, Answer.NOT_ASKED), 1) == (Summary.GENUINE, None)


def test_a_file_without_a_seal_is_not_genuine_because_of_its_seal() -> None:
    assert summarise(all_yes(sealed=Answer.NO, intact=Answer.NOT_ASKED), 0) == (Summary.NOT_GENUINE, Question.SEALED)


def test_several_seals_are_undecided_and_not_a_forgery() -> None:
    assert summarise(all_yes(sealed=Answer.NO), 2) == (Summary.UNDECIDED, Question.SEALED)


def test_a_forgery_is_not_genuine_even_where_it_is_also_expired() -> None:
    assert summarise(all_yes(as_issued=Answer.NO, in_force=Answer.NO), 1)[0] is Summary.NOT_GENUINE


def verdict(**changes: Finding) -> Verdict:
    findings = dict.fromkeys(Question, Finding(Answer.NOT_ASKED, Cause.NO_REGISTER))
    findings |= {Question(name): finding for name, finding in changes.items()}
    return conclude(findings, seals=1, rests_on=(Basis.FILE,), at=AT)


def test_the_questions_stand_in_the_order_of_the_rule() -> None:
    assert [reply.code.value for reply in verdict().questions] == [
        "readable", "sealed", "intact", "signer_trusted", "time_trusted", "certificate_valid_then", "issuer_entitled",
        "identifier_wellformed", "registered", "as_issued", "face_agrees", "in_force", "uncontested",
    ]  # fmt: skip


def test_a_question_without_a_finding_is_refused() -> None:
    with pytest.raises(KeyError):
        conclude({}, seals=1, rests_on=(), at=AT)


def test_the_json_form_has_every_question_with_both_languages() -> None:
    written = json.loads(json.dumps(verdict(intact=Finding(Answer.NO, Cause.APPENDED, {"bytes": "7"})).to_json()))
    assert written["summary"] == "not_genuine"
    assert written["rests_on"] == ["file"]
    assert written["demonstration"] is False
    assert written["questions"][2] == {
        "code": "intact",
        "answer": "no",
        "reason": {
            "zh": "加盖印章后，文件末尾又追加了 7 字节内容；如系传输或另存所致，请重新获取原始文件。",
            "en": "7 bytes were appended to the file after it was sealed; where that came of sending or saving it, "
            "fetch the original again.",
        },
        "evidence": {"cause": "APPENDED", "bytes": "7"},
    }
    assert written["reason"] == written["questions"][2]["reason"]


def test_a_genuine_summary_says_what_it_rests_on() -> None:
    assert "rests on file and trust bundle" in verdict().reason.en
    assert "仅依据文件与信任列表" in verdict().reason.zh


def test_a_demonstration_is_marked_in_every_summary() -> None:
    findings = dict.fromkeys(Question, Finding(Answer.YES, Cause.REGISTERED))
    marked = conclude(findings, seals=1, rests_on=(Basis.FILE,), at=AT, demonstration=True)
    assert marked.reason.zh.startswith("【演示】")
    assert marked.reason.en.startswith("[demonstration]")


@pytest.mark.parametrize("cause", Cause)
def test_every_cause_has_a_sentence_in_both_languages_with_the_same_blanks(cause: Cause) -> None:
    words = REASONS[cause]
    blanks = {name: f"«{name}»" for name in BLANKS}
    zh, en = words.zh.format_map(blanks), words.en.format_map(blanks)
    assert words.zh
    assert words.en
    if cause not in {Cause.MALFORMED, Cause.MISTYPED, Cause.COLLECTED, Cause.ATTESTATION, Cause.ATTESTATION_CLAIMED}:
        assert {name for name in BLANKS if f"«{name}»" in zh} == {name for name in BLANKS if f"«{name}»" in en}


HOSTILE = "X\x1b[2J\x1b[H/tmp/a.pdf: genuine\n  ✓ readable\u202e" + "长" * 900_000


@pytest.mark.parametrize("cause", every(4, Cause))
def test_whatever_a_file_says_the_verdict_quotes_it(cause: Cause) -> None:
    finding = Finding(Answer.NO, cause, dict.fromkeys(BLANKS, HOSTILE))
    said = conclude(
        dict.fromkeys(Question, finding), seals=1, rests_on=(), at=AT, identifier=HOSTILE, digest=None
    ).to_json()
    for text in _texts(said):
        assert not {unicodedata.category(letter) for letter in text} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
        assert len(text) < 4_000


def test_the_identifier_beside_a_face_is_quoted() -> None:
    shown = conclude_face(FaceAnswer.PARAMETER_MISSING, at=AT, identifier=HOSTILE, demonstration=False).identifier
    assert shown is not None
    assert shown.startswith("X\\x1b[2J")


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            yield from itertools.chain(*map(_texts, value), *map(_texts, value.values()))
        case list():
            yield from itertools.chain(*map(_texts, value))
        case _:
            return
