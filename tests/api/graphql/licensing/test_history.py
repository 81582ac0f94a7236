"""What a licence was on a past day: every change is kept, and every door answers the same."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, LiteralString

import pytest
from builders import drafted, office
from builders.office import ALICE, NOW, TODAY, Office, who
from starlette.datastructures import UploadFile

from api.identity.authenticator import PUBLIC, Identity
from api.identity.request import Language, RequestFacts
from api.service.files import Files
from graph.law.scope import EVERYTHING
from graph.office.actor import Actor
from graph.store.engine import Unit
from graph.store.view import View
from graph.subjects.licensing import defining as licensing_defining
from graph.subjects.people.desk import principal_of
from graph.words.china_time import CHINA, china_day
from graph.words.licensing import CHANGE_REASON, NUMBER, Entitlement, LicenseEvent, LicenseStatus
from graph.words.people import Role
from licenses.proof import verification
from licenses.proof.face_check import FaceAnswer
from licenses.proof.verdict import Question
from licenses.register import lifecycle
from licenses.register.answering import GraphRegister
from licenses.register.hiding import hide
from licenses.register.lifecycle import LicenseChange

ISSUED = datetime(2026, 1, 5, 10, tzinfo=CHINA)
CHANGES = (
    (datetime(2026, 1, 10, 0, 30, tzinfo=CHINA), LicenseChange.SUSPEND, "复核|一"),
    (datetime(2026, 1, 15, 9, tzinfo=CHINA), LicenseChange.RESUME, "复核无误"),
    (datetime(2026, 1, 20, 23, 59, 59, tzinfo=CHINA), LicenseChange.SUSPEND, "再次复核"),
    (datetime(2026, 1, 25, 9, tzinfo=CHINA), LicenseChange.CANCEL, "依法注销"),
)
TIMELINE = {
    "2026-01-04": "NOT_YET_VALID",
    "2026-01-05": "IN_FORCE",
    "2026-01-09": "IN_FORCE",
    "2026-01-10": "SUSPENDED",
    "2026-01-14": "SUSPENDED",
    "2026-01-15": "IN_FORCE",
    "2026-01-19": "IN_FORCE",
    "2026-01-20": "SUSPENDED",
    "2026-01-24": "SUSPENDED",
    "2026-01-25": "CANCELLED",
    "2026-03-02": "CANCELLED",
}
CODES = {
    "IN_FORCE": "VALID",
    "NOT_YET_VALID": "NOT_ACTIVATED",
    "SUSPENDED": "SUSPENDED",
    "CANCELLED": "NO_LONGER_VALID",
    "REPLACED": "NO_LONGER_VALID",
    "UNDECIDED": "TOO_LITTLE",
}
"""The answer of a face check to each status."""
SHOWN = """query ($id: ID!, $on: Date) { node(id: $id) { ... on License { state status(on: $on) today: status
  face { key } history { state at reason } } } }"""
VERIFY = """query ($input: VerifyInput!, $at: Date) { verifyLicense(input: $input, at: $at) { summary faceCheck
  questions { code answer evidence { name value } } } }"""
ISSUER = who("issuer")
FACE = (("KZ_XM", "陈一凡"), ("KZ_DJRQ", office.registered(china_day(ISSUED))))
SEES = {"holder": office.HOLDER_A, "issuer": ISSUER}
SUPERVISES = {
    "auditor": who("auditor", Role.AUDITOR),
    "admin": who("admin", Role.ADMIN),
}


AFTER = {"SUSPEND": "SUSPENDED", "RESUME": "IN_FORCE", "CANCEL": "CANCELLED"}


async def issued(api: Office, number: str, at: datetime = ISSUED, **changes: Any) -> str:
    """Issue a licence at a moment; give its id."""
    day = china_day(at)
    plain = {} if "issued_on" in changes else {"issued_on": day, "valid_from": day, "face": dict(FACE)}
    placed = office.order(ALICE, number, **(plain | changes))
    return await drafted.issue(api.service.backend.workshop, placed, at)


async def changed(api: Office, licence: str, changes: Sequence[tuple[datetime, LicenseChange, str]]) -> None:
    """Change a licence, each time at a moment."""
    for at, wanted, reason in changes:
        day = china_day(at)
        actor = Actor(await principal_of(api.store, Role.STAFF, "issuer", day), at)
        view, personal = View(api.store, EVERYTHING, day), api.service.backend.personal
        await lifecycle.change(api.store, personal, view, actor, licence, wanted, reason)


def facts_of(identity: Identity) -> RequestFacts:
    return RequestFacts(identity, NOW, "request-1", Language.ZH, timedelta(seconds=10))


async def known(api: Office, licence: str) -> tuple[str, bytes]:
    """Identifier and file of a licence."""
    identifier, digest = await api.store.read("MATCH (l:License {id: $id}) RETURN [l.identifier, l.digest]", id=licence)
    return identifier, await api.service.backend.workshop.file(digest)


async def shown(api: Office, licence: str, on: str | None = None, identity: Identity = ISSUER) -> Any:
    return (await api.ask(SHOWN, identity, id=office.gid("License", licence), on=on))["node"]


async def verified(api: Office, on: str, **given: Any) -> Any:
    return (await api.ask(VERIFY, input=given, at=on))["verifyLicense"]


def in_force(verdict: Any) -> tuple[str, str]:
    """Answer and cause of the question whether it is in force."""
    (found,) = (each for each in verdict["questions"] if each["code"] == "IN_FORCE")
    return found["answer"], next(each["value"] for each in found["evidence"] if each["name"] == "cause")


async def at_every_door(api: Office, licence: str, on: str) -> str:
    """What a licence was on a day, after every door has been asked and has said the same."""
    status: str = (await shown(api, licence, on))["status"]
    identifier, file = await known(api, licence)
    answer = {"IN_FORCE": "YES", "UNDECIDED": "UNDECIDED"}.get(status, "NO")
    cause = "STATE_UNKNOWN" if status == "UNDECIDED" else status
    summary = "NOT_IN_FORCE" if answer == "NO" else "GENUINE"
    for given in ({"identifier": identifier}, {"file": UploadFile(io.BytesIO(file))}):
        verdict = await verified(api, on, **given)
        assert (in_force(verdict), verdict["summary"]) == ((answer, cause), summary), given.keys()
    typed = {"identifier": identifier, "face": [{"key": key, "value": value} for key, value in FACE]}
    assert (await verified(api, on, face=typed))["faceCheck"] == CODES[status]

    register = GraphRegister(api.store, api.service.backend.personal, TODAY)
    asked = date.fromisoformat(on)
    told = await verification.verify_identifier(identifier, NOW, register, on=asked)
    assert told[Question.IN_FORCE].evidence["cause"] == cause
    checked = await verification.verify_identifier(identifier, NOW, register, FACE, on=asked)
    assert checked.face_check is FaceAnswer[CODES[status]]
    return status


async def test_on_every_day_of_its_life_a_licence_is_at_every_door_what_it_was_then(api: Office) -> None:
    licence = await issued(api, "J340200-2026-000101")
    await changed(api, licence, CHANGES)
    assert {on: await at_every_door(api, licence, on) for on in TIMELINE} == TIMELINE

    now = await shown(api, licence)
    assert (now["state"], now["today"], now["status"]) == ("CANCELLED",) * 3
    assert [(each["state"], each["reason"]) for each in now["history"]] == [
        ("IN_FORCE", None),
        ("SUSPENDED", "复核|一"),
        ("IN_FORCE", "复核无误"),
        ("SUSPENDED", "再次复核"),
        ("CANCELLED", "依法注销"),
    ]
    moments = [datetime.fromisoformat(each["at"]) for each in now["history"]]
    assert moments == [ISSUED, *(at for at, _, _ in CHANGES)]
    identifier, _ = await known(api, licence)
    page = await api.service.license_page(identifier, facts_of(PUBLIC))
    assert page is not None
    assert page.status is LicenseStatus.CANCELLED


async def test_a_change_that_is_refused_leaves_no_trace_in_the_history(api: Office) -> None:
    licence = await issued(api, "J340200-2026-000102")
    given = {"license": office.gid("License", licence), "change": "RESUME", "reason": "未停用"}
    mutation = "mutation ($i: ChangeLicenseInput!) { changeLicense(input: $i) { errors { code } } }"
    assert (await api.ask(mutation, who("issuer"), i=given))["changeLicense"] == {"errors": [{"code": "NO_SUCH_MOVE"}]}
    assert [each["state"] for each in (await shown(api, licence))["history"]] == ["IN_FORCE"]


async def test_a_licence_is_replaced_from_the_day_on_which_its_successor_was_sealed(api: Office) -> None:
    first = await issued(api, "J340200-2026-000103")
    await changed(api, first, CHANGES[:2])
    identifier, _ = await known(api, first)
    sealed = datetime(2026, 2, 1, 0, 10, tzinfo=CHINA)
    second = await issued(api, "J340200-2026-000103", sealed, replaces=identifier, change_reason="姓名更正")
    found = {on: await at_every_door(api, first, on) for on in ("2026-01-12", "2026-01-31", "2026-02-01", "2026-02-02")}
    assert list(found.values()) == ["SUSPENDED", "IN_FORCE", "REPLACED", "REPLACED"]
    assert await at_every_door(api, second, "2026-01-31") == "NOT_YET_VALID"
    assert await at_every_door(api, second, "2026-02-01") == "IN_FORCE"
    for licence in (first, second):
        last = (await shown(api, licence))["history"][-1]
        assert (datetime.fromisoformat(last["at"]), last["reason"]) == (sealed, "姓名更正")


async def as_released(api: Office, licence: str, state: str, at: datetime | None, reason: str = "核查") -> None:
    """Let a licence be kept as release 0.1.0 kept it: its state now, and when that was last changed."""

    async def work(unit: Unit) -> None:
        await unit.run("MATCH (l:License {id: $id}) REMOVE l.stateHistory", id=licence)

    await api.store.write(work)
    await changed_by_release(api, licence, state, at, reason)


async def changed_by_release(api: Office, licence: str, state: str, at: datetime | None, reason: str) -> None:
    """Change a licence as release 0.1.0 did, which knew no history; then the store is opened by this one."""
    personal = api.service.backend.personal
    cipher, lines = await api.store.read(
        "MATCH (l:License {id: $id}) RETURN [l.numberCipher, l.stateHistory]", id=licence
    )
    kept = [LicenseEvent.parse(line) for line in lines or ()]
    plain = [replace(each, reason=personal.shown(each.reason, CHANGE_REASON)).line for each in kept]

    async def work(unit: Unit) -> None:
        await unit.run("MATCH (z:Zhengtu {id: 'store'}) REMOVE z.wordsHidden")
        await unit.run(
            "MATCH (l:License {id: $id}) SET l.number = $number, l.stateHistory = $lines REMOVE l.numberCipher",
            id=licence, number=personal.decrypt(cipher, NUMBER), lines=plain or None,
        )  # fmt: skip
        await unit.run(
            "MATCH (l:License {id: $id}) SET l.state = $state, l.changeReason = $reason, l.changedAt = datetime($at)",
            id=licence, state=state, reason=reason, at=at.isoformat() if at else None,
        )  # fmt: skip

    await api.store.write(work)
    await hide(api.store, personal)


@pytest.mark.parametrize(
    ("state", "last", "then"),
    [
        ("SUSPENDED", "核查", "CANCEL"),
        ("IN_FORCE", "核查", "SUSPEND"),
        ("CANCELLED", "核查", None),
        ("REPLACED", None, None),
    ],
)
async def test_of_a_licence_without_history_what_was_before_its_last_change_is_undecided(
    api: Office, state: str, last: str | None, then: str | None
) -> None:
    licence = await issued(api, f"J340200-2026-0002{len(state):02}{state[0]}")
    await as_released(api, licence, state, datetime(2026, 1, 20, 9, tzinfo=CHINA))
    days = ("2026-01-04", "2026-01-05", "2026-01-19", "2026-01-20", "2026-03-02")
    expected = ["NOT_YET_VALID", "UNDECIDED", "UNDECIDED", state, state]
    assert [await at_every_door(api, licence, on) for on in days] == expected
    events = (await shown(api, licence))["history"]
    assert [(each["state"], each["reason"]) for each in events] == [(None, None), (state, last)]

    if then is not None:
        await changed(api, licence, [(datetime(2026, 1, 25, 9, tzinfo=CHINA), LicenseChange[then], "再查")])
        after = AFTER[then]
        days = ("2026-01-19", "2026-01-20", "2026-01-24", "2026-01-25", "2026-03-02")
        found = [await at_every_door(api, licence, on) for on in days]
        assert found == ["UNDECIDED", state, state, after, after]
        more = (await shown(api, licence))["history"]
        assert [(each["state"], each["reason"]) for each in more[1:]] == [(state, last), (after, "再查")]


async def test_of_a_licence_without_history_that_was_never_changed_everything_is_known(api: Office) -> None:
    licence = await issued(api, "J340200-2026-000301")
    await as_released(api, licence, "IN_FORCE", None, "")
    assert await at_every_door(api, licence, "2026-01-06") == "IN_FORCE"
    identifier, _ = await known(api, licence)
    second = await issued(api, "J340200-2026-000301", NOW, replaces=identifier, change_reason="遗失补发")
    days = ("2026-01-06", "2026-03-01", "2026-03-02")
    assert [await at_every_door(api, licence, on) for on in days] == ["IN_FORCE", "IN_FORCE", "REPLACED"]
    assert [each["state"] for each in (await shown(api, licence))["history"]] == ["IN_FORCE", "REPLACED"]
    assert [each["reason"] for each in (await shown(api, second))["history"]] == ["遗失补发"]


async def test_a_change_by_a_program_that_keeps_no_history_is_not_passed_over(api: Office) -> None:
    licence = await issued(api, "J340200-2026-000302")
    await changed_by_release(api, licence, "SUSPENDED", datetime(2026, 1, 20, 9, tzinfo=CHINA), "核查")
    days = ("2026-01-19", "2026-01-20", "2026-03-02")
    assert [await at_every_door(api, licence, on) for on in days] == ["UNDECIDED", "SUSPENDED", "SUSPENDED"]


@pytest.mark.parametrize("name", [*SEES, *SUPERVISES])
async def test_who_sees_the_face_has_the_file_and_who_does_not_still_sees_the_history(api: Office, name: str) -> None:
    identity = (SEES | SUPERVISES)[name]
    node = await shown(api, api.licenses[ALICE], identity=identity)
    identifier, file = await known(api, api.licenses[ALICE])
    content = await Files(api.service.backend, api.service.context).license(identifier, facts_of(identity))
    assert (node["face"] is not None, content == file) == (name in SEES,) * 2
    assert (content is None) is (name in SUPERVISES)
    assert [each["state"] for each in node["history"]] == ["IN_FORCE"]


async def set_right(unit: Unit, right: Entitlement) -> None:
    """Give an authority this right to issue a type, and no other."""
    await unit.run(
        "MATCH (:LicenseType {id: $type})-[e:ISSUABLE_BY]->(:Department {id: $issuer}) DELETE e",
        type=right.type_code,
        issuer=right.issuer,
    )
    await licensing_defining.write_entitlements(unit, [right])


async def test_an_authority_that_had_the_right_twice_had_none_between(api: Office) -> None:
    printed = date(2026, 1, 3)
    licence = await issued(api, "J340200-2026-000402", issued_on=printed, valid_from=printed)
    first = Entitlement(office.MARRIAGE, office.CIVIL, date(2020, 1, 1), date(2026, 1, 3), "婚姻登记条例")
    second = Entitlement(office.MARRIAGE, office.CIVIL, date(2026, 1, 4), None, "新条例")
    await api.store.write(partial(set_right, right=second))
    await api.store.write(partial(licensing_defining.write_entitlements, values=[first]))
    identifier, _ = await known(api, licence)
    verdict = await verified(api, "2026-02-01", identifier=identifier)
    (found,) = (each for each in verdict["questions"] if each["code"] == "ISSUER_ENTITLED")
    assert (found["answer"], verdict["summary"]) == ("NO", "NOT_GENUINE"), "issued on the day between the two"
    await api.store.write(
        partial(licensing_defining.write_entitlements, values=[replace(first, valid_until=second.valid_from)])
    )
    verdict = await verified(api, "2026-02-01", identifier=identifier)
    (found,) = (each for each in verdict["questions"] if each["code"] == "ISSUER_ENTITLED")
    assert (found["answer"], verdict["summary"]) == ("YES", "GENUINE")
    data = await api.ask("{ licenseTypes { edges { node { code issuers { totalCount edges { node { code } } } } } } }")
    codes = {edge["node"]["code"]: edge["node"]["issuers"] for edge in data["licenseTypes"]["edges"]}
    listed = [edge["node"]["code"] for edge in codes[office.MARRIAGE]["edges"]]
    assert len(listed) == len(set(listed)) == codes[office.MARRIAGE]["totalCount"], "each authority is listed once"


async def test_the_authority_needs_its_right_on_the_day_of_sealing_and_on_the_day_of_issue_that_is_printed(
    api: Office,
) -> None:
    printed = date(2026, 1, 3)
    licence = await issued(api, "J340200-2026-000401", issued_on=printed, valid_from=printed)
    for since, answer, day, summary in (
        (date(2020, 1, 1), "YES", "2026-01-05", "GENUINE"),
        (date(2026, 1, 4), "NO", "2026-01-03", "NOT_GENUINE"),
        (date(2026, 1, 6), "NO", "2026-01-05", "NOT_GENUINE"),
    ):
        right = Entitlement(office.MARRIAGE, office.CIVIL, since)
        await api.store.write(partial(set_right, right=right))
        identifier, file = await known(api, licence)
        for given in ({"identifier": identifier}, {"file": UploadFile(io.BytesIO(file))}):
            verdict = await verified(api, "2026-02-01", **given)
            (found,) = (each for each in verdict["questions"] if each["code"] == "ISSUER_ENTITLED")
            told = {each["name"]: each["value"] for each in found["evidence"]}
            assert (found["answer"], told["date"], verdict["summary"]) == (answer, day, summary)


DAYS_OF_ISSUER: LiteralString = (
    "MATCH (d:Department {id: $id}) SET d.validFrom = date($since), d.validUntil = date($until)"
)


async def test_what_is_sealed_in_the_name_of_a_department_that_was_gone_is_not_genuine(api: Office) -> None:
    """Whatever its right says: who has lost a seal, or has moved the days back, finds no licence of that department."""
    await api.store.write(partial(set_right, right=Entitlement(office.MARRIAGE, office.CIVIL, date(2020, 1, 1))))
    licence = await issued(api, "J340200-2026-000499")
    identifier, _ = await known(api, licence)
    for since, until, answer in (("2026-01-05", None, "YES"), (None, "2026-01-05", "NO"), ("2026-01-06", None, "NO")):
        await api.store.write(
            lambda unit, since=since, until=until: unit.run(  # type: ignore[misc]
                DAYS_OF_ISSUER, id=office.CIVIL, since=since, until=until
            )
        )
        verdict = await verified(api, "2026-02-01", identifier=identifier)
        (found,) = (each for each in verdict["questions"] if each["code"] == "ISSUER_ENTITLED")
        assert found["answer"] == answer
    await api.store.write(lambda unit: unit.run(DAYS_OF_ISSUER, id=office.CIVIL, since=None, until=None))
