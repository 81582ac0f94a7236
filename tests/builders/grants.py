"""Grants of the small city of `builders.office`, and acts on them."""

from __future__ import annotations

from datetime import date
from typing import Any

from builders import catalogue as build
from builders import suspects
from builders.office import MARRIED, Office, gid, who
from builders.scans import scan

from api.identity.authenticator import Identity
from graph.store.engine import Unit
from graph.subjects.sharing import memory as sharing_memory
from graph.subjects.sharing.grants.memory import write_grants
from graph.words.grants import NewGrant
from graph.words.sharing import Purpose

APPLICANT, PROVIDER, AUTHORITY = who("applicant"), who("provider"), who("authority")
INPUTS = {
    "fileSecurityAgreement": "FileSecurityAgreementInput", "withdrawGrant": "WithdrawGrantInput",
    "publishGrantedData": "PublishGrantedDataInput", "passGrantedDataOn": "PassGrantedDataOnInput",
    "endGrant": "EndGrantInput", "recordDestruction": "RecordDestructionInput",
}  # fmt: skip
SHOWN = (
    "id state items scope agreementAsked agreementOn agreementDigest agreementUrl endedOn endedBy ending "
    "destroyedOn destruction rules { id } request { id } history { event subject } "
    "nextSteps { mutation posts rules { id } } disclosures { at event recipient words documentNumber documentOn }"
)


async def granted(api: Office, number: str, **changes: Any) -> str:
    """Have 卫生健康委员会 be granted what 民政局 registers of marriages; say the global id of the grant."""
    plain: dict[str, Any] = {
        "request": number, "consumer": "USE-1", "resource": MARRIED, "purpose": Purpose.DATA_CHECK,
        "valid_from": date(2026, 2, 5), "scope": "只限核对", "articles": ("WH-13",),
    }  # fmt: skip
    new = NewGrant(**(plain | changes))

    async def work(unit: Unit) -> None:
        personal = api.service.backend.personal
        await sharing_memory.write_requests(unit, personal, [build.request(number, new.resource, new.consumer)])
        await write_grants(unit, personal, [new])

    await api.store.write(work)
    return gid("Grant", new.id)


async def act(api: Office, name: str, by: Identity, grant: str, **given: Any) -> Any:
    """Take a step of a grant."""
    asked = (
        f"mutation ($input: {INPUTS[name]}!) {{ {name}(input: $input) {{ grant {{ {SHOWN} }} "
        "errors { code path message { zh } rules { id } } } }"
    )
    return (await api.ask(asked, by, input={"grant": grant, **given}))[name]


async def gone_its_whole_way(api: Office, number: str) -> str:
    """A grant with an agreement: its data were published, it was withdrawn, and its data were destroyed."""
    grant = await granted(api, number, agreement_asked=True, valid_until=date(2030, 1, 1))
    await act(api, "fileSecurityAgreement", APPLICANT, grant, file=suspects.upload(scan()))
    paper = {"documentNumber": "民函〔2026〕7号", "documentDate": "2026-03-01"}
    await act(api, "publishGrantedData", APPLICANT, grant, words="年度统计", **paper)
    await act(api, "withdrawGrant", PROVIDER, grant, words="用于商业推广")
    await act(api, "recordDestruction", APPLICANT, grant, words="已格式化介质")
    return grant
