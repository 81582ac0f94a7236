"""What was reviewed is what is sealed: a page whose grounds have changed is made anew, or nothing is issued."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, LiteralString

import pytest
from builders import drafted, office
from builders.brought import BROUGHT, document
from builders.office import CIVIL, MINISTRY, TODAY, Office, answered, gid, who

from api.identity.authenticator import Identity
from api.identity.request import Language, RequestFacts
from api.service.files import Files
from graph.errors import Conflict
from graph.law.scope import EVERYTHING
from graph.store.view import View
from graph.subjects.licensing import draft_rows, drafts
from graph.words.license_drafts import MadeOf, MadePart
from graph.words.people import Role

BOSS = Identity(Role.ADMIN, "boss")
OFFICER, REVIEWER, ISSUER = (who(name) for name in ("officer", "reviewer", "issuer"))
KIND = BROUGHT["defineLicenseTypes"][1]
SEEN = "query ($id: ID!) { node(id: $id) { ... on LicenseDraft { state typeVersion } } }"
STORED: LiteralString = "MATCH (c:LicenseDraft {state: $state}) WHERE c.typeId = $type RETURN [c.id, c.orderCipher]"


async def define(api: Office, code: str, **changes: Any) -> None:
    given = {"licenseTypes": [{**KIND, "code": code, "name": f"证明{code[-3:]}", **changes}]}
    assert (await api.ask(document("defineLicenseTypes"), BOSS, input=given))["defineLicenseTypes"]["errors"] == []


async def entitle(api: Office, code: str, *rights: dict[str, Any]) -> None:
    given = {"entitlements": [{"typeCode": code, "issuer": CIVIL, **right} for right in rights]}
    assert (await api.ask(document("entitleIssuers"), BOSS, input=given))["entitleIssuers"]["errors"] == []


@pytest.fixture(params=["101"])
async def kind(api: Office, request: pytest.FixtureRequest) -> str:
    """A type of the test's own, with a right to it."""
    code = f"{MINISTRY}{request.param}"
    await define(api, code)
    await entitle(api, code, {"validFrom": "2020-01-01"})
    return code


def data(kind: str, number: str, **changes: Any) -> dict[str, Any]:
    face = [{"key": "KZ_RQ", "value": "2026-03-01"}]
    return drafted.data(
        number, type=kind, issuedOn=TODAY.isoformat(), validFrom=TODAY.isoformat(), face=face, **changes
    )


async def step(api: Office, query: str, draft: str, identity: Identity, **more: Any) -> Any:
    return answered(await api.ask(query, identity, input={"draft": draft} | more))


async def made(api: Office, kind: str, number: str) -> str:
    draft: str = (await drafted.received(api, data(kind, number)))["id"]
    assert (await step(api, drafted.MAKE, draft, who(drafted.MAKER)))["state"] == "MADE"
    return draft


async def review(api: Office, draft: str, handling: str = "REVIEW", identity: Identity = REVIEWER) -> Any:
    return await step(api, drafted.HANDLE, draft, identity, handling=handling, reason="内容有变化")


async def page(api: Office, draft: str) -> bytes | None:
    facts = RequestFacts(REVIEWER, office.NOW, "request-1", Language.ZH, timedelta(seconds=10))
    keys = await api.store.read("MATCH (c:LicenseDraft) RETURN collect(c.id)")
    (key,) = [each for each in keys if gid("LicenseDraft", each) == draft]
    return await Files(api.service.backend, api.service.context).page(key, facts)


def told(refused: Any) -> tuple[Any, ...]:
    return refused["code"], refused["value"], refused["path"], [each["id"] for each in refused["rules"]]


@pytest.mark.parametrize("kind", ["101"], indirect=True)
async def test_a_new_version_of_the_type_is_reviewed_and_issued_only_when_it_is_made_anew(
    api: Office, kind: str
) -> None:
    draft = await made(api, kind, "S20260101")
    assert (await api.ask(SEEN, REVIEWER, id=draft))["node"] == {"state": "MADE", "typeVersion": 1}
    fields = [*KIND["fields"], {"key": "KZ_BZ", "label": "备注", "kind": "TEXT", "role": "FREE", "required": False}]
    await define(api, kind, fields=fields)
    refused = await review(api, draft)
    assert told(refused) == ("MADE_OF_OTHER", "TYPE", ["draft"], ["WHL-9"])
    assert "重新制作" in refused["message"]["zh"]
    with pytest.raises(Conflict, match="重新制作、审核"):
        await page(api, draft)
    back = await review(api, draft, "SEND_BACK")
    assert (await api.ask(SEEN, REVIEWER, id=draft))["node"] == {"state": back["state"], "typeVersion": None}
    await step(api, drafted.MAKE, draft, who(drafted.MAKER))
    assert (await api.ask(SEEN, REVIEWER, id=draft))["node"]["typeVersion"] == 2
    assert (await review(api, draft))["state"] == "REVIEWED"
    await define(api, kind, fields=fields, validity="长期、3年")
    assert told(await step(api, drafted.ISSUE, draft, ISSUER))[:2] == ("MADE_OF_OTHER", "TYPE")
    assert (await review(api, draft, "SEND_BACK", ISSUER))["state"] == "RECEIVED"


