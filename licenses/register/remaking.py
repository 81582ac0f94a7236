"""Pages that were made before a register came back from a backup: they go back to the centre (随恢复退回).

A licence that is being made gets another identifier when the register comes back, because it may have been issued under
its own meanwhile (`graph.subjects.installation.restoring`). The identifier is printed, so that what was reviewed is not
what would be sealed: the page is made and reviewed anew. That is a step of the case by whoever restores; the centre and
the department are told, and read why.
"""

from __future__ import annotations

from typing import Final

from graph.cases.notices import tell
from graph.office.actor import Actor
from graph.store import journal
from graph.store.engine import Store, Unit
from graph.store.personal import PersonalData
from graph.subjects.licensing import draft_rows, drafts
from graph.subjects.licensing.draft_rows import FoundDraft
from graph.subjects.licensing.drafting import Beside, DraftMove, move_drafts
from graph.subjects.people.memory import places_over
from graph.words.license_drafts import DraftEvent
from graph.words.organisation import PostKind
from licenses.register.drafting import deed_of, notices_of, step_of, taken

WHY: Final = "登记簿已从备份恢复：备份之后这份证照可能已用原标识签发。请核实；确未签发的，另赋标识重新制作、审核"
"""What stands as the reason."""
BATCH: Final = 100
"""Pages that go back in one transaction; a photograph lies in each."""


async def make_anew(store: Store, personal: PersonalData, actor: Actor) -> int:
    """Let every page that is made go back to the centre; say how many. What was begun is taken up where it ended.

    Args:
        store: A store that came back from a backup, before anybody is answered.
        personal: Its key.
        actor: Who brings it back, and when.
    """
    done, centres = 0, dict[str, tuple[str, ...]]()
    while found := await drafts.made_drafts(store, actor.today, BATCH):
        for department in {each.answering for each in found if each.answering} - centres.keys():
            centres[department] = await places_over(store, department, PostKind.PLATFORM_OFFICER, actor.today)
        await store.write(_Going(personal, actor, found, centres).write)
        done += len(found)
    return done


class _Going:
    """Some that go back together."""

    def __init__(
        self, personal: PersonalData, actor: Actor, found: tuple[FoundDraft, ...], centres: dict[str, tuple[str, ...]]
    ) -> None:
        self.personal = personal
        moves = [(each, step_of(each, actor, DraftEvent.RESTORE)) for each in found]
        self.moves = [
            DraftMove(
                each.draft, move, taken(actor, move), Beside(reason=draft_rows.hidden_reason(each.key(personal), WHY))
            )
            for each, move in moves
        ]
        self.deeds = [deed_of(actor, move, each.draft.id) for each, move in moves]
        self.notices = [
            notice for each, move in moves
            for notice in notices_of(each, move, actor, centres.get(each.answering or "", ()))
        ]  # fmt: skip

    async def write(self, unit: Unit) -> None:
        await move_drafts(unit, self.personal, self.moves)
        await journal.record(unit, *self.deeds)
        await tell(unit, self.notices)
