"""What is wrong with a batch of entries: dangling codes, missing policies, and what the law's lint finds.

Nothing is read here: the batch is judged by what the graph had when it was asked (`setting`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeAlias

from graph.codes.division import cities_apart
from graph.codes.entry import check_entry_code
from graph.errors import Conflict, Malformed, NoPolicy, Refusal, Text
from graph.law.policies import bound_by, unbinding
from graph.law.policy import Policy
from graph.office.actor import Actor
from graph.office.review import Hint, Review, unknown_code
from graph.refusal_codes import Code
from graph.subjects.entries.kept import entry_of
from graph.subjects.entries.rules.batch import lint_entries
from graph.subjects.entries.rules.elsewhere import lint_elsewhere
from graph.subjects.entries.rules.entry import EntrySurroundings, lint_entry
from graph.subjects.entries.rules.lints import EntryFinding, Lint, Severity
from graph.subjects.entries.rules.pouring import lint_poured
from graph.subjects.entries.setting import EntrySetting, Provider
from graph.words.entries import EntryDraft
from graph.words.lineage import StandingItemEdge
from graph.words.periods import holds_on

Rows: TypeAlias = Mapping[str | None, Policy | None]
"""The row of each policy on the day; None where none binds."""

_DEPARTMENT = Text("部门", "department")
_ELEMENT = Text("数据元", "data element")
_RELATED = Text("关联资源", "related resource")
_REFERENCES = (
    ("systems", Text("信息系统", "information system")),
    ("libraries", Text("资源库", "library")),
)
"""Fields that point to things, and what they point to; legal bases are a lint of their own."""


def review_entries(
    drafts: Sequence[EntryDraft], setting: EntrySetting, actor: Actor, standing: Collection[str] = ()
) -> Review:
    """Say everything that is wrong with a batch; paths count its entries from 1.

    Args:
        drafts: The batch.
        setting: What the graph had.
        actor: Who asks; the day decides which policies bind.
        standing: Codes of entries that say what they said before, and are not written. What the law has come to find
            wrong with one since, as that its basis has ended, is a duty of its department, and here a hint; that its
            department has ended is nothing that a table says.
    """
    faults: list[Refusal] = []
    hints: list[Hint] = []
    in_batch = {draft.code for draft in drafts}
    of_set = lint_entries(drafts)
    rows = {each.policy: bound_by(each.policy, actor.today) for each in setting.providers.values()}
    for position, draft in enumerate(drafts, start=1):
        place = ("entries", str(position))
        found = list(_references(draft, setting, rows, in_batch, place))
        for finding in (
            *_lints(draft, setting, actor, rows, found, place),
            *findings_elsewhere(draft, setting, _row(draft, setting, rows), in_batch),
            *of_set.get(draft.code, ()),
        ):
            if finding.severity is Severity.REFUSE and draft.code not in standing:
                found.append(refusal_of(finding, place))
            else:
                hints.append(hint_of(finding, *place))
        faults.extend(found if draft.code not in standing else ())
    faults.extend(_twice(drafts))
    faults.extend(_namesakes(drafts, setting, in_batch))
    hints.extend(hint_of(finding, "entries") for finding in of_set.get("", ()))
    hints.extend(_poured(drafts, setting.edges))
    return Review(tuple(faults), tuple(hints))


def hints_of_lineage(content: str, edges: Iterable[StandingItemEdge]) -> list[Hint]:
    """What a version says of the lineage of its items, as it is kept: what is cut, or of another type, as it changes.

    Args:
        content: The version.
        edges: What stands of their lineage.
    """
    return [replace(each, path=each.path[2:]) for each in _poured([entry_of(content)], edges)] if content else []


def row_of(setting: EntrySetting, provider: str, actor: Actor) -> Policy | None:
    """The policy that binds a provider today, as it is worded; None where none does."""
    found = setting.providers.get(provider)
    return bound_by(found.policy if found else None, actor.today)


def _row(draft: EntryDraft, setting: EntrySetting, rows: Rows) -> Policy | None:
    """The row that binds the provider of an entry, among those of its batch."""
    provider = setting.providers.get(draft.provider)
    return rows.get(provider.policy) if provider else None


def _references(
    draft: EntryDraft, setting: EntrySetting, rows: Rows, in_batch: set[str], place: tuple[str, ...]
) -> Iterator[Refusal]:
    for name, what in _REFERENCES:
        there = getattr(setting, name)
        for code in getattr(draft, name):
            if code not in there:
                yield unknown_code(what, code, (*place, name), ("GUIDE-1272",))
    yield from _libraries(draft, setting, rows, place)
    for item in draft.items:
        if item.element and item.element not in setting.elements:
            yield unknown_code(_ELEMENT, item.element, (*place, "items", str(item.seq), "element"))
    yield from _departments(draft, setting, rows, place)
    for code in draft.related:
        if code not in setting.related and code not in in_batch:
            yield unknown_code(_RELATED, code, (*place, "related"), ("GUIDE-1272",))
    if setting.is_of_another(draft):
        yield Conflict(
            # Whose it is may not be for everybody.
            Text(f"代码 {draft.code} 已由另一提供方使用", f"code {draft.code} is taken by another provider"),
            code=Code.ENTRY_OF_ANOTHER,
            rules=("GUIDE-1272",),
            path=(*place, "code"),
            value=draft.code,
        )


def still_to_come(drafts: Sequence[EntryDraft], today: date, standing: Collection[str] = ()) -> Iterator[Malformed]:
    """The day of a publication is one that has come, but of what stands as it is; paths count the entries from 1."""
    for position, draft in enumerate(drafts, start=1):
        if draft.published_on is not None and draft.published_on > today and draft.code not in standing:
            yield Malformed(
                Text("发布日期尚未到来；应为发布之日", "the day of its publication is still to come"),
                code=Code.STILL_TO_COME,
                rules=("GUIDE-1272",),
                path=("entries", str(position), "published_on"),
                value=draft.published_on.isoformat(),
                limit=today.isoformat(),
            )


def _departments(draft: EntryDraft, setting: EntrySetting, rows: Rows, place: tuple[str, ...]) -> Iterator[Refusal]:
    """Departments that an entry names besides its provider: there are such, and they are of its city or above it."""
    provider, row = setting.providers.get(draft.provider), _row(draft, setting, rows)
    agent = (draft.agent,) if draft.agent else ()
    for name, codes in (("exclusive", draft.exclusive), ("concerned", draft.concerned), ("agent", agent)):
        for code in codes:
            named = setting.providers.get(code)
            if named is None:
                yield unknown_code(_DEPARTMENT, code, (*place, name))
            elif provider is not None and cities_apart(named.division, provider.division):
                yield Conflict(
                    Text(
                        f"{named.name}不是提供方所在市的部门", f"department {code} is of another city than the provider"
                    ),
                    code=Code.ANOTHER_CITY,
                    rules=row.exclusive.rules if row and row.exclusive and name == "exclusive" else (),
                    path=(*place, name),
                    value=code,
                )


def _libraries(draft: EntryDraft, setting: EntrySetting, rows: Rows, place: tuple[str, ...]) -> Iterator[Conflict]:
    """Libraries are a city's: none takes what a provider of another one has."""
    row = _row(draft, setting, rows)
    for code in draft.libraries if row is not None else ():
        library = setting.libraries.get(code)
        if row is not None and library is not None and library.policy != row.id:
            yield Conflict(
                Text(
                    f"{library.name}（{code}）不是提供方所在地的资源库",
                    f"library {code} is of another city than the provider",
                ),
                code=Code.LIBRARY_NOT_OF_POLICY,
                rules=row.base_libraries.rules,
                path=(*place, "libraries"),
                value=code,
            )


