"""The whole story, against a register that answers from a table."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest
from builders.licenses import DEPARTMENT_CODE, SEALED_AT, TYPE_CODE, Authority, metadata, seal

from graph.words.license_files import FileKind, KnownFile
from graph.words.licensing import (
    LicenseState,
)
from licenses.proof.causes import Cause
from licenses.proof.face_values import PrintedField, ValueKind
from licenses.proof.reading import read
from licenses.proof.register import Inquiry, IssuingRight, Record, Standing
from licenses.proof.trusted import TrustBundle
from licenses.proof.verdict import Answer, Basis, Question, Summary, Verdict
from licenses.proof.verification import verify

NOW = SEALED_AT + timedelta(days=100)
ON = date(2026, 8, 28)
FACE = {"KZ_GZ": "建筑电工", "KZ_XB": "男"}
RIGHT = IssuingRight(entitled=True, valid_from=date(2020, 1, 1), article="WHL-9")
RECORD = Record(
    state=LicenseState.IN_FORCE,
    state_now=LicenseState.IN_FORCE,
    valid_from=date(2026, 5, 20),
    valid_until=date(2028, 5, 19),
    version="001",
    file=KnownFile(FileKind.ISSUED, ""),
    face=FACE,
)


@dataclass
class Table:
    """A register with one answer; remembers what it was asked."""

    answer: Standing
    asked: list[Inquiry] = field(default_factory=list)

    async def standing(self, inquiry: Inquiry) -> Standing:
        self.asked.append(inquiry)
        return self.answer if self.answer.record is None else replace(self.answer, record=self._known(inquiry))

    def _known(self, inquiry: Inquiry) -> Record | None:
        """The record; a file without digest is the one asked about."""
        record = self.answer.record
        if record is None or record.file is None or record.file.digest or not inquiry.digests:
            return record
        return replace(record, file=replace(record.file, digest=inquiry.digests[0]))


def kept(record: Record | None = RECORD, right: IssuingRight | None = RIGHT, **changes: object) -> Table:
    return Table(replace(Standing(keeps_issuer=True, right=right, record=record), **changes))  # type: ignore[arg-type]


async def against(register: Table | None, data: bytes, authority: Authority, **changes: object) -> Verdict:
    return await verify(data, authority.bundle, NOW, register, **changes)  # type: ignore[arg-type]


async def test_a_file_says_whose_it_passes_itself_off_as_by_its_seal_first_and_nothing_is_proved_by_it() -> None:
    own, stranger = Authority(), Authority("another 演示")
    forged = seal(stranger, sealer=stranger.sealer("别的局", "11340200MB0000009X"))
    verdict = await against(kept(), forged, own)
    assert verdict.claims == ("11340200MB0000009X", DEPARTMENT_CODE)
    assert verdict.summary is not Summary.GENUINE
    assert (await against(None, b"hello", own)).claims == ()
    assert "claims" not in verdict.to_json()


async def test_a_licence_that_the_register_confirms_is_genuine_in_every_question(
    genuine: bytes, authority: Authority
) -> None:
    verdict = await against(kept(), genuine, authority)
    assert {reply.answer for reply in verdict.questions} == {Answer.YES}
    assert verdict.summary is Summary.GENUINE
    assert verdict.rests_on == (Basis.FILE, Basis.TRUST_BUNDLE, Basis.REGISTER)
    assert verdict.demonstration


async def test_the_register_is_asked_once_with_what_the_file_says(genuine: bytes, authority: Authority) -> None:
    register = kept()
    await against(register, genuine, authority)
    assert register.asked == [
        Inquiry(
            identifier=metadata().identifier,
            type_code=TYPE_CODE,
            issuer_code=DEPARTMENT_CODE,
            on=ON,
            digests=tuple(prefix.digest for prefix in read(genuine).prefixes),
            issued_on=(date(2026, 5, 20),),
        )
    ]


def test_a_file_extended_by_an_archive_timestamp_is_asked_for_by_the_digests_of_all_its_revisions(
    genuine: bytes, authority: Authority
) -> None:
    extended = authority.archive(genuine, SEALED_AT + timedelta(days=10))
    register = kept(replace(RECORD, file=KnownFile(FileKind.TIMESTAMPED, "")))
    verdict = asyncio.run(against(register, extended, authority))
    assert register.asked[0].digests == (read(extended).digest, *(one.digest for one in read(genuine).prefixes))
    assert verdict[Question.AS_ISSUED].evidence["cause"] == Cause.TIMESTAMPED_FILE
    assert verdict.summary is Summary.GENUINE


@pytest.mark.parametrize(
    ("known", "kind", "cause"),
    [
        (0, FileKind.ISSUED, Cause.ISSUED_FILE),
        (1, FileKind.ISSUED, Cause.EXTENDED_FILE),
        (2, FileKind.SEALED, Cause.EXTENDED_FILE),
        (1, FileKind.ANNOTATED, Cause.ANNOTATED_FILE_LAPSED),
        (1, FileKind.EARLIER_VERSION, Cause.EARLIER_VERSION_FILE),
    ],
)
def test_a_file_that_was_extended_is_the_one_that_it_begins_with_and_so_many_bytes_more(
    genuine: bytes, authority: Authority, known: int, kind: FileKind, cause: Cause
) -> None:
    extended = authority.archive(genuine, SEALED_AT + timedelta(days=10))
    prefix = read(extended).prefixes[known]
    file = KnownFile(kind, prefix.digest, "芜湖市燃气公司", "开户", date(2026, 6, 30), "001")
    found = asyncio.run(against(kept(replace(RECORD, file=file)), extended, authority))[Question.AS_ISSUED]
    assert (found.answer, found.evidence["cause"]) == (Answer.YES, cause)
    assert found.evidence.get("bytes") == (str(len(extended) - prefix.size) if known else None)


async def test_bytes_behind_the_issued_file_that_are_no_archive_are_counted(
    genuine: bytes, authority: Authority
) -> None:
    file = KnownFile(FileKind.ISSUED, read(genuine).digest)
    verdict = await against(kept(replace(RECORD, file=file)), genuine + b"x" * 7, authority)
    assert verdict[Question.AS_ISSUED].answer is Answer.NO
    assert verdict[Question.AS_ISSUED].evidence == {"cause": Cause.ALTERED_FILE, "bytes": "7"}
    assert "7 bytes more" in verdict[Question.AS_ISSUED].reason.en


async def test_a_state_that_is_not_known_for_the_day_is_said_and_dates_come_first(
    genuine: bytes, authority: Authority
) -> None:
    register = kept(replace(RECORD, state=None, state_now=LicenseState.SUSPENDED))
    verdict = await against(register, genuine, authority)
    assert verdict[Question.IN_FORCE].answer is Answer.UNDECIDED
    assert "undecided" in verdict.reason.en
    assert "有效无法判定" in verdict.reason.zh
    early = await against(register, genuine, authority, on=date(1990, 1, 1))
    assert early[Question.IN_FORCE].evidence["cause"] == Cause.NOT_YET_VALID
    assert early.summary is Summary.NOT_IN_FORCE


STATED: dict[str, str | list[str]] = {"ZZBH": "皖B2026000001", "CZZTDM": ["34020019900101101X"], **FACE}


@pytest.mark.parametrize(
    ("stated", "fields"),
    [
        ({"ZZBH": "皖B2026000002"}, "ZZBH"),
        ({"CZZTDM": ["340200199001011028"], "KZ_GZ": "焊工"}, "CZZTDM, KZ_GZ"),
        ({"KZ_DH": "1"}, "KZ_DH"),
    ],
)
async def test_a_file_that_states_otherwise_than_the_register_is_a_no_that_names_the_fields(
    genuine: bytes, authority: Authority, stated: dict[str, str | list[str]], fields: str
) -> None:
    for said in (STATED, STATED | {"CZZTDM": ["34020019900101 101x"]}):  # a code that was written otherwise is the same
        assert (await against(kept(replace(RECORD, stated=said)), genuine, authority)).summary is Summary.GENUINE
    for file in (RECORD.file, None):
        verdict = await against(kept(replace(RECORD, file=file, stated=STATED | stated)), genuine, authority)
        assert verdict[Question.AS_ISSUED].answer is Answer.NO
        assert verdict[Question.AS_ISSUED].evidence == {"cause": Cause.FACTS_DIFFER, "fields": fields}
        assert verdict.summary is Summary.NOT_GENUINE


async def test_what_the_register_has_is_compared_with_no_file_whose_seal_is_not_proved(
    genuine: bytes, authority: Authority
) -> None:
    register = kept(replace(RECORD, file=None, stated=STATED | {"ZZBH": "皖B2026000002"}))
    for data, trust in ((genuine + b"x", authority.bundle), (genuine, Authority("Some other").bundle)):
        verdict = await verify(data, trust, NOW, register, face={"KZ_GZ": "焊工"})
        assert verdict[Question.AS_ISSUED].evidence["cause"] == Cause.OTHER_FILE
        assert verdict[Question.FACE_AGREES].answer is Answer.NOT_ASKED
        assert verdict[Question.FACE_AGREES].evidence == {"cause": Cause.FACE_WITHHELD}
        assert "皖B2026000002" not in str(verdict.to_json())


@pytest.mark.parametrize(
    ("register", "question", "answer", "cause", "summary"),
    [
        (kept(None), Question.REGISTERED, Answer.NO, Cause.UNREGISTERED, Summary.NOT_GENUINE),
        (kept(replace(RECORD, file=None)), Question.AS_ISSUED, Answer.NO, Cause.OTHER_FILE, Summary.NOT_GENUINE),
        (
            kept(right=replace(RIGHT, entitled=False)),
            Question.ISSUER_ENTITLED,
            Answer.NO,
            Cause.NOT_ENTITLED,
            Summary.NOT_GENUINE,
        ),
        (kept(right=None), Question.ISSUER_ENTITLED, Answer.UNDECIDED, Cause.ENTITLEMENT_UNKNOWN, Summary.UNDECIDED),
        (
            kept(right=IssuingRight(entitled=None)),
            Question.ISSUER_ENTITLED,
            Answer.UNDECIDED,
            Cause.ENTITLEMENT_UNKNOWN,
            Summary.UNDECIDED,
        ),
        (
            kept(replace(RECORD, state=LicenseState.SUSPENDED)),
            Question.IN_FORCE,
            Answer.NO,
            Cause.SUSPENDED,
            Summary.NOT_IN_FORCE,
        ),
        (
            kept(replace(RECORD, state=LicenseState.CANCELLED)),
            Question.IN_FORCE,
            Answer.NO,
            Cause.CANCELLED,
            Summary.NOT_IN_FORCE,
        ),
        (
            kept(replace(RECORD, state=LicenseState.REPLACED, replaced_by="…002.8")),
            Question.IN_FORCE,
            Answer.NO,
            Cause.REPLACED,
            Summary.NOT_IN_FORCE,
        ),
        (
            kept(replace(RECORD, valid_until=date(2026, 8, 27))),
            Question.IN_FORCE,
            Answer.NO,
            Cause.EXPIRED,
            Summary.NOT_IN_FORCE,
        ),
        (
            kept(replace(RECORD, valid_from=date(2026, 8, 29))),
            Question.IN_FORCE,
            Answer.NO,
            Cause.NOT_YET_VALID,
            Summary.NOT_IN_FORCE,
        ),
        (
            kept(replace(RECORD, face=FACE | {"KZ_XB": "女"})),
            Question.FACE_AGREES,
            Answer.NO,
            Cause.FACE_DIFFERS,
            Summary.GENUINE,
        ),
        (kept(replace(RECORD, open_objections=2)), Question.UNCONTESTED, Answer.NO, Cause.CONTESTED, Summary.GENUINE),
    ],
)
async def test_what_the_register_says_answers_its_question(
    genuine: bytes,
    authority: Authority,
    register: Table,
    question: Question,
    answer: Answer,
    cause: Cause,
    summary: Summary,
) -> None:
    verdict = await against(register, genuine, authority)
    assert verdict[question].answer is answer
    assert verdict[question].evidence["cause"] == cause
    assert verdict.summary is summary


async def test_the_last_day_of_validity_is_a_valid_one(genuine: bytes, authority: Authority) -> None:
    verdict = await against(kept(replace(RECORD, valid_until=ON)), genuine, authority)
    assert verdict[Question.IN_FORCE].answer is Answer.YES


async def test_the_state_is_asked_for_the_date_asked(genuine: bytes, authority: Authority) -> None:
    register = kept()
    verdict = await against(register, genuine, authority, on=date(2029, 1, 1))
    assert register.asked[0].on == date(2029, 1, 1)
    assert verdict.summary is Summary.NOT_IN_FORCE


async def test_a_licence_of_an_issuer_that_is_not_kept_here_is_not_asked_for(
    genuine: bytes, authority: Authority
) -> None:
    verdict = await against(Table(Standing(keeps_issuer=False)), genuine, authority)
    for question in (Question.REGISTERED, Question.AS_ISSUED, Question.IN_FORCE, Question.ISSUER_ENTITLED):
        assert verdict[question].answer is Answer.NOT_ASKED
        assert verdict[question].evidence["cause"] == Cause.NOT_KEPT_HERE
    assert verdict.summary is Summary.GENUINE
    assert Basis.REGISTER not in verdict.rests_on


@pytest.mark.parametrize(
    ("until", "cause"), [(date(2026, 12, 31), Cause.ANNOTATED_FILE), (date(2026, 8, 1), Cause.ANNOTATED_FILE_LAPSED)]
)
async def test_an_annotated_copy_says_for_whom_and_what_and_how_long(
    genuine: bytes, authority: Authority, until: date, cause: Cause
) -> None:
    copy = KnownFile(FileKind.ANNOTATED, "", user="芜湖市燃气公司", purpose="开户", until=until)
    reply = (await against(kept(replace(RECORD, file=copy)), genuine, authority))[Question.AS_ISSUED]
    assert reply.answer is Answer.YES
    assert reply.evidence["cause"] == cause
    assert "芜湖市燃气公司" in reply.reason.zh
    assert until.isoformat() in reply.reason.en


async def test_the_file_of_an_earlier_version_is_named_as_such(genuine: bytes, authority: Authority) -> None:
    earlier = replace(RECORD, file=KnownFile(FileKind.EARLIER_VERSION, "", version="001"), state=LicenseState.REPLACED)
    verdict = await against(kept(earlier), genuine, authority)
    assert verdict[Question.AS_ISSUED].evidence == {"cause": "EARLIER_VERSION_FILE", "version": "001"}
    assert verdict.summary is Summary.NOT_IN_FORCE


async def test_a_successor_that_answers_for_the_issuer_is_named(genuine: bytes, authority: Authority) -> None:
    verdict = await against(kept(answered_by="芜湖市数据资源管理局"), genuine, authority)
    assert verdict[Question.ISSUER_ENTITLED].evidence["answered_by"] == "芜湖市数据资源管理局"


async def test_offline_the_questions_of_the_register_are_not_asked(genuine: bytes, authority: Authority) -> None:
    verdict = await against(None, genuine, authority)
    unasked = [reply.code for reply in verdict.questions if reply.answer is Answer.NOT_ASKED]
    assert unasked == [Question.ISSUER_ENTITLED, *list(Question)[8:]]
    assert verdict.rests_on == (Basis.FILE, Basis.TRUST_BUNDLE)


async def test_without_a_trust_bundle_nobody_knows_who_sealed_it_and_it_is_undecided(genuine: bytes) -> None:
    verdict = await verify(genuine, TrustBundle(), NOW)
    for question in (Question.SIGNER_TRUSTED, Question.TIME_TRUSTED, Question.CERTIFICATE_VALID_THEN):
        assert verdict[question].answer is Answer.UNDECIDED
    assert verdict[Question.INTACT].answer is Answer.YES
    assert verdict.rests_on == (Basis.FILE,)
    assert verdict.summary is Summary.UNDECIDED
    assert "nothing is known about whose seal it is" in verdict.reason.en


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n%%EOF\n", b"hello"])
async def test_the_register_is_not_asked_about_what_bears_no_seal(authority: Authority, data: bytes) -> None:
    register = kept()
    await against(register, data, authority)
    assert register.asked == []


async def test_face_data_given_are_compared_with_the_register(genuine: bytes, authority: Authority) -> None:
    wrong = await against(kept(), genuine, authority, face={"KZ_GZ": "建筑架子工"})
    assert wrong[Question.FACE_AGREES].answer is Answer.NO
    assert "建筑电工" not in str(wrong.to_json()), "a wrong guess is not told the right answer"


async def test_face_data_beside_a_file_are_right_as_printed(genuine: bytes, authority: Authority) -> None:
    printed = (
        PrintedField("KZ_GZ", ("工种",), ("建筑电工",)),
        PrintedField("ZZBFRQ", ("颁发日期",), ("2026-05-20",), ValueKind.DAY),
    )
    register = kept(replace(RECORD, printed=printed))
    for face, answer in (
        ({"工 种：": "建筑 电工", "颁发日期": "2026年05月20日", "KZ_XB": "男"}, Answer.YES),
        ({"工种": "建筑电工", "颁发日期": "2026年05月21日"}, Answer.NO),
        ({"性别": "男"}, Answer.NO),
    ):
        verdict = await against(register, genuine, authority, face=face)
        assert verdict[Question.FACE_AGREES].answer is answer


def test_a_seal_over_another_departments_data_is_not_saved_by_the_register(authority: Authority) -> None:
    police = authority.sealer("芜湖市公安局", "11340200003000000X")
    verdict = asyncio.run(against(kept(), seal(authority, police), authority))
    assert verdict[Question.ISSUER_ENTITLED].answer is Answer.NO
    assert verdict.summary is Summary.NOT_GENUINE
