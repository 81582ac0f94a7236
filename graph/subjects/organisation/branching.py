"""Branches that a text leaves out: who stands in one is bound nevertheless, until somebody says which one it is.

* Which departments are in such a branch is said of them, and not guessed; nobody is bound and left out at once.
* That a department is bound whose level the text leaves out is told, once for a branch: at its highest department.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from graph.errors import Conflict, Text
from graph.law.policies import POLICIES
from graph.law.policy import Policy
from graph.office.review import Hint
from graph.refusal_codes import Code
from graph.words.organisation import Department

_STEPS = 8
"""Steps downwards through which a policy binds."""


def hints_of_branches(
    departments: Sequence[Department], registered: Mapping[str, Department], above: Mapping[str, str]
) -> Iterator[Hint]:
    """Name departments that a policy binds whose text leaves their level out.

    Args:
        departments: The batch; paths count it from 1.
        registered: Those of them that are there, each with what is bound to itself or leaves it out.
        above: By departments above those of the batch: the policy that binds them.
    """
    batch = {one.code: as_bound(one, registered.get(one.code)) for one in departments}
    left_out = {code: row for code in batch if (row := _leaving_out(code, batch, above)) is not None}
    for position, one in enumerate(departments, start=1):
        row = left_out.get(one.code)
        if row is not None and left_out.get(one.parent or "") is not row:
            yield _told(one, row, ("departments", str(position), "policy" if one.policy else "exempt_from"))


def contradiction(row: Policy, path: tuple[str, ...]) -> Conflict:
    """That a department is bound by a policy and left out of it."""
    return Conflict(
        Text(
            f"同一部门不能既适用又不适用政策 {row.id}",
            f"a department cannot be bound by policy {row.id} and left out of it",
        ),
        code=Code.BINDING_CONTRADICTS,
        rules=row.binding.rules,
        path=path,
        value=row.id,
    )


def as_bound(one: Department, before: Department | None) -> Department:
    """A department with what is bound to it already: a batch takes nothing of that away by saying nothing."""
    if before is None:
        return one
    return replace(one, policy=one.policy or before.policy, exempt_from=one.exempt_from or before.exempt_from)


def _leaving_out(code: str, batch: Mapping[str, Department], above: Mapping[str, str]) -> Policy | None:
    """The policy that binds a department of a level that its text leaves out; None where none does."""
    row = POLICIES.get(_binding(code, batch, above) or "")
    return row if row is not None and batch[code].level in row.binding.value.levels_out else None


def _binding(code: str, batch: Mapping[str, Department], above: Mapping[str, str]) -> str | None:
    exempt: set[str | None] = set()
    for _ in range(_STEPS):
        one = batch.get(code)
        if one is None:
            break
        exempt.add(one.exempt_from)
        if one.policy is not None and one.policy not in exempt:
            return one.policy
        code = one.parent or ""
    bound = above.get(code)
    return None if bound in exempt else bound


def _told(one: Department, row: Policy, path: tuple[str, ...]) -> Hint:
    whom, but_not = row.binding.value.whom, "、".join(row.binding.value.but_not)
    words = Text(
        f"{one.name}（{one.level.zh}）适用了政策 {row.id}，而该办法适用于{whom}，不含{but_not}；"
        f"不适用的，请填写“不适用政策”{row.id}",
        f"{one.name} ({one.level.name}) is bound by policy {row.id}, which leaves its level out; if it is left out, "
        f"say that it is exempt from {row.id}",
    )
    return Hint(Code.BINDING_CONTRADICTS, words, row.binding.rules, path, row.id)
