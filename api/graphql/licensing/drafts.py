"""Licences that are not issued yet (待签发证照)."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

import strawberry

from api.graphql.lens.mentions import shown_words
from api.graphql.lens.registration import Lens, Node, column, edge, lens, told
from api.graphql.lens.scalars import Date, DateTime
from api.graphql.lens.values import Pair, attribute, pairs, shows
from api.graphql.licensing.lens import License, LicenseType
from api.graphql.licensing.opening import key_of_draft
from api.graphql.organisation.lens import Department
from graph.schema.nodes import DEPARTMENT, LICENSE, LICENSE_DRAFT, LICENSE_TYPE
from graph.store.edges import by_id
from graph.store.sealed_keys import Key
from graph.subjects.licensing import draft_rows
from graph.subjects.licensing import memory as licensing_memory
from graph.subjects.licensing.keys import KeyOf, LockedKey
from graph.subjects.licensing.rules import makes_for
from graph.words import license_drafts as words
from graph.words.license_drafts import DraftEvent, DraftState
from graph.words.licensing import Holder, IssueOrder

T = TypeVar("T")


@shows(words.DraftStep, "A step that a licence to be issued has taken (办理记录).")
class DraftStep:
    """A step that a licence to be issued has taken."""

    at: DateTime = attribute("When (时间).", through=datetime.isoformat)
    event: DraftEvent = attribute("What was done (办理).")
    subject: str = attribute(
        "Who did it, as his token names him; sealed, where that tells his identity number (经办人)."
    )


@shows(Holder, "A holder as the data name him (持证主体).")
class DraftHolder:
    """A holder as the data name him."""

    name: str = attribute("Name (名称).")
    code: str = attribute("Code (代码).")
    code_type: str = attribute("Kind of the code, GB/T 36903 annex A (代码类型代码).")
    former_name: str = attribute(
        "What he was called, by the data: when it is issued he goes by the new name; empty = unchanged (曾用名)."
    )
    former_code_type: str = attribute(
        "As which kind the register has the code, by the data: when it is issued that is corrected; empty = right "
        "(原代码类型).",
        "former_type",
    )


@shows(Pair, "A field of the face as the data have it (照面信息).")
class DraftField:
    """A field of the face as the data have it."""

    key: str = attribute("Code, `KZ_…` (字段代码).")
    value: str = attribute("As printed (内容).")


@shows(IssueOrder, "What is to be made (证照数据).")
class LicenseData:
    """What is to be made."""

    number: str = attribute("Certificate number (证照编号).")
    holders: list[DraftHolder] = attribute("Holders in order (持证主体).")
    issued_on: Date = attribute("Date of issue (颁发日期).", through=lambda day: day.isoformat())
    valid_from: Date = attribute("First day of validity (有效期起).", through=lambda day: day.isoformat())
    valid_until: Date | None = attribute(
        "Last day of validity; null = 长期 (有效期止).", through=lambda day: day and day.isoformat()
    )
    face: list[DraftField] = attribute("Fields of the face (照面信息).", through=pairs)
    replaces: str | None = attribute("Identifier of the licence that it re-issues (变更前证照标识).")
    change_reason: str = attribute("Why it is re-issued (变更原因).")


@lens(
    LICENSE_DRAFT,
    "A licence that is not issued yet (待签发证照: WHL-6, WHL-9). Seen by the department that issues it and by those "
    "who supervise it; its data, and its page, by those of the department who see its holders.",
)
class LicenseDraft(Lens, Node):
    """A licence that is not issued yet."""

    state: DraftState = column("Where it stands (状态).")
    received_at: DateTime = column("When its data came first (接收时间).")
    entered_at: DateTime = column("When it came into its state (进入当前状态时间).")

    @edge(by_id(LICENSE_TYPE), key="type_id")
    def type(self) -> LicenseType | None:
        """Its type (证照类型)."""

    @edge(by_id(DEPARTMENT), key="issuer_id")
    def issuer(self) -> Department | None:
        """The department that handed in the data, and issues it (颁发机构)."""

    @edge(by_id(LICENSE), key="license_id")
    def license(self) -> License | None:
        """The licence that was issued of it (电子证照)."""

    @told("key", "key_cipher", "order_cipher", published=LicenseData | None)
    async def data(
        info: strawberry.Info,  # noqa: N805 - what is read
        key: str,
        key_cipher: str | None,
        order_cipher: str | None,
    ) -> IssueOrder | None:
        """What is to be made; null for those who may not see the holders, and when it is settled (证照数据)."""
        return await _opened(info, key, key_cipher, order_cipher, draft_rows.shown)

    @told("key", "issuer_id", "key_cipher", "reason_cipher")
    async def sent_back(
        info: strawberry.Info,  # noqa: N805
        key: str,
        issuer_id: str,
        key_cipher: str | None,
        reason_cipher: str | None,
    ) -> str | None:
        """Why it was sent back or cancelled; null if you may not see it, masked for who makes it (退回或者撤回原因)."""
        context = info.context
        if reason_cipher is None and makes_for(context.principal, issuer_id, context.view.today):
            return await _told_to_maker(info, key)
        return await _opened(info, key, key_cipher, reason_cipher, draft_rows.shown_reason)

    @told("key", "key_cipher", "source_cipher")
    async def source(
        info: strawberry.Info,  # noqa: N805
        key: str,
        key_cipher: str | None,
        source_cipher: str | None,
    ) -> str | None:
        """Where the department has the data from; null where it does not say, or you may not see (数据来源)."""
        return await _opened(info, key, key_cipher, source_cipher, draft_rows.shown_source)

    @told("history", published=list[DraftStep])
    def history(info: strawberry.Info, history: list[str]) -> list[words.DraftStep]:  # noqa: N805
        """Every step that it has taken, in order, with who took it (办理记录)."""
        return [words.DraftStep.parse(each) for each in history]

    @told("made_of", published=int | None)
    def type_version(info: strawberry.Info, made_of: list[str] | None) -> int | None:  # noqa: N805
        """Version of its type by which its page was made; null until it is, and when it is settled (证照类型版本)."""
        return words.MadeOf.parse(made_of).type_version if made_of else None

    @told("key", "state", "order_cipher")
    def page_url(
        info: strawberry.Info,  # noqa: N805
        key: str,
        state: DraftState,
        order_cipher: str | None,
    ) -> str | None:
        """Address of its page, drawn and not sealed; needs the same token (样稿)."""
        if order_cipher is None or not state.made:
            return None
        return f"{info.context.backend.public_url}/license-drafts/{key}/page.pdf"


async def _told_to_maker(info: strawberry.Info, draft: str) -> str | None:
    """Why a draft was sent back, without whom it is about; None where it was not, is settled, or was erased."""
    wrapped, reason, order, holders = await info.context.load(licensing_memory.why_sent_back, draft)
    if wrapped is None or reason is None or order is None:
        return None
    opened = LockedKey(draft, wrapped, tuple(map(tuple, holders)), KeyOf.DRAFT).opened(info.context.backend.personal)
    if opened is None:
        return None
    key = opened.of_license
    words = draft_rows.without_data(draft_rows.shown_reason(key, reason), draft_rows.shown(key, order))
    return await shown_words(info, words)


async def _opened(
    info: strawberry.Info, draft: str, key_cipher: str | None, cipher: str | None, shown: Callable[[Key, str], T]
) -> T | None:
    """What is locked with the key of a draft; None where there is nothing, or it was erased."""
    key = None if cipher is None else await key_of_draft(info, draft, key_cipher)
    return None if key is None or cipher is None else shown(key, cipher)
