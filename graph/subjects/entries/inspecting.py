"""Every lint of entries, asked of those that stand or are proposed: a basis has lapsed, a data element is another now.

* Entries are read in windows of their codes, each window with one statement and what it is judged by with another.
* They are judged by what binds their providers on the day, as they would be were they registered on it.
* What only a set shows is told of each department: of its entries names and counts are kept, and nothing else.
* What is withdrawn stands no longer.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final, LiteralString

from graph.cases.prospects import Beforehand, Known, Prospect, prospects
from graph.errors import Text
from graph.law.policies import bound_by, unbinding
from graph.law.policy import Policy
from graph.law.workflow import Condition
from graph.law.workflows import COLLECTED_TWICE, ENTRY
from graph.office.review import Flaw, Hint
from graph.refusal_codes import Code
from graph.schema.nodes import ENTRY_CASE
from graph.store.edges import Row
from graph.store.engine import Store
from graph.store.reading import day
from graph.store.view import View
from graph.store.whole.reading import windows_of
from graph.subjects.entries.kept import entry_of
from graph.subjects.entries.review import findings_elsewhere, hint_of
from graph.subjects.entries.rules.batch import Together
from graph.subjects.entries.rules.entry import EntrySurroundings, lint_entry
from graph.subjects.entries.rules.facts import anew, facts_of, known_of
from graph.subjects.entries.rules.lints import EntryFinding, Severity
from graph.subjects.entries.setting import EntrySetting, PointsTo, entry_setting, setting_of
from graph.words.china_time import china_day
from graph.words.entries import EntryDraft
from graph.words.entry_cases import EntryCaseState, EntryEvent, EntryStep

_STANDING: LiteralString = (
    "MATCH (r:Resource) WHERE r.id >= $from AND r.id < $until AND r.state <> 'WITHDRAWN' RETURN collect([r.libraryIds, "
    "head(COLLECT { MATCH (v:EntryVersion {id: r.id + '@' + toString(r.version)}) RETURN v.content })])"
)


async def flaws_of_entries(store: Store, on: date) -> AsyncIterator[Sequence[Flaw]]:
    """What the lints say of every entry that stands, window by window, and last of the entries of each department.

    Args:
        store: The graph.
        on: The day; it decides what binds, and which bases are in force.
    """
    sets: dict[str, Together] = {}
    for begin, end in await windows_of(store, "Resource"):
        found: list[list[Any]] = await store.read(_STANDING, **{"from": begin, "until": end})
        drafts = [replace(entry_of(content), libraries=tuple(put or ())) for put, content in found if content]
        setting = await setting_of(store, drafts, on)
        yield [
            flaw
            for draft in drafts
            for flaw in (
                *_by_itself(draft, setting, on),
                *_in_its_set(draft, sets.setdefault(draft.provider, Together())),
            )
        ]
    for provider, together in sorted(sets.items()):
        yield [_flaw(provider, _same(each), each) for each in together.sameness()]


async def hints_of_contents(view: View, contents: Sequence[str]) -> list[Sequence[Hint]]:
    """What the lints say of versions as they are proposed, each by itself; what they are judged by is read once.

    Args:
        view: Through which it is asked; its day decides which policies bind, and which bases are in force.
        contents: The versions, in their canonical form.
    """
    drafts = [entry_of(each) for each in contents]
    setting = await setting_of(view, drafts, view.today, by_case=True)
    bound = [(each, _row(each, setting, view.today)) for each in drafts]
    return [
        [
            hint_of(each)
            for each in (*_findings(draft, setting, row, view.today), *findings_elsewhere(draft, setting, row))
        ]
        for draft, row in bound
    ]


def proposed(base: int, content: str) -> str:
    """A version as `told_of_proposed` takes it.

    Args:
        base: Number of the version on which it is prepared.
        content: In its canonical form.
    """
    return f"{base} {content}"


async def told_of_proposed(view: View, asked: Sequence[str]) -> list[Beforehand]:
    """What versions tell before they are taken on: what their rows ask of an entry, and what keeps one from being out.

    What another department shares meanwhile is not looked for: that is judged with the step.

    Args:
        view: Through which it is asked; its day decides which policies bind, and which bases are in force.
        asked: The versions (`proposed`).
    """
    bases, contents = zip(*(each.split(" ", 1) for each in asked), strict=True)
    drafts = [entry_of(each) for each in contents]
    points = PointsTo(
        bases=(code for draft in drafts for code in draft.bases),
        systems=(code for draft in drafts for code in draft.systems),
        libraries=(code for draft in drafts for code in draft.libraries),
        elements=(item.element for draft in drafts for item in draft.items if item.element),
    )
    names = [(draft.provider, draft.name.strip()) for draft in drafts]
    setting = await entry_setting(view, view.today, codes=[draft.code for draft in drafts], names=names, points=points)
    return [_beforehand(draft, int(base), setting, view.today) for draft, base in zip(drafts, bases, strict=True)]


_OPEN: LiteralString = (
    f"UNWIND $keys AS k MATCH (c:EntryCase {{openKey: k}}) WHERE {ENTRY_CASE.sees('c')} RETURN collect("
    "[k, [c.policyId, toString(c.openedAt), c.state, c.base, c.content, c.history, toString(c.dueOn)]])"
)


@dataclass(frozen=True, slots=True)
class OpenCase:
    """The case of an entry that is not over."""

    prospects: tuple[Prospect, ...]
    """What it can do next."""
    history: tuple[EntryStep, ...]

    def did(self, subject: str) -> tuple[str, ...]:
        """Names of the events that somebody was the last to do."""
        last = {each.event.name: each.subject for each in self.history}
        return tuple(name for name, who in last.items() if who == subject)


async def open_cases(view: View, codes: Sequence[str]) -> list[OpenCase | None]:
    """The cases of some entries that are not over, with what each can do next; None where none is seen."""
    rows = {} if view.sees_none(ENTRY_CASE) else dict(await view.read(_OPEN, keys=list(codes)) or ())
    of = {code: proposed(row[3], row[4]) for code, row in rows.items() if not anew(EntryCaseState[row[2]])}
    asked = sorted(set(of.values()))
    told = dict(zip(asked, await told_of_proposed(view, asked), strict=True)) if asked else {}
    found = {code: _open_case(row, told.get(of.get(code, "")), view.today) for code, row in rows.items()}
    return [found.get(code) for code in codes]


def _open_case(row: Row, told: Beforehand | None, today: date) -> OpenCase:
    policy, opened, state, _, content, history, due = row
    bound, steps = bound_by(policy, china_day(datetime.fromisoformat(opened))), tuple(map(EntryStep.parse, history))
    return OpenCase(prospects_of(bound, EntryCaseState[state], content, steps, told, day(due), today), steps)


def prospects_of(
    row: Policy | None,
    state: EntryCaseState,
    content: str,
    steps: Sequence[EntryStep],
    told: Beforehand | None,
    due_on: date | None,
    today: date,
) -> tuple[Prospect, ...]:
    """What the case of an entry can do next.

    Args:
        row: The row that it keeps; None where none bound it.
        state: Where it stands.
        content: What it proposes.
        steps: What was done of it.
        told: What is known of what it proposes; None where it begins anew.
        due_on: Its last day.
        today: The day.
    """
    told, cell = told or Beforehand({}), row.table(ENTRY) if row else None
    known = Known({**told.facts, **known_of(state, entry_of(content), steps)}, today, due_on, told.beside)
    return prospects(ENTRY, cell.value if cell else (), state, known)


_AS_PREPARED: Final = Condition(
    "base",
    frozenset({True}),
    Text("条目自登记以来没有新版本", "the entry has no other version than when this one was registered"),
    (),
)


def _beforehand(draft: EntryDraft, base: int, setting: EntrySetting, on: date) -> Beforehand:
    row = _row(draft, setting, on)
    if row is None:
        return Beforehand({})
    facts = facts_of(draft, EntrySurroundings(row, on, setting.bases))
    wrong = [
        Condition(each.lint.name, frozenset({True}), each.message, each.rules)
        for each in _findings(draft, setting, row, on)
        if each.severity is Severity.REFUSE
    ] + ([] if setting.version_of(draft.code) == base else [_AS_PREPARED])
    published = Beforehand({name: value for name, value in facts.items() if name != COLLECTED_TWICE})
    return replace(published, beside=lambda step: (wrong if step.event is EntryEvent.PUBLISH else (), ()))


def _row(draft: EntryDraft, setting: EntrySetting, on: date) -> Policy | None:
    """The row that binds the provider of an entry on a day."""
    provider = setting.providers.get(draft.provider)
    return bound_by(provider.policy if provider else None, on)


def _findings(draft: EntryDraft, setting: EntrySetting, row: Policy | None, on: date) -> Sequence[EntryFinding]:
    """What the law finds in an entry by itself; nothing where no policy binds its provider."""
    if row is None:
        return ()
    around = EntrySurroundings(row, on, setting.bases, setting.libraries, setting.systems, setting.elements)
    return lint_entry(draft, around)


def _by_itself(draft: EntryDraft, setting: EntrySetting, on: date) -> Iterator[Flaw]:
    row = _row(draft, setting, on)
    if row is None:
        yield Flaw(
            Code.NO_POLICY,
            draft.code,
            "",
            Text(
                f"提供方{draft.provider}当日没有适用的政策，条目无从检查",
                f"no policy binds provider {draft.provider} on this day: there is nothing to measure the entry by",
            ),
            unbinding(provider.nearest, on) if (provider := setting.providers.get(draft.provider)) else (),
        )
        return
    yield from (_flaw(draft.code, _part(draft, each), each) for each in _findings(draft, setting, row, on))


def _in_its_set(draft: EntryDraft, together: Together) -> Iterator[Flaw]:
    if (found := together.add(draft)) is not None:
        yield _flaw(draft.code, _part(draft, found), found)


def _part(draft: EntryDraft, found: EntryFinding) -> str:
    """The item of which something is said, by its name; else the field."""
    match found.path:
        case ("items", seq, *_):
            return next((item.name for item in draft.items if str(item.seq) == seq), seq)
        case _:
            return found.path[0] if found.path else ""


def _same(found: EntryFinding) -> str:
    """What is the same in all of them: an item by its name, else the field."""
    return found.value if found.path == ("items",) else found.path[0]


def _flaw(about: str, part: str, found: EntryFinding) -> Flaw:
    return Flaw(found.lint.value, about, part, found.message, found.rules)
