"""The life of a grant over GraphQL: by whose post, cut at once, and ended of itself."""

from __future__ import annotations

import hashlib
import os
from datetime import date
from typing import Any

import pytest
from builders import grants, suspects
from builders.fetching import fetched
from builders.grants import APPLICANT, AUTHORITY, PROVIDER, act, granted
from builders.office import BOB, CIVIL, HEALTH, MARRIED, MINISTRY, NOW, Office, gid, who
from builders.scans import scan

from api.identity.authenticator import PUBLIC, Identity
from api.service.sweeping import sweep_case_files
from graph.words.people import Role
from licenses.register.archive import FolderArchive
from licenses.safekeeping.checking import Checker, Evidence
from licenses.safekeeping.faults import Wrong

USED = "query ($by: By!) { resource(by: $by) { consumers { code } } }"
NODE = f"query ($id: ID!) {{ node(id: $id) {{ ... on Grant {{ {grants.SHOWN} }} }} }}"
WAITING = "{ waiting(whose: MINE, kinds: [GRANT]) { cases { kind state yours } } }"
NOTICES = "{ notices { edges { node { kind acts state } } } }"


async def uses(api: Office) -> list[str]:
    """Who uses the entry, as the provider sees it; without the grants of the city itself."""
    await api.store.write(lambda unit: unit.run(
        "UNWIND ['R-1/G', 'R-2/G'] AS k MATCH (g:Grant {id: k}) SET g.endedOn = date('2026-02-06')"
    ))  # fmt: skip
    return [each["code"] for each in (await api.ask(USED, PROVIDER, by={"code": MARRIED}))["resource"]["consumers"]]


async def told(api: Office, kind: str) -> set[str]:
    edges = (await api.ask(NOTICES, APPLICANT))["notices"]["edges"]
    return {mutation for edge in edges if edge["node"]["kind"] == kind for mutation in edge["node"]["acts"]}


def kept(api: Office) -> list[str]:
    folder = api.service.settings.evidence
    return sorted(each.name for each in folder.iterdir()) if folder.is_dir() else []


async def test_a_signed_agreement_is_kept_for_its_sides_and_the_authority(api: Office) -> None:
    grant, before = await granted(api, "G-kept", agreement_asked=True), kept(api)
    content = scan(form="PDF")
    filed = await act(api, "fileSecurityAgreement", APPLICANT, grant, file=suspects.upload(content))
    path = filed["grant"]["agreementUrl"].removeprefix(api.service.backend.public_url)
    (name,) = set(kept(api)) - set(before)
    assert content not in (api.service.settings.evidence / name).read_bytes()
    for by in (APPLICANT, PROVIDER, AUTHORITY):
        answer = await fetched(api, path, by)
        assert (answer.status_code, answer.content) == (200, content)
        assert answer.headers["content-disposition"].endswith('.pdf"')
    for by in (PUBLIC, who("platform"), who("bank", Role.RELYING_PARTY)):
        assert (await fetched(api, path, by)).status_code == 404
    for sees_the_grant in (who("platform", Role.SERVICE), who("maker"), who("boss", Role.ADMIN)):
        assert (await fetched(api, path, sees_the_grant)).status_code == 404
    read = await api.store.read("MATCH (j:Journal {act: 'READ_SECURITY_AGREEMENT'}) RETURN collect(j.subject)")
    assert sorted(read) == ["applicant", "authority", "provider"]
    for file in api.service.settings.evidence.iterdir():
        os.utime(file, (0, 0))
    await sweep_case_files(api.store, api.service.backend.case_files, NOW)
    assert (await fetched(api, path, PROVIDER)).content == content
    second = await act(api, "fileSecurityAgreement", APPLICANT, grant, file=suspects.upload(scan(7)))
    assert second["errors"][0]["code"] == "NO_SUCH_MOVE"
    assert name in kept(api)
    folder = api.service.backend.case_files
    archive = FolderArchive(folder.folder)
    checker = Checker(api.store, api.service.backend.personal, archive, folder, archive)
    assert (await checker.look(Evidence(), NOW)).faults == ()
    (folder.folder / name).unlink()
    (lost,) = (await checker.look(Evidence(), NOW)).faults
    assert (lost.wrong, lost.about) == (Wrong.FILE_MISSING, name.partition(".")[0])
    gone = await fetched(api, path, PROVIDER)
    assert (gone.status_code, "没有保存" in gone.text) == (404, True)
    await act(api, "withdrawGrant", PROVIDER, grant, words="用于商业推广")


