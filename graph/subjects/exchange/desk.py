"""The exchange platform asks and tells, by its service account.

* It asks for many uses at once, and each is answered: a refusal is an answer.
* What it tells it tells under numbers of its own, thousands at a time: a batch is written as a whole or not at all, and
  told again it is the same. A number that stands for another record is refused.
* Who had data called, and for which piece of business, is encrypted.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from graph.errors import Conflict, LimitExceeded, Malformed, Refusal, Text
from graph.law.access import require
from graph.law.acts import Act
from graph.law.articles import canonical_id
from graph.office.actor import Actor
from graph.office.idempotency import keyed_request, once, write_under_key
from graph.office.published import refuse_citizen_id
from graph.office.references import Reference, dangling, known, twice
from graph.office.review import Review
from graph.refusal_codes import Code
from graph.store import journal
from graph.store.engine import Store, Unit
from graph.store.personal import PersonalData
from graph.subjects.duties.filing import filed
from graph.subjects.duties.meeting import delivered
from graph.subjects.exchange import recording
from graph.subjects.exchange.memory import NamedGrant, left_behind, named_grants, surroundings
from graph.subjects.exchange.outside import asked, beyond, outside_grant, outside_rule
from graph.subjects.exchange.rules import may_use
from graph.words.china_time import china_day
from graph.words.exchange import DataUse, Delivery, MayUse, Outside, Surroundings, Taken, Use

MOST_ASKED = 5_000
MOST_TOLD = 5_000
LONGEST = 200
"""Characters of a number, a channel, a caller, a code, a person."""
_AHEAD = timedelta(minutes=5)
"""By which the platform's clock may be fast."""
R = TypeVar("R", Delivery, DataUse)


async def ask(store: Store, actor: Actor, uses: Sequence[Use], on: date) -> list[MayUse]:
    """Answer whether uses are permitted on a day, in their order.

    Raises:
        Forbidden: `ROLE_REQUIRED`.
        LimitExceeded: `TOO_MANY_ROWS`.
        Malformed: `FIELD_MISSING`; there is none.
    """
    require(actor.principal, Act.EXCHANGE, None, actor.today)
    _bounded(len(uses), MOST_ASKED, "uses")
    found = await surroundings(store, [(each, on) for each in uses])
    return [may_use(use, each, on) for use, each in zip(uses, found, strict=True)]


async def record_deliveries(
    store: Store, personal: PersonalData, actor: Actor, records: Sequence[Delivery], *, key: str | None
) -> Taken:
    """Take deliveries down.

    Raises:
        Forbidden: `ROLE_REQUIRED`.
        LimitExceeded: `TOO_MANY_ROWS`.
        Malformed: `FIELD_MISSING`; there is none.
        Refusal: The one thing that is wrong with the batch.
        SeveralReasons: Everything that is.
    """

    async def write(unit: Unit, new: Sequence[Delivery]) -> Mapping[str, str]:
        there = await recording.write_deliveries(unit, personal, new)
        await delivered(unit, new, actor.now)
        await filed(unit, new, actor.now)
        return there

    async def review() -> Review:
        faults = (fault for at, each in enumerate(records, start=1) for fault in _of_delivery(each, str(at), actor))
        wanted = [Reference("Resource", each.resource, _at(n, "resource")) for n, each in enumerate(records, start=1)]
        return Review(tuple(faults)) + dangling(wanted, await known(store, wanted))

    return await _record(store, personal, actor, "RECORD_DELIVERIES", records, review, write, key)


async def record_uses(
    store: Store, personal: PersonalData, actor: Actor, records: Sequence[DataUse], *, key: str | None
) -> Taken:
    """Take uses down, also those that were outside of what permits them: these are marked, and told again each time.

    Raises:
        Forbidden: `ROLE_REQUIRED`.
        LimitExceeded: `TOO_MANY_ROWS`.
        Malformed: `FIELD_MISSING`; there is none.
        Refusal: The one thing that is wrong with the batch.
        SeveralReasons: Everything that is.
    """
    outside: dict[str, Outside] = {}

    async def write(unit: Unit, new: Sequence[DataUse]) -> Mapping[str, str]:
        return await recording.write_uses(unit, personal, new, outside)

    async def review() -> Review:
        faults = [fault for at, each in enumerate(records, start=1) for fault in _of_use(each, str(at), actor)]
        wanted = list(_pointed_to(records))
        found = Review(tuple(faults)) + dangling(wanted, await known(store, wanted))
        if found.clean:
            held = await named_grants(store, [each.grant for each in records if each.grant], actor.today)
            outside.update(await _outside(store, records, held))
        return found

    taken = await _record(store, personal, actor, "RECORD_USES", records, review, write, key)
    return replace(taken, outside=tuple(await recording.kept_outside(store, [each.number for each in records])))


