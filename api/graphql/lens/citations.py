"""The law as it is cited: rules with their own words, and texts in both languages."""

from typing import Any, Final

import strawberry

from api.graphql.lens.ids import global_id
from api.graphql.lens.registration import Node
from api.graphql.lens.scalars import Date
from api.graphql.lens.values import attribute, shows
from graph import errors
from graph.law import articles

RULE: Final = "Rule"
"""The label of a rule in its global id; rules stand in the program, not in the store."""


@shows(errors.Text, "A sentence in both languages of the system.")
class Text:
    """A sentence in both languages."""

    zh: str = attribute("Chinese.")
    en: str = attribute("English.")


def _rule_id(code: str) -> str:
    return global_id(RULE, code)


@shows(articles.Rule, "An article of a policy, or an item of one (条、项), in its own words.")
class Rule(Node):
    """An article, in its own words."""

    id: strawberry.ID = attribute("Global id.", through=_rule_id)
    code: str = attribute("Prefix, article and item: `WH-13` (条文编号).", "id")
    document: str = attribute("Title of the policy (办法名称).")
    article: str = attribute("Article and item as the text counts them.")
    words: str = attribute("The article's own words (条文).")
    verbatim: bool = attribute("The words are the document's; otherwise the text is not held here.")
    verified: bool = attribute("The copy of the document is complete, and its date certain.")
    valid_from: Date | None = attribute("In force from (施行日期).", name="from")
    valid_until: Date | None = attribute("First day on which it is no longer in force (失效日期).", name="until")


def cited(ids: tuple[str, ...]) -> list[articles.Rule]:
    """The rules that are cited; an id that the law does not have is a defect and shows."""
    return [articles.rule(each) for each in ids]


def known_rule(code: str) -> Any:
    """The rule of a code, shown as a node; None where there is none."""
    return articles.rules().get(code)
