"""A grant as a use is answered by it: the articles by which it permits, waits or has ended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from graph.errors import NoPolicy, Text
from graph.law.policies import table_on
from graph.law.workflow import Articles, Table, steps_from
from graph.law.workflows import GRANT
from graph.words.exchange import HeldGrant
from graph.words.grants import GrantEvent, GrantState


def articles_of(grant: HeldGrant, state: GrantState, today: str | None, on: date) -> Articles:
    """Of the use under a grant; of one that waits, why it does.

    Args:
        grant: The grant.
        state: Where it stands.
        today: The policy that binds its provider; by it goes an older grant, which keeps none.
        on: The day.
    """
    table = _table_of(grant, today, on)
    uses = tuple(steps_from(table, state, GrantEvent.USE))
    steps = uses or tuple(step for step in table if step.then is state)
    return tuple(dict.fromkeys(rule for step in steps for rule in step.cited))


def articles_of_all(grants: Iterable[HeldGrant], state: GrantState, today: str | None, on: date) -> Articles:
    """The same of several."""
    return tuple(dict.fromkeys(rule for each in grants for rule in articles_of(each, state, today, on)))


def ended(grant: HeldGrant) -> Text:
    """That a grant has ended, since when and by what."""
    on = grant.over
    match grant.ended_by:
        case GrantEvent.WITHDRAW:
            return Text(f"使用权已于{on}收回", f"the right to use it was withdrawn on {on}")
        case None | GrantEvent.PERIOD_OVER if grant.ended_on is None:
            return Text(f"授权已于{on}到期", f"the grant was good until {on}")
        case None:
            return Text(f"授权已于{on}终止", f"the grant ended on {on}")
        case by:
            return Text(f"授权已于{on}终止（{by.zh}）", f"the grant ended on {on}")


def kept_by(former: str, what: Text) -> Text:
    """That a grant is of a department for which its consumer does not stand any longer.

    Args:
        former: Name of that department.
        what: What is asked for.
    """
    return Text(
        f"授权属于{former}，使用方已改属其他部门，授权不随之转移，须由现部门提出申请：{what.zh}",
        f"it is granted to {former}; the consumer is another department's now, which has to ask for it: {what.en}",
    )


def ended_by(grant: HeldGrant, today: str | None, on: date) -> Articles:
    """The articles by which a grant has ended."""
    table, by = _table_of(grant, today, on), grant.ended_by or GrantEvent.PERIOD_OVER
    return tuple(rule for step in steps_from(table, GrantState.ACTIVE, by) for rule in step.rules)


def _table_of(grant: HeldGrant, today: str | None, on: date) -> Table:
    policy, kept_on = (grant.policy, grant.kept_on or on) if grant.policy else (today, on)
    try:
        return table_on(policy, GRANT, kept_on)
    except NoPolicy:
        return ()
