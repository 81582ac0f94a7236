"""Whether something may be used: by a grant, by what a text shares in any case, or not without a request.

1. What is not in the catalogue, or unknown, is used by nobody, nor an item that the entry has no longer, whoever was
   granted it: the answer says so, by the articles of the grant and of the change. Nor is anything used by who is not
   there that day, or whose department is not: what it had, who follows it has as a consumer of its own.
2. A grant permits the items and the purpose that it says, on its days; while it waits for its agreement it permits
   nothing, and says so. It is of the department that asked: who stands for another one by now has nothing by it.
3. Where no policy binds the provider, the answer cites what ends the policy, or limits whom it binds.
4. Who is no department, nor a system of one, has nothing without a grant: his way is what is open to society.
5. What a department provides it uses, and its systems do: sharing is between departments.
6. Of what others provide the provider's row decides item by item. Each item stands on its own right: one may be had
   directly, another by one grant, a third by another one, and together they are had as well.
7. What is left, and that alone, has to be asked for, where the row knows a request for it; else it is not had, by the
   row's article.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, TypeAlias

from graph.errors import Text
from graph.law.citations import Matter, of_matter
from graph.law.direct import asked_for, direct, leading_to_it
from graph.law.policies import bound_by, unbinding
from graph.law.policy import Policy
from graph.law.workflow import Articles, FactValue, steps_from
from graph.law.workflows import ENTRY, GRANT
from graph.subjects.exchange.held import articles_of, articles_of_all, ended, ended_by, kept_by
from graph.words.entries import SharingType
from graph.words.entry_cases import EntryCaseState, EntryEvent
from graph.words.exchange import AskedItem, HeldGrant, MayUse, Surroundings, Use, UseAnswer
from graph.words.grants import GrantState
from graph.words.sources import USING_DEPARTMENTS, LibraryKind

Held: TypeAlias = Mapping[HeldGrant, GrantState | None]
"""Grants, with where they stand on a day."""
_WHOLE: Final = "the whole resource"


def may_use(use: Use, found: Surroundings, on: date) -> MayUse:
    """Answer whether something may be used on a day; of data under check every answer says so, whatever it is."""
    answer = _answer(use, found, on)
    doubted = found.doubted if found.published else None
    return MayUse(answer.answer, answer.reason, answer.rules, answer.grant, doubted)


def _answer(use: Use, found: Surroundings, on: date) -> MayUse:
    if found.consumer is None:
        return MayUse(UseAnswer.NO, Text("没有这一使用方，或者当日不在有效期内", "no such consumer on that day"))
    if found.gone is not None:
        return _of_nobody(found.gone, found, on)
    if not found.published:
        return MayUse(UseAnswer.NO, Text("目录中没有这一资源", "no such resource is in the catalogue"))
    absent = sorted(set(use.items) - {item.name for item in found.items})
    held = _held(found, on)
    if absent:
        return _absent(absent, found, held, on)
    if grants := _permitting([item.name for item in found.items], use, held, GrantState.ACTIVE):
        rules = articles_of_all(grants, GrantState.ACTIVE, found.policy, on)
        return MayUse(UseAnswer.YES, _granted(found.items), rules, grants[0].id)
    row = bound_by(found.policy, on)
    if row is None:
        words = Text("提供方当日没有适用的政策", "no policy binds the provider on that day")
        return MayUse(UseAnswer.NO, words, unbinding(found.policy or found.nearest, on))
    if found.consumer not in USING_DEPARTMENTS:
        return _of_society(row)
    if found.own:
        words = Text("本部门提供的数据，使用留痕", "the department's own data; the use is recorded")
        return MayUse(UseAnswer.YES, words, of_matter(row, Matter.BETWEEN_DEPARTMENTS))
    return _without_grant(use, found, row, held, on)


def _absent(names: Sequence[str], found: Surroundings, held: Held, on: date) -> MayUse:
    """The answer to who asks for items that the entry does not have; of those that it had, why, and by which grant."""
    gone, never = (
        "、".join(name for name in names if (name in found.dropped) is dropped)[:200] for dropped in (True, False)
    )
    if not gone:
        row = bound_by(found.policy or next((each.policy for each in held), None), on)
        words = Text(f"该资源没有这些信息项：{never}", f"the resource has no items {never}")
        return MayUse(UseAnswer.NO, words, of_matter(row, Matter.CATALOGUE))
    named = {
        grant: state
        for grant, state in held.items()
        if state in (GrantState.ACTIVE, GrantState.WAITING)
        and (not grant.items or not grant.items.isdisjoint(found.dropped))
    }
    first = next(iter(named), None)
    row = bound_by(found.policy or (first.policy if first else None), on)
    listed = of_matter(row, Matter.CATALOGUE) if never else ()
    cell = row.table(ENTRY) if row else None
    changing = steps_from(cell.value, EntryCaseState.PUBLISHED, EntryEvent.CHANGE) if cell else ()
    rules = (
        *(rule for grant, state in named.items() for rule in articles_of(grant, state, found.policy, on)),
        *(rule for step in changing for rule in step.rules),
        *listed,
    )
    zh, en = ("；授权仍列有，已不能使用", "; a grant names them still, and they are not had") if first else ("", "")
    also, besides = (f"；该资源没有这些信息项：{never}", f"; it has no items {never}") if never else ("", "")
    return MayUse(
        UseAnswer.NO,
        Text(
            f"信息项已不在目录中，条目已变更：{gone}{zh}{also}",
            f"the entry was changed and has no longer {gone}{en}{besides}",
        ),
        tuple(dict.fromkeys(rules)),
        first.id if first else None,
    )


def _granted(items: Iterable[AskedItem]) -> Text:
    """That it is granted; of what is not shared any longer that the grant stands: what ends one is no new version."""
    names = "、".join(item.name for item in items if item.sharing is SharingType.REFUSED)[:200]
    if not names:
        return Text("已获授权", "granted")
    return Text(
        f"已获授权；{names}现为不予共享，授权终止前按授权使用",
        f"granted; not shared by now, had until the grant ends: {names}",
    )


def _of_nobody(department: str, found: Surroundings, on: date) -> MayUse:
    """The answer to who stands for a department that does not exist on the day."""
    policies = (found.policy, *(each.policy for each in found.grants))
    row = bound_by(next((each for each in policies if each), None), on)
    words = Text(
        f"使用方所属的{department}当日不存在；请由承接其职责的部门登记使用方后使用",
        f"{department}, which the consumer stands for, does not exist on that day; ask who follows it",
    )
    return MayUse(UseAnswer.NO, words, of_matter(row, Matter.BETWEEN_DEPARTMENTS) if row else ())


def _of_society(row: Policy) -> MayUse:
    """The answer to who is no department, with the way that the text has for him, where it has one."""
    ways = of_matter(row, Matter.OTHER_USERS)
    zh = "；可使用向社会开放的数据，证照按用证办理" if ways else ""
    en = ": what is open to society, and licences, are for others as well" if ways else ""
    words = Text(f"使用方不是政务部门，共享在政务部门之间进行{zh}", f"data are shared between departments only{en}")
    return MayUse(UseAnswer.NO, words, (*of_matter(row, Matter.BETWEEN_DEPARTMENTS), *ways))


def _without_grant(use: Use, found: Surroundings, row: Policy, held: Held, on: date) -> MayUse:
    by = {item.name: direct(row, _facts(found, row, item)) for item in found.items}
    whole = direct(row, _of_entry(found, found.sharing)) if not found.items else ()
    if whole or (by and all(by.values())):
        rules = tuple(dict.fromkeys([*whole, *(rule for each in by.values() for rule in each)]))
        return _directly(rules, found, row)
    left = [item for item in found.items if not by[item.name]]
    if grants := _permitting([item.name for item in left], use, held, GrantState.ACTIVE):
        reason = Text(
            "部分已获授权，其余直接获取，使用留痕", "granted in part, the rest is had directly; the use is recorded"
        )
        straight = (rule for each in by.values() for rule in each)
        rules = tuple(dict.fromkeys([*articles_of_all(grants, GrantState.ACTIVE, found.policy, on), *straight]))
        return MayUse(UseAnswer.YES, reason, rules, grants[0].id)
    left = [item for item in left if not _permitting([item.name], use, held, GrantState.ACTIVE)]
    if grants := _permitting([item.name for item in left], use, held, GrantState.WAITING):
        reason = Text("已授权，待提交安全协议", "granted, and waits for the security agreement")
        rules = articles_of_all(grants, GrantState.WAITING, found.policy, on)
        return MayUse(UseAnswer.NO, reason, rules, grants[0].id)
    left = [item for item in left if not _permitting([item.name], use, held, GrantState.WAITING)]
    return _not_had(left, use, found, row, held, on)


def _directly(rules: Articles, found: Surroundings, row: Policy) -> MayUse:
    """The answer of what needs no application: an agreement that the entry asks for is signed nevertheless."""
    zh, en = ("直接获取，使用留痕", "had directly; the use is recorded")
    if not found.agreement:
        return MayUse(UseAnswer.YES, Text(zh, en), rules)
    cell = row.table(GRANT)
    asking = (step for step in (cell.value if cell else ()) if step.then is GrantState.WAITING)
    words = Text(
        f"{zh}；该资源要求签订安全协议，由使用部门与提供部门签订后使用",
        f"{en}; the entry asks for a security agreement, which user and provider sign before",
    )
    return MayUse(UseAnswer.YES, words, tuple(dict.fromkeys([*rules, *(each for one in asking for each in one.rules)])))


def _not_had(refused: list[AskedItem], use: Use, found: Surroundings, row: Policy, held: Held, on: date) -> MayUse:
    """The answer of what is neither direct nor granted: some items, or the resource that has none."""
    types = {item.sharing for item in refused} or {each for each in (found.sharing,) if each}
    ways = {each: leading_to_it(row, {"type": each}) for each in types}
    outside = next((grant for grant, state in held.items() if state is GrantState.ACTIVE), None)
    names = "、".join(item.name for item in refused)[:200]
    if all(ways.values()):
        cited = (rule for steps in ways.values() for step in steps for rule in step.cited)
        rules = tuple(dict.fromkeys([*_elsewhere(row, found), *cited]))
        if over := [grant for grant, state in held.items() if _had(grant, state, use, refused)]:
            last = max(over, key=lambda grant: grant.over)
            by = ended(last)
            reason = Text(
                f"{by.zh}，须重新提出申请：{names or '整项资源'}",
                f"{by.en}; it has to be asked for anew: {names or _WHOLE}",
            )
            why = tuple(dict.fromkeys((*ended_by(last, found.policy, on), *rules)))
            return MayUse(UseAnswer.APPLICATION, reason, why, last.id)
        others = dict(found.left)
        if left := [grant for grant in found.grants if grant.id in others and _permits(grant, use, refused, on)]:
            reason = kept_by(others[left[0].id], Text(names or "整项资源", names or _WHOLE))
            why = tuple(dict.fromkeys((*articles_of(left[0], GrantState.ACTIVE, found.policy, on), *rules)))
            return MayUse(UseAnswer.APPLICATION, reason, why, left[0].id)
        beside = ("（用途或者信息项不在现有授权内）", " (purpose or items are outside the grant that there is)")
        more = beside if outside else ("", "")
        reason = Text(
            f"须提出申请：{names or '整项资源'}{more[0]}", f"it has to be asked for: {names or _WHOLE}{more[1]}"
        )
        return MayUse(UseAnswer.APPLICATION, reason, rules, outside.id if outside else None)
    ground = row.refusal_ground.rules if row.refusal_ground else ()
    basis = (rule for each in types for step in asked_for(row, {"type": each}) for rule in step.rules)
    withheld = "、".join(item.name for item in refused if not ways[item.sharing])[:200]
    words = Text(f"不予共享：{withheld or '整项资源'}", f"it is not shared: {withheld or _WHOLE}")
    return MayUse(UseAnswer.NO, words, tuple(dict.fromkeys((*ground, *basis))))


def _held(found: Surroundings, on: date) -> Held:
    """The grants of the department for which the consumer stands, and where each stands on a day."""
    others = dict(found.left)
    return {each: each.on(on) for each in found.grants if each.id not in others}


def _permitting(names: Collection[str], use: Use, held: Held, state: GrantState) -> tuple[HeldGrant, ...]:
    """Grants in a state that permit some items together: one where one does, else for each item the first.

    None where an item is left over.
    """
    standing = [grant for grant, stands in held.items() if stands is state]
    one = next((grant for grant in standing if _covers(grant, use, names)), None)
    if one is not None:
        return (one,)
    firsts = [next((grant for grant in standing if _covers(grant, use, (name,))), None) for name in names]
    found = tuple(dict.fromkeys(grant for grant in firsts if grant is not None))
    return () if None in firsts else found


def _covers(grant: HeldGrant, use: Use, names: Iterable[str]) -> bool:
    """Whether a grant permits some items for what they are asked for."""
    return (not grant.items or grant.items.issuperset(names)) and grant.purpose is use.purpose


def _permits(grant: HeldGrant, use: Use, items: Iterable[AskedItem], on: date) -> bool:
    return grant.on(on) is GrantState.ACTIVE and _covers(grant, use, (item.name for item in items))


def _had(grant: HeldGrant, state: GrantState | None, use: Use, items: Iterable[AskedItem]) -> bool:
    """Whether a grant permitted some items for what they are asked for, and has ended."""
    return state is GrantState.ENDED and _covers(grant, use, (item.name for item in items))


def granted(use: Use, found: Surroundings, on: date) -> frozenset[str]:
    """Names of the items, of those that are asked for, that a grant permits on a day."""
    held = _held(found, on)
    names = (item.name for item in found.items)
    return frozenset(name for name in names if _permitting((name,), use, held, GrantState.ACTIVE))


def _facts(found: Surroundings, row: Policy, item: AskedItem) -> dict[str, FactValue]:
    library = LibraryKind.BASE if row.id in found.base_of else None
    return {"item_kind": item.kind, "library_kind": library, **_of_entry(found, item.sharing)}


def _of_entry(found: Surroundings, sharing: SharingType | None) -> dict[str, FactValue]:
    return {
        "type": sharing,
        "on_exclusive_list": found.exclusive and sharing is not SharingType.REFUSED,
        "about": found.affair and found.affair.zh,
        "subject_concerned": found.concerned,
    }


def _elsewhere(row: Policy, found: Surroundings) -> Iterator[str]:
    """The articles by which something of its kind is had without a request, and this is not.

    Those of base items are of base libraries, and those of an affair of entries about it.
    """
    also = row.also_unconditional
    base = also is not None and also.value.base_items and row.id in found.base_of
    if also and (base or (found.affair is not None and found.affair.zh in also.value.subjects)):
        yield from also.rules
    if row.exclusive:
        yield from row.exclusive.rules
