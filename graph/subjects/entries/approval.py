"""What an import of entries may not do in the place of the posts that approve them, and by which articles.

* A document stands for those who approve: for the review, the type that is fixed, the filing, the publication.
* It does not stand for what a step asks of the entry itself: that is asked of what is brought as of what is registered.
* It does not say what was reviewed before release: that is brought with the entries, point by point, and published.
* Where what was reviewed says otherwise than the entry, that is told, however the entry comes.
* What an authority has to confirm as not to be shared is not brought at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from graph.cases.refusing import condition_missing
from graph.errors import Conflict, Malformed, Refusal, Text
from graph.law.policies import bound_by
from graph.law.policy import Policy
from graph.law.workflow import Articles, Step, cited_by
from graph.law.workflows import ENTRY
from graph.office.actor import Actor
from graph.office.review import Hint
from graph.refusal_codes import Code
from graph.subjects.entries.kept import entry_of
from graph.subjects.entries.review import row_of
from graph.subjects.entries.rules.entry import EntrySurroundings
from graph.subjects.entries.rules.facts import facts_of, refuses
from graph.subjects.entries.rules.release import points_of, reviewed_before_release, told_otherwise
from graph.subjects.entries.setting import EntrySetting
from graph.words.entries import EntryDraft, EntryState
from graph.words.entry_cases import CauseKind, EntryEvent, Ground, Reviewed

_APPROVED_BY = frozenset(
    {EntryEvent.REVIEW, EntryEvent.FIX_TYPE, EntryEvent.CONFIRM_REFUSED, EntryEvent.FILE, EntryEvent.PUBLISH}
)
"""What posts do to an entry that is registered, before it stands in the catalogue."""


def unpublished(
    drafts: Sequence[EntryDraft], changed: Collection[str], setting: EntrySetting, actor: Actor
) -> Iterator[Conflict]:
    """What would be a draft over an entry that is published.

    Args:
        drafts: The batch.
        changed: Codes of those that say something else than before.
        setting: What the graph had.
        actor: Who brings it; the day decides which policies bind.
    """
    for position, draft in enumerate(drafts, start=1):
        registered = setting.registered.get(draft.code)
        if registered is not None and registered.state is EntryState.PUBLISHED and draft.code in changed:
            yield Conflict(
                Text(
                    f"条目 {draft.code} 已发布，导入不代替变更的登记、审核和发布：请注明批准文件的文号和日期，"
                    "或者由提供部门的编目员导入登记",
                    f"entry {draft.code} is published, and an import takes the place of no step of a change: name the "
                    "document that has approved it, with its date, or have the provider's cataloguer bring it",
                ),
                code=Code.ENTRY_PUBLISHED,
                rules=_approving(row_of(setting, draft.provider, actor)),
                path=("entries", str(position)),
                value=draft.code,
            )


def unconfirmed(drafts: Sequence[EntryDraft], setting: EntrySetting, actor: Actor) -> Iterator[Conflict]:
    """What is not to be shared and nobody has confirmed, where the city's table has somebody confirm it.

    What stands in the catalogue as such already is left there: it is listed, and only says something else now.
    """
    for position, draft in enumerate(drafts, start=1):
        row, registered = row_of(setting, draft.provider, actor), setting.registered.get(draft.code)
        steps = _steps(row, frozenset({EntryEvent.CONFIRM_REFUSED}))
        listed = (
            registered is not None
            and registered.state is EntryState.PUBLISHED
            and refuses(entry_of(registered.content))
        )
        if steps and not listed and refuses(draft):
            yield Conflict(
                Text(
                    "不予共享的条目须经主管部门确认后方可列入目录，不能直接导入发布；请由提供部门登记（registerEntry）",
                    "what is not to be shared is listed after the authority has confirmed it, and not by an import; "
                    "have its department register it (registerEntry)",
                ),
                code=Code.CONDITION_MISSING,
                rules=cited_by(steps),
                path=("entries", str(position), "sharing"),
                value=draft.sharing.name,
            )


def ungrounded(
    drafts: Sequence[EntryDraft], unchanged: Collection[str], setting: EntrySetting, actor: Actor
) -> Iterator[Refusal]:
    """What is not to be shared and names no ground, where it is a post's step that asks for one, and no lint does.

    Args:
        drafts: The batch.
        unchanged: Codes of those that say what they said before.
        setting: What the graph had.
        actor: Who brings them; the day decides which policies bind.
    """
    for position, draft in enumerate(drafts, start=1):
        row = row_of(setting, draft.provider, actor)
        cell = row.refusal_ground if row else None
        if row is None or cell is None or cell.value.basis_required or draft.code in unchanged or not refuses(draft):
            continue
        told = facts_of(draft, EntrySurroundings(row, actor.today, setting.bases))
        for event in _APPROVED_BY:
            steps = _steps(row, frozenset({event}))
            lacking = [[each for each in step.when if each.fact in told and not each.holds(told)] for step in steps]
            if steps and all(lacking):
                refusal = condition_missing(steps, lacking, told)
                refusal.path = ("entries", str(position), "sharing")
                yield refusal


def unreviewed(
    drafts: Sequence[EntryDraft],
    unchanged: Collection[str],
    setting: EntrySetting,
    actor: Actor,
    reviewed: Sequence[Reviewed],
) -> Iterator[Malformed]:
    """What was not reviewed before release though a city's text has its points reviewed; one for each policy.

    Args:
        drafts: The batch.
        unchanged: Codes of those that say what they said before.
        setting: What the graph had.
        actor: Who brings it; the day decides which policies bind.
        reviewed: What was reviewed of all of them; each city asks for points of its own.
    """
    rows = {draft.code: row for draft in drafts if (row := row_of(setting, draft.provider, actor))}
    known = {point for row in rows.values() for point in points_of(row)}
    for row in {row.id: row for code, row in rows.items() if code not in unchanged}.values():
        own = points_of(row)
        try:
            reviewed_before_release(row, [each for each in reviewed if each.point in own or each.point not in known])
        except Malformed as refused:
            yield refused


def reviewed_of(
    drafts: Sequence[EntryDraft], setting: EntrySetting, actor: Actor, reviewed: Sequence[Reviewed]
) -> Mapping[str, tuple[Reviewed, ...]]:
    """What was reviewed of each entry, by its code: of the points of a batch those of its own city."""
    rows = {draft.code: row for draft in drafts if (row := row_of(setting, draft.provider, actor))}
    return {code: tuple(each for each in reviewed if each.point in points_of(row)) for code, row in rows.items()}


def hints_of_release(draft: EntryDraft, row: Policy | None, reviewed: Sequence[Reviewed]) -> Iterator[Hint]:
    """What a review before release found that the entry says otherwise, by the article that asks for the review.

    Args:
        draft: The entry.
        row: The policy that binds its provider.
        reviewed: What was reviewed; paths count the points from 1.
    """
    cell = row.release_review if row else None
    for position, words in told_otherwise(draft, reviewed) if cell else ():
        yield Hint(Code.RELEASE_REVIEW, words, cell.rules if cell else (), ("releaseReview", str(position)), draft.code)


def hint_of_cause(ground: Ground, bases: Mapping[str, str], row: Policy | None) -> Iterator[Hint]:
    """That a version is made for a law or a duty that has changed, and does not name which.

    Args:
        ground: What it is made for.
        bases: The bases on which the entry rests, by their codes, each as it is called: one of them may be meant.
        row: The policy that its case keeps.
    """
    if ground.kind is CauseKind.OTHER or ground.basis is not None:
        return
    named = "、".join(bases.values())
    among = (f"，条目所列依据：{named}", f"; the entry rests on {named}") if bases else ("", "")
    yield Hint(
        Code.CAUSE_WITHOUT_BASIS,
        Text(
            f"因{ground.kind.zh}变更的，请写明是哪一项依据或者职能（causeBasis）{among[0]}",
            f"a version made for a change of law or duty names which it is (`causeBasis`){among[1]}",
        ),
        cited_by(_steps(row, {EntryEvent.CHANGE})),
        ("causeBasis",),
        "、".join(bases),
    )


def unapproved(new: Sequence[EntryDraft], setting: EntrySetting, actor: Actor) -> Iterator[Hint]:
    """That new entries are drafts for want of a document that has approved them; one for each policy.

    Args:
        new: Those that say something new, of which none is published.
        setting: What the graph had.
        actor: Who brings them; the day decides which policies bind.
    """
    counted = Counter(row.id for draft in new if (row := row_of(setting, draft.provider, actor)))
    for policy, count in counted.items():
        yield Hint(
            Code.CONDITION_MISSING,
            Text(
                f"{count}条目录条目未注明批准文件，存为草稿，由提供部门的编目员登记后按规定审核、发布",
                f"{count} entries name no document that has approved them: they are drafts, for their departments' "
                "cataloguers to register, and then go the way of their city's table",
            ),
            _approving(bound_by(policy, actor.today)),
            ("entries",),
            str(count),
        )


def _approving(row: Policy | None) -> Articles:
    """The articles by which an entry that is registered is approved, where a policy has a table of it."""
    return cited_by(_steps(row, _APPROVED_BY))


def _steps(row: Policy | None, events: Collection[EntryEvent]) -> list[Step]:
    table = row.table(ENTRY) if row else None
    return [step for step in table.value if step.event in events] if table else []
