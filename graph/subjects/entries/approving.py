"""The case of an entry: registered, reviewed, its type fixed, confirmed, filed, published, changed, withdrawn.

1. What is in the graph of the entry is read; a case through the asker's scope.
2. The table of the policy that the case keeps decides (`cases.machine`): for the department that answers today.
3. What is registered, and what is published, is judged like any entry (`desk`); everything wrong with it is said.
4. `cases.desk` writes: case, journal and notices together, and with a publication the version, under one key once.
5. A version is published on top of the one that it was prepared on, or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from graph.cases.desk import Decided, Office, carry_out
from graph.cases.wording import noted, stated
from graph.law.policies import bound_by
from graph.law.workflow import FactValue
from graph.law.workflows import ENTRY, SUCCESSOR_USABLE
from graph.office.published import refuse_citizen_id
from graph.office.references import Reference, dangling, known
from graph.subjects.entries import cases, recording
from graph.subjects.entries.desk import once_more_if_moved
from graph.subjects.entries.judging import Way, judge
from graph.subjects.entries.kept import entry_of
from graph.subjects.entries.registering import of_its_kind, opened, proposed, said_of_all, unknown
from graph.subjects.entries.replacing import usable_from, with_successor
from graph.subjects.entries.rules.naming import naming
from graph.subjects.entries.rules.release import reviewed_before_release
from graph.subjects.entries.stepping import (
    Step,
    decided_together,
    facts_told,
    moved_meanwhile,
    refuse_entry,
    refuse_kept,
)
from graph.subjects.organisation.unbound import told_why_unbound
from graph.subjects.people.whose import told_whose
from graph.words.entries import EntryDraft, EntryState, SharingType
from graph.words.entry_cases import CauseKind, EntryEvent, Ground


@dataclass(frozen=True, slots=True)
class Said:
    """What is stated with a step."""

    words: str = ""
    sharing: SharingType | None = None
    """The type that is fixed; None = the one that was proposed."""
    successor: str = ""
    """Code of the entry that replaces one which is withdrawn."""
    successor_usable_on: date | None = None
    ground: Ground | None = None
    """Why an entry is changed."""


async def register_entry(office: Office, draft: EntryDraft, ground: Ground, *, as_begun: bool = False) -> str:
    """Register an entry, or its next version; say the id of its case.

    Raises:
        Forbidden: `ANOTHER_POST`.
        Conflict: `NO_SUCH_MOVE`, `CONDITION_MISSING`, `CASE_MOVED` or `IDEMPOTENCY_KEY_REUSED`.
        Refusal: The one thing that is wrong with the entry.
        SeveralReasons: Everything that is.
    """
    actor = office.actor

    async def decide() -> Decided:
        judged = await judge(office.store, [draft], actor, publish=True, way=Way.BY_CASE)
        found = await cases.under_code(office.view, draft.code, actor.today)
        if draft.provider not in judged.setting.providers:
            refuse_entry(judged, "entry")
            raise moved_meanwhile()
        if judged.setting.is_of_another(draft):
            found = cases.NOTHING  # that is among the faults, which are told to whose step it would be
        async with told_whose(office.store, actor.today):
            said = of_its_kind(ground, found) if as_begun else ground
            proposal = proposed(office, draft, found, judged, said)
        reviewed_before_release(proposal.step.row, ground.reviewed)
        said_of_all(ground)
        await _refuse_unknown(office, ground)
        refuse_entry(judged, "entry")
        return await decided_together(office, [proposal])

    kind = None if as_begun else ground.kind.name
    asked = ("REGISTER_ENTRY", recording.content(draft, EntryState.PUBLISHED), kind, ground.cause,
             [each.line for each in ground.reviewed], ground.basis)  # fmt: skip
    return await carry_out(office.store, actor, asked, decide, office.key)


async def begin(office: Office, code: str, event: EntryEvent, said: Said) -> str:
    """Change or withdraw an entry that is published, or withdraw a draft; say the id of its case.

    Raises:
        NotFound: `NOT_FOUND`; also of what is to replace it.
        Forbidden: `ANOTHER_POST`.
        Conflict: `NO_SUCH_MOVE`, `CONDITION_MISSING`, `CASE_MOVED` or `IDEMPOTENCY_KEY_REUSED`.
        Malformed: `DATE`, or `UNKNOWN_CODE`; the basis that is named as the cause.
    """
    ground = said.ground or Ground(CauseKind.OTHER, said.words)
    field = "words" if said.ground is None else "cause"

    async def decide() -> Decided:
        found = await cases.under_code(office.view, code, office.actor.today)
        if found.case is None and found.entry is None:
            raise unknown("code", code)
        refuse_citizen_id(ground.cause, field)
        await _refuse_unknown(office, ground)
        usable = said.successor_usable_on
        if event is EntryEvent.WITHDRAW:
            row = bound_by(found.policy, office.actor.today)
            cell = row.table(ENTRY) if row else None
            usable = await usable_from(
                office.store, cell.value if cell else (), code, said.successor, usable, office.actor.today
            )
        facts: dict[str, FactValue] = {SUCCESSOR_USABLE: usable}
        on = office.actor.today
        async with told_whose(office.store, on), told_why_unbound(office.store, found.answering, on):
            step = Step(office, found, event, facts, ("code",), said.words)
        case = found.case or opened(found, code, office.actor)
        cause = with_successor(stated(ground.cause, field), said.successor)
        case = replace(case, ground=replace(ground, cause=cause))
        return await step.decided(replace(case, successor_usable_on=usable))

    asked = (f"{event.name}_ENTRY", code, ground.kind.name, ground.cause, said.words, str(said.successor_usable_on),
             ground.basis, *((said.successor,) if said.successor else ()))  # fmt: skip
    return await carry_out(office.store, office.actor, asked, decide, office.key)


async def _refuse_unknown(office: Office, ground: Ground) -> None:
    """Refuse a basis that nobody knows, named as what has changed.

    Raises:
        Malformed: `UNKNOWN_CODE`.
    """
    if ground.basis is not None:
        named = (Reference("LegalBasis", ground.basis, ("cause_basis",)),)
        dangling(named, await known(office.store, named)).refuse()


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
            raise unknown("case", case_id)
        case = found.case
        draft = entry_of(case.content)
        if event is EntryEvent.FIX_TYPE and said.sharing is not None:
            draft = replace(draft, sharing=said.sharing)
            case = replace(case, content=recording.content(draft, EntryState.PUBLISHED))
        judged = await judge(office.store, [draft], office.actor, publish=True, way=Way.BY_CASE)
        words = stated(said.words) if event is EntryEvent.SEND_BACK else noted(said.words)
        async with told_whose(office.store, office.actor.today):
            facts = {**facts_told(judged, draft), "words": bool(words)}
            with naming(draft, judged.setting.elsewhere(draft), within=False):
                step = Step(office, found, event, facts, ("case",), words)
        if event is EntryEvent.FIX_TYPE:
            refuse_kept(judged, "case" if said.sharing is None else "sharing")
        return await step.decided(case, judged)

    async def attempt() -> str:
        asked = (f"{event.name}_ENTRY", case_id, said.words, said.sharing and said.sharing.name)
        return await carry_out(office.store, office.actor, asked, decide, office.key)

    return await once_more_if_moved(attempt)
