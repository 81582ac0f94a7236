"""What is said of an identifier without a file, and of a face."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from string import Formatter

import pytest
from builders.licenses import SEALED_AT, metadata

from graph.codes.identifier import build_identifier
from graph.words.licensing import LicenseState
from licenses.proof.causes import Cause
from licenses.proof.face_check import FaceAnswer
from licenses.proof.face_values import PrintedField, ValueKind
from licenses.proof.reasons import REASONS
from licenses.proof.register import Inquiry, IssuingRight, Record, Standing
from licenses.proof.verdict import Answer, Basis, Finding, Question, Summary, Verdict, conclude
from licenses.proof.verification import verify_identifier

NOW = SEALED_AT + timedelta(days=100)
IDENTIFIER = metadata().identifier
BLANKS = {blank for words in REASONS.values() for _, blank, _, _ in Formatter().parse(words.zh + words.en) if blank}
PRINTED = (
    PrintedField("KZ_XM", ("姓名",), ("陈一凡",), required=True, public=False),
    PrintedField("KZ_XB", ("性别",), ("男",), required=True, public=False),
    PrintedField("KZ_BZ", ("备注",), ("／",), public=False),
    PrintedField("ZZBFJG", ("颁发机构",), ("民政局",)),
    PrintedField("ZZBFRQ", ("颁发日期",), ("2026-05-20",), ValueKind.DAY),
)
RIGHT = (("KZ_XM", "陈一凡"), ("KZ_XB", "男"))
RECORD = Record(
    state=LicenseState.IN_FORCE,
    state_now=LicenseState.IN_FORCE,
    valid_from=date(2026, 5, 20),
    valid_until=date(2028, 5, 19),
    version="001",
    printed=PRINTED,
)


@dataclass
class Table:
    """A register with one answer; remembers what it was asked."""

    answer: Standing
    asked: list[Inquiry] = field(default_factory=list)

    async def standing(self, inquiry: Inquiry) -> Standing:
        self.asked.append(inquiry)
        return self.answer if inquiry.identifier else replace(self.answer, record=None, keeps_issuer=False)


def kept(record: Record | None = RECORD, **changes: object) -> Table:
    right = IssuingRight(entitled=True, valid_from=date(2020, 1, 1), article="WHL-9")
    return Table(replace(Standing(keeps_issuer=True, right=right, record=record), **changes))  # type: ignore[arg-type]


async def alone(text: str = IDENTIFIER, register: Table | None = None) -> Verdict:
    return await verify_identifier(text, NOW, register or kept())


async def test_an_identifier_alone_is_answered_by_the_register() -> None:
    verdict = await alone()
    assert verdict.summary is Summary.GENUINE
    assert verdict.rests_on == (Basis.REGISTER,)
    assert [reply.answer for reply in verdict.questions[:6]] == [Answer.NOT_ASKED] * 6
    assert verdict[Question.AS_ISSUED].answer is Answer.NOT_ASKED
    assert verdict[Question.IN_FORCE].answer is Answer.YES
    assert verdict.face_check is None


@pytest.mark.parametrize("typed", [IDENTIFIER.lower(), IDENTIFIER.removeprefix("1.2.156.3005.2."), f" {IDENTIFIER}　"])
async def test_however_it_was_typed_the_register_is_asked_for_the_same(typed: str) -> None:
    register = kept()
    verdict = await alone(typed, register)
    assert [asked.identifier for asked in register.asked] == [IDENTIFIER]
    assert (verdict.summary, verdict.identifier) == (Summary.GENUINE, IDENTIFIER)


async def test_a_right_identifier_that_was_never_issued_is_no_licence() -> None:
    verdict = await alone(register=kept(None))
    assert verdict.summary is Summary.NOT_GENUINE
    assert (verdict.reason.zh[:5], verdict.reason.en[:16]) == ("没有该证照", "No such licence:")


async def test_a_right_identifier_of_an_issuer_who_is_not_kept_here_is_undecided() -> None:
    assert (await alone(register=kept(None, keeps_issuer=False))).summary is Summary.UNDECIDED


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (IDENTIFIER[:-1] + ("0" if IDENTIFIER[-1] != "0" else "1"), "应为"),
        ("皖B2026000001", "这是证照编号，不是电子证照标识"),
        ("1.2.3", "应以 1.2.156.3005.2. 开头"),
        ("", "应以 1.2.156.3005.2. 开头"),
        ("9" * 900_000, "不超过128个字符"),
    ],
)
async def test_what_cannot_be_an_identifier_is_to_be_checked_first_of_all(typed: str, words: str) -> None:
    register = kept()
    verdict = await alone(typed, register)
    assert verdict.summary is Summary.UNDECIDED
    assert verdict.reason.zh.startswith("请核对输入的标识：")
    assert verdict.reason.en.startswith("Please check what you typed: ")
    assert words in verdict.reason.zh
    assert verdict[Question.IDENTIFIER_WELLFORMED].answer is Answer.NO
    assert [asked.identifier for asked in register.asked] == [None]
    assert len(json.dumps(verdict.to_json())) < 20_000


async def test_a_deployed_wrong_form_of_identifier_is_named_and_not_asked_for() -> None:
    shifted = "1.2.156.3005.2.11100000000013661B006.113700000045046442.209FA4E88F9E4C878F3E9BED2CE7EA49.001.M"
    register = kept()
    verdict = await alone(shifted, register)
    assert verdict.summary is Summary.UNDECIDED
    reply = verdict[Question.IDENTIFIER_WELLFORMED]
    assert reply.answer is Answer.NO
    assert reply.evidence["expected"] == "D"
    assert "A=11" in reply.reason.en
    assert [asked.identifier for asked in register.asked] == [None]


async def test_a_licence_whose_issuer_has_an_old_code_is_asked_for() -> None:
    old = build_identifier(metadata().type_code, "114300000061222440", "1").text
    register = kept()
    assert (await alone(old, register)).summary is Summary.GENUINE
    assert [asked.identifier for asked in register.asked] == [old]


async def test_a_face_of_an_authority_that_is_not_kept_here_is_undecided_and_nothing_is_compared() -> None:
    for face in (RIGHT, RIGHT[:1], (("KZ_XM", "错"), ("KZ_XB", "错"))):
        verdict = await verify_identifier(IDENTIFIER, NOW, kept(None, keeps_issuer=False), face)
        assert (verdict.summary, verdict.face_check) == (Summary.UNDECIDED, FaceAnswer.TOO_LITTLE)
        assert verdict.reason == REASONS[Cause.NOT_KEPT_HERE]


ON_PAGE = (
    ("姓　名：", "陈 一凡"),
    ("性别", "男"),
    ("备注", "/"),
    ("颁发机构", "民政局"),
    ("颁发日期", "2026年05月20日"),
)


@pytest.mark.parametrize(
    ("face", "record", "answer"),
    [
        (RIGHT, RECORD, FaceAnswer.VALID),
        (ON_PAGE, RECORD, FaceAnswer.VALID),
        ((*RIGHT, ("姓名", "陈一凡")), RECORD, FaceAnswer.VALID),
        (RIGHT, replace(RECORD, valid_from=date(2026, 9, 1)), FaceAnswer.NOT_ACTIVATED),
        (RIGHT, replace(RECORD, state=LicenseState.SUSPENDED), FaceAnswer.SUSPENDED),
        (RIGHT, replace(RECORD, state=LicenseState.CANCELLED), FaceAnswer.NO_LONGER_VALID),
        (RIGHT, replace(RECORD, state=LicenseState.REPLACED), FaceAnswer.NO_LONGER_VALID),
        (RIGHT, replace(RECORD, valid_until=date(2026, 8, 1)), FaceAnswer.NO_LONGER_VALID),
        (RIGHT[:1], RECORD, FaceAnswer.TOO_LITTLE),
        ((*RIGHT[:1], ("KZ_XB", " ")), RECORD, FaceAnswer.TOO_LITTLE),
        ((*RIGHT[:1], *ON_PAGE[2:]), RECORD, FaceAnswer.TOO_LITTLE),
        (RIGHT, None, FaceAnswer.NO_SUCH_LICENSE),
        ((), RECORD, FaceAnswer.PARAMETER_MISSING),
        ((("KZ_XM", ""), ("KZ_XB", "　")), RECORD, FaceAnswer.PARAMETER_MISSING),
        ((RIGHT[0], ("KZ_XB", "女")), RECORD, FaceAnswer.PARTLY_WRONG),
        ((*RIGHT, ("姓名", "陈二凡")), RECORD, FaceAnswer.PARTLY_WRONG),
        ((*RIGHT, ("民族", "汉")), RECORD, FaceAnswer.PARTLY_WRONG),
        ((*RIGHT * 40,), RECORD, FaceAnswer.PARTLY_WRONG),
        ((RIGHT[0], ("KZ_XB", "女")), replace(RECORD, state=LicenseState.CANCELLED), FaceAnswer.PARTLY_WRONG),
    ],
)
async def test_a_face_gets_one_of_the_eight_answers_and_the_summary_follows_from_it(
    face: tuple[tuple[str, str], ...], record: Record | None, answer: FaceAnswer
) -> None:
    register = kept(record)
    verdict = await verify_identifier(IDENTIFIER, NOW, register, face)
    assert verdict.face_check is answer
    assert len(register.asked) == 1
    assert {reply.answer for reply in verdict.questions} == {Answer.NOT_ASKED}
    assert {reply.evidence["cause"] for reply in verdict.questions} == {"ONLY_THE_CODE"}
    assert {len(reply.evidence) for reply in verdict.questions} == {1}
    assert (verdict.summary is Summary.GENUINE) is (answer is FaceAnswer.VALID)
    assert verdict.to_json()["face_check"] == answer.name.lower()


async def said(face: tuple[tuple[str, str], ...], register: Table | None = None) -> str:
    return json.dumps((await verify_identifier(IDENTIFIER, NOW, register or kept(), face)).to_json())


async def test_one_wrong_field_is_answered_in_the_same_bytes_as_all_wrong() -> None:
    one = {await said((RIGHT[0], ("KZ_XB", wrong))) for wrong in ("女", "男男", "x")}
    assert one == {await said((("KZ_XM", "x"), ("KZ_XB", "y"), ("没有的", "z")))}


async def test_below_what_the_type_requires_right_and_wrong_are_answered_in_the_same_bytes() -> None:
    answers = {await said(face) for face in (RIGHT[:1], (("KZ_XM", "错"),), (("姓名", "x"), ("备注", "y")))}
    assert len(answers) == 1


async def test_where_a_type_requires_less_what_anybody_can_look_up_is_not_enough() -> None:
    loose = replace(RECORD, printed=tuple(replace(each, required=False) for each in PRINTED))
    assert "too_little" in await said((("颁发机构", "民政局"), ("颁发日期", "2026-05-20")), kept(loose))
    assert "too_little" in await said((RIGHT[0], ("颁发机构", "民政局")), kept(loose))
    assert '"valid"' in await said(RIGHT, kept(loose))


async def test_a_face_with_a_mistyped_identifier_is_asked_to_be_checked() -> None:
    verdict = await verify_identifier(IDENTIFIER[:-2], NOW, kept(), RIGHT)
    assert (verdict.face_check, verdict.summary) == (FaceAnswer.PARAMETER_MISSING, Summary.UNDECIDED)
    assert verdict.reason.zh.startswith("请核对输入的标识：")
    empty = await verify_identifier("", NOW, kept(), RIGHT)
    assert (empty.face_check, empty.reason.zh) == (FaceAnswer.PARAMETER_MISSING, "缺少证照标识或照面信息。")


async def test_a_demonstration_is_marked_in_the_answer_to_a_face() -> None:
    assert (await verify_identifier(IDENTIFIER, NOW, kept(demonstration=True), RIGHT)).reason.zh.startswith("【演示】")


@pytest.mark.parametrize("cause", Cause)
@pytest.mark.parametrize("nothing", ["-", ""])
def test_no_reason_stands_beside_an_empty_parenthesis(cause: Cause, nothing: str) -> None:
    finding = Finding(Answer.NO, cause, dict.fromkeys(BLANKS, nothing))
    findings = dict.fromkeys(Question, Finding(Answer.YES, Cause.REGISTERED)) | {Question.INTACT: finding}
    reason = conclude(findings, seals=1, rests_on=(), at=NOW)[Question.INTACT].reason
    for empty in ("（-）", "(-)", "（）", "()", "（ ）", "- 至 -", "- to -"):
        assert empty not in reason.zh + reason.en


@pytest.mark.parametrize(
    ("record", "right"),
    [
        (RECORD, IssuingRight(entitled=True)),
        (RECORD, IssuingRight(entitled=None)),
        (RECORD, IssuingRight(entitled=False)),
        (replace(RECORD, state=LicenseState.REPLACED), IssuingRight(entitled=True)),
        (None, IssuingRight(entitled=None)),
    ],
)
async def test_what_the_register_does_not_know_is_left_out_of_the_sentence(
    record: Record | None, right: IssuingRight
) -> None:
    for typed in (
        IDENTIFIER,
        build_identifier(metadata().type_code, metadata().issuer_code, "9").text,
        "1",
        "皖B20260",
    ):
        verdict = await alone(typed, kept(record, right=right))
        for sentence in (verdict.reason, *(reply.reason for reply in verdict.questions)):
            assert not {"（-）", "(-)"} & {sentence.zh, sentence.en}
            assert "（-）" not in sentence.zh
            assert "(-)" not in sentence.en


def test_every_code_has_a_sentence() -> None:
    assert len({REASONS[cause].zh for cause in Cause if cause.name.startswith("FACE_")}) >= len(FaceAnswer)
