"""The notice that every answer about doubted data carries."""

import strawberry

from api.graphql.lens.rules import Rule, Text, cited
from graph.subjects.objections.rules import CHECK_RULES, WHILE_IN_CHECK


@strawberry.type(description="What holds while an objection is open (校核期间).")
class Notice:
    """What holds while an objection is open."""

    text: Text = strawberry.field(description="The sentence.")
    rules: list[Rule] = strawberry.field(description="Where it is written.")


def notice_while_open(policy: str | None) -> Notice | None:
    """The notice that every answer about doubted data carries (CZ-14, JZ-16, JI-14, WH-16, CS-32).

    Args:
        policy: Under which an open objection stands; None where there is none.
    """
    return None if policy is None else Notice(text=Text.of(WHILE_IN_CHECK), rules=cited(CHECK_RULES.get(policy, ())))
