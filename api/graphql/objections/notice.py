"""The notices that answers carry: on doubted data, and where a text sets no due date."""

from api.graphql.lens.citations import Rule, Text, cited
from api.graphql.lens.values import attribute, shows
from graph.law.policies import POLICIES
from graph.law.terms import Sentence
from graph.subjects.objections.rules import sentence_while_open


@shows(Sentence, "A sentence that goes with an answer, and where it is written (提示).")
class Notice:
    """A sentence that goes with an answer."""

    text: Text = attribute("The sentence.")
    rules: list[Rule] = attribute("Where it is written.", through=cited)


def notice_while_open(policy: str | None) -> Sentence | None:
    """The sentence that every answer about doubted data carries, with the article of the policy of the case.

    Args:
        policy: Under which an open objection stands; None where there is none.
    """
    return None if policy is None else sentence_while_open(POLICIES.get(policy))