@pytest.mark.parametrize("kind", ["102"], indirect=True)
async def test_another_right_by_which_it_would_be_issued_is_looked_at_before_it_is(api: Office, kind: str) -> None:
    draft = await made(api, kind, "S20260102")
    assert (await review(api, draft))["state"] == "REVIEWED"
    since = TODAY - timedelta(days=1)
    await entitle(
        api, kind, {"validFrom": "2020-01-01", "validUntil": since.isoformat()}, {"validFrom": since.isoformat()}
    )
    assert told(await step(api, drafted.ISSUE, draft, ISSUER))[:2] == ("MADE_OF_OTHER", "RIGHT")
    await entitle(api, kind, {"validFrom": since.isoformat(), "validUntil": TODAY.isoformat()})
    refused = await step(api, drafted.ISSUE, draft, ISSUER)
    assert refused["code"] == "NOT_ENTITLED", "made anew, it could not be issued either"


RENAMED: LiteralString = "MATCH (d:Department {id: $id}) SET d.name = $name"


@pytest.mark.parametrize("kind", ["103"], indirect=True)
async def test_what_the_issuer_is_called_on_the_seal_is_what_the_reviewer_saw(api: Office, kind: str) -> None:
    draft = await made(api, kind, "S20260103")
    name = await api.store.read("MATCH (d:Department {id: $id}) RETURN d.name", id=CIVIL)
    await review(api, draft)
    for called in ("芜湖市民政和社会事务局", name):
        await api.store.write(lambda unit, called=called: unit.run(RENAMED, id=CIVIL, name=called))  # type: ignore[misc]
        found = await step(api, drafted.ISSUE, draft, ISSUER)
        if called == name:
            assert found["number"] == "S20260103"
        else:
            assert told(found)[:2] == ("MADE_OF_OTHER", "ISSUER")


CIPHER: LiteralString = "MATCH (c:LicenseDraft {id: $id}) SET c.orderCipher = $cipher"
FORGET: LiteralString = "MATCH (c:LicenseDraft {id: $id}) REMOVE c.madeOf"


@pytest.mark.parametrize("kind", ["104"], indirect=True)
async def test_data_that_are_others_than_those_that_were_made_are_not_issued(api: Office, kind: str) -> None:
    """No step can do that; whoever writes to the store himself is found out."""
    draft = await made(api, kind, "S20260104")
    await review(api, draft)
    personal = api.service.backend.personal
    key, cipher = await api.store.read(STORED, state="REVIEWED", type=kind)
    found = await drafts.draft_of(View(api.store, EVERYTHING, TODAY), key)
    assert found is not None
    order, opens = found.order(personal), found.key(personal)
    other = draft_rows.hidden(opens, replace(order, face={**order.face, "KZ_RQ": "2026-02-28"}))
    await api.store.write(lambda unit: unit.run(CIPHER, id=key, cipher=other))
    assert told(await step(api, drafted.ISSUE, draft, ISSUER))[:2] == ("MADE_OF_OTHER", "DATA")
    await api.store.write(lambda unit: unit.run(CIPHER, id=key, cipher=cipher))
    await api.store.write(lambda unit: unit.run(FORGET, id=key))
    assert told(await step(api, drafted.ISSUE, draft, ISSUER))[:2] == ("MADE_OF_OTHER", "PAGE")


def test_of_what_has_changed_the_page_is_named_only_where_nothing_else_is() -> None:
    before = MadeOf(1, date(2020, 1, 1), "民政局", "data", "page")
    assert before.changed(before) == ()
    assert before.changed(replace(before, page="other")) == (MadePart.PAGE,)
    assert before.changed(replace(before, type_version=2, page="other")) == (MadePart.TYPE,)
    assert before.changed(replace(before, right=date(2021, 1, 1), data="new")) == (MadePart.RIGHT, MadePart.DATA)
    assert MadeOf.parse(before.lines) == before
