"""Licences of the demonstration that wait: in every state one, brought about once, by those whose step it was."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

from builders.small_demonstration import tables

from graph.store.engine import Store
from graph.store.pages import Asked, Wanted
from graph.store.personal import PersonalData
from graph.subjects.licensing.drafts import LICENSE_DRAFTS
from graph.words.license_drafts import DraftState
from graph.words.organisation import PostKind
from licenses.register import drafting
from licenses.register.archive import FolderArchive
from licenses.register.workshop import Workshop
from licenses.seal.authority import DemonstrationAuthority
from seed.cast import acting
from seed.drafts import load_drafts
from seed.loader import load_catalogue

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
MAKES = (PostKind.LICENSE_OFFICER, PostKind.PLATFORM_OFFICER, PostKind.LICENSE_REVIEWER, PostKind.ISSUER)
STATES = "MATCH (c:LicenseDraft) RETURN collect([c.state, c.reasonCipher IS NOT NULL])"


async def test_in_every_state_of_the_making_there_is_a_licence_and_none_is_brought_about_twice(
    store: Store, personal: PersonalData, tmp_path: Path
) -> None:
    await load_catalogue(store, personal, NOW, folder=Path(tables(tmp_path / "tables")))
    authority = DemonstrationAuthority.open(tmp_path / "authority", NOW - timedelta(days=60))
    archive, workers = FolderArchive(tmp_path / "archive"), ThreadPoolExecutor(2)
    workshop = Workshop(store, personal, archive, authority, workers, "https://licenses.example", demonstration=True)
    assert await load_drafts(workshop, NOW - timedelta(days=4)) == 0, "before the day that they bear there are none"
    for now in (NOW, NOW + timedelta(days=300)):
        assert await load_drafts(workshop, now) == 6
        found = Counter(map(tuple, await store.read(STATES)))
        assert found == {
            ("RECEIVED", False): 1, ("RECEIVED", True): 1, ("SENT_BACK", True): 1, ("MADE", False): 1,
            ("REVIEWED", False): 1, ("CANCELLED", True): 1,
        }  # fmt: skip
    states = set(await store.read("MATCH (c:LicenseDraft) RETURN collect(c.state)"))
    assert states == {each.name for each in DraftState} - {"ISSUED"}
    for post in MAKES:
        view, _ = await acting(store, post, NOW)
        assert await LICENSE_DRAFTS.count(view, Asked()) == 6, "whoever takes a step sees them all"
    view, issuer = await acting(store, PostKind.ISSUER, NOW)
    page = await LICENSE_DRAFTS.page(view, Asked(), Wanted("RECEIVED", 10), "[c.id, c.state]")
    (reviewed,) = [identity for _, (identity, state) in page.rows if state == "REVIEWED"]
    assert await drafting.issue(workshop, view, issuer, reviewed)
    assert await load_drafts(workshop, NOW + timedelta(days=1)) == 6
    assert ("ISSUED", False) in Counter(map(tuple, await store.read(STATES)))
