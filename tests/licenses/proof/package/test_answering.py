"""Verifying where there is no network: the file, the asker's anchors, and a package that the register has signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from builders.licenses import (
    DEPARTMENT_CODE,
    FOUNDED_AT,
    TYPE_CODE,
    Authority,
    MemorySealer,
    seal,
)
from builders.packages import (
    IDENTIFIER,
    IN_FORCE,
    MADE,
    NOW,
    PUBLISHER,
    PUBLISHER_NAME,
    RIGHT,
    contents,
    package,
    publisher,
    states,
)
from cryptography import x509

from graph.codes.identifier import build_identifier
from graph.words.licensing import LicenseState
from licenses.proof.causes import Cause
from licenses.proof.package.answering import PackageRegister
from licenses.proof.package.contents import Contents
from licenses.proof.package.opening import Seen, open_package
from licenses.proof.package.states import KnownState
from licenses.proof.register import Inquiry
from licenses.proof.trusted import TrustBundle
from licenses.proof.verdict import Answer, Basis, Question, Summary, Verdict
from licenses.proof.verification import verify
from licenses.seal import certificates

CANCELLED = KnownState(LicenseState.CANCELLED, date(2026, 8, 1), date(2026, 5, 20), date(2028, 5, 19), 0)
SERIAL = "2026000002"
OTHER = build_identifier(TYPE_CODE, DEPARTMENT_CODE, SERIAL).text


async def by(said: Contents, data: bytes, trust: TrustBundle, **changes: object) -> Verdict:
    """Verify by what a package says."""
    return await verify(data, trust, NOW, PackageRegister(said), **changes)  # type: ignore[arg-type]


def cause(verdict: Verdict, question: Question) -> str:
    return verdict[question].evidence["cause"]


async def test_a_licence_that_the_package_knows_is_genuine_as_of_its_day(genuine: bytes, authority: Authority) -> None:
    opened = await open_package(package(authority), authority.bundle, NOW, Seen())
    verdict = await by(opened.contents, genuine, opened.trust)
    assert verdict.summary is Summary.GENUINE
    assert verdict.rests_on == (Basis.FILE, Basis.TRUST_BUNDLE, Basis.TRUST_PACKAGE)
    assert "2026-08-27" in verdict.reason.zh
    assert "2026-08-27" in verdict.reason.en
    asked = {question for question in Question if verdict[question].answer is not Answer.NOT_ASKED}
    assert set(Question) - asked == {Question.AS_ISSUED, Question.FACE_AGREES}
    assert cause(verdict, Question.AS_ISSUED) == Cause.FILES_UNTOLD
    for question in (Question.REGISTERED, Question.ISSUER_ENTITLED, Question.IN_FORCE, Question.UNCONTESTED):
        assert verdict[question].answer is Answer.YES
        assert verdict[question].evidence["as_of"] == "2026-08-27"
        assert verdict[question].reason.zh.endswith("（据 2026-08-27 的信任包）。")


@pytest.mark.parametrize(
    ("state", "found"),
    [
        (LicenseState.SUSPENDED, Cause.SUSPENDED),
        (LicenseState.CANCELLED, Cause.CANCELLED),
        (LicenseState.REPLACED, Cause.REPLACED),
    ],
)
async def test_what_is_not_in_force_says_so(
    genuine: bytes, authority: Authority, state: LicenseState, found: Cause
) -> None:
    changed = replace(CANCELLED, state=state)
    verdict = await by(contents(authority, states=states({IDENTIFIER: changed})), genuine, authority.bundle)
    assert (verdict.summary, cause(verdict, Question.IN_FORCE)) == (Summary.NOT_IN_FORCE, found)


async def test_a_day_is_answered_for_that_day(genuine: bytes, authority: Authority) -> None:
    said = contents(authority, states=states({IDENTIFIER: CANCELLED}))
    on = {
        day: cause(await by(said, genuine, authority.bundle, on=day), Question.IN_FORCE)
        for day in (date(2026, 5, 1), date(2026, 7, 31), date(2026, 8, 1), date(2030, 1, 1))
    }
    assert list(on.values()) == [Cause.NOT_YET_VALID, Cause.STATE_UNKNOWN, Cause.CANCELLED, Cause.CANCELLED]
    later = await by(contents(authority), genuine, authority.bundle, on=date(2029, 1, 1))
    assert cause(later, Question.IN_FORCE) == Cause.EXPIRED


async def test_an_objection_is_told(genuine: bytes, authority: Authority) -> None:
    contested = states({IDENTIFIER: replace(IN_FORCE, open_objections=2)})
    verdict = await by(contents(authority, states=contested), genuine, authority.bundle)
    assert verdict.summary is Summary.GENUINE
    assert verdict[Question.UNCONTESTED].evidence["open"] == "2"


async def test_a_licence_that_was_never_issued_is_not_genuine(authority: Authority) -> None:
    verdict = await by(contents(authority), seal(authority, identifier=OTHER), authority.bundle)
    assert (verdict.summary, cause(verdict, Question.REGISTERED)) == (Summary.NOT_GENUINE, Cause.UNREGISTERED)


@pytest.mark.parametrize("after", [timedelta(hours=-11), timedelta(hours=1)])
async def test_what_was_issued_since_the_package_or_while_it_was_made_is_undecided(
    authority: Authority, after: timedelta
) -> None:
    at = MADE + after
    day = at.date()
    hand = authority.sealer(lists=authority.lists(at))
    data = seal(authority, hand, at, identifier=OTHER, issued_on=day, valid_from=day, sealed_at=at)
    verdict = await by(contents(authority), data, authority.bundle)
    assert (verdict.summary, cause(verdict, Question.REGISTERED)) == (Summary.UNDECIDED, Cause.NEWER_THAN_PACKAGE)
    assert "2026-08-27" in verdict.reason.zh


async def test_of_an_authority_whose_licences_are_not_kept_nothing_is_asked(
    genuine: bytes, authority: Authority
) -> None:
    other = replace(RIGHT, issuer=PUBLISHER)
    departments = {PUBLISHER: PUBLISHER_NAME}
    said = contents(authority, other, departments=departments, states=states({}))
    verdict = await by(said, genuine, authority.bundle)
    assert cause(verdict, Question.REGISTERED) == Cause.NOT_KEPT_HERE
    assert verdict[Question.ISSUER_ENTITLED].answer is Answer.UNDECIDED


@pytest.mark.parametrize(
    ("right", "answer"),
    [
        (RIGHT, Answer.YES),
        (replace(RIGHT, valid_until=date(2026, 5, 20)), Answer.NO),
        (replace(RIGHT, valid_until=date(2026, 5, 21)), Answer.YES),
        (replace(RIGHT, valid_from=date(2026, 5, 21)), Answer.NO),
        (replace(RIGHT, type_code=TYPE_CODE[:-1] + "1"), Answer.NO),
    ],
)
async def test_the_right_to_issue_is_asked_for_the_day_of_the_seal(
    genuine: bytes, authority: Authority, right: object, answer: Answer
) -> None:
    said = contents(authority, right)  # type: ignore[arg-type]
    verdict = await by(said, genuine, authority.bundle)
    assert verdict[Question.ISSUER_ENTITLED].answer is answer
    assert verdict.summary is (Summary.NOT_GENUINE if answer is Answer.NO else Summary.GENUINE)


async def test_a_timestamp_of_an_unknown_service_gives_no_day_to_ask_for(authority: Authority) -> None:
    stranger = Authority("Stranger")
    data = seal(authority, clock=stranger)
    verdict = await by(contents(authority), data, authority.bundle)
    assert verdict[Question.TIME_TRUSTED].answer is Answer.UNDECIDED
    assert verdict[Question.ISSUER_ENTITLED].answer is Answer.UNDECIDED
    assert verdict.summary is Summary.UNDECIDED


async def test_a_seal_of_another_department_is_not_genuine_with_or_without_a_package(authority: Authority) -> None:
    data = seal(authority, authority.sealer(PUBLISHER_NAME, PUBLISHER))
    for verdict in (await by(contents(authority), data, authority.bundle), await verify(data, authority.bundle, NOW)):
        assert (verdict.summary, cause(verdict, Question.ISSUER_ENTITLED)) == (Summary.NOT_GENUINE, Cause.CODES_DIFFER)


def stolen(authority: Authority) -> tuple[MemorySealer, tuple[bytes, ...]]:
    """A seal that was revoked a month before NOW, and the lists that say so."""
    hand = authority.sealer(at=FOUNDED_AT)
    serial = x509.load_der_x509_certificate(hand.certificate).serial_number
    revoked = certificates.revoked_entry(serial, NOW - timedelta(days=30), x509.ReasonFlags.key_compromise)
    return hand, authority.lists(MADE, revoked)


async def test_a_key_revoked_last_month_seals_nothing_though_an_older_list_is_in_the_file(
    authority: Authority,
) -> None:
    hand, newer = stolen(authority)
    at, older = NOW - timedelta(days=20), authority.lists(NOW - timedelta(days=40))
    day = at.date()
    data = seal(
        authority, replace(hand, revocation=older), at, issued_on=day, valid_from=day, sealed_at=at, valid_until=None
    )
    known = states({IDENTIFIER: replace(IN_FORCE, valid_from=day)})
    opened = await open_package(
        package(authority, contents(authority, lists=newer, states=known)), authority.bundle, NOW, Seen()
    )
    alone = await verify(data, authority.bundle, NOW)
    by_package = await by(opened.contents, data, opened.trust)
    by_list = await verify(data, TrustBundle(authority.bundle.anchors, newer), NOW)
    assert alone.summary is Summary.GENUINE
    for verdict in (by_package, by_list):
        assert verdict.summary is Summary.NOT_GENUINE
        assert cause(verdict, Question.CERTIFICATE_VALID_THEN) == Cause.REVOKED_BEFORE


async def test_what_was_sealed_before_the_key_was_revoked_stays_genuine(authority: Authority) -> None:
    hand, newer = stolen(authority)
    opened = await open_package(package(authority, contents(authority, lists=newer)), authority.bundle, NOW, Seen())
    verdict = await by(opened.contents, seal(authority, hand), opened.trust)
    assert verdict.summary is Summary.GENUINE


async def test_the_anchors_of_a_package_that_is_believed_are_believed(authority: Authority) -> None:
    bureau = Authority("Bureau")
    said = contents(bureau, anchors=contents(authority).anchors, lists=(*bureau.lists(MADE), *authority.lists(MADE)))
    opened = await open_package(package(bureau, said, publisher(bureau)), bureau.bundle, NOW, Seen())
    data = seal(authority)
    assert (await verify(data, bureau.bundle, NOW)).summary is Summary.UNDECIDED
    assert (await by(opened.contents, data, opened.trust)).summary is Summary.GENUINE


FACE = {"工种": "建筑电工", "KZ_XB": "男", "证照编号": "皖B2026000001", "颁发日期": "2026年5月20日", "版本": "1"}


@pytest.mark.parametrize("wrong", [{}, {"工种": "电焊工"}, {"编号": "皖B2026000002"}, {"没有": "这一项"}])
async def test_a_face_is_compared_with_the_sealed_data_in_the_file(
    genuine: bytes, authority: Authority, wrong: dict[str, str]
) -> None:
    verdict = await by(contents(authority), genuine, authority.bundle, face=FACE | wrong)
    found = verdict[Question.FACE_AGREES]
    assert found.answer is (Answer.NO if wrong else Answer.YES)
    assert found.evidence["compared"] == str(len(FACE | wrong))
    assert found.evidence["differing"] == str(len(wrong))
    assert verdict.summary is Summary.GENUINE


async def test_without_a_package_a_face_is_compared_by_the_columns_of_the_standard(
    genuine: bytes, authority: Authority
) -> None:
    face = {"KZ_GZ": "建筑电工", "持证主体": "陈一凡", "有效期至": "2028-05-19"}
    verdict = await verify(genuine, authority.bundle, NOW, face=face)
    assert cause(verdict, Question.FACE_AGREES) == Cause.FACE_OF_FILE
    wrong = await verify(genuine, authority.bundle, NOW, face=face | {"持证主体": "陈二凡"})
    assert cause(wrong, Question.FACE_AGREES) == Cause.FACE_DIFFERS_FROM_FILE


async def test_the_data_of_a_file_that_was_changed_are_compared_with_nothing(
    genuine: bytes, authority: Authority
) -> None:
    verdict = await verify(genuine + b"more", authority.bundle, NOW, face=FACE)
    assert verdict[Question.FACE_AGREES].answer is Answer.NOT_ASKED


@pytest.mark.parametrize("demonstration", [True, False])
async def test_a_demonstrations_package_marks_its_answers(authority: Authority, demonstration: bool) -> None:
    register = PackageRegister(contents(authority, demonstration=demonstration))
    standing = await register.standing(Inquiry(IDENTIFIER, TYPE_CODE, DEPARTMENT_CODE, NOW.date()))
    assert standing.demonstration is demonstration
