"""How divisions, departments, posts and successions are brought: through the desk of the organisation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from graph.errors import Text
from graph.office.keeping import said, stays
from graph.office.review import Hint, Review
from graph.office.sheets.forms import Parsed
from graph.refusal_codes import Code
from graph.schema.nodes import DEPARTMENT, DIVISION, POST
from graph.schema.relations import SUCCEEDED_BY
from graph.subjects.importing.batches import (
    Asking,
    Bringing,
    Importable,
    Judgement,
    Outcome,
    Told,
    compared,
    edges,
    emptied,
    judged_as_kept,
    nodes,
    written_over,
)
from graph.subjects.organisation import sheet
from graph.subjects.organisation.branching import as_bound
from graph.subjects.organisation.desk import (
    JudgedOrganisation,
    Organisation,
    establish_judged,
    judge,
    setting_of,
)
from graph.subjects.organisation.setting import OrganisationSetting, organisation_setting
from graph.words.organisation import Department, Division, Post, Succession, SuccessionKind

_UNBOUND = Hint(
    Code.NOTHING_BOUND,
    Text(
        "还没有部门适用任何政策：请在最高一级政府的“政策”列填写政策编号，其下属部门随之适用",
        "no policy binds any department yet: name it in “政策” on the row of the topmost government, for all below it",
    ),
)


_NOTHING = Review()


async def _divisions(bringing: Bringing, parsed: Parsed[Division]) -> Judgement:
    async def attempt(values: Sequence[Division]) -> JudgedOrganisation:
        return await _judged(bringing, Organisation(divisions=tuple(values)))

    values, judged = await judged_as_kept(parsed, attempt, lambda judged: judged.setting.territories, _code)
    there = judged.setting.territories
    told = compared(values, there, _code, lambda one: (one.code, one.name))
    over = written_over(parsed.form, values, there, _code, "name") + emptied(parsed, values, there, _code)
    return _judgement(bringing, judged, told, over)


async def _departments(bringing: Bringing, parsed: Parsed[sheet.DepartmentRow]) -> Judgement:
    """What binds or exempts, and people in posts, a batch does not take away by saying nothing."""
    brought = tuple(row.department for row in parsed.values)
    own = Parsed(parsed.form, brought, parsed.rows, (), mentions=parsed.mentions)
    named = {post.id: post for row in parsed.values for post in row.posts(bringing.actor.today)}
    people = tuple(post for row in parsed.values for _, post in row.people())

    async def attempt(values: Sequence[Department]) -> JudgedOrganisation:
        batch = Organisation(departments=tuple(values), posts=people)
        setting = await setting_of(bringing.store, bringing.personal, batch, bringing.actor.today)
        posts = tuple(post for identity, post in named.items() if identity not in setting.held)
        return JudgedOrganisation(replace(batch, posts=posts), setting, bringing.actor.today)

    departments, judged = await judged_as_kept(own, attempt, lambda judged: judged.setting.registered, _code)
    there = judged.setting.registered
    becomes = [as_bound(one, there.get(one.code)) for one in departments]
    peopled = {post.department for post in judged.batch.posts}
    told = [
        replace(each, outcome=Outcome.CHANGED) if each.outcome is Outcome.UNCHANGED and each.code in peopled else each
        for each in compared(becomes, there, _code, lambda one: (one.code, one.name))
    ]
    over = written_over(parsed.form, departments, there, _code, "name") + emptied(own, becomes, there, _code)
    bound = judged.setting.bound or any(one.policy for one in departments)
    over += Review(hints=(*_people(parsed, judged), *(() if bound else (_UNBOUND,))))
    return _judgement(bringing, judged, tuple(told), over)


def _people(parsed: Parsed[sheet.DepartmentRow], judged: JudgedOrganisation) -> Iterator[Hint]:
    """Say where a table of departments names other people than are in their posts: it changes no post."""
    for position, (row, mentions) in enumerate(zip(parsed.values, parsed.mentions, strict=True), start=1):
        for field, post in row.people():
            before = judged.setting.held.get(post.id)
            if before is not None and field not in mentions[0].silent and post.name != before.name:
                path = (parsed.form.name, str(position), field)
                yield _another(path, said(before.name), before.id) if post.name else stays(path, said(before.name))


def _another(path: tuple[str, ...], old: str, post: str) -> Hint:
    return Hint(
        Code.VALUE_KEPT,
        Text(
            f"岗位 {post} 现由“{old}”担任，部门表不改动它；换人请用岗位表",
            f"post {post} is held by {old}, and a table of departments does not change it; use that of posts",
        ),
        path=path,
        value=old,
    )


async def _posts(bringing: Bringing, parsed: Parsed[Post]) -> Judgement:
    async def attempt(values: Sequence[Post]) -> JudgedOrganisation:
        return await _judged(bringing, Organisation(posts=tuple(values)))

    _, judged = await judged_as_kept(parsed, attempt, lambda judged: judged.setting.held, lambda one: one.id)
    posts, there = judged.batch.posts, judged.setting.held
    told = compared(posts, there, lambda one: one.id, lambda one: (one.id, one.kind.zh))
    over = written_over(parsed.form, posts, there, lambda one: one.id, "name")
    return _judgement(bringing, judged, told, over + emptied(parsed, posts, there, lambda one: one.id))


async def _successions(bringing: Bringing, parsed: Parsed[Succession]) -> Judgement:
    judged = await _judged(bringing, Organisation(successions=parsed.values))
    told = compared(
        parsed.values,
        judged.setting.followed,
        lambda one: (one.predecessor, one.successor),
        lambda one: (f"{one.predecessor} → {one.successor}", one.kind.zh),
    )
    return _judgement(bringing, judged, told)


def _code(one: Division | Department) -> str:
    return one.code


async def _judged(bringing: Bringing, batch: Organisation) -> JudgedOrganisation:
    return await judge(bringing.store, bringing.personal, batch, bringing.actor.today)


def _judgement(
    bringing: Bringing, judged: JudgedOrganisation, told: tuple[Told, ...], over: Review = _NOTHING
) -> Judgement:
    write = partial(establish_judged, judgement=judged, personal=bringing.personal, actor=bringing.actor)
    return Judgement(told, judged.review + over, write)


async def _there(
    asking: Asking, *, codes: Sequence[str] = (), divisions: Sequence[str] = (), posts: Sequence[str] = ()
) -> OrganisationSetting:
    return await organisation_setting(
        asking.store,
        asking.personal,
        asking.on,
        codes=codes,
        departments=(),
        divisions=divisions,
        posts=posts,
        successions=(),
        parents=(),
    )


async def _divisions_there(asking: Asking, codes: Sequence[str]) -> Mapping[str, Division]:
    return (await _there(asking, divisions=codes)).territories


async def _departments_there(asking: Asking, codes: Sequence[str]) -> Mapping[str, Department]:
    return (await _there(asking, codes=codes)).registered


async def _posts_there(asking: Asking, ids: Sequence[str]) -> Mapping[str, Post]:
    return (await _there(asking, posts=ids)).held


def _succession(predecessor: str, successor: str, on: str, kind: str) -> Succession:
    return Succession(predecessor, successor, date.fromisoformat(on), SuccessionKind[kind])


DIVISIONS = Importable(sheet.DIVISIONS, DIVISION, sheet.read_divisions, _divisions, nodes("Division", _divisions_there))
DEPARTMENTS = Importable(
    sheet.DEPARTMENTS,
    DEPARTMENT,
    sheet.read_departments,
    _departments,
    replace(nodes("Department", _departments_there), left_out=frozenset({"head", "contact"})),
)
POSTS = Importable(sheet.POSTS, POST, sheet.read_posts, _posts, nodes("Post", _posts_there))
SUCCESSIONS = Importable(
    sheet.SUCCESSIONS,
    SUCCEEDED_BY,
    sheet.read_successions,
    _successions,
    edges(("SUCCEEDED_BY.Department.Department",), _succession),
)
