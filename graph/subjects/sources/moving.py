"""What would outlast a consumer that ends or moves, or whose system is run by another department: grants of licences.

A consumer stands for the department that it belongs to, or that runs it, on the day. What was granted to it has to lie
within its own days, and from the day on which it moves within those of its new department; what had ended by then
stands as it was. What was left open ends with them. Nothing that was granted is rewritten: whoever moves it is told
what to mend first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from graph.errors import Malformed, Text
from graph.office.lives import Life
from graph.refusal_codes import Code
from graph.subjects.sources.setting import GrantedUse, SourcesSetting
from graph.words.sources import Consumer, InformationSystem

_NAMED = 10
"""Grants that a refusal names."""


def faults_of_users(
    consumers: Sequence[Consumer], systems: Sequence[InformationSystem], setting: SourcesSetting, on: date
) -> Iterator[Malformed]:
    """Refuse consumers and systems of a batch that leave grants of licences behind.

    Args:
        consumers: Of the batch; paths count them from 1.
        systems: Of the batch, likewise.
        setting: What the batch is judged by.
        on: The day on which what moves does so.
    """
    run_by = {code: one.operator for code, one in setting.systems.items()} | {one.code: one.operator for one in systems}
    for position, one in enumerate(consumers, start=1):
        there = setting.consumers.get(one.code)
        if there is None or _place(there) == _place(one):
            continue
        path, granted = ("consumers", str(position)), setting.granted.get(one.code, ())
        yield from _left_behind(one.code, Life(one.valid_from, one.valid_until), granted, path, "")
        field = "department" if one.department else "system"
        yield from _left_behind(one.code, _life(one, run_by, setting), _left_on(granted, on), path, field)
    for position, system in enumerate(systems, start=1):
        before = setting.systems.get(system.code)
        if before is not None and before.operator != system.operator:
            life, all_granted = setting.departments.get(system.operator, Life()), setting.granted_to_system
            left, path = _left_on(all_granted.get(system.code, ()), on), ("systems", str(position))
            yield from _left_behind(system.code, life, left, path, "operator")


def _place(one: Consumer) -> tuple[object, ...]:
    return one.department, one.system, one.valid_from, one.valid_until


def _life(one: Consumer, run_by: Mapping[str, str], setting: SourcesSetting) -> Life:
    """The days of the department that it stands for; without end where there is none, or an unknown one."""
    return setting.departments.get(one.department or run_by.get(one.system or "", ""), Life())


def _left_on(granted: Sequence[GrantedUse], on: date) -> list[GrantedUse]:
    """What of them is left from a day on."""
    return [replace(each, since=max(each.since, on)) for each in granted if each.after is None or each.after > on]


def _left_behind(
    code: str, life: Life, granted: Sequence[GrantedUse], path: tuple[str, ...], field: str
) -> Iterator[Malformed]:
    lacking = [(each, life.lacks(each.since, each.after)) for each in granted]
    fallen = [(each, lacks) for each, lacks in lacking if lacks is not None]
    if not fallen:
        return
    named, more = ", ".join(each.id for each, _ in fallen[:_NAMED]), len(fallen) - _NAMED
    zh, en = (f"{named}等{len(fallen)}项", f"{named} and {more} more") if more > 0 else (named, named)
    yield Malformed(
        Text(
            f"{code} 的用证授权 {zh} 不在存续期内（{life.words.zh}）；请先改正其起、止",
            f"grants of licences to {code} are outside these days ({life.words.en}): {en}; mend them first",
        ),
        code=Code.OUTSIDE_LIFE,
        path=(*path, field or fallen[0][1]),
        value=code,
        limit=named,
    )
