"""Questions about the law: articles in their own words."""

import strawberry

from api.fields import resolved
from api.objects.law import Rule
from graph.law import articles


@strawberry.type
class LawQuery:
    """Questions about the law."""

    @resolved
    def rule(self, id: strawberry.ID) -> Rule | None:  # noqa: A002 - the word of the API
        """An article by its id, `WH-13` (条文); null when there is none."""
        found = articles.canonical_id(str(id)[:40])
        return Rule.of(articles.rule(found)) if found else None

    @resolved
    def rules(self, policy: str | None = None, about: str | None = None) -> list[Rule]:
        """Articles of a policy, or those that contain words (条文检索), at most 100."""
        prefixes = (policy,) if policy else ()
        found = articles.find_rules(about, prefixes) if about else articles.articles_of(policy or "")
        return [Rule.of(each) for each in found[:100]]
