"""Requests that administrators bring: what was asked and decided before, or elsewhere.

* What stands as it is said is left as it is. With what was done here a table does not interfere, and a request stays
  with its two sides.
* Where a request stands is a state of the row that bound its provider on the day on which it was handed in, behind the
  applicant's inner approvals; one that waits can go on from there. Where that row knows nobody who is waited for so, a
  request that waits for its provider stands with whoever answers in its place.
* Who is no department, nor a system of one, was refused at most.
* What no request of that row reaches without a document is said with its number and date, and so is what was decided of
  one that is here (`documented`); of that both sides are told. A refusal says why.
* Nobody was granted what was not shared, where no request of that row leads to it (`withheld`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from graph.errors import Conflict, Malformed, Refusal, Text
from graph.law.access import require
from graph.law.acts import Act
from graph.law.joining import joined
from graph.law.policies import bound_by, unbinding
from graph.law.policy import Policy
from graph.law.workflow import Step, Table, cited_by
from graph.office.actor import Actor
from graph.office.batch import write_batch
from graph.office.idempotency import Writing
from graph.office.references import Reference, dangling, twice
from graph.office.review import Review
from graph.refusal_codes import Code
from graph.store.engine import Store, Unit
from graph.store.personal import PersonalData
from graph.subjects.sharing.memory import waits, write_on_file
from graph.subjects.sharing.rules import (
    came_by,
    no_department,
    reached,
    reason_of_refusal,
    stuck,
    waits_in,
)
from graph.subjects.sharing.tables.documented import BEFORE_ANSWER, hint_of, undocumented
from graph.subjects.sharing.tables.faults import by_today, differs, in_order, moved_meanwhile
from graph.subjects.sharing.tables.masked import unmasked
from graph.subjects.sharing.tables.recording import tell_sides
from graph.subjects.sharing.tables.setting import RequestSetting, Sides, request_setting
from graph.subjects.sharing.tables.withheld import decided, refused
from graph.words.closed_list import ClosedList
from graph.words.sharing_cases import SharingState
from graph.words.sharing_tables import RequestOnFile
from graph.words.sources import USING_DEPARTMENTS

FORM: Final = "sharing_requests"
_ANSWERED: Final = frozenset({SharingState.GRANTED, SharingState.REFUSED, SharingState.CLOSED})
_TYPE_CHANGED: Final = frozenset({"new_type"})
"""What is asked for where the decision is that the entry gets another type (CS-29)."""


@dataclass(frozen=True, slots=True)
class JudgedRequests:
    """A batch and what was found: to make one is to judge it, so that nothing unjudged can be written."""

    requests: tuple[RequestOnFile, ...]
    setting: RequestSetting
    today: date
    review: Review = field(init=False)
    """Everything that is wrong; paths count the requests from 1."""

    def __post_init__(self) -> None:
        """Judge."""
        object.__setattr__(self, "review", _review(self.requests, self.setting, self.today))


async def judge(store: Store, personal: PersonalData, requests: Sequence[RequestOnFile], today: date) -> JudgedRequests:
    """Read in one statement what a batch is judged by, say what is wrong with it, and write nothing."""
    setting = await request_setting(store, personal, requests)
    as_said = (unmasked(one, setting.registered.get(one.id)) for one in requests)
    return JudgedRequests(tuple(_placed(one, setting) for one in as_said), setting, today)


async def file_judged(store: Writing, judged: JudgedRequests, personal: PersonalData, actor: Actor) -> Review:
    """Write a batch by the judgement that it was given; nothing is read or judged again.

    Raises:
        Forbidden: `ROLE_REQUIRED`.
        Conflict: `CASE_MOVED`; something was done with one of them meanwhile.
        Refusal: The one thing that is wrong with the batch.
        SeveralReasons: Everything that is.
    """
    require(actor.principal, Act.IMPORT, None, actor.today)
    changed = [one for one in judged.requests if one != judged.setting.registered.get(one.id)]
    before = judged.setting.registered
    answered = [
        one.id
        for one in changed
        if one.id in before and one.state is not before[one.id].state and one.state not in BEFORE_ANSWER
    ]
    came = {one.id: step for one in changed if (step := _came_by(one, judged.setting)) is not None}

    async def write(unit: Unit) -> None:
        if await write_on_file(unit, personal, changed, came) < len(changed):
            raise moved_meanwhile(FORM)
        await tell_sides(unit, answered, actor)

    return await write_batch(store, judged.review, actor, Act.IMPORT, {"requests": len(judged.requests)}, write)


def _sides(one: RequestOnFile, setting: RequestSetting) -> Sides | None:
    return setting.sides.get((one.consumer, one.resource, one.opened_on))


def _rows(one: RequestOnFile, sides: Sides) -> tuple[Policy | None, Table]:
    """The row that bound the provider on the day, and the table of the request; none where none did."""
    row = bound_by(sides.provider, one.opened_on)
    return row, joined(bound_by(sides.applicant, one.opened_on), row) if row else ()


def _came_by(one: RequestOnFile, setting: RequestSetting) -> Step | None:
    """The row by which one that waits came where it stands."""
    sides = _sides(one, setting)
    return came_by(_rows(one, sides)[1], one.state, sides.sharing) if sides is not None and waits(one.state) else None


def _placed(one: RequestOnFile, setting: RequestSetting) -> RequestOnFile:
    """A request that waits for its provider, where the provider's row has somebody else answer in its place."""
    sides = _sides(one, setting)
    if one.state is not SharingState.ASKED or one == setting.registered.get(one.id) or sides is None:
        return one
    row, table = _rows(one, sides)
    if row is None or SharingState.ASKED in reached(table, {"type": sides.sharing}):
        return one
    return replace(one, state=waits_in(row, sides.sharing) or one.state)


