"""The cities' table: one row of data a policy, read off the texts in `texts/`; the texts win where they disagree.

There is no branch on a city anywhere: whoever needs to know asks the row. A row binds a subtree of organisations for a
period (the graph keeps which); here are the rows, by id and by date. Each stands in a module of `cities/`; another
city is a row module, its texts, and one more entry here.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from graph.errors import NoPolicy, NotFound, Text
from graph.law.cities import changsha, chenzhou, jiaozuo, jinzhong, nation, wuhu
from graph.law.policy import Policy
from graph.law.workflow import Articles, Table, Workflow
from graph.refusal_codes import Code
from graph.words.closed_list import ClosedList

ROWS = (chenzhou.ROW, jinzhong.ROW, jiaozuo.ROW, wuhu.ROW, changsha.ROW, nation.ROW)

POLICIES: Mapping[str, Policy] = MappingProxyType({row.id: row for row in ROWS})
"""All rows by id, in the order of the table."""


def policy(policy_id: str) -> Policy:
    """The row with an id.

    Raises:
        NotFound: `UNKNOWN_POLICY`.
    """
    found = POLICIES.get(policy_id)
    if found is None:
        known = "、".join(POLICIES)
        raise NotFound(
            Text(f"没有编号为 {policy_id[:40]} 的政策，现有 {known}", f"there is no policy {policy_id[:40]}"),
            code=Code.UNKNOWN_POLICY,
            path=("policy",),
            value=policy_id[:40],
            limit=", ".join(POLICIES),
        )
    return found


def offered(row: Policy) -> Policy:
    """Let a row pass that departments can be bound by.

    Raises:
        NoPolicy: `NO_POLICY`.
    """
    if not row.offered:
        raise NoPolicy(
            Text(f"政策 {row.id} 未经核对，未启用", f"policy {row.id} is not verified and is off"),
            code=Code.NO_POLICY,
            rules=row.term,
            path=("policy",),
            value=row.id,
        )
    return row


def policy_on(policy_id: str, on: date) -> Policy:
    """The row with an id as it was worded on a day, if a case opened on that day can be decided by it.

    Raises:
        NotFound: `UNKNOWN_POLICY`.
        NoPolicy: `NO_POLICY`; the row is not yet or no longer in force on that day.
    """
    row = policy(policy_id)
    if row.in_force(on):
        return row.on(on)
    until = "" if row.valid_until is None else f"，自{row.valid_until.isoformat()}起失效"
    raise NoPolicy(
        Text(
            f"{on.isoformat()}没有适用的政策：{row.id}自{row.valid_from.isoformat()}起施行{until}",
            f"no policy in force on {on.isoformat()}: {row.id} holds from {row.valid_from.isoformat()}"
            + ("" if row.valid_until is None else f" until the day before {row.valid_until.isoformat()}"),
        ),
        code=Code.NO_POLICY,
        rules=row.term,
        path=("policy",),
        value=row.id,
    )


def bound_by(policy_id: str | None, on: date) -> Policy | None:
    """The row that the graph says binds somebody, as it was worded on a day; None where none is in force."""
    row = POLICIES.get(policy_id or "")
    return row.on(on) if row is not None and row.in_force(on) else None


def unbinding(policy_id: str | None, on: date) -> Articles:
    """The articles by which a row does not bind somebody on a day: that end it, or that say whom it binds.

    Args:
        policy_id: The nearest row that binds him on other days, or those above him; None where there is none.
        on: The day.
    """
    row = POLICIES.get(policy_id or "")
    if row is None:
        return ()
    return row.binding.rules if row.in_force(on) else row.term


def articles_into(policy_id: str | None, workflow: Workflow, on: date, state: ClosedList) -> tuple[str, ...]:
    """The articles of the steps that lead into a state, as a case keeps them that was opened on a day.

    Args:
        policy_id: The policy that bound who has to answer; None where none did.
        workflow: The workflow.
        on: The day.
        state: The state.
    """
    row = bound_by(policy_id, on)
    cell = row.table(workflow) if row else None
    steps = cell.value if cell else ()
    return tuple(dict.fromkeys(rule for step in steps if step.then is state for rule in step.cited))


def table_on(policy_id: str | None, workflow: Workflow, on: date) -> Table:
    """The rows of a workflow that a case opened on a day keeps.

    Args:
        policy_id: The policy that binds who has to answer, as the graph says; None where none does.
        workflow: The workflow.
        on: The day on which the case was opened.

    Raises:
        NoPolicy: `NO_POLICY`; nothing binds him on that day, or what does knows no such workflow.
    """
    if policy_id is None:
        raise NoPolicy(
            Text("答复部门当日没有适用的政策", "no policy binds the department that would have to answer"),
            code=Code.NO_POLICY,
        )
    row = policy_on(policy_id, on)
    cell = row.table(workflow)
    if cell is None:
        raise NoPolicy(
            Text(f"{row.id}没有关于“{workflow.name.zh}”的规定", f"{row.id} has no rule about the {workflow.name.en}"),
            code=Code.NO_POLICY,
            rules=row.binding.rules,
            value=row.id,
        )
    return cell.value
