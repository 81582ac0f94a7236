"""A licence from its data to its seal, each step by the person whose it is."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from builders import office
from builders.office import NOW, Office, answered, who

from api.identity.authenticator import Identity
from graph.law.scope import EVERYTHING
from graph.office.actor import Actor
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.licensing.drafting import Opening, concealed
from graph.subjects.people.desk import principal_of
from graph.words.china_time import china_day
from graph.words.license_drafts import BatchPlace, DraftEvent, DraftState, DraftStep, LicenseDraft
from graph.words.licensing import IssueOrder
from graph.words.people import Role
from licenses.register import drafting, receiving
from licenses.register.drafting import Handling
from licenses.register.records import stored_holders
from licenses.register.workshop import Workshop

GIVES = {office.CIVIL: "officer", office.HEALTH: "officer-health", office.UNBOUND: "officer-unbound"}
REVIEWS = {office.CIVIL: "reviewer", office.HEALTH: "reviewer-health"}
ISSUES = {office.CIVIL: "issuer", office.HEALTH: "issuer-health"}
MAKER = "maker"

_SHOWN = "errors { __typename code path value limit message { zh en } rules { id words } }"
RECEIVE = f"""mutation ($input: LicenseDataInput!) {{ receiveLicenseData(input: $input) {{
  licenseDraft {{ __typename id state }} {_SHOWN} }} }}"""
MAKE = f"""mutation ($input: LicenseDraftInput!) {{ makeLicense(input: $input) {{
  licenseDraft {{ __typename id state }} {_SHOWN} }} }}"""
HANDLE = f"""mutation ($input: HandleLicenseInput!) {{ handleLicense(input: $input) {{
  licenseDraft {{ __typename id state sentBack }} {_SHOWN} }} }}"""
ISSUE = f"""mutation ($input: LicenseDraftInput!) {{ issueLicense(input: $input) {{
  license {{ __typename id identifier number version state status issuedOn validUntil digest size typeName fileUrl
    type {{ code }} issuer {{ code }} holders {{ name code }} face {{ key value }} replaces {{ identifier }} }}
  {_SHOWN} }} }}"""


def data(number: str, holder: str = office.ALICE, **changes: Any) -> dict[str, Any]:
    """The input of data that nothing is wrong with; a change to None leaves a field out."""
    name = office.NAMES[holder]
    plain = {
        "type": office.MARRIAGE,
        "issuer": office.CIVIL,
        "holders": [{"name": name, "code": holder, "codeType": "111"}],
        "number": number,
        "issuedOn": "2026-03-02",
        "validFrom": "2026-03-02",
        "face": [{"key": "KZ_XM", "value": name}, {"key": "KZ_DJRQ", "value": "2026-03-01"}],
        "source": "婚姻登记信息",
    }
    return {key: value for key, value in (plain | changes).items() if value is not None}


def renamed(number: str, name: str = "陈一帆", holder: str = office.ALICE) -> dict[str, Any]:
    """The input of data by which somebody goes by another name."""
    return data(
        number,
        holders=[{"name": name, "code": holder, "codeType": "111", "formerName": office.NAMES[holder]}],
        face=[{"key": "KZ_XM", "value": name}, {"key": "KZ_DJRQ", "value": "2026-03-01"}],
    )


def waiting(personal: PersonalData, issuer: str, at: datetime) -> tuple[LicenseDraft, Opening]:
    """A licence whose data have come, and nothing else, with what locks it."""
    order = replace(office.order(), issuer=issuer)
    data = concealed(
        order, f"来源_{issuer}", personal.lookup(order.number), tuple(stored_holders(personal, order.holders))
    )
    draft = LicenseDraft(
        id=f"draft-of-{issuer}",
        state=DraftState.RECEIVED,
        type_code=office.MARRIAGE,
        issuer=issuer,
        received_at=at,
        source_cipher=data.source,
        order_cipher=data.order,
        history=(DraftStep(at, DraftEvent.RECEIVE, "officer"),),
        serial="",
        number_key=data.number_key,
        replaces_identifier=data.replaces,
        place=BatchPlace("a-batch", 2),
    )
    return draft, data.opening


async def actor_of(workshop: Workshop, subject: str, at: datetime = NOW) -> Actor:
    return Actor(await principal_of(workshop.store, Role.STAFF, subject, china_day(at)), at)


def seen(workshop: Workshop, at: datetime = NOW) -> View:
    return View(workshop.store, EVERYTHING, china_day(at))


async def reviewed(workshop: Workshop, placed: IssueOrder, at: datetime = NOW, key: str | None = None) -> str:
    """Receive, make and review a licence, each under the key; the id of what the issuer finds."""
    view = seen(workshop, at)
    gives, makes, reviews = [
        await actor_of(workshop, subject, at) for subject in (GIVES[placed.issuer], MAKER, REVIEWS[placed.issuer])
    ]
    draft = await receiving.receive(workshop, view, gives, placed, "", key=key)
    await drafting.make(workshop, view, makes, draft, key=key)
    return await drafting.handle(workshop, view, reviews, draft, Handling.REVIEW, key=key)


async def stepwise(workshop: Workshop, placed: IssueOrder, at: datetime = NOW) -> AsyncIterator[DraftEvent]:
    """Do all four, saying each before it is done."""
    view = seen(workshop, at)
    subjects = (GIVES[placed.issuer], MAKER, REVIEWS[placed.issuer], ISSUES[placed.issuer])
    gives, makes, reviews, issues = [await actor_of(workshop, subject, at) for subject in subjects]
    yield DraftEvent.RECEIVE
    draft = await receiving.receive(workshop, view, gives, placed, "")
    yield DraftEvent.MAKE
    await drafting.make(workshop, view, makes, draft)
    yield DraftEvent.REVIEW
    await drafting.handle(workshop, view, reviews, draft, Handling.REVIEW)
    yield DraftEvent.ISSUE
    await drafting.issue(workshop, view, issues, draft)


async def issue(workshop: Workshop, placed: IssueOrder, at: datetime = NOW, key: str | None = None) -> str:
    """Do all four; the id of the licence."""
    draft = await reviewed(workshop, placed, at, key)
    issues = await actor_of(workshop, ISSUES[placed.issuer], at)
    return await drafting.issue(workshop, seen(workshop, at), issues, draft, key=key)


async def received(api: Office, given: Mapping[str, Any], identity: Identity | None = None) -> Any:
    """Hand in data over GraphQL; the draft, or why not."""
    gives = identity or who(GIVES.get(given["issuer"], "officer"))
    return answered(await api.ask(RECEIVE, gives, input=given))


async def going(api: Office, given: Mapping[str, Any]) -> Any:
    """Have a licence made and reviewed over GraphQL; the draft, or the first reason why not."""
    department, key = given["issuer"], given.get("idempotencyKey")
    under = {} if key is None else {"idempotencyKey": key}
    draft = await received(api, given)
    if draft["__typename"] != "LicenseDraft":
        return draft
    made = answered(await api.ask(MAKE, who(MAKER), input={"draft": draft["id"]} | under))
    if made["__typename"] != "LicenseDraft":
        return made
    review = {"draft": draft["id"], "handling": "REVIEW"} | under
    return answered(await api.ask(HANDLE, who(REVIEWS.get(department, "reviewer")), input=review))


async def issued(api: Office, given: Mapping[str, Any], identity: Identity | None = None) -> Any:
    """Have a licence issued over GraphQL; the licence, or the first reason why not."""
    ready = await going(api, given)
    if ready["__typename"] != "LicenseDraft":
        return ready
    key = given.get("idempotencyKey")
    under = {} if key is None else {"idempotencyKey": key}
    issues = identity or who(ISSUES.get(given["issuer"], "issuer"))
    return answered(await api.ask(ISSUE, issues, input={"draft": ready["id"]} | under))
