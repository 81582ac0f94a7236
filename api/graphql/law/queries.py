"""Questions about the law: articles in their own words."""

from typing import Annotated

import strawberry

from api.graphql.lens.citations import Rule
from api.graphql.lens.registration import resolved_as
from graph.law import articles

RuleId = Annotated[strawberry.ID, strawberry.argument(description="Prefix, article and item: `WH-13` (条文编号).")]


@strawberry.type
class LawQuery:
    """Questions about the law."""

    @resolved_as(Rule | None)
    def rule(
        self,
        id: RuleId,  # noqa: A002 - the word of the API
    ) -> articles.Rule | None:
        """An article by its id, `WH-13` (条文); null when there is none."""
        found = articles.canonical_id(str(id)[:40])
        return articles.rule(found) if found else None

    @resolved_as(list[Rule])
    def rules(
        self,
        policy: Annotated[
            str | None, strawberry.argument(description="Prefix of a document: `WH`, `WHL` (办法).")
        ] = None,
        about: Annotated[
            str | None, strawberry.argument(description="Words that the article contains (检索词).")
        ] = None,
    ) -> tuple[articles.Rule, ...]:
        """Articles of a policy, or those that contain words (条文检索), at most 100."""
        prefixes = (policy,) if policy else ()
        found = articles.find_rules(about, prefixes) if about else articles.articles_of(policy or "")
        return found[:100]