def _lints(
    draft: EntryDraft,
    setting: EntrySetting,
    actor: Actor,
    rows: Rows,
    faults: list[Refusal],
    place: tuple[str, ...],
) -> tuple[EntryFinding, ...]:
    """Findings of the law; without a row of policy there is nothing to ask, and that is the fault."""
    provider = setting.providers.get(draft.provider)
    if provider is None:
        faults.append(unknown_code(_DEPARTMENT, draft.provider, (*place, "provider"), ("GUIDE-1272",)))
        return ()
    if not holds_on(actor.today, None, provider.valid_until):
        faults.append(
            Conflict(
                Text(
                    f"{provider.name}自{provider.valid_until}起不再存在，请由其后继部门登记",
                    f"{provider.name} has not existed since {provider.valid_until}; ask its successor",
                ),
                code=Code.DEPARTMENT_ENDED,
                path=(*place, "provider"),
                value=draft.provider,
            )
        )
    row = rows[provider.policy]
    if row is None:
        faults.append(_no_policy(provider, draft.provider, place, actor.today))
        return ()
    around = EntrySurroundings(row, actor.today, setting.bases, setting.libraries, setting.systems, setting.elements)
    return lint_entry(draft, around)


def findings_elsewhere(
    draft: EntryDraft, setting: EntrySetting, row: Policy | None, batch: Collection[str] = ()
) -> Iterator[EntryFinding]:
    """What is worth knowing of published entries that a batch does not hold; nothing where no policy binds.

    Args:
        draft: The entry.
        setting: What the graph had.
        row: The row that binds its provider.
        batch: Codes of those that are handed in with it.
    """
    if row is not None:
        others = [each for each in setting.alike.get(draft.code, ()) if each.code not in batch]
        registered = setting.published(draft.code) if others else None
        standing = {item.name for item in entry_of(registered.content).items} if registered else set()
        yield from lint_elsewhere(draft, row, others, standing)


