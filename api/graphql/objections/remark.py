"""The remarks that answers carry: on doubted data, and where a text sets no due date."""

from collections.abc import Sequence
from datetime import datetime

from api.graphql.lens.citations import Rule, Text, cited
from api.graphql.lens.values import attribute, shows
from graph.law.policies import bound_by
from graph.law.policy import Policy
from graph.law.terms import Sentence
from graph.subjects.objections.rules import sentence_while_open
from graph.words.china_time import china_day


@shows(Sentence, "A sentence that goes with an answer, and where it is written (提示).")
class Remark:
    """A sentence that goes with an answer."""

    text: Text = attribute("The sentence.")
    rules: list[Rule] = attribute("Where it is written.", through=cited)


def remark_while_open(case: Sequence[str] | None) -> Sentence | None:
    """The sentence that every answer about doubted data carries, with the article of the policy of the case.

    Args:
        case: The policy under which an open objection stands, and when it was raised; None where there is none.
    """
    if case is None:
        return None
    policy, raised_at = case
    return sentence_while_open(row_of_case(policy, raised_at))


def row_of_case(policy: str | None, raised_at: str) -> Policy | None:
    """The row that a case keeps: that of the day on which it was raised, as it was worded then."""
    return bound_by(policy, china_day(datetime.fromisoformat(raised_at)))