async def _outside(store: Store, uses: Sequence[DataUse], held: Mapping[str, NamedGrant]) -> Mapping[str, Outside]:
    """Those of some uses that are outside of what permits them, by their numbers; what is alike is read once."""
    named = ((each, held.get(each.grant or "")) for each in uses)
    own = {each.number: grant for each, grant in named if grant is not None and grant.of(each)}
    beside = (each for each in uses if (one := own.get(each.number)) is None or beyond(each, one.grant, one.whole))
    plain = {(asked(each), china_day(each.used_at)): None for each in beside}
    found = dict(zip(plain, await surroundings(store, list(plain), by_grants=False), strict=True)) if plain else {}
    left = await left_behind(store, [(each, own[each.number]) for each in uses if each.number in own])
    judged = (_judged(each, own.get(each.number), found, others=each.number in left) for each in uses)
    return {each.number: each for each in judged if each is not None}


def _judged(
    use: DataUse, own: NamedGrant | None, found: Mapping[tuple[Use, date], Surroundings], *, others: bool
) -> Outside | None:
    on = china_day(use.used_at)
    if own is None:
        return outside_rule(use, found[asked(use), on])
    beside = found.get((asked(use), on))
    return outside_grant(use, own.grant, own.whole, beside, there=own.user_there(on), others=others)


async def _record(
    store: Store,
    personal: PersonalData,
    actor: Actor,
    act: str,
    records: Sequence[R],
    review: Callable[[], Awaitable[Review]],
    write: Callable[[Unit, Sequence[R]], Awaitable[Mapping[str, str]]],
    key: str | None,
) -> Taken:
    require(actor.principal, Act.EXCHANGE, None, actor.today)
    _bounded(len(records), MOST_TOLD, "records")
    told = [recording.digest_of(each, personal) for each in records]
    request = keyed_request(actor, key, act, told)

    once_each = dict(zip(told, records, strict=True)).values()

    async def attempt() -> str:
        found = Review(tuple(_others_twice(records, told))) + await review()
        there = await recording.known_records(store, records)
        (found + _others(records, told, there)).refuse()
        new = [each for each in once_each if each.number not in there]

        async def work(unit: Unit) -> str:
            if new:
                _others(records, told, await write(unit, new)).refuse()  # a rival may have been faster
                await journal.record(unit, actor.deed(act, "exchange", (), str(len(new))))
            return f"{len(new)} {len(records) - len(new)}"

        return await write_under_key(store, request, work)

    written, before = (await once(store, request, attempt)).split()
    return Taken(int(written), int(before))


def _others_twice(records: Sequence[Delivery | DataUse], told: Sequence[str]) -> Iterator[Refusal]:
    """Refuse a number that stands for two records of a batch; one that is told twice, word for word, is one."""
    placed = list(zip(records, told, strict=True))
    first = {each.number: digest for each, digest in reversed(placed)}
    another = {str(at) for at, (each, digest) in enumerate(placed, start=1) if first[each.number] != digest}
    repeated = twice("records", records, lambda one: one.number, "number")
    return (fault for fault in repeated if fault.path[1] in another)


def _others(records: Sequence[Delivery | DataUse], told: Sequence[str], there: Mapping[str, str]) -> Review:
    """Records whose number stands for another one."""
    placed = enumerate(zip(records, told, strict=True), start=1)
    return Review(
        tuple(_another(each, at) for at, (each, digest) in placed if there.get(each.number, digest) != digest)
    )


def _of_delivery(record: Delivery, at: str, actor: Actor) -> Iterator[Refusal]:
    yield from _said(at, number=record.number, channel=record.channel)
    yield from _counted(record.rows, record.delivered_at, at, "delivered_at", actor)
    if record.newest_on is not None and record.newest_on > china_day(record.delivered_at):
        yield _after_delivery(record, at)