def _no_policy(provider: Provider, code: str, place: tuple[str, ...], on: date) -> NoPolicy:
    return NoPolicy(
        Text(f"{provider.name}当日没有适用的政策", f"no policy binds {provider.name} on this day"),
        code=Code.NO_POLICY,
        rules=unbinding(provider.nearest, on),
        path=(*place, "provider"),
        value=code,
    )


def _twice(drafts: Sequence[EntryDraft]) -> Iterator[Malformed]:
    first: dict[str, int] = {}
    for position, draft in enumerate(drafts, start=1):
        before = first.setdefault(draft.code, position)
        if before != position and check_entry_code(draft.code).acceptable:
            yield Malformed(
                Text(f"代码 {draft.code} 在本批中重复", f"code {draft.code} stands twice in this batch"),
                code=Code.CODE_TWICE,
                rules=("GUIDE-1272",),
                path=("entries", str(position), "code"),
                value=draft.code,
                beside=("entries", str(before), "code"),
            )


def _namesakes(drafts: Sequence[EntryDraft], setting: EntrySetting, in_batch: set[str]) -> Iterator[Malformed]:
    for position, draft in enumerate(drafts, start=1):
        others = setting.namesakes.get((draft.provider, draft.name.strip()), frozenset()) - in_batch
        if others:
            other = min(others)
            yield Malformed(
                Text(
                    f"同一提供方已有名称相同的条目：{other}",
                    f"the same provider has an entry of this name already: {other}",
                ),
                code=Lint.NAME_TWICE.value,
                rules=("GUIDE-1272",),
                path=("entries", str(position), "name"),
                value=draft.name,
            )


def _poured(drafts: Sequence[EntryDraft], edges: Iterable[StandingItemEdge]) -> Iterator[Hint]:
    for each in lint_poured(drafts, edges):
        found = each.finding
        yield Hint(found.code, found.message, (), ("entries", str(each.position), *each.path), each.item.name)


def refusal_of(finding: EntryFinding, place: tuple[str, ...]) -> Malformed:
    """What a lint has found, as why nothing is taken, at a place."""
    return Malformed(
        finding.message,
        code=finding.lint.value,
        rules=finding.rules,
        path=(*place, *finding.path),
        value=finding.value,
    )


def hint_of(finding: EntryFinding, *place: str) -> Hint:
    """What a lint has found, as something that is worth knowing, at a place."""
    return Hint(finding.lint.value, finding.message, finding.rules, (*place, *finding.path), finding.value)
