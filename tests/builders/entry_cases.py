"""A case of an entry that says everything that one can say."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from builders import catalogue as build
from builders.office import CIVIL, NOW, Office, entries, gid

from graph.store.engine import Unit
from graph.subjects.entries import entering, recording
from graph.subjects.entries.entering import Begun
from graph.subjects.organisation import memory as organisation_memory
from graph.words.entries import EntryDraft, EntryState, Mode, SharingType
from graph.words.entry_cases import (
    CauseKind,
    EntryCase,
    EntryCaseState,
    EntryEvent,
    EntryStep,
    Ground,
    Reviewed,
)
from graph.words.organisation import Post, PostKind

REVIEWED = Ground(CauseKind.LAW_AMENDED, "条例修订", (Reviewed("保密审查", "不涉密"),), "LAW-1")


def case_of(draft: EntryDraft, at: datetime, subject: str = "cataloguer", **changes: Any) -> EntryCase:
    """The case of an entry that is changed and was registered."""
    content = recording.content(draft, EntryState.PUBLISHED)
    plain: dict[str, Any] = {
        "id": f"20260302-{draft.code[-6:]}", "code": draft.code, "name": draft.name, "provider": draft.provider,
        "state": EntryCaseState.REGISTERED, "ground": REVIEWED, "content": content, "before": content, "base": 1,
        "opened_at": at, "history": (EntryStep(at, EntryEvent.REGISTER, subject),), "due_on": date(2026, 3, 9),
        "provisional": False, "successor_usable_on": date(2026, 3, 1),
    }  # fmt: skip
    return EntryCase(**(plain | changes))


CATALOGUER = "cataloguer"
"""Who registers the entries of 民政局 in `builders.office`."""


async def entered(
    api: Office,
    number: int,
    state: EntryCaseState,
    policy: str = "WH",
    *,
    registrar: str = "cataloguer",
    **changes: Any,
) -> str:
    """Have the case of a new entry stand in a state under a policy, and say its global id; in 长沙 it is 不予共享.

    Args:
        api: The API.
        number: Of the case.
        state: Where it stands.
        policy: The row that it keeps.
        registrar: Who registered it.
        changes: What its entry says otherwise.
    """
    await appointed(api)
    refused: dict[str, Any] = {"sharing": SharingType.REFUSED, "bases": ("LAW-1",)} if policy == "CS" else {}
    said = {"mode": Mode.INTERFACE} | refused | changes
    draft = build.entry(f"3070013402{number:02}/000001", f"第{number}类登记", provider=CIVIL, **said)
    case = case_of(draft, NOW, registrar, id=f"C-{number}", state=state, before="", base=0)
    await api.store.write(lambda unit: _entered(unit, case, policy))
    return gid("EntryCase", case.id)


async def changing(api: Office, draft: EntryDraft, before: str) -> None:
    """Have a version of an entry be prepared that says otherwise than one that stands."""
    await appointed(api)
    case = case_of(draft, NOW, CATALOGUER, before=before)
    await api.store.write(lambda unit: _entered(unit, case, "WH"))


async def ending(api: Office, code: str) -> str:
    """Have the end of a published entry be announced, and say the global id of the case."""
    await appointed(api)
    draft = next(each for each, _ in entries() if each.code == code)
    case = case_of(draft, NOW, id="C-ending", state=EntryCaseState.PARALLEL, due_on=None)
    await api.store.write(lambda unit: _entered(unit, case, "WH"))
    return gid("EntryCase", case.id)


async def appointed(api: Office) -> None:
    """Have somebody be the cataloguer, and another the reviewer, of 民政局."""
    posts = [
        Post(f"{kind.name}-7", kind, subject, "某人", CIVIL, date(2020, 1, 1))
        for kind, subject in ((PostKind.CATALOGUER, CATALOGUER), (PostKind.REVIEWER, "entry-reviewer"))
    ]
    personal = api.service.backend.personal
    await api.store.write(lambda unit: organisation_memory.write_posts(unit, posts, personal))


async def _entered(unit: Unit, case: EntryCase, policy: str) -> None:
    assert not await entering.enter(unit, [Begun(case, policy)])
