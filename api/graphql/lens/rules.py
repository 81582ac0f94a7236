"""The law as it is cited: rules with their own words, and texts in both languages."""

import strawberry

from api.graphql.lens.scalars import Date
from graph import errors
from graph.law import articles


@strawberry.type(description="A sentence in both languages of the system.")
class Text:
    """A sentence in both languages."""

    zh: str = strawberry.field(description="Chinese.")
    en: str = strawberry.field(description="English.")

    @classmethod
    def of(cls, text: errors.Text) -> "Text":
        """The published form of a text."""
        return cls(zh=text.zh, en=text.en)


@strawberry.type(description="An article of a policy, or an item of one (条、项), in its own words.")
class Rule:
    """An article, in its own words."""

    id: strawberry.ID = strawberry.field(description="Prefix, article and item: `WH-13`.")
    document: str = strawberry.field(description="Title of the policy (办法名称).")
    article: str = strawberry.field(description="Article and item as the text counts them.")
    words: str = strawberry.field(description="The article's own words (条文).")
    valid_from: Date | None = strawberry.field(description="In force from (施行日期).", name="from")
    valid_until: Date | None = strawberry.field(description="Last day in force (失效日期).", name="until")

    @classmethod
    def of(cls, rule: articles.Rule) -> "Rule":
        """The published form of a rule."""
        return cls(
            id=strawberry.ID(rule.id),
            document=rule.document,
            article=rule.article,
            words=rule.words,
            valid_from=None if rule.valid_from is None else Date(rule.valid_from.isoformat()),
            valid_until=None if rule.valid_until is None else Date(rule.valid_until.isoformat()),
        )


def cited(ids: tuple[str, ...]) -> list[Rule]:
    """The rules that are cited; an id that the law does not have is a defect and shows."""
    return [Rule.of(articles.rule(each)) for each in ids]
