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
from typing import Any, Final, assert_never

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
from graph.subjects.licensing import records as licensing
from graph.subjects.licensing.drafts import LICENSE_DRAFTS
from graph.subjects.licensing.memory import LICENSES
from graph.subjects.objections import records as objections
from graph.subjects.objections.memory import OBJECTIONS
from graph.subjects.people.memory import installation
from graph.subjects.sharing import sheet as sharing
from graph.subjects.sharing.lists import grants_listed, requests_listed
from graph.words.record_lists import RecordList

PAGE: Final = 100
"""Records that are read at a time."""
Pages = AsyncIterator[Sequence[object]]


@dataclass(frozen=True, slots=True)
class RecordsListed:
    """Which list of records is asked for."""

    list: RecordList
    by: Mapping[str, str]
    """By what it is narrowed: `of`, `resource`, `consumer`, `since`, `until`."""

    @property
    def about(self) -> str:
        """What the journal calls it."""
        return ":".join((self.list.value, *(self.by[name] for name in self.list.narrowed if name in self.by)))


async def records_held(view: View, personal: PersonalData, asked: RecordsListed) -> tuple[Form, Pages]:
    """The columns of a list, and its pages.

    Raises:
        Malformed: `UNKNOWN_CODE`, `FIELD_MISSING`, `DATE` or `PERIOD`, of what it is narrowed by.
    """
    match asked.list:
        case RecordList.REQUESTS:
            both = await _concerning(view, asked, "applicantId", "providerId")
            return sharing.ON_FILE, requests_listed(view, personal, both)
        case RecordList.GRANTS:
            return sharing.GRANTS, grants_listed(view, personal, await _concerning(view, asked, "userId", "providerId"))
        case RecordList.DUTIES:
            owing = await _concerning(view, asked, "departmentId")
            return duties.TABLE.form, _through(view, personal, DUTIES, owing, "DUE", duties.duties_under)
        case RecordList.OBJECTIONS:
            read, told = objections.objections_under, await _concerning(view, asked, "answersId")
            return objections.TABLE.form, _through(view, personal, OBJECTIONS, told, "RAISED", read)
        case RecordList.ENTRY_CASES:
            under, own = entry_cases.entry_cases_under, await _concerning(view, asked, "providerId")
            return entry_cases.TABLE.form, _through(view, personal, ENTRY_CASES, own, "OPENED", under)
        case RecordList.USES | RecordList.USES_OUTSIDE | RecordList.DELIVERIES:
            return await _told(view, personal, asked)
        case RecordList.LICENSES:
            read_licenses, of_issuer = licensing.licenses_under, await _concerning(view, asked, "issuerId")
            return licensing.LICENSES.form, _through(view, personal, LICENSES, of_issuer, "ISSUED", read_licenses)
        case RecordList.LICENSE_DRAFTS:
            read_drafts, of_issuer = licensing.drafts_under, await _concerning(view, asked, "issuerId")
            return licensing.DRAFTS.form, _through(view, personal, LICENSE_DRAFTS, of_issuer, "RECEIVED", read_drafts)
        case RecordList.FORGERIES:
            suspected, imitating = forgeries.forgeries_under, await _concerning(view, asked, "answersId")
            return forgeries.TABLE.form, _through(view, personal, FORGERY_CASES, imitating, "SUSPECTED", suspected)
        case other:
            assert_never(other)


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
    view: View,
    personal: PersonalData,
    listing: Listing,
    narrowed: Asked,
    order: str,
    under: Callable[[View, PersonalData, Sequence[str]], Awaitable[Mapping[str, Any]]],
) -> AsyncIterator[Sequence[object]]:
    """What the asker sees of a list, page by page, in one of its orders."""
    async for ids in listing.ids(view, narrowed, order, PAGE):
        there = await under(view, personal, ids)
        yield [there[each] for each in ids if each in there]


async def _concerning(view: View, asked: RecordsListed, *fields: str) -> Asked:
    """What concerns a department and those below it, by any of the sides on which it may stand; without one all."""
    below = await _below(view, asked)
    return Asked() if below is None else Asked(tuple({field: below} for field in fields))


async def _whose(view: View, asked: RecordsListed) -> Whose | None:
    """What a department and those below it provide, and as whom they use; None where none is named."""
    below = await _below(view, asked)
    return None if below is None else await exchange.whose(view, below)


async def _below(view: View, asked: RecordsListed) -> list[str] | None:
    if not (of := asked.by.get("of", "").strip()):
        return None
    if not (below := await installation(view.store, of)):
        raise unknown_code(Text("部门", "department"), of, ("of",))
    return sorted(below)


def _of_one(asked: RecordsListed, *names: str) -> tuple[str, str]:
    """What it is a list of: exactly one of these."""
    given = [name for name in names if asked.by.get(name, "").strip()]
    if len(given) != 1:
        either = " 或 ".join(names), " or ".join(names)
        raise Malformed(
            Text(f"{asked.list.zh}须以 {either[0]} 注明其一", f"the list `{asked.list.value}` is of one {either[1]}"),
            code=Code.FIELD_MISSING,
            path=(names[0],),
            value="、".join(given),
        )
    return given[0], asked.by[given[0]].strip()


def _span(asked: RecordsListed, today: date) -> Span:
    return Span.asked(_day(asked, "since"), _day(asked, "until"), today)


def _day(asked: RecordsListed, name: str) -> date | None:
    said = asked.by.get(name, "")
    if not said:
        return None
    try:
        day = date.fromisoformat(said)
    except ValueError:
        day = None
    if day is None or day.isoformat() != said:  # Python reads other forms as well
        raise Malformed(
            Text(f"{name} 应为日期，如 2026-01-31", f"{name} should be a day, as 2026-01-31"),
            code=Code.DATE,
            path=(name,),
            value=said[:40],
        )
    return day
