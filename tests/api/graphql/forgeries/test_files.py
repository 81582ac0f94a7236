"""The files of a case at their addresses, and what a crash leaves of them."""

from __future__ import annotations

import os

import pytest
from builders import office
from builders.fetching import fetched
from builders.office import Office, who
from builders.suspects import BANK, ISSUER, OFFICER, decide, forged, key, report, send

from api.identity.authenticator import PUBLIC
from api.service.sweeping import sweep_case_files
from graph.cases.files import UNDER_WAY, KeptFile


async def test_evidence_and_report_are_saved_by_who_decides_and_never_shown(api: Office) -> None:
    content = await forged(api)
    case = await report(api, content)
    await decide(api, case["id"], "CONFIRMED")
    await send(api, case["id"])
    for name, kind, begins in (
        ("evidence", "application/octet-stream", content[:64]),
        ("report.pdf", "application/pdf", b"%PDF-"),
    ):
        answer = await fetched(api, f"/forgeries/{key(case)}/{name}", OFFICER)
        assert (answer.status_code, answer.headers["content-type"]) == (200, kind)
        assert answer.content.startswith(begins)
        assert answer.headers["content-disposition"].startswith("attachment;")
        assert (answer.headers["cache-control"], answer.headers["content-security-policy"]) == ("no-store", "sandbox")
        for by in (PUBLIC, BANK, who("platform")):
            refused = await fetched(api, f"/forgeries/{key(case)}/{name}", by)
            assert (refused.status_code, "无权取得" in refused.text) == (404, True)


@pytest.mark.parametrize("case", ["20260302-000000000000", "..", "%2e%2e%2fkeys", "x" * 200])
async def test_what_is_no_case_has_no_file(api: Office, case: str) -> None:
    assert (await fetched(api, f"/forgeries/{case}/evidence", ISSUER)).status_code == 404


async def test_what_a_crash_has_left_is_removed_and_what_a_case_has_is_not(api: Office) -> None:
    room = api.service.backend.forgeries
    case = await report(api, await forged(api))
    kept, orphan = KeptFile(key(case), case["digest"]), room.evidence.put("20260302-aaaaaaaaaaaa", b"left behind")
    lost = room.evidence.put(key(case), b"a report that was never written")
    for file in room.evidence.folder.iterdir():
        os.utime(file, (0, (office.NOW - 2 * UNDER_WAY).timestamp()))
    assert await sweep_case_files(api.store, room.evidence, office.NOW) >= 2
    assert room.evidence.get(kept)
    left = {file.name for file in room.evidence.folder.iterdir()}
    assert not any(each.digest in name for each in (orphan, lost) for name in left)


async def test_a_refused_report_leaves_no_file(api: Office) -> None:
    room = api.service.backend.forgeries

    def kept() -> set[str]:
        return {file.name for file in room.evidence.folder.iterdir()} if room.evidence.folder.is_dir() else set()

    content = await forged(api)
    case = await report(api, content)
    before = kept()
    assert (await report(api, content))["code"] == "FORGERY_OPEN"
    assert (await report(api, content, who("applicant")))["id"] == case["id"]
    assert (await report(api, await api.sealed()))["code"] == "CONDITION_MISSING"
    assert (await send(api, case["id"]))["code"] == "NO_SUCH_MOVE"
    assert kept() == before
