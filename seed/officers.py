"""Whose step it is: the post that a city's table names, and who holds it in the department that the table means.

Of several posts that may, the first in the order of the posts acts. One that no department of the case has is held for
the whole city: the authority's, the centre's, the committee's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from graph.law.workflow import Side, Step, Table
from graph.office.actor import Actor
from graph.store.engine import Store
from graph.store.view import View
from graph.words.closed_list import ClosedList
from graph.words.organisation import PostKind
from seed.cast import signed_in
from seed.sheets import sheet

Sides: TypeAlias = Mapping[Side, str]
"""USCC of the department on each side of a case; those that are not named are the provider's."""
_POSTS = tuple(PostKind)


async def officer(
    store: Store, table: Table, done: Sequence[ClosedList], event: ClosedList, sides: Sides, at: datetime
) -> tuple[View, Actor]:
    """Who takes a step, at a moment, and what he sees then.

    Args:
        store: The graph.
        table: The city's.
        done: What was done of the case so far, in order.
        event: The step.
        sides: The departments of the case.
        at: When.
    """
    step = next(each for each in table if each.event is event and each.state in _states(table, done))
    post = min((each for each in step.actors if isinstance(each, PostKind)), key=_POSTS.index)
    return await signed_in(store, _holder(post, sides.get(step.side_of(post), sides[Side.PROVIDER])), at)


async def in_post(store: Store, post: PostKind, department: str, at: datetime) -> tuple[View, Actor]:
    """Who holds a post in a department, or for its city, at a moment, and what he sees then."""
    return await signed_in(store, _holder(post, department), at)


def _states(table: Table, done: Sequence[ClosedList]) -> set[ClosedList | None]:
    """Where a case may stand after what was done of it; anywhere where nothing was."""
    if not done:
        return {each.state for each in table}
    return {each.then for each in _of(table, done[-1])}


def _of(table: Table, event: ClosedList) -> Iterable[Step]:
    return (each for each in table if each.event is event)


def _holder(post: PostKind, department: str) -> str:
    divisions = {row["代码"]: row["区划代码"] for row in sheet("departments")}
    held = [row for row in sheet("posts") if row["岗位类型"] == post.name and not row["止"]]
    ours = [row for row in held if row["部门代码"] == department]
    city = [row for row in held if divisions[row["部门代码"]] == divisions[department]]
    return (ours or city)[0]["人员标识"]
