"""The list of demands (需求清单: JI-8, JZP-5.3): what a department has asked for, and does not have.

* On it stands whatever was asked for by the department or one below it, and not granted: it waits, was refused, or
  ended without a grant. What was taken back, was not approved inside, is shared with all units now, or was granted on
  another request since, is no demand.
* It is read page by page, the newest first, as far as the asker sees the requests; numbers of persons in words are
  masked, as everywhere where words are read.
* Its rows are requests as an import reads them, with the names of who asks, of what, and of whom.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from graph.store.pages import Asked, Wanted
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.sharing.cases import DEMANDED_BY, NAMED, REQUESTS
from graph.subjects.sharing.tables.masked import masked
from graph.subjects.sharing.tables.setting import grant_setting, request_setting
from graph.words.sharing_tables import GrantOnFile, RequestOnFile

PAGE = 100
"""Requests that are read at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand(RequestOnFile):
    """A request that stands on the list, with names for those who read it."""

    applicant_name: str
    resource_name: str
    provider_name: str


async def demands_listed(view: View, personal: PersonalData, below: str) -> AsyncIterator[Sequence[Demand]]:
    """The demands of a department and of those below it, page by page, as far as the asker sees them.

    Args:
        view: What the asker sees.
        personal: Decrypts what was said.
        below: USCC of the department.
    """
    start = None
    while True:
        wanted = Wanted("OPENED", PAGE, start)
        (page,) = await REQUESTS.pages(view, DEMANDED_BY, [below], Asked(), wanted, NAMED)
        rows = [row for _, row in page.rows]
        if rows:
            said = (await request_setting(view.store, personal, ids=[row[0] for row in rows])).registered
            yield [_demand(said[key], *(name or "" for name in names)) for key, *names in rows if key in said]
        if not page.more:
            return
        start = (page.rows[-1][0], rows[-1][0])


async def requests_under(view: View, personal: PersonalData, ids: Sequence[str]) -> Mapping[str, RequestOnFile]:
    """The requests of some ids, as their list says them."""
    said = (await request_setting(view.store, personal, ids=ids)).registered
    return {key: masked(one) for key, one in said.items()}


async def grants_under(view: View, personal: PersonalData, ids: Sequence[str]) -> Mapping[str, GrantOnFile]:
    """The grants of some ids, as their list says them."""
    said = (await grant_setting(view.store, personal, ids=ids)).registered
    return {key: masked(one) for key, one in said.items()}


def _demand(request: RequestOnFile, applicant: str, resource: str, provider: str) -> Demand:
    shown = masked(request)
    said: dict[str, Any] = {each.name: getattr(shown, each.name) for each in fields(shown)}
    return Demand(**said, applicant_name=applicant, resource_name=resource, provider_name=provider)
