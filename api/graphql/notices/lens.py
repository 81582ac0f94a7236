"""Notices of cases (通知)."""

import strawberry

from api.graphql.lens.citations import Rule, cited
from api.graphql.lens.nodes import Sought, found, sought
from api.graphql.lens.registration import Lens, Node, column, computed, lens, told
from api.graphql.lens.scalars import DateTime
from api.graphql.lens.values import attribute, shows
from api.graphql.waiting.taking import yours
from graph.cases import muting
from graph.law import articles
from graph.schema.nodes import NOTICE
from graph.words.notices import NoticeKind


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

    @computed("rules", published=list[Rule])
    def rules(rules: list[str]) -> list[articles.Rule]:  # noqa: N805 - a pure function of columns
        """Articles that have you told; empty where it is a service of the product (依据条文)."""
        return cited(tuple(rules))

    @told("acts")
    def acts(info: strawberry.Info, acts: list[str]) -> list[str]:  # noqa: N805
        """Mutations by which you can act on it, of those that wait for somebody in your department (可办事项)."""
        return yours(info, acts)

    @computed("read_at")
    def read(read_at: str | None) -> bool:  # noqa: N805
        """Whether it was read: by you, or by somebody of the department to which it was sent (已读)."""
        return read_at is not None

    @found("about", "about_id", published=Node | None)
    def about(about: str, about_id: str) -> Sought | None:  # noqa: N805 - what is read
        """The case, or of whom it only concerns the entry; null if you may not see it (所涉事项)."""
        return sought(about, about_id)


@shows(muting.MutedNotices, "Kinds of notice that you have muted (免打扰).")
class MutedNotices:
    """Kinds of notice that somebody has muted."""

    kinds: list[NoticeKind] = attribute("Which kinds; their notices are neither listed nor counted for you (类别).")