async def test_a_grant_waits_for_its_agreement_is_cut_at_once_and_its_data_are_destroyed(api: Office) -> None:
    grant = await granted(api, "G-whole", agreement_asked=True, items=("姓名",))
    assert await uses(api) == []
    waits = {"kind": "GRANT", "state": "WAITING", "yours": True}
    assert (await api.ask(WAITING, APPLICANT))["waiting"]["cases"] == [waits]
    assert (await api.ask(WAITING, PROVIDER))["waiting"]["cases"] == []
    before = kept(api)
    file = suspects.upload(scan())
    for by in (PROVIDER, AUTHORITY, who("boss", Role.ADMIN)):
        refused = await act(api, "fileSecurityAgreement", by, grant, file=file)
        assert refused["errors"][0]["code"] == "ANOTHER_POST"
    for content in (b"hello", b"%PDF-1.4 not really"):
        given = suspects.upload(content)
        (nothing,) = (await act(api, "fileSecurityAgreement", APPLICANT, grant, file=given))["errors"]
        assert (nothing["code"], nothing["path"]) == ("FILE_FORMAT", ["file"])
    (empty,) = (await act(api, "fileSecurityAgreement", APPLICANT, grant, file=suspects.upload(b"")))["errors"]
    assert (empty["code"], empty["path"]) == ("FILE_MISSING", ["file"])
    assert "协议" in empty["message"]["zh"]
    assert kept(api) == before
    active = (await act(api, "fileSecurityAgreement", APPLICANT, grant, file=file))["grant"]
    assert (active["state"], active["agreementOn"], active["items"]) == ("ACTIVE", "2026-03-02", ["姓名"])
    assert (await api.ask(WAITING, APPLICANT))["waiting"]["cases"] == []
    assert active["agreementDigest"] == hashlib.sha256(scan()).hexdigest()
    assert (active["scope"], active["rules"]) == ("只限核对", [{"id": "WH-13"}])
    assert await uses(api) == ["USE-1"]
    early = await act(api, "recordDestruction", APPLICANT, grant, words="已删除")
    assert early["errors"][0]["code"] == "NO_SUCH_MOVE"
    unsaid = await act(api, "withdrawGrant", PROVIDER, grant, words=" ")
    assert (unsaid["errors"][0]["code"], unsaid["errors"][0]["path"]) == ("WORDS_REQUIRED", ["words"])
    others = (await act(api, "withdrawGrant", APPLICANT, grant, words="不用了"))["errors"][0]
    whose = "“收回使用权”由以下岗位办理：主管部门经办人（芜湖市人民政府）、提供方经办人（民政局）"
    assert (others["code"], others["message"]["zh"]) == ("ANOTHER_POST", whose)
    cut = (await act(api, "withdrawGrant", AUTHORITY, grant, words="用于商业推广"))["grant"]
    assert [cut[each] for each in ("state", "endedOn", "endedBy", "ending")] == [
        "ENDED", "2026-03-02", "WITHDRAW", "用于商业推广",
    ]  # fmt: skip
    assert await uses(api) == []
    last = {"mutation": "recordDestruction", "posts": ["APPLICANT"], "rules": []}
    assert (cut["nextSteps"], last["mutation"] in {each["mutation"] for each in active["nextSteps"]}) == ([last], False)
    assert {each["mutation"]: each["posts"] for each in active["nextSteps"]}["withdrawGrant"] == [
        "AUTHORITY_OFFICER", "PROVIDER_OFFICER",
    ]  # fmt: skip
    assert await told(api, "GRANT_CUT") == {"recordDestruction"}
    gone = (await act(api, "recordDestruction", APPLICANT, grant, words="已格式化介质"))["grant"]
    assert (gone["state"], gone["destroyedOn"], gone["destruction"]) == ("DESTROYED", "2026-03-02", "已格式化介质")
    assert [(each["event"], each["subject"]) for each in gone["history"]] == [
        ("FILE_AGREEMENT", "applicant"), ("WITHDRAW", "authority"), ("DESTROY_AND_RECORD", "applicant"),
    ]  # fmt: skip
    again = await act(api, "recordDestruction", APPLICANT, grant, words="再次")
    assert again["errors"][0]["code"] == "NO_SUCH_MOVE"


