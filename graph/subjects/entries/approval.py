"""What an import of entries may not do in the place of the posts that approve them, and by which articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from graph.errors import Conflict, Text
from graph.law.policies import bound_by
from graph.law.policy import Policy
from graph.law.workflow import Articles, Step
from graph.law.workflows import ENTRY
from graph.office.actor import Actor
from graph.office.review import Hint
from graph.refusal_codes import Code
from graph.subjects.entries.kept import entry_of
from graph.subjects.entries.review import row_of
from graph.subjects.entries.rules.facts import refuses
from graph.subjects.entries.setting import EntrySetting
from graph.words.entries import EntryDraft, EntryState
from graph.words.entry_cases import EntryEvent

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
                rules=_cited(steps),
                path=("entries", str(position), "sharing"),
                value=draft.sharing.name,
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
    return _cited(_steps(row, _APPROVED_BY))


def _steps(row: Policy | None, events: Collection[EntryEvent]) -> list[Step]:
    table = row.table(ENTRY) if row else None
    return [step for step in table.value if step.event in events] if table else []


def _cited(steps: Sequence[Step]) -> Articles:
    return tuple(dict.fromkeys(rule for step in steps for rule in step.rules))