def _review(requests: Sequence[RequestOnFile], setting: RequestSetting, today: date) -> Review:
    new = [(at, one) for at, one in enumerate(requests, start=1) if one != setting.registered.get(one.id)]
    review = Review((*twice(FORM, requests, lambda one: one.id, "id"), *_each(new, setting, today)))
    items = {f"{code}#{name}" for code, names in setting.items.items() for name in names}
    there = {
        "Consumer": setting.consumers.keys(), "Resource": setting.items.keys(), "LegalBasis": setting.bases,
        "Item": items,
    }  # fmt: skip
    decided = ((one, _rows(one, sides)[1]) for _, one in new if (sides := _sides(one, setting)) is not None)
    return review + dangling(_references(new), there) + Review(hints=tuple(hint_of(decided, FORM)))


def _each(new: Iterable[tuple[int, RequestOnFile]], setting: RequestSetting, today: date) -> Iterator[Refusal]:
    for position, one in new:
        path = (FORM, str(position))
        before = setting.registered.get(one.id)
        if before is not None:
            yield from _against_record(one, before, setting, path)
        yield from _days(one, today, path)
        sides = _sides(one, setting)
        if sides is not None:  # that there is no such consumer or resource is said of it as of any reference
            yield from _by_other_users(one, setting, sides, path)
            yield from _by_law(one, before, sides, path)
        if sides is not None and one.state is SharingState.GRANTED:
            row = bound_by(sides.provider, one.opened_on)
            yield from refused(setting.withheld.get(decided(one)), row, one.items, one.resource, path)


def _by_other_users(
    one: RequestOnFile, setting: RequestSetting, sides: Sides, path: tuple[str, ...]
) -> Iterator[Conflict]:
    """That who is no department waits for data, or was granted them; that he was refused them is on file."""
    if setting.consumers[one.consumer] in USING_DEPARTMENTS:
        return
    if waits(one.state) or one.state is SharingState.GRANTED:
        yield no_department(bound_by(sides.provider, one.opened_on), one.consumer, (*path, "consumer"))


