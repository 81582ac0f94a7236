"""The lists of records: which is asked for, of what and of which days, and its pages as far as the asker sees them.

* What concerns a department, and those below it, is listed by `of`: as either side of a request, a grant or a use.
* Whoever sees a record in the queries has it in the lists, and nobody else; numbers of persons in words are masked.
* What is told by the exchange platform is listed by a resource, a consumer or a department, or where it was outside, of
  some days: those of the last 30 where nothing is said, as in the queries.
* What a list is not narrowed by is refused, not passed over.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from graph.errors import Malformed, Text
from graph.office.review import unknown_code
from graph.office.sheets.forms import Form
from graph.refusal_codes import Code
from graph.store.listing import Listing
from graph.store.pages import Asked
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.duties import records as duties
from graph.subjects.duties.memory import DUTIES
from graph.subjects.entries import case_records as entry_cases
from graph.subjects.entries.cases import ENTRY_CASES
from graph.subjects.exchange import records as exchange
from graph.subjects.exchange.facts import Span
from graph.subjects.exchange.records import Whose
from graph.subjects.forgeries import records as forgeries
from graph.subjects.forgeries.memory import FORGERY_CASES
from graph.subjects.importing.narrowing import as_said, conditions_named, day, missing, narrowed
from graph.subjects.licensing import records as licensing
from graph.subjects.licensing.batch_pages import batches_of
from graph.subjects.licensing.drafts import LICENSE_DRAFTS
from graph.subjects.licensing.memory import LICENSES
from graph.subjects.objections import records as objections
from graph.subjects.objections.memory import OBJECTIONS
from graph.subjects.people.memory import installation
from graph.subjects.sharing import sheet as sharing
from graph.subjects.sharing.cases import REQUESTS
from graph.subjects.sharing.grants import memory as grants
from graph.subjects.sharing.lists import grants_under, requests_under
from graph.words.record_lists import RecordList

PAGE: Final = 100
"""Records that are read at a time."""
Pages = AsyncIterator[Sequence[object]]


@dataclass(frozen=True, slots=True)
class RecordsListed:
    """Which list of records is asked for."""

    list: RecordList
    by: Mapping[str, str]
    """By what it is narrowed: its own words (`of`, `resource`, `since` …), and the conditions of its query."""

    @property
    def about(self) -> str:
        """What the journal calls it."""
        own = [self.by[name] for name in self.list.narrowed if name in self.by]
        return ":".join((self.list.value, *own, *as_said(self.by, self.list.narrowed)))


@dataclass(frozen=True, slots=True)
class _Listed:
    """How the records of a list are found and read."""

    listing: Listing
    order: str
    """Of its query, where nothing is said."""
    sides: tuple[str, ...]
    """The conditions by which a record concerns a department."""
    form: Form
    under: Callable[[View, PersonalData, Sequence[str]], Awaitable[Mapping[str, Any]]]
    """Reads the records of some ids."""


_LISTED: Final[Mapping[RecordList, _Listed]] = {
    RecordList.REQUESTS: _Listed(REQUESTS, "OPENED", ("applicantId", "providerId"), sharing.ON_FILE, requests_under),
    RecordList.GRANTS: _Listed(grants.GRANTS, "BEGUN", ("userId", "providerId"), sharing.GRANTS, grants_under),
    RecordList.DUTIES: _Listed(DUTIES, "DUE", ("departmentId",), duties.TABLE.form, duties.duties_under),
    RecordList.OBJECTIONS: _Listed(
        OBJECTIONS, "RAISED", ("answersId",), objections.TABLE.form, objections.objections_under
    ),
    RecordList.LICENSE_OBJECTIONS: _Listed(
        OBJECTIONS, "RAISED", ("answersId",), objections.OF_LICENSES.form, objections.license_objections_under
    ),
    RecordList.ENTRY_CASES: _Listed(
        ENTRY_CASES, "OPENED", ("providerId",), entry_cases.TABLE.form, entry_cases.entry_cases_under
    ),
    RecordList.LICENSES: _Listed(LICENSES, "ISSUED", ("issuerId",), licensing.LICENSES.form, licensing.licenses_under),
    RecordList.LICENSE_DRAFTS: _Listed(
        LICENSE_DRAFTS, "RECEIVED", ("issuerId",), licensing.DRAFTS.form, licensing.drafts_under
    ),
    RecordList.FORGERIES: _Listed(
        FORGERY_CASES, "SUSPECTED", ("answersId",), forgeries.TABLE.form, forgeries.forgeries_under
    ),
}
"""Those that are filtered as their queries are."""


def words_of(which: RecordList) -> tuple[str, ...]:
    """By what a list is narrowed: its own words, and the conditions of its query."""
    listed = _LISTED.get(which)
    return (*which.narrowed, *(conditions_named(listed.listing) if listed else ()))


async def records_held(view: View, personal: PersonalData, asked: RecordsListed) -> tuple[Form, Pages]:
    """The columns of a list, and its pages.

    Raises:
        Malformed: `UNKNOWN_CODE`, `UNKNOWN_TERM`, `FIELD_MISSING`, `DATE` or `PERIOD`, of what it is narrowed by.
    """
    if (listed := _LISTED.get(asked.list)) is not None:
        below = await below_named(view, asked.by)
        concerning = None if below is None else dict.fromkeys(listed.sides, below)
        return listed.form, _through(view, personal, listed, narrowed(listed.listing, asked.by, concerning))
    if asked.list is RecordList.LICENSE_BATCHES:
        if (issuers := await below_named(view, asked.by)) is None:
            raise missing("of", asked.list.zh)
        return licensing.BATCHES.form, _batches(view, issuers)
    return await _told(view, personal, asked)


async def _told(view: View, personal: PersonalData, asked: RecordsListed) -> tuple[Form, Pages]:
    """What the exchange platform has told, by what it is listed by, of some days."""
    uses, deliveries, span = exchange.USES.form, exchange.DELIVERIES.form, _span(asked, view.today)
    if asked.list is RecordList.USES_OUTSIDE:
        return uses, exchange.uses_outside_listed(view, personal, span, await _whose(view, asked))
    sides = ("resource", "of") if asked.list is RecordList.DELIVERIES else ("resource", "consumer", "of")
    by, of = _of_one(asked, *sides)
    if (whose := await _whose(view, asked)) is None:
        if asked.list is RecordList.DELIVERIES:
            return deliveries, exchange.deliveries_listed(view, of, span)
        return uses, exchange.uses_listed(view, personal, by, of, span)
    if asked.list is RecordList.DELIVERIES:
        return deliveries, exchange.deliveries_concerning(view, whose, span)
    return uses, exchange.uses_concerning(view, personal, whose, span)


async def _through(
    view: View, personal: PersonalData, listed: _Listed, asked: Asked
) -> AsyncIterator[Sequence[object]]:
    """What the asker sees of a list, page by page, in the order of its query."""
    async for ids in listed.listing.ids(view, asked, listed.order, PAGE):
        there = await listed.under(view, personal, ids)
        yield [there[each] for each in ids if each in there]


async def _batches(view: View, issuers: Sequence[str]) -> AsyncIterator[Sequence[object]]:
    """Batches of some departments, page by page, the newest first."""
    after: str | None = None
    while True:
        page = await batches_of(view, issuers, after, PAGE)
        yield [licensing.batch_listed(each) for each in page.batches]
        if (after := page.end_cursor) is None:
            return


async def _whose(view: View, asked: RecordsListed) -> Whose | None:
    """What a department and those below it provide, and as whom they use; None where none is named."""
    below = await below_named(view, asked.by)
    return None if below is None else await exchange.whose(view, below)


async def below_named(view: View, by: Mapping[str, str]) -> list[str] | None:
    """The department that an address names by `of`, with those below it; None where it names none.

    Raises:
        Malformed: `UNKNOWN_CODE`.
    """
    if not (of := by.get("of", "").strip()):
        return None
    if not (below := await installation(view.store, of)):
        raise unknown_code(Text("部门", "department"), of, ("of",))
    return sorted(below)


def _of_one(asked: RecordsListed, *names: str) -> tuple[str, str]:
    """What it is a list of: exactly one of these."""
    given = [name for name in names if asked.by.get(name, "").strip()]
    if len(given) != 1:
        either = " 或 ".join(names), " or ".join(f"`{name}`" for name in names)
        raise Malformed(
            Text(
                f"{asked.list.zh}：请在地址中写明 {either[0]}{'' if len(names) == 1 else '，只写其一'}",
                f"the address has to say {either[1]}{'' if len(names) == 1 else ', and only one'}: what the list "
                f"`{asked.list.value}` is of",
            ),
            code=Code.FIELD_MISSING,
            path=(names[0],),
            value="、".join(given),
        )
    return given[0], asked.by[given[0]].strip()


def _span(asked: RecordsListed, today: date) -> Span:
    return Span.asked(_day(asked, "since"), _day(asked, "until"), today)


def _day(asked: RecordsListed, name: str) -> date | None:
    return day(name, said) if (said := asked.by.get(name, "")) else None
