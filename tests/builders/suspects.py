"""Files that are no licences, and how the small city's people act on them."""

from __future__ import annotations

import io
from datetime import timedelta
from itertools import count
from typing import Any

from builders.office import ALICE, NOW, Office, answered, who
from starlette.datastructures import UploadFile

from api.graphql.context import Context
from api.graphql.lens.ids import parsed
from api.graphql.lens.uploads import Part
from api.identity.authenticator import Identity
from api.identity.request import Language, RequestFacts
from graph.words.people import Role

BANK, SHOP = who("bank", Role.RELYING_PARTY), who("shop", Role.RELYING_PARTY)
OFFICER, REVIEWER, ISSUER = who("officer"), who("license-reviewer"), who("issuer")
PRESENTER = {"name": "钱某某", "code": ALICE}
_NUMBER = count()

CASE = (
    "id state digest size suspectedAt decidedAt reportedAt closedAt dueOn overdue age evidenceUrl reportUrl "
    "imitates { code } noDueDate { rules { id } } history { event words } "
    "sightings { circumstances presenter { name code codeType } } verdict { summary reason { zh } }"
)
_ANSWER = f"{{ forgeryCase {{ {CASE} }} errors {{ code path value limit message {{ zh en }} rules {{ id }} }} }} }}"
REPORT = f"mutation ($input: ReportForgeryInput!) {{ reportForgery(input: $input) {_ANSWER}"
DECIDE = f"mutation ($input: DecideForgeryInput!) {{ decideForgery(input: $input) {_ANSWER}"
SEND = (
    "mutation ($input: ReportForgeryToCreditAuthorityInput!) "
    f"{{ reportForgeryToCreditAuthority(input: $input) {_ANSWER}"
)
READ = f"query ($id: ID!) {{ node(id: $id) {{ ... on ForgeryCase {{ {CASE} }} }} }}"


def upload(content: bytes) -> Part:
    """A file as it comes with a multipart request."""
    return Part(UploadFile(io.BytesIO(content), size=len(content), filename="licence.pdf"))


async def forged(api: Office, holder: str = ALICE) -> bytes:
    """A licence of the city that somebody has altered behind the seal; each is another file."""
    content = bytearray(await api.sealed(holder))
    at = 200 + next(_NUMBER)
    content[at] ^= 1
    return bytes(content)


async def report(api: Office, content: bytes, by: Identity = BANK, **changes: Any) -> Any:
    """Report a file: the case, or the one reason why not."""
    given = {"circumstances": "在柜台办理贷款时出示", "presentedBy": PRESENTER, **changes}
    return answered(await api.ask(REPORT, by, input={"file": upload(content), **given}))


async def decide(
    api: Office, case: str, outcome: str, by: Identity = OFFICER, words: str = "经核对本局从未签发"
) -> Any:
    """Confirm or dismiss: the case, or the one reason why not."""
    return answered(await api.ask(DECIDE, by, input={"case": case, "outcome": outcome, "words": words}))


async def send(api: Office, case: str, by: Identity = ISSUER, words: str = "") -> Any:
    """Report to the credit authority: the case, or the one reason why not."""
    return answered(await api.ask(SEND, by, input={"case": case, "words": words}))


async def read(api: Office, case: str, by: Identity) -> Any:
    """A case as somebody sees it."""
    return (await api.ask(READ, by, id=case))["node"]


async def context(api: Office, by: Identity) -> Context:
    """A request of somebody."""
    return await api.service.context(RequestFacts(by, NOW, "request-1", Language.ZH, timedelta(seconds=10)))


def key(case: Any) -> str:
    """The id of a case as the store knows it."""
    return parsed(case["id"])[1]


async def journal(api: Office, case: Any) -> list[list[str]]:
    """What stands in the journal of a case: act, subject, articles, detail."""
    found: list[list[str]] = await api.store.read(
        "MATCH (j:Journal {about: $id}) WITH j ORDER BY j.act RETURN collect([j.act, j.subject, j.rules, j.detail])",
        id=key(case),
    )
    return found