def _of_use(record: DataUse, at: str, actor: Actor) -> Iterator[Refusal]:
    yield from _said(at, number=record.number, caller=record.caller, item=record.item)
    for name in record.items:
        yield from _seen(at, items=name)
    yield from _counted(record.rows, record.used_at, at, "used_at", actor)
    yield from _short(at, person=record.person, business=record.business)
    yield from _seen(at, grant=record.grant or "")
    if (record.grant is None) is (record.rule is None):
        words = Text("授权和条文须填且只填一项", "it says either the grant or the rule by which it was had")
        yield Malformed(words, code=Code.FIELD_MISSING, path=_at(int(at), "grant"), value="")
    if record.rule is not None and canonical_id(record.rule) is None:
        words = Text("没有这一条文", "there is no such article")
        yield Malformed(words, code=Code.UNKNOWN_CODE, path=_at(int(at), "rule"), value=record.rule[:40])


def _said(at: str, number: str, **words: str) -> Iterator[Refusal]:
    """A number that is there, and words with it."""
    if not number.strip():
        words_ = Text("缺少平台记录编号", "the platform's number of the record is missing")
        yield Malformed(words_, code=Code.FIELD_MISSING, path=_at(int(at), "number"), value="")
    yield from _seen(at, number=number, **words)


def _seen(at: str, **words: str) -> Iterator[Refusal]:
    """Words that everybody may see."""
    yield from _short(at, **words)
    for field, said in words.items():
        try:
            refuse_citizen_id(said, field)
        except Refusal as refusal:
            refusal.path = _at(int(at), field)
            yield refusal


def _short(at: str, **words: str) -> Iterator[Refusal]:
    for field, said in words.items():
        if len(said) > LONGEST:
            yield LimitExceeded(
                Text(f"最多{LONGEST}个字符，现为{len(said)}个", f"at most {LONGEST} characters, not {len(said)}"),
                code=Code.WORDS_TOO_LONG,
                path=_at(int(at), field),
                limit=f"{LONGEST} characters",
            )


def _counted(rows: int, moment: datetime, at: str, field: str, actor: Actor) -> Iterator[Refusal]:
    if rows < 0:
        words = Text("条数不能小于0", "there are no fewer rows than none")
        yield Malformed(words, code=Code.NUMBER, path=_at(int(at), "rows"), value=str(rows))
    if moment > actor.now + _AHEAD:
        yield _later(moment.isoformat(), at, field)


def _later(value: str, at: str, field: str) -> Malformed:
    return Malformed(
        Text(f"{value}晚于现在", f"{value} is yet to come"), code=Code.PERIOD, path=_at(int(at), field), value=value
    )


def _after_delivery(record: Delivery, at: str) -> Malformed:
    on = china_day(record.delivered_at)
    return Malformed(
        Text(
            f"最新业务日期（{record.newest_on}）晚于归集当日（{on}）",
            f"{record.newest_on} is after the delivery on {on}",
        ),
        code=Code.PERIOD,
        path=_at(int(at), "newest_on"),
        value=str(record.newest_on),
        limit=on.isoformat(),
    )


def _pointed_to(records: Sequence[DataUse]) -> Iterator[Reference]:
    for at, each in enumerate(records, start=1):
        yield Reference("Consumer", each.consumer, _at(at, "consumer"))
        yield Reference("Resource", each.resource, _at(at, "resource"))


def _another(record: Delivery | DataUse, at: int) -> Conflict:
    words = Text("该编号已用于另一条记录", "this number stands for another record")
    return Conflict(words, code=Code.IDEMPOTENCY_KEY_REUSED, path=_at(at, "number"), value=record.number[:64])


def _at(position: int, field: str) -> tuple[str, ...]:
    return ("records", str(position), field)


def _bounded(count: int, most: int, field: str) -> None:
    if not count:
        words = Text("一项也没有写明，请至少写一项", "none is given: say at least one")
        raise Malformed(words, code=Code.FIELD_MISSING, path=(field,), value="0", limit=f"1..{most}")
    if count > most:
        raise LimitExceeded(
            Text(f"一次至多{most}项，实有{count}项", f"at most {most} at a time, here are {count}"),
            code=Code.TOO_MANY_ROWS,
            path=(field,),
            value=str(count),
            limit=str(most),
        )
