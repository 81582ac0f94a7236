"""What each department of the demonstration has reviewed before release, point by point, as its city's text asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.law.policies import bound_by
from graph.law.policy import Policy
from graph.office.actor import Actor
from graph.words.entries import EntryDraft
from graph.words.entry_cases import Reviewed
from seed.sheets import sheet


def released(entries: Sequence[EntryDraft], city: str, actor: Actor) -> Mapping[str, tuple[Reviewed, ...]]:
    """What was reviewed of each entry of a city, by its code; nothing where no text of it binds on the day."""
    row = bound_by(city, actor.today)
    return {draft.code: reviewed_of(draft, row) for draft in entries} if row else {}


def reviewed_of(draft: EntryDraft, row: Policy) -> tuple[Reviewed, ...]:
    """What the provider's review says of each point that a text has reviewed."""
    return tuple(_said(draft, row.id, point) for point in (row.release_review.value if row.release_review else ()))


def _said(draft: EntryDraft, city: str, point: str) -> Reviewed:
    """What is said of a point: in the words for the sharing type, or in those for any."""
    rows = [each for each in sheet("cities/release_review") if (each["政策"], each["要点"]) == (city, point)]
    said = {each["共享类型"]: each["说明"] for each in rows}
    words = said.get(draft.sharing.zh, said[""])
    return Reviewed(
        point,
        words.format(
            共享类型=draft.sharing.zh, 共享条件=draft.sharing_condition, 共享方式=draft.mode.zh if draft.mode else "",
            安全协议="需要签订" if draft.agreement_asked else "不需要签订",
        ),
    )  # fmt: skip
