"""Notices of cases (通知)."""

from typing import Final
from urllib.parse import urlencode

import strawberry

from api.graphql.entries.withdrawn import OF_NOTICE, WithdrawnResource
from api.graphql.lens.citations import Rule, Text, cited
from api.graphql.lens.ids import global_id
from api.graphql.lens.nodes import Sought, found, sought
from api.graphql.lens.registration import Lens, Node, column, computed, edge, lens, told
from api.graphql.lens.scalars import Date, DateTime
from api.graphql.lens.values import attribute, shows
from api.graphql.organisation.lens import Department
from api.graphql.waiting.noticing import KEPT, entered, told_now
from api.graphql.waiting.steps import NextStep
from graph import errors
from graph.cases import muting, waiting
from graph.law import articles
from graph.schema.nodes import DEPARTMENT, NOTICE
from graph.store.edges import by_id
from graph.words.duties import DutyKind, Reporter
from graph.words.notices import NoticeKind

_FOLLOWED: Final = (
    '{ node(id: "$id") { ... on Notice { text { zh en } dueOn acts '
    "about { __typename id ... on SharingRequest { refusal words } } "
    "nextSteps { event mutation open posts rules { id } missing { words { zh en } } } } } }"
)


@lens(
    NOTICE,
    "That a case has moved on (通知). Seen by whom it was sent to: you, or a department in which you hold a post.",
)
class Notice(Lens, Node):
    """That a case has moved on."""

    kind: NoticeKind = column("What is told (通知类别).")
    at: DateTime = column("When you were told (通知时间).")
    since: DateTime | None = column(
        "When the case entered that state; null of what an earlier release told (进入该状态时间)."
    )
    state: str = column("Name of the state that the case entered (状态).")
    report_kind: DutyKind | None = column("Of a report or plan that is owed, what `reportPeriod` asks for (报送类别).")
    report_period: Date | None = column("The first day of its period (所属期间).")
    reporter: Reporter | None = column("As what it is made (报送单位).")

    @edge(by_id(DEPARTMENT), key="report_department_id")
    def report_department(self) -> Department | None:
        """The department that owes it; null where it is no report, or you may not see which (应报送部门)."""

    @computed("rules", published=list[Rule])
    def rules(rules: list[str]) -> list[articles.Rule]:  # noqa: N805 - a pure function of columns
        """Articles that have you told; empty where it is a service of the product (依据条文)."""
        return cited(tuple(rules))

    @computed("kind", "about", "state")
    def state_words(kind: NoticeKind | str, about: str, state: str) -> str:  # noqa: N805
        """That state in words (状态名称)."""
        return entered(kind, about, state)

    @told(*KEPT, published=Text)
    async def text(info: strawberry.Info, *kept: object) -> errors.Text:  # noqa: N805
        """What has happened, to what, what is to be done and until when, as it stands today; no person (通知内容)."""
        return (await told_now(info, *kept)).text

    @told(*KEPT)
    async def due_on(info: strawberry.Info, *kept: object) -> Date | None:  # noqa: N805
        """The last day to act on it; null where the text has no number, or the case has moved on (期限)."""
        last_day = (await told_now(info, *kept)).due_on
        return last_day and last_day.isoformat()  # type: ignore[return-value] # the scalar's text

    @told(*KEPT)
    async def acts(info: strawberry.Info, *kept: object) -> list[str]:  # noqa: N805
        """Mutations by which a post of yours acts on it now, of those that your department was told (可办事项)."""
        return list((await told_now(info, *kept)).own)

    @told(*KEPT, published=list[NextStep])
    async def next_steps(info: strawberry.Info, *kept: object) -> list[waiting.NextStep]:  # noqa: N805
        """What can be done next of the case, by whom; nothing where it is about none (后续可办事项)."""
        return list((await told_now(info, *kept)).next_steps)

    @told("key")
    def url(info: strawberry.Info, key: str) -> str:  # noqa: N805
        """Where to read it with its case and what can be done next, with the reader's token (办理地址)."""
        asked = _FOLLOWED.replace("$id", global_id(NOTICE.label, key))
        return f"{info.context.backend.public_url}/graphql?{urlencode({'query': asked})}"

    @computed("read_at")
    def read(read_at: str | None) -> bool:  # noqa: N805
        """Whether it was read: by you, or by somebody of the department to which it was sent (已读)."""
        return read_at is not None

    @found("about", "about_id", published=Node | None)
    def about(about: str, about_id: str) -> Sought | None:  # noqa: N805 - what is read
        """The case, or of whom it only concerns the entry; null if you may not see it (所涉事项)."""
        return sought(about, about_id)

    withdrawn: WithdrawnResource | None = OF_NOTICE


@shows(muting.MutedNotices, "Kinds of notice that you have muted (免打扰).")
class MutedNotices:
    """Kinds of notice that somebody has muted."""

    kinds: list[NoticeKind] = attribute("Which kinds; their notices are neither listed nor counted for you (类别).")