async def test_who_has_data_of_an_ended_grant_is_waited_for_until_they_are_destroyed_where_a_text_asks_it(
    api: Office,
) -> None:
    asked = "{ waiting(whose: MINE, kinds: [GRANT]) { cases { case { id } state nextSteps { mutation rules { id } } } }"
    asked += " waitingCounts(whose: MINE, kinds: [GRANT]) { waiting overdue } }"
    cut = await granted(api, "G-cut", policy="JZ")
    await act(api, "withdrawGrant", PROVIDER, cut, words="用于商业推广")
    over = await granted(api, "G-past", valid_until=date(2026, 3, 1), policy="JZ")
    await granted(api, "G-past-elsewhere", valid_until=date(2026, 3, 1))
    never = await granted(api, "G-never", valid_until=date(2026, 3, 1), agreement_asked=True, policy="JZ")
    found = await api.ask(asked, APPLICANT)
    step = {"mutation": "recordDestruction", "rules": [{"id": "JZ-22"}]}
    assert {each["case"]["id"]: (each["state"], each["nextSteps"]) for each in found["waiting"]["cases"]} == {
        cut: ("ENDED", [step]), over: ("ENDED", [step]),
    }  # fmt: skip
    assert never not in {each["case"]["id"] for each in found["waiting"]["cases"]}
    assert found["waitingCounts"] == [{"waiting": 2, "overdue": 0}]
    assert (await api.ask(asked, PROVIDER))["waiting"]["cases"] == []
    notices = "{ notices(filter: {kind: [GRANT_CUT]}) { edges { node { rules { id } about { id } } } } }"
    told = [each["node"] for each in (await api.ask(notices, APPLICANT))["notices"]["edges"]]
    (notice,) = [each for each in told if each["about"] == {"id": cut}]
    assert {rule["id"] for rule in notice["rules"]} == {"JZ-22", "JZP-4.2"}
    for each in (cut, over):
        await act(api, "recordDestruction", APPLICANT, each, words="已格式化介质")
    assert await api.ask(asked, APPLICANT) == {"waiting": {"cases": []}, "waitingCounts": []}


async def test_a_grant_whose_last_day_is_past_has_ended_whatever_was_written(api: Office) -> None:
    grant = await granted(api, "G-over", valid_until=date(2026, 3, 1))
    assert await uses(api) == []
    shown = (await api.ask(NODE, PROVIDER, id=grant))["node"]
    assert (shown["state"], shown["endedOn"]) == ("ENDED", None)
    assert (await act(api, "endGrant", APPLICANT, grant))["errors"][0]["code"] == "NO_SUCH_MOVE"
    gone = (await act(api, "recordDestruction", APPLICANT, grant, words="已删除"))["grant"]
    assert (gone["state"], gone["endedOn"]) == ("DESTROYED", None)


async def test_who_needs_the_data_no_longer_says_so_and_the_provider_is_told(api: Office) -> None:
    grant = await granted(api, "G-needless")
    assert (await act(api, "endGrant", PROVIDER, grant))["errors"][0]["code"] == "ANOTHER_POST"
    given_up = (await act(api, "endGrant", APPLICANT, grant))["grant"]
    assert (given_up["state"], given_up["endedBy"], given_up["ending"]) == ("ENDED", "NO_LONGER_NEEDED", "")
    kinds = {each["node"]["kind"] for each in (await api.ask(NOTICES, PROVIDER))["notices"]["edges"]}
    assert "GRANT_GIVEN_UP" in kinds


