"""Grants: what a consumer may use, where the grant stands today, and how its life went."""

import asyncio
from dataclasses import replace
from datetime import date, datetime

import strawberry

from api.graphql.entries.lens import Resource
from api.graphql.entries.withdrawn import OF_GRANT, WithdrawnResource
from api.graphql.lens.citations import Rule, cited
from api.graphql.lens.mentions import MASKED_CODES, shown_words, words_column
from api.graphql.lens.registration import Lens, Node, column, computed, edge, lens, told
from api.graphql.lens.scalars import Date, DateTime
from api.graphql.lens.values import attribute, shows
from api.graphql.organisation.lens import Department
from api.graphql.sharing.lens import SharingRequest
from api.graphql.sources.lens import Consumer
from api.graphql.waiting.steps import NextStep, steps_of
from graph.cases import waiting
from graph.cases.prospects import Known
from graph.law import articles as law
from graph.law.policies import bound_by
from graph.law.workflows import GRANT as GRANTS
from graph.schema.nodes import CONSUMER, DEPARTMENT, GRANT, REQUEST, RESOURCE
from graph.store.edges import by_id
from graph.store.reading import day
from graph.subjects.sharing.grants import memory as grants_memory
from graph.subjects.sharing.grants.memory import DESTRUCTION, DISCLOSED, ENDING, RECIPIENT, SCOPE
from graph.subjects.sharing.grants.telling import MUTATIONS
from graph.words import grants
from graph.words.entries import Mode
from graph.words.grants import GrantEvent, GrantState, standing
from graph.words.sharing import Purpose

Stored = GrantState | str
"""What a closed list's column gives: its member to a single field, its name to a page of them."""


@shows(grants.GrantStep, "A step that a grant has taken (办理记录).")
class GrantStep:
    """A step that a grant has taken."""

    at: DateTime = attribute("When (时间).", through=datetime.isoformat)
    event: GrantEvent = attribute("What was done (办理).")
    subject: str = attribute("Who did it (办理人).")


@shows(grants.Disclosure, "What was published, or given to somebody else (公开发布、对外提供).")
class GrantDisclosure:
    """What was published or given to somebody else."""

    at: DateTime = attribute("When it was recorded (登记时间).", through=datetime.isoformat)
    event: GrantEvent = attribute("Whether they were published or passed on (办理).")
    recipient: str | None = attribute(
        f"Who was given them; null where they were published (接收方); {MASKED_CODES}.",
        through=lambda recipient: recipient or None,
    )
    words: str = attribute(f"What, and what for (内容和用途); {MASKED_CODES}.")
    document_number: str = attribute("Number of the document in which the provider consents (同意文件文号).")
    document_on: Date = attribute("Its date (文件日期).", through=date.isoformat)


