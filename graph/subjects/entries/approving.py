"""The case of an entry: registered, reviewed, its type fixed, confirmed, filed, published, changed, withdrawn.

1. What is in the graph of the entry is read; a case through the asker's scope.
2. The table of the policy that the case keeps decides (`cases.machine`): for the department that answers today.
3. What is registered, and what is published, is judged like any entry (`desk`); everything wrong with it is said.
4. `cases.desk` writes: case, journal and notices together, and with a publication the version, under one key once.
5. A version is published on top of the one that it was prepared on, or not at all.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import date

from graph.cases.desk import Decided, Office, carry_out
from graph.cases.wording import noted, stated
from graph.errors import NotFound, Text
from graph.law.workflow import FactValue
from graph.law.workflows import SUCCESSOR_USABLE
from graph.office.actor import Actor
from graph.office.published import refuse_citizen_id
from graph.refusal_codes import Code
from graph.subjects.entries import cases, recording
from graph.subjects.entries.cases import Standing
from graph.subjects.entries.desk import judge, once_more_if_moved
from graph.subjects.entries.kept import entry_of
from graph.subjects.entries.rules.release import reviewed_before_release
from graph.subjects.entries.stepping import Step, facts_told, moved_meanwhile, naming, refuse_entry
from graph.subjects.people.whose import told_whose
from graph.words.entries import EntryDraft, EntryState, SharingType
from graph.words.entry_cases import CauseKind, EntryCase, EntryCaseState, EntryEvent, Ground


@dataclass(frozen=True, slots=True)
class Said:
    """What is stated with a step."""

    words: str = ""
    sharing: SharingType | None = None
    """The type that is fixed; None = the one that was proposed."""
    successor_usable_on: date | None = None
    ground: Ground | None = None
    """Why an entry is changed."""


async def register_entry(office: Office, draft: EntryDraft, ground: Ground) -> str:
    """Register an entry, or its next version; say the id of its case.

    Raises:
        Forbidden: `ANOTHER_POST`.
        Conflict: `NO_SUCH_MOVE`, `CONDITION_MISSING`, `CASE_MOVED` or `IDEMPOTENCY_KEY_REUSED`.
        Refusal: The one thing that is wrong with the entry.
        SeveralReasons: Everything that is.
    """
    actor = office.actor

    async def decide() -> Decided:
        judged = await judge(office.store, [draft], actor, publish=True, by_case=True)
        provider = judged.setting.providers.get(draft.provider)
        found = await cases.under_code(office.store, draft.code, actor.today)
        if provider is None or _of_another(found, draft):
            refuse_entry(judged, "entry")
            raise moved_meanwhile()
        if found.case is None:
            answering = found.answering if found.entry else draft.provider
            found = replace(found, policy=provider.policy, answering=answering)
        with naming(judged.setting.elsewhere.get(draft.code)):
            async with told_whose(office.store, office.actor.today):
                step = Step(office, found, EntryEvent.REGISTER, facts_told(judged), ("entry",))
        reviewed_before_release(step.row, ground.reviewed)
        for each in (ground.cause, *(point.words for point in ground.reviewed)):
            refuse_citizen_id(each, "cause")
        refuse_entry(judged, "entry")
        proposed = replace(
            found.case or _new(found, draft, actor),
            name=draft.name,
            ground=replace(ground, cause=stated(ground.cause, "cause")),
            content=recording.content(draft, EntryState.PUBLISHED),
        )
        return await step.decided(_on_what_stands(proposed, found))

    asked = ("REGISTER_ENTRY", recording.content(draft, EntryState.PUBLISHED), ground.kind.name, ground.cause,
             [each.line for each in ground.reviewed])  # fmt: skip
    return await carry_out(office.store, actor, asked, decide, office.key)


async def begin(office: Office, code: str, event: EntryEvent, said: Said) -> str:
    """Change or withdraw an entry that is published, or withdraw a draft; say the id of its case.

    Raises:
        NotFound: `NOT_FOUND`.
        Forbidden: `ANOTHER_POST`.
        Conflict: `NO_SUCH_MOVE`, `CONDITION_MISSING`, `CASE_MOVED` or `IDEMPOTENCY_KEY_REUSED`.
    """
    ground = said.ground or Ground(CauseKind.OTHER, said.words)

    async def decide() -> Decided:
        found = await cases.under_code(office.store, code, office.actor.today)
        if found.case is None and found.entry is None:
            raise _not_found("entry", code)
        refuse_citizen_id(ground.cause, "cause")
        facts: dict[str, FactValue] = {SUCCESSOR_USABLE: said.successor_usable_on}
        async with told_whose(office.store, office.actor.today):
            step = Step(office, found, event, facts, ("entry",), said.words)
        case = found.case or _opened(found, code, office.actor)
        case = replace(case, ground=replace(ground, cause=stated(ground.cause, "cause")))
        return await step.decided(replace(case, successor_usable_on=said.successor_usable_on))

    asked = (f"{event.name}_ENTRY", code, ground.kind.name, ground.cause, said.words, str(said.successor_usable_on))
    return await carry_out(office.store, office.actor, asked, decide, office.key)


async def move_entry(office: Office, case_id: str, event: EntryEvent, said: Said) -> str:
    """Move a case on: reviewed, sent back, its type fixed, confirmed, filed, published, taken offline.

    Raises:
        NotFound: `NOT_FOUND`.
        Forbidden: `ANOTHER_POST`.
        Conflict: `NO_SUCH_MOVE`, `CONDITION_MISSING`, `CASE_MOVED` or `IDEMPOTENCY_KEY_REUSED`.
        Refusal: What is wrong with an entry that is published.
        SeveralReasons: Everything that is.
        EntriesMoved: Somebody else wrote the entry, twice.
    """

    async def decide() -> Decided:
        found = await cases.case_of(office.view, case_id, office.actor.today)
        if found is None or found.case is None:
            raise _not_found("case", case_id)
        case = found.case
        draft = entry_of(case.content)
        if event is EntryEvent.FIX_TYPE and said.sharing is not None:
            draft = replace(draft, sharing=said.sharing)
            case = replace(case, content=recording.content(draft, EntryState.PUBLISHED))
        judged = await judge(office.store, [draft], office.actor, publish=True, by_case=True)
        words = stated(said.words) if event is EntryEvent.SEND_BACK else noted(said.words)
        async with told_whose(office.store, office.actor.today):
            step = Step(office, found, event, facts_told(judged), ("case",), words)
        return await step.decided(case, judged)

    async def attempt() -> str:
        asked = (f"{event.name}_ENTRY", case_id, said.words, said.sharing and said.sharing.name)
        return await carry_out(office.store, office.actor, asked, decide, office.key)

    return await once_more_if_moved(attempt)


def _of_another(found: Standing, draft: EntryDraft) -> bool:
    owner = found.case.provider if found.case else found.entry.provider if found.entry else draft.provider
    return owner != draft.provider


def _new(found: Standing, draft: EntryDraft, actor: Actor) -> EntryCase:
    return EntryCase(
        id=_identity(actor), code=draft.code, name=draft.name, provider=draft.provider, state=EntryCaseState.DRAFT,
        ground=Ground(CauseKind.OTHER, ""), content="", before="", base=found.entry.version if found.entry else 0,
        opened_at=actor.now, history=(),
    )  # fmt: skip


def _opened(found: Standing, code: str, actor: Actor) -> EntryCase:
    """The case of an entry that is published: it proposes what stands, until something else is registered."""
    entry = found.entry
    if entry is None:
        raise _not_found("entry", code)
    return EntryCase(
        id=_identity(actor), code=code, name=entry.name, provider=entry.provider, state=EntryCaseState.PUBLISHED,
        ground=Ground(CauseKind.OTHER, ""), content=entry.content, before=entry.content, base=entry.version,
        opened_at=actor.now, history=(),
    )  # fmt: skip


def _on_what_stands(case: EntryCase, found: Standing) -> EntryCase:
    """A version follows the one that stands when it is registered; nothing follows one that was never published."""
    entry = found.entry
    published = entry is not None and entry.state is EntryState.PUBLISHED
    return replace(case, base=entry.version if entry else 0, before=entry.content if entry and published else "")


def _identity(actor: Actor) -> str:
    return f"{actor.today:%Y%m%d}-{secrets.token_hex(6)}"


def _not_found(field: str, value: str) -> NotFound:
    return NotFound(
        Text("没有这一条目或者案件，或者无权知悉", "there is no such entry or case, or none that you may know of"),
        code=Code.NOT_FOUND,
        path=(field,),
        value=value[:64],
    )