PAPER = {"documentNumber": "民函〔2026〕7号", "documentDate": "2026-03-01"}


async def test_data_are_published_with_a_paper_of_the_provider_and_he_is_told(api: Office) -> None:
    grant = await granted(api, "G-public")
    name = "publishGrantedData"
    for lacking in ({}, {"documentNumber": "民函〔2026〕7号"}, {"documentDate": "2026-03-01"}):
        (refused,) = (await act(api, name, APPLICANT, grant, words="年度统计", **lacking))["errors"]
        assert (refused["code"], refused["path"], refused["rules"]) == (
            "CONDITION_MISSING",
            ["grant"],
            [{"id": "WH-15"}],
        )
    for by in (PROVIDER, AUTHORITY, who("boss", Role.ADMIN)):
        assert (await act(api, name, by, grant, words="年度统计", **PAPER))["errors"][0]["code"] == "ANOTHER_POST"
    for field, given, code in (
        ("words", {"words": " "}, "WORDS_REQUIRED"), ("documentDate", {"documentDate": "2026-03-03"}, "DATE"),
        ("documentDate", {"documentDate": "2026-02-04"}, "DATE"),  # the day before it was granted
        ("documentNumber", {"documentNumber": BOB}, "CITIZEN_ID_PUBLISHED"),
    ):  # fmt: skip
        (refused,) = (await act(api, name, APPLICANT, grant, **{"words": "年度统计", **PAPER, **given}))["errors"]
        assert (refused["code"], refused["path"]) == (code, [field])
    done = (await act(api, name, APPLICANT, grant, words="年度统计", **PAPER))["grant"]
    again = (await act(api, name, APPLICANT, grant, words=f"名单，含{BOB}", **PAPER))["grant"]
    assert (again["state"], again["endedOn"]) == ("ACTIVE", None)
    assert [each["event"] for each in again["history"]] == ["ASK_TO_PUBLISH", "ASK_TO_PUBLISH"]
    first, second = again["disclosures"]
    assert [first] == done["disclosures"] == [
        {
            "at": "2026-03-02T10:00:00+08:00", "event": "ASK_TO_PUBLISH", "recipient": None, "words": "年度统计",
            "documentNumber": "民函〔2026〕7号", "documentOn": "2026-03-01",
        }
    ]  # fmt: skip
    assert second["words"] == "名单，含***"
    kept = await api.store.read("MATCH (g:Grant {id: 'G-public/G'}) RETURN g.disclosures")
    assert "年度统计" not in str(kept)
    kinds = [each["node"]["kind"] for each in (await api.ask(NOTICES, PROVIDER))["notices"]["edges"]]
    assert "GRANT_PUBLISHED" in kinds


@pytest.mark.parametrize(("policy", "article"), [("CZ", "CZ-13"), ("JI", "JI-25"), ("WH", "WH-15")])
async def test_what_is_for_own_duties_alone_is_passed_on_to_nobody_whoever_consents(
    api: Office, policy: str, article: str
) -> None:
    grant = await granted(api, f"G-kept-{policy}", policy=policy)
    given = {"words": "核对结果", "recipient": "某研究院", **PAPER}
    (refused,) = (await act(api, "passGrantedDataOn", APPLICANT, grant, **given))["errors"]
    assert (refused["code"], refused["rules"]) == ("CONDITION_MISSING", [{"id": article}])


@pytest.mark.parametrize("policy", ["JZ", "CS"])
async def test_where_no_text_forbids_it_data_are_passed_on_with_a_paper_of_the_provider(
    api: Office, policy: str
) -> None:
    grant = await granted(api, f"G-passed-{policy}", policy=policy)
    given = {"words": "核对结果", "recipient": "某研究院", **PAPER}
    nobody = await act(api, "passGrantedDataOn", APPLICANT, grant, **given | {"recipient": " "})
    assert (nobody["errors"][0]["code"], nobody["errors"][0]["path"]) == ("WORDS_REQUIRED", ["recipient"])
    assert (await act(api, "passGrantedDataOn", PROVIDER, grant, **given))["errors"][0]["code"] == "ANOTHER_POST"
    passed = (await act(api, "passGrantedDataOn", APPLICANT, grant, **given))["grant"]
    assert [(each["event"], each["recipient"], each["words"]) for each in passed["disclosures"]] == [
        ("PASS_ON", "某研究院", "核对结果")
    ]
    kinds = [each["node"]["kind"] for each in (await api.ask(NOTICES, PROVIDER))["notices"]["edges"]]
    assert "GRANT_PASSED_ON" in kinds
    await act(api, "endGrant", APPLICANT, grant)
    over = await act(api, "passGrantedDataOn", APPLICANT, grant, **given)
    assert over["errors"][0]["code"] == "NO_SUCH_MOVE"


