"""The law as it is cited: rules with their own words, and texts in both languages."""

import strawberry

from api.graphql.lens.scalars import Date
from api.graphql.lens.values import attribute, shows
from graph import errors
from graph.law import articles


@shows(errors.Text, "A sentence in both languages of the system.")
class Text:
    """A sentence in both languages."""

    zh: str = attribute("Chinese.")
    en: str = attribute("English.")


@shows(articles.Rule, "An article of a policy, or an item of one (条、项), in its own words.")
class Rule:
    """An article, in its own words."""

    id: strawberry.ID = attribute("Prefix, article and item: `WH-13`.")
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
