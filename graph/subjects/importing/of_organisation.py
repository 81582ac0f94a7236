"""How divisions, departments, posts and successions are brought: through the desk of the organisation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from graph.errors import Text
from graph.office.review import Hint, Review
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
    nodes,
    written_over,
)
from graph.subjects.organisation import sheet
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


async def _divisions(bringing: Bringing, values: Sequence[Division]) -> Judgement:
    judged = await _judged(bringing, Organisation(divisions=tuple(values)))
    there = judged.setting.territories
    told = compared(values, there, lambda one: one.code, lambda one: (one.code, one.name))
    over = written_over(sheet.DIVISIONS, values, there, lambda one: one.code, "name")
    return _judgement(bringing, judged, told, over)


async def _departments(bringing: Bringing, values: Sequence[sheet.DepartmentRow]) -> Judgement:
    departments = tuple(row.department for row in values)
    named = {post.id: post for row in values for post in row.posts(bringing.actor.today)}
    brought = Organisation(departments=departments, posts=tuple(named.values()))
    setting = await setting_of(bringing.store, bringing.personal, brought)
    posts = tuple(post for identity, post in named.items() if identity not in setting.held)
    judged = JudgedOrganisation(Organisation(departments=departments, posts=posts), setting, bringing.actor.today)
    peopled = {post.department for post in posts}
    told = tuple(
        Told(one.code, one.name, _department(one, setting.registered.get(one.code), peopled=one.code in peopled))
        for one in departments
    )
    bound = setting.bound or any(one.policy for one in departments)
    over = written_over(sheet.DEPARTMENTS, departments, setting.registered, lambda one: one.code, "name")
    return _judgement(bringing, judged, told, over + Review(hints=() if bound else (_UNBOUND,)))


def _department(given: Department, there: Department | None, *, peopled: bool) -> Outcome:
    """What binds or exempts is not taken away by a batch that does not name it; people that it names are new to it."""
    if there is None:
        return Outcome.NEW
    kept = replace(given, policy=given.policy or there.policy, exempt_from=given.exempt_from or there.exempt_from)
    same = kept == there
    return Outcome.UNCHANGED if same and not peopled else Outcome.CHANGED


async def _posts(bringing: Bringing, values: Sequence[Post]) -> Judgement:
    judged = await _judged(bringing, Organisation(posts=tuple(values)))
    posts, there = judged.batch.posts, judged.setting.held
    told = compared(posts, there, lambda one: one.id, lambda one: (one.id, one.kind.zh))
    over = written_over(sheet.POSTS, posts, there, lambda one: one.id, "name")
    return _judgement(bringing, judged, told, over)


async def _successions(bringing: Bringing, values: Sequence[Succession]) -> Judgement:
    judged = await _judged(bringing, Organisation(successions=tuple(values)))
    told = compared(
        values,
        judged.setting.followed,
        lambda one: (one.predecessor, one.successor),
        lambda one: (f"{one.predecessor} → {one.successor}", one.kind.zh),
    )
    return _judgement(bringing, judged, told)


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
