"""Cases of entries (目录条目案件): versions that are prepared, and entries that are taken out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

import orjson
import strawberry

from api.graphql.entries.changes import EntryChange
from api.graphql.entries.lens import Resource, ReviewedPoint
from api.graphql.importing.inputs import item_of
from api.graphql.importing.kinds import ENTRIES
from api.graphql.importing.lens import IntakeHint
from api.graphql.lens.mentions import MASKED_CODES, seen_entries, words_column
from api.graphql.lens.places import placed
from api.graphql.lens.registration import Lens, Node, column, computed, edge, lens, told
from api.graphql.lens.scalars import Date, DateTime
from api.graphql.lens.values import attribute, shows
from api.graphql.objections.remark import Remark, row_of_case
from api.graphql.organisation.lens import Department
from api.graphql.sources.lens import LegalBasis
from api.graphql.waiting.steps import NextStep, steps_of
from graph.cases import waiting
from graph.cases.prospects import Known
from graph.law import terms
from graph.law.policy import Policy
from graph.law.terms import Sentence
from graph.law.workflows import ENTRY
from graph.office.review import Hint
from graph.schema.nodes import DEPARTMENT, ENTRY_CASE, LEGAL_BASIS, RESOURCE
from graph.store.edges import Row, by_id
from graph.store.reading import day
from graph.subjects.entries import cases, differences
from graph.subjects.entries.approval import hint_of_cause, hints_of_release
from graph.subjects.entries.inspecting import hints_of_contents, open_cases, proposed, prospects_of, told_of_proposed
from graph.subjects.entries.kept import entry_of
from graph.subjects.entries.review import hints_of_lineage
from graph.subjects.entries.rows import edge_of
from graph.subjects.entries.rules.facts import anew
from graph.subjects.entries.telling import MUTATIONS
from graph.words import entry_cases as cased
from graph.words.china_time import china_day
from graph.words.entry_cases import CauseKind, EntryCaseState, EntryEvent

Stored = EntryCaseState | str
"""A state as a lens has it, or as it is stored."""


@shows(cased.EntryStep, "A step that the case of an entry has taken (办理记录).")
class EntryStep:
    """A step that the case of an entry has taken."""

    at: DateTime = attribute("When (时间).", through=datetime.isoformat)
    event: EntryEvent = attribute("What was done (办理).")
    subject: str = attribute(
        "Who did it, as his token names him; sealed, where that tells his identity number (经办人)."
    )


def _told_of_lineage(found: Row | None) -> list[Hint]:
    content, edges = found or ("", ())
    return _placed(hints_of_lineage(content, map(edge_of, edges)))


def _placed(hints: Iterable[Hint]) -> list[Hint]:
    """Hints with where in the input of `registerEntry` the entry says that."""
    return [replace(each, path=("entry", *placed(each.path, item_of(ENTRIES)))) for each in hints]


def _of_review(content: str, lines: Sequence[str], row: Policy | None) -> list[Hint]:
    """Hints of what was reviewed before release, at its points in the input of `registerEntry`."""
    hints = hints_of_release(entry_of(content), row, [cased.Reviewed.parse(each) for each in lines])
    return [replace(each, path=(each.path[0], str(int(each.path[1]) - 1))) for each in hints]


@lens(
    ENTRY_CASE,
    "A version of an entry that is prepared, or an entry that is taken out (目录条目案件). Seen by its department and "
    "by those who supervise it; the public sees what is published.",
)
class EntryCase(Lens, Node):
    """The case of an entry."""

    state: EntryCaseState = column("Where it stands (状态).")
    code: str = column("Code of the entry (资源代码).")
    name: str = column("Name of the entry, as it is proposed (资源名称).")
    opened_at: DateTime = column("When it was opened; the law of that day decides (立案时间).")
    entered_at: DateTime = column("When it came into its state (进入当前状态时间).")
    due_on: Date | None = column(
        "Until when it has to go on, by its own step or by what is owed of its entry; null without a number (期限)."
    )
    cause_kind: CauseKind = column("Why (变更原因类别).")
    cause: str | None = words_column("cause", f"Why, in words (变更原因); {MASKED_CODES}.")
    words: str | None = words_column(
        "words_cipher",
        f"What was said with the last step: why it was sent back (办理意见); {MASKED_CODES}.",
        cases.WORDS,
    )
    successor_usable_on: Date | None = column("From when on what replaces it can be used (新资源可用日).")

    @edge(by_id(DEPARTMENT), key="provider_id")
    def provider(self) -> Department | None:
        """The department that prepares it (提供方)."""

    @edge(by_id(RESOURCE), key="code")
    def entry(self) -> Resource | None:
        """The entry as it stands in the catalogue; null while there is none (现行条目)."""

    @edge(by_id(LEGAL_BASIS), key="cause_basis_id")
    def cause_basis(self) -> LegalBasis | None:
        """The legal basis or duty whose change it follows, where one is named (变更依据)."""

    @computed("release_review", published=list[ReviewedPoint])
    def release_review(release_review: list[str] | None) -> list[cased.Reviewed]:  # noqa: N805 - a pure function
        """What the department has reviewed before release, point by point (发布审查)."""
        return [cased.Reviewed.parse(each) for each in release_review or ()]

    @told("content")
    async def content(info: strawberry.Info, content: str) -> str:  # noqa: N805 - what is read
        """The whole entry as JSON, as it is proposed, but for related entries that you may not see (条目全文)."""
        whole = orjson.loads(content)
        whole["related"] = await seen_entries(info, whole.get("related", []))
        return orjson.dumps(whole, option=orjson.OPT_INDENT_2).decode()

    @edge(differences.changes_of_case)
    def changes(self) -> list[EntryChange]:
        """What it says otherwise than the version that it follows; none where it follows none (变更内容)."""

    @told(
        "content", "state", "release_review", "policy_id", "opened_at", "cause_kind", "cause", "cause_basis_id",
        published=list[IntakeHint],
    )  # fmt: skip
    async def hints(
        info: strawberry.Info,  # noqa: N805
        content: str,
        state: Stored,
        release_review: list[str] | None,
        policy_id: str | None,
        opened_at: str,
        cause_kind: CauseKind | str,
        cause: str,
        cause_basis_id: str | None,
    ) -> Sequence[Hint]:
        """What is worth looking at in it, for who registers, reviews and publishes it (检查提示).

        As it is proposed, where its review before release says otherwise than the entry, and where it is made for a
        change of law or duty that it does not name.
        """
        if _state(state).ended:
            return ()
        found: Sequence[Hint] = await info.context.load(hints_of_contents, content)
        row = row_of_case(policy_id, opened_at)
        kind = CauseKind[cause_kind] if isinstance(cause_kind, str) else cause_kind
        ground = cased.Ground(kind, cause, basis=cause_basis_id)
        bases: Mapping[str, str] = await info.context.load(differences.bases_named, content)
        return [
            *_placed(found),
            *_of_review(content, release_review or (), row),
            *hint_of_cause(ground, bases, row),
        ]

    @edge(cases.lineage_of_case, through=_told_of_lineage)
    def lineage_hints(self) -> list[IntakeHint]:
        """What it changes so that an item is cut, or of another type, on its way; none once it is over (溯源提示)."""

    @computed("history", published=list[EntryStep])
    def history(history: list[str]) -> list[cased.EntryStep]:  # noqa: N805
        """Every step that it has taken, in order, with who took it (办理记录)."""
        return [cased.EntryStep.parse(each) for each in history]

    @told("policy_id", "opened_at", "state", "base", "content", "history", "due_on", published=list[NextStep])
    async def next_steps(
        info: strawberry.Info,  # noqa: N805
        policy_id: str | None,
        opened_at: str,
        state: Stored,
        base: int,
        content: str,
        history: list[str],
        due_on: str | None,
    ) -> list[waiting.NextStep]:
        """What can be done next, by whom, and what stands against it; not what its type rules out (可办事项)."""
        return await _steps(info, policy_id, opened_at, state, base, content, history, due_on)

    @computed("due_on", "state", "policy_id", "opened_at", "entered_at", published=Remark | None)
    def no_due_date(
        due_on: str | None,  # noqa: N805
        state: Stored,
        policy_id: str | None,
        opened_at: str,
        entered_at: str,
    ) -> Sentence | None:
        """That the text sets no number, in words and with its rules; null where it sets one (未规定期限)."""
        row, standing = row_of_case(policy_id, opened_at), _state(state)
        if due_on is not None or not standing.open or row is None:
            return None
        cell = row.table(ENTRY)
        entered = china_day(datetime.fromisoformat(entered_at))
        return waiting.silence(ENTRY, cell.value, standing, entered) if cell else None

    @told("due_on", "state")
    def overdue(info: strawberry.Info, due_on: str | None, state: Stored) -> bool:  # noqa: N805
        """Whether it is open after its due date; of what runs side by side the end is no delay (逾期)."""
        return ENTRY.overdue(_state(state), day(due_on), info.context.view.today)

    @told("entered_at")
    def age(info: strawberry.Info, entered_at: str) -> int:  # noqa: N805
        """Working days since it came into its state (已用工作日)."""
        return terms.age(datetime.fromisoformat(entered_at), info.context.view.today, None)


async def steps_of_open_case(info: strawberry.Info, code: str) -> list[waiting.NextStep] | None:
    """What can be done next of the case of an entry that is not over; None where there is none.

    Args:
        info: Who asks.
        code: Of the entry.
    """
    found = await info.context.load(open_cases, code)
    return None if found is None else list(waiting.next_steps(found.prospects, MUTATIONS))


def steps_out(row: Policy | None, today: date) -> list[waiting.NextStep]:
    """How an entry that stands in the catalogue, and has no case, is taken out of it.

    Args:
        row: The row that binds its provider; None where none does.
        today: The day.
    """
    every = steps_of(row, ENTRY, EntryCaseState.PUBLISHED, Known({}, today), MUTATIONS)
    return [each for each in every if each.event is EntryEvent.WITHDRAW]


async def _steps(
    info: strawberry.Info,
    policy_id: str | None,
    opened_at: str,
    state: Stored,
    base: int,
    content: str,
    history: list[str],
    due_on: str | None,
) -> list[waiting.NextStep]:
    row, standing = row_of_case(policy_id, opened_at), _state(state)
    if row is None or standing.ended:
        return []
    told = None if anew(standing) else await info.context.load(told_of_proposed, proposed(base, content))
    steps, today = [cased.EntryStep.parse(each) for each in history], info.context.view.today
    return list(waiting.next_steps(prospects_of(row, standing, content, steps, told, day(due_on), today), MUTATIONS))


def _state(state: Stored) -> EntryCaseState:
    return EntryCaseState[state] if isinstance(state, str) else state