def _against_record(
    one: RequestOnFile, before: RequestOnFile, setting: RequestSetting, path: tuple[str, ...]
) -> Iterator[Conflict]:
    if one.id in setting.moved:
        yield differs(
            Text(
                f"申请 {one.id} 已在本系统办理，表格不改动它，请在系统中继续办理",
                f"something was done with request {one.id} here: a table does not change it, go on with it here",
            ),
            (*path, "id"),
            one.id,
            before.state.zh,
        )
        return
    for name, kept, said in (("consumer", before.consumer, one.consumer), ("resource", before.resource, one.resource)):
        if kept != said:
            yield differs(
                Text(f"申请 {one.id} 属于 {kept}，请另用编号", f"request {one.id} is of {kept}: take another id"),
                (*path, name),
                said,
                kept,
            )
    if one.id in setting.granted and one.state is not SharingState.GRANTED:
        yield differs(
            Text(f"申请 {one.id} 已有授权，状态应为已授权", f"there is a grant of request {one.id}: it was granted"),
            (*path, "state"),
            one.state.zh,
            SharingState.GRANTED.zh,
        )


def _days(one: RequestOnFile, today: date, path: tuple[str, ...]) -> Iterator[Malformed]:
    if (one.answered_on is None and one.state in _ANSWERED) or (one.answered_on and one.state in BEFORE_ANSWER):
        yield Malformed(
            Text(
                f"状态为“{one.state.zh}”的，应{'有' if one.state in _ANSWERED else '没有'}答复日期",
                f"a request that is {one.state.name} has {'a' if one.state in _ANSWERED else 'no'} day of answer",
            ),
            code=Code.ANSWER_DATE,
            path=(*path, "answered_on"),
            value=str(one.answered_on or ""),
        )
    yield from in_order(one.opened_on, one.answered_on, (*path, "answered_on"))
    for name in ("opened_on", "answered_on", "document_on"):
        yield from by_today(getattr(one, name), today, (*path, name))


def _by_law(one: RequestOnFile, before: RequestOnFile | None, sides: Sides, path: tuple[str, ...]) -> Iterator[Refusal]:
    row, table = _rows(one, sides)
    stands = _states(one, table, sides)
    if waits(one.state) and not stands:
        yield stuck(row, sides.sharing, one.state, (*path, "state"), unbinding(sides.nearest, one.opened_on))
    elif row is not None and one.state not in stands:
        known = "、".join(each.zh for each in SharingState if each in stands)
        yield Conflict(
            Text(
                f"按提供方的政策，申请不会处于“{one.state.zh}”；可以是：{known}",
                f"under the provider's policy no request is {one.state.name}; it may be {known}",
            ),
            code=Code.NO_SUCH_MOVE,
            rules=cited_by(table),
            path=(*path, "state"),
            value=one.state.zh,
            limit=known,
        )
    else:
        yield from undocumented(one, before, table, path)
    if one.state is SharingState.REFUSED:
        try:
            reason_of_refusal(
                bound_by(sides.provider, one.answered_on or one.opened_on), one.refusal, (*path, "refusal")
            )
        except Malformed as fault:
            yield fault


def _states(one: RequestOnFile, table: Table, sides: Sides) -> frozenset[ClosedList]:
    """The states in which it may be: of one that waits those of the type of its entry, or of what that was before."""
    every = reached(table)
    if not waits(one.state):
        return every
    changed = every - reached(table, without=_TYPE_CHANGED)
    return reached(table, {"type": sides.sharing}) | (changed if one.state in changed else frozenset())


def _references(new: Iterable[tuple[int, RequestOnFile]]) -> Iterator[Reference]:
    for position, one in new:
        path = (FORM, str(position))
        yield Reference("Consumer", one.consumer, (*path, "consumer"))
        yield Reference("Resource", one.resource, (*path, "resource"))
        if one.legal_basis:
            yield Reference("LegalBasis", one.legal_basis, (*path, "legal_basis"))
        for item in one.items:
            yield Reference("Item", f"{one.resource}#{item}", (*path, "items"))