@pytest.mark.parametrize("by", [who("issuer-unbound"), who("nobody")])
async def test_who_is_no_party_learns_nothing_of_a_grant(api: Office, by: Any) -> None:
    grant = await granted(api, "G-hidden")
    refused = await act(api, "withdrawGrant", by, grant, words="试探")
    assert [(each["code"], each["rules"]) for each in refused["errors"]] == [("NOT_FOUND", [])]
    unknown = await act(api, "withdrawGrant", by, gid("Grant", "no such"), words="试探")
    assert unknown["errors"] == refused["errors"]
    assert HEALTH not in str(refused)


async def test_a_request_leads_to_the_grant_by_which_it_was_settled_and_no_stranger_follows(api: Office) -> None:
    grant = await granted(api, "G-led")
    asked = '{{ node(id: "{}") {{ ... on SharingRequest {{ grant {{ id state }} }} }} }}'.format(
        gid("SharingRequest", "G-led")
    )
    assert (await api.ask(asked, APPLICANT))["node"] == {"grant": {"id": grant, "state": "ACTIVE"}}
    assert (await api.ask(asked))["node"] is None


LISTED = """query ($filter: GrantFilter, $after: String) {
  grants(filter: $filter, first: 2, after: $after) {
    pageInfo { endCursor hasNextPage } edges { node { id state user { code } provider { code } } } } }"""


async def listed(api: Office, by: Identity, **given: Any) -> list[tuple[str, str]]:
    """Which of three grants are listed, page by page, with their states."""
    found, page = [], None
    while page is None or page["hasNextPage"]:
        answer = await api.ask(LISTED, by, filter=given, after=page["endCursor"] if page else None)
        found += [each["node"] for each in answer["grants"]["edges"]]
        page = answer["grants"]["pageInfo"]
    ours = [each for each in found if each["id"] in {gid("Grant", f"L-{one}/G") for one in ("waits", "over", "ends")}]
    assert all((each["user"], each["provider"]) == ({"code": HEALTH}, {"code": CIVIL}) for each in ours)
    return [(each["id"], each["state"]) for each in ours]


async def test_grants_are_listed_to_their_two_sides_and_the_authority_by_state_of_the_day_and_last_day(
    api: Office,
) -> None:
    waits = await granted(api, "L-waits", agreement_asked=True, valid_from=date(2026, 2, 28)), "WAITING"
    over = await granted(api, "L-over", valid_until=date(2026, 2, 20), valid_from=date(2026, 2, 10)), "ENDED"
    ends = await granted(api, "L-ends", valid_until=date(2026, 3, 20), valid_from=date(2026, 2, 9)), "ACTIVE"
    for by in (APPLICANT, PROVIDER, AUTHORITY):
        assert await listed(api, by, resource=[MARRIED]) == [waits, over, ends]
    assert await listed(api, AUTHORITY, endsFrom="2026-02-01") == [over, ends]
    assert await listed(api, AUTHORITY, state=["ENDED"], endsUntil="2026-03-20") == [over]
    assert await listed(api, PROVIDER, **{"not": {"state": ["ENDED", "ACTIVE"]}}) == [waits]
    assert await listed(api, APPLICANT, endsFrom="2026-03-01", user=[HEALTH]) == [ends]
    assert await listed(api, AUTHORITY, user=[MINISTRY]) == []
    assert await listed(api, PUBLIC) == []