@lens(GRANT, "A grant (授权). Seen by its two parties and the authority.")
class Grant(Lens, Node):
    """A grant."""

    purpose: Purpose = column("What for (用途).")
    purpose_words: str | None = words_column(
        "purpose_words_cipher",
        f"What for, in words (用途说明); {MASKED_CODES}.",
        "Grant.purposeWords",
    )
    scope: str | None = words_column(
        "scope_cipher",
        f"What may be used and how, in the words of who granted it (共享范围和使用要求); {MASKED_CODES}.",
        SCOPE,
    )
    mode: Mode | None = column("Way of supplying (共享方式).")
    valid_from: Date | None = column("From (授权起).")
    valid_until: Date | None = column("Last day on which it may be used (授权止).")
    agreement_asked: bool = column("A security agreement is asked for; without it nothing is used (是否需要安全协议).")
    agreement_on: Date | None = column("When the signed agreement was handed in (安全协议提交日期).")
    agreement_digest: str | None = column("SHA-256 of the signed agreement, hexadecimal (安全协议摘要).")

    @told("agreement_file")
    def agreement_url(info: strawberry.Info, agreement_file: str | None) -> str | None:  # noqa: N805
        """Address of the signed agreement; needs the same token, and every reading is recorded (安全协议文件地址).

        Null where none was handed in, or elsewhere.
        """
        return None if agreement_file is None else f"{info.context.backend.public_url}/agreements/{agreement_file}"

    ended_on: Date | None = column("The first day on which it was cut, before its last day or without one (终止日期).")
    ended_by: GrantEvent | None = column("What ended it then (终止事由).")
    ending: str | None = words_column("ending_cipher", f"Why it ended, in words (终止说明); {MASKED_CODES}.", ENDING)
    destroyed_on: Date | None = column("When it was recorded that the data were destroyed (销毁登记日期).")
    destruction: str | None = words_column(
        "destruction_cipher", f"How they were destroyed, in words (销毁说明); {MASKED_CODES}.", DESTRUCTION
    )

    @edge(by_id(REQUEST), key="request_id")
    def request(self) -> SharingRequest | None:
        """The request that it settles (所办结的申请)."""

    @edge(by_id(CONSUMER), key="consumer_id")
    def consumer(self) -> Consumer | None:
        """Who may use (使用方)."""

    @edge(by_id(RESOURCE), key="resource_id")
    def resource(self) -> Resource | None:
        """What may be used (授权的资源)."""

    withdrawn: WithdrawnResource | None = OF_GRANT

    @edge(by_id(DEPARTMENT), key="user_id")
    def user(self) -> Department | None:
        """The department that asked for it (使用部门)."""

    @edge(by_id(DEPARTMENT), key="provider_id")
    def provider(self) -> Department | None:
        """The department that provides the data (提供部门)."""

    @computed("item_ids")
    def items(item_ids: list[str] | None) -> list[str]:  # noqa: N805 - a pure function
        """Names of the items that may be used; none where it is all of the resource (授权的信息项)."""
        return [each.partition("#")[2] for each in item_ids or ()]

    @edge(grants_memory.refused_items, through=list)
    def refused_items(self) -> list[str]:
        """Names of the items that the entry of today does not share: the grant stands until it ends (现为不予共享)."""

    @edge(grants_memory.dropped_items, through=list)
    def dropped_items(self) -> list[str]:
        """Names of granted items that the entry of today has no longer; nobody uses them any more (已不在目录中)."""

    @computed("articles", published=list[Rule])
    def rules(articles: list[str] | None) -> list[law.Rule]:  # noqa: N805 - a pure function
        """Articles of the step that granted it (依据条文)."""
        return cited(tuple(articles or ()))

    @told("disclosures", published=list[GrantDisclosure])
    async def disclosures(info: strawberry.Info, disclosures: list[str] | None) -> list[grants.Disclosure]:  # noqa: N805
        """What was published or given to somebody else with the provider's consent, in order (公开发布、对外提供)."""
        found, personal = [grants.Disclosure.parse(each) for each in disclosures or ()], info.context.backend.personal
        plain = [
            words
            for each in found
            for words in (personal.shown(each.recipient, RECIPIENT), personal.shown(each.words, DISCLOSED))
        ]
        shown = await asyncio.gather(*(shown_words(info, each) for each in plain))
        pairs = zip(found, shown[::2], shown[1::2], strict=True)
        return [replace(each, recipient=to, words=words) for each, to, words in pairs]

    @told("state", "valid_until", published=GrantState)
    def state(info: strawberry.Info, state: Stored, valid_until: str | None) -> GrantState:  # noqa: N805
        """Where it stands today; after its last day it has ended (状态)."""
        stored = GrantState[state] if isinstance(state, str) else state
        return standing(stored, day(valid_until), info.context.view.today)

    @computed("history", published=list[GrantStep])
    def history(history: list[str] | None) -> list[grants.GrantStep]:  # noqa: N805 - a pure function
        """Every step that it has taken since it was given, in order, with who took it (办理记录)."""
        return [grants.GrantStep.parse(each) for each in history or ()]

    @told("state", "valid_until", "policy_id", "kept_on", published=list[NextStep])
    def next_steps(
        info: strawberry.Info,  # noqa: N805
        state: Stored,
        valid_until: str | None,
        policy_id: str | None,
        kept_on: str | None,
    ) -> list[waiting.NextStep]:
        """What can be done of it next, and by whom: the user, or the department that provides the data (可办事项)."""
        today = info.context.view.today
        row, stored = bound_by(policy_id, day(kept_on) or today), GrantState[state] if isinstance(state, str) else state
        stands = standing(stored, day(valid_until), today)
        return [each for each in steps_of(row, GRANTS, stands, Known({}, today), MUTATIONS) if each.mutation]
