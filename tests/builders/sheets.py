"""Sheets of marriage certificates as requests bring them, and their batches taken from step to step over GraphQL."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from builders import office
from builders.drafted import GIVES, ISSUES, MAKER, REVIEWS
from builders.license_sheets import csv_of, row_of
from builders.office import CIVIL, MARRIAGE, Office, answered, who

from api.identity.authenticator import Identity
from graph.words.license_drafts import DraftEvent

_SHOWN = """{ licenseBatch { __typename batch rows notTaken counts { state count }
  run { event total done refused going stopping } } errors { __typename code path } }"""
RECEIVE = f"mutation ($input: LicenseBatchDataInput!) {{ receiveLicenseBatch(input: $input) {_SHOWN} }}"
MAKE = f"mutation ($input: LicenseBatchInput!) {{ makeLicenseBatch(input: $input) {_SHOWN} }}"
HANDLE = f"mutation ($input: HandleLicenseBatchInput!) {{ handleLicenseBatch(input: $input) {_SHOWN} }}"
ISSUE = f"mutation ($input: LicenseBatchInput!) {{ issueLicenseBatch(input: $input) {_SHOWN} }}"
STOP = f"mutation ($input: LicenseBatchInput!) {{ stopLicenseBatch(input: $input) {_SHOWN} }}"


class Sheet(io.BytesIO):
    """A file of a request."""

    async def read(self, size: int = -1) -> bytes:  # type: ignore[override] # as what comes with a request
        self.seek(0)
        return super().read(size)


def sheet(*numbers: str, **changes: str) -> Sheet:
    """A sheet of marriage certificates."""
    rows = [row_of(office.order(number=number), office.kind(MARRIAGE, "结婚登记证明")) | changes for number in numbers]
    return Sheet(csv_of(*rows))


def data(file: Sheet) -> dict[str, Any]:
    return {"type": MARRIAGE, "issuer": CIVIL, "file": file, "source": "婚姻登记信息"}


async def taken(api: Office, query: str, identity: Identity, given: Mapping[str, Any]) -> Any:
    """Take a step, and wait for its end; what was answered when it was begun."""
    told = answered(await api.ask(query, identity, input=given))
    await api.service.backend.background.ended()
    return told


async def received(api: Office, file: Sheet) -> str:
    batch: str = (await taken(api, RECEIVE, who(GIVES[CIVIL]), data(file)))["batch"]
    return batch


STEPS = {
    DraftEvent.MAKE: (MAKE, MAKER, {}),
    DraftEvent.REVIEW: (HANDLE, REVIEWS[CIVIL], {"handling": "REVIEW"}),
    DraftEvent.ISSUE: (ISSUE, ISSUES[CIVIL], {}),
}


async def gone(api: Office, file: Sheet, *steps: DraftEvent) -> str:
    """Have a sheet received, and go some steps; the batch."""
    batch = await received(api, file)
    for step in steps:
        query, subject, more = STEPS[step]
        await taken(api, query, who(subject), {"batch": batch} | more)
    return batch
