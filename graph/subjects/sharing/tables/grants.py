"""Grants that administrators bring: what was granted before, or elsewhere.

* What stands as it is said is left as it is. With what was done here a table does not interfere.
* A grant settles a request that was granted, and is no more than that: its two sides, its purpose, its items, which are
  those of the request where it names none; and it begins on the day of the answer or later.
* Where the row asks for the scope of sharing and the use, they are said in words, or by the items and the purpose.
* None holds without the signed agreement where one is asked for: its day, and what its file is known by.
* One that holds today is by a decision whose document the request names, or that was made here (`documented`); its
  provider is told.
* None is of what was not shared on the day of the answer, where no request of the row leads to it (`withheld`).
* How it came to its end is said as the row of its request has it; what was destroyed ended before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from graph.errors import Conflict, Malformed, Refusal, Text
from graph.law.access import require
from graph.law.acts import Act
from graph.law.policies import bound_by
from graph.law.policy import Policy
from graph.law.workflow import Articles, Table, Workflow
from graph.law.workflows import GRANT, SHARING
from graph.office.actor import Actor
from graph.office.batch import write_batch
from graph.office.idempotency import Writing
from graph.office.references import Reference, dangling, twice
from graph.office.review import Review
from graph.refusal_codes import Code
from graph.store.engine import Store, Unit
from graph.store.personal import PersonalData
from graph.subjects.sharing.rules import asked_on_every_way
from graph.subjects.sharing.tables.documented import granted_on_nothing, holds, leading_to
from graph.subjects.sharing.tables.faults import by_today, differs, in_order, moved_meanwhile
from graph.subjects.sharing.tables.masked import unmasked
from graph.subjects.sharing.tables.recording import tell_providers, write_grants_on_file
from graph.subjects.sharing.tables.setting import GrantSetting, grant_setting
from graph.subjects.sharing.tables.withheld import decided, refused
from graph.words.closed_list import ClosedList
from graph.words.grants import GrantEvent, GrantState
from graph.words.sharing_cases import SharingState
from graph.words.sharing_tables import GrantOnFile, RequestOnFile

FORM: Final = "sharing_grants"
_OVER: Final = frozenset({GrantState.ENDED, GrantState.DESTROYED})
_SCOPE: Final = frozenset({"scope_and_use_stated"})
_SHA256: Final = re.compile(r"[0-9a-fA-F]{64}")


@dataclass(frozen=True, slots=True)
class JudgedGrants:
    """A batch and what was found: to make one is to judge it, so that nothing unjudged can be written."""

    grants: tuple[GrantOnFile, ...]
    setting: GrantSetting
    today: date
    review: Review = field(init=False)
    """Everything that is wrong; paths count the grants from 1."""

    def __post_init__(self) -> None:
        """Judge."""
        object.__setattr__(self, "review", _review(self.grants, self.setting, self.today))


async def judge(store: Store, personal: PersonalData, grants: Sequence[GrantOnFile], today: date) -> JudgedGrants:
    """Read in one statement what a batch is judged by, say what is wrong with it, and write nothing."""
    setting = await grant_setting(store, personal, grants)
    as_said = (unmasked(one, setting.registered.get(one.id)) for one in grants)
    return JudgedGrants(tuple(_whole(one, setting) for one in as_said), setting, today)


def _whole(one: GrantOnFile, setting: GrantSetting) -> GrantOnFile:
    """A grant with what its row leaves to the entry and to the request; one that stands so is left as it is."""
    one = replace(one, mode=one.mode or setting.modes.get(one.resource))
    request = setting.requests.get(one.request)
    if one.items or request is None or one == setting.registered.get(one.id):
        return one
    return replace(one, items=request.items)


async def file_judged(store: Writing, judged: JudgedGrants, personal: PersonalData, actor: Actor) -> Review:
    """Write a batch by the judgement that it was given; nothing is read or judged again.

    Raises:
        Forbidden: `ROLE_REQUIRED`.
        Conflict: `CASE_MOVED`; something was done with one of them meanwhile.
        Refusal: The one thing that is wrong with the batch.
        SeveralReasons: Everything that is.
    """
    require(actor.principal, Act.IMPORT, None, actor.today)
    changed = [one for one in judged.grants if one != judged.setting.registered.get(one.id)]

    async def write(unit: Unit) -> None:
        if await write_grants_on_file(unit, personal, changed) < len(changed):
            raise moved_meanwhile(FORM)
        held = [one.request for one in changed if holds(one, actor.today)]
        anew = {one.request for one in judged.setting.registered.values()}
        await tell_providers(unit, held, anew, actor)

    return await write_batch(store, judged.review, actor, Act.IMPORT, {"grants": len(judged.grants)}, write)


def _review(grants: Sequence[GrantOnFile], setting: GrantSetting, today: date) -> Review:
    new = [(at, one) for at, one in enumerate(grants, start=1) if one != setting.registered.get(one.id)]
    review = Review((*twice(FORM, grants, lambda one: one.request, "request"), *_each(new, setting, today)))
    items = {f"{code}#{name}" for code, names in setting.items.items() for name in names}
    return review + dangling(_references(new), {"SharingRequest": setting.requests, "Item": items})


def _each(new: Iterable[tuple[int, GrantOnFile]], setting: GrantSetting, today: date) -> Iterator[Refusal]:
    for position, one in new:
        path = (FORM, str(position))
        before = setting.registered.get(one.id)
        if before is not None and one.id in setting.moved:
            yield differs(
                Text(
                    f"申请 {one.request} 的授权已在本系统办理，表格不改动它，请在系统中继续办理",
                    f"something was done with the grant of request {one.request} here: go on with it here",
                ),
                (*path, "request"),
                one.request,
                before.state.zh,
            )
            continue
        request = setting.requests.get(one.request)
        if request is not None:  # that there is no such request is said of it as of any reference
            row = bound_by(setting.policies[one.request], request.opened_on)
            sharing, life = (_table(row, each) for each in (SHARING, GRANT))
            yield from _as_decided(one, request, sharing, path)
            if holds(one, today) and one.request not in setting.decided_here:
                yield from granted_on_nothing(request, sharing, path)
            yield from refused(setting.withheld.get(decided(request)), row, one.items, request.resource, path)
            yield from _agreed(one, life, path)
            yield from _ended(one, life, today, path)
        yield from _days(one, today, path)


def _table(row: Policy | None, workflow: Workflow) -> Table:
    """The rows of a workflow; none where no policy bound the provider."""
    cell = row.table(workflow) if row else None
    return cell.value if cell else ()


def _as_decided(one: GrantOnFile, request: RequestOnFile, table: Table, path: tuple[str, ...]) -> Iterator[Refusal]:
    granting = leading_to(table, SharingState.GRANTED)
    if request.state is not SharingState.GRANTED:
        yield Conflict(
            Text(
                f"申请 {request.id} 的状态是“{request.state.zh}”，没有同意的申请不得授权",
                f"request {request.id} is {request.state.name}: only what was granted has a grant",
            ),
            code=Code.GRANT_WITHOUT_CONSENT,
            rules=granting,
            path=(*path, "request"),
            value=request.id,
            limit=request.state.zh,
        )
    for name, kept, said in (
        ("consumer", request.consumer, one.consumer),
        ("resource", request.resource, one.resource),
        ("purpose", request.purpose.zh, one.purpose.zh),
    ):
        if kept != said:
            yield differs(
                Text(f"申请 {request.id} 为 {kept}，授权应与申请一致", f"request {request.id} says {kept}"),
                (*path, name),
                said,
                kept,
            )
    for item in one.items:
        if request.items and item not in request.items:
            yield Malformed(
                Text("授权的信息项应在申请范围之内", "what is granted was asked for"),
                code=Code.NOT_ASKED_FOR,
                rules=granting,
                path=(*path, "items"),
                value=item,
                limit=", ".join(request.items),
            )
    scope = asked_on_every_way(table, SharingState.GRANTED, _SCOPE)
    if scope and not (one.scope or request.scope or (one.items and one.purpose_words)):
        yield _missing("共享范围和使用用途", "the scope of sharing and the use", scope, (*path, "scope"))
    yield from in_order(request.answered_on or request.opened_on, one.valid_from, (*path, "valid_from"), granting)


def _agreed(one: GrantOnFile, table: Table, path: tuple[str, ...]) -> Iterator[Refusal]:
    agreed = bool(one.agreement_on and one.agreement_digest)
    waiting = leading_to(table, GrantState.WAITING)
    if one.state is GrantState.ACTIVE and one.agreement_asked and not agreed:
        for name, said in (("agreement_on", one.agreement_on), ("agreement_digest", one.agreement_digest)):
            if not said:
                yield _missing("双方签署的安全协议", "the signed security agreement", waiting, (*path, name))
    if one.state is GrantState.WAITING and (agreed or not one.agreement_asked):
        yield _contradicted(one, waiting, path)
    if one.agreement_digest and not _SHA256.fullmatch(one.agreement_digest):
        yield Malformed(
            Text("协议摘要应为64位十六进制的 SHA-256", "a SHA-256 has 64 hexadecimal figures"),
            code=Code.CODE_CHARACTERS,
            path=(*path, "agreement_digest"),
            value=one.agreement_digest[:64],
        )


def _ended(one: GrantOnFile, table: Table, today: date, path: tuple[str, ...]) -> Iterator[Conflict]:
    over = one.valid_until is not None and one.valid_until < today
    if one.state in _OVER:
        ways = {step.event for step in table if step.then is GrantState.ENDED}
        ended = leading_to(table, GrantState.ENDED)
        if not one.ended_on and not over:
            yield _missing("终止日期", "the day of its end", ended, (*path, "ended_on"))
        if one.ended_by is not None and one.ended_by not in ways:
            yield _no_such_end(one.ended_by, ways, ended, (*path, "ended_by"))
    elif one.ended_on or one.ended_by:
        yield _contradicted(one, leading_to(table, GrantState.ENDED), path)
    destroyed = leading_to(table, GrantState.DESTROYED)
    if one.state is GrantState.DESTROYED:
        for name, said in (("destroyed_on", one.destroyed_on), ("destruction", one.destruction)):
            if not said:
                yield _missing("数据销毁的登记", "the record that the data were destroyed", destroyed, (*path, name))
    elif one.destroyed_on:
        yield _contradicted(one, destroyed, path)


def _days(one: GrantOnFile, today: date, path: tuple[str, ...]) -> Iterator[Malformed]:
    yield from in_order(one.valid_from, one.valid_until, (*path, "valid_until"))
    yield from in_order(one.ended_on, one.destroyed_on, (*path, "destroyed_on"))
    for name in ("agreement_on", "destroyed_on"):
        yield from by_today(getattr(one, name), today, (*path, name))


def _missing(zh: str, en: str, rules: Articles, path: tuple[str, ...]) -> Conflict:
    return Conflict(
        Text(f"应有{zh}，请填写", f"{en} is missing"), code=Code.CONDITION_MISSING, rules=rules, path=path, value=""
    )


def _contradicted(one: GrantOnFile, rules: Articles, path: tuple[str, ...]) -> Conflict:
    said = Text(
        f"状态“{one.state.zh}”与所填的协议、终止或销毁情况不符，请改正",
        f"a grant that is {one.state.name} has another agreement, end or destruction than is said",
    )
    return Conflict(said, code=Code.CONDITION_MISSING, rules=rules, path=(*path, "state"), value=one.state.zh)


def _no_such_end(event: GrantEvent, ways: Iterable[ClosedList], rules: Articles, path: tuple[str, ...]) -> Conflict:
    known = "、".join(each.zh for each in GrantEvent if each in ways)
    return Conflict(
        Text(f"授权不因“{event.zh}”终止；可以是：{known}", f"no grant ends by {event.name}; it may be {known}"),
        code=Code.NO_SUCH_MOVE,
        rules=rules,
        path=path,
        value=event.zh,
        limit=known,
    )


def _references(new: Iterable[tuple[int, GrantOnFile]]) -> Iterator[Reference]:
    for position, one in new:
        path = (FORM, str(position))
        yield Reference("SharingRequest", one.request, (*path, "request"))
        for item in one.items:
            yield Reference("Item", f"{one.resource}#{item}", (*path, "items"))
