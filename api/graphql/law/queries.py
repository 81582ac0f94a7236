"""Questions about the law: articles in their own words."""

from datetime import date
from itertools import islice
from typing import Annotated

import strawberry

from api.graphql.law.lens import RecurringDuty, Term
from api.graphql.lens.citations import Rule, cited
from api.graphql.lens.registration import resolved_as
from api.graphql.lens.scalars import Date
from graph.errors import Malformed, Text
from graph.law import articles
from graph.law.citations import rules_broken
from graph.law.duties import Duty, Owed, Recurrence, owed, recurrences
from graph.law.findings import Circumstance, FindingKind
from graph.law.policies import offered, policy_on
from graph.law.policies import policy as known_policy
from graph.law.rest_days import LAST_YEAR
from graph.refusal_codes import Code

PolicyId = Annotated[str, strawberry.argument(description="Id of a policy: `WH` (办法).")]
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

    @resolved_as(Term | None)
    def term(
        self,
        policy: PolicyId,
        duty: Annotated[Duty, strawberry.argument(description="What has to be done (义务).")],
        event: Annotated[
            Date, strawberry.argument(description="Day on which it was handed in, asked for, or changed (起算事件).")
        ],
        opened_on: Annotated[
            Date | None,
            strawberry.argument(
                description="Day on which the case was opened, whose policy it keeps; null = that day."
            ),
        ] = None,
    ) -> Owed | None:
        """Until when a duty has to be done (期限); null where the policy knows no such duty."""
        day = date.fromisoformat(str(event))
        if day.year > LAST_YEAR:
            raise Malformed(
                Text(f"日期不晚于{LAST_YEAR}年", f"no day after the year {LAST_YEAR}: its calendar is not known"),
                code=Code.MALFORMED_DATE,
                path=("event",),
                value=day.isoformat(),
                limit=str(LAST_YEAR),
            )
        opened = date.fromisoformat(str(opened_on)) if opened_on else day
        return owed(offered(policy_on(policy, opened)), duty, day)

    @resolved_as(list[RecurringDuty] | None)
    def recurring_duties(
        self,
        policy: PolicyId,
        since: Annotated[Date, strawberry.argument(name="from", description="First day (起).")],
        until: Annotated[Date, strawberry.argument(description="Last day (止).")],
    ) -> list[Recurrence]:
        """Duties that come back with the calendar and are due in a period up to 2099 (定期义务), at most 100."""
        first, last = date.fromisoformat(str(since)), min(date.fromisoformat(str(until)), date(LAST_YEAR, 12, 31))
        return list(islice(recurrences(offered(known_policy(policy)), first, last), 100))

    @resolved_as(list[Rule] | None)
    def broken_rules(
        self,
        info: strawberry.Info,
        policy: PolicyId,
        breach: Annotated[FindingKind, strawberry.argument(description="What was broken (违规情形).")],
        circumstances: Annotated[
            list[Circumstance] | None, strawberry.argument(description="What some items ask for beside it (情节).")
        ] = None,
        on: Annotated[
            Date | None,
            strawberry.argument(description="Day of the breach, whose wording counts; null = today (日期)."),
        ] = None,
    ) -> list[articles.Rule]:
        """The items of a policy that a breach breaks (违规条款); empty where its text does not name it."""
        day = date.fromisoformat(str(on)) if on else info.context.view.today
        return cited(rules_broken(offered(known_policy(policy)).on(day), breach, frozenset(circumstances or ())))
