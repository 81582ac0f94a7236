"""The demonstration's tables, read through the readers of users' files."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from graph.subjects.elements import sheet as elements_sheet
from graph.subjects.entries import membership_sheet
from graph.subjects.entries import sheet as entries_sheet
from graph.subjects.licensing import sheet as licensing_sheet
from graph.subjects.lineage import sheet as lineage_sheet
from graph.subjects.organisation import sheet as organisation_sheet
from graph.subjects.organisation.desk import Organisation
from graph.subjects.sharing import sheet as sharing_sheet
from graph.subjects.sources import sheet as sources_sheet
from graph.subjects.sources.desk import Sources
from graph.words.elements import DataElement
from graph.words.entries import EntryDraft
from graph.words.licensing import Entitlement, LicenseType
from graph.words.lineage import ItemLineageEdge, LineageEdge
from graph.words.organisation import Post, PostKind
from graph.words.sharing import SharingRequest
from seed.reading import Reading
from seed.sheets import TABLES
from seed.versions import Versions

SINCE = date(2019, 3, 1)
"""From when people hold their posts in departments without a day of their own."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The tables, read."""

    digest: str
    organisation: Organisation
    sources: Sources
    """Without consumers, which point to systems and come later."""
    consumers: Sources
    elements: tuple[DataElement, ...]
    entries: tuple[EntryDraft, ...]
    memberships: tuple[membership_sheet.Membership, ...]
    types: tuple[LicenseType, ...]
    entitlements: tuple[Entitlement, ...]
    versions: Versions
    """What is done to them afterwards."""
    lineage: tuple[LineageEdge, ...]
    item_lineage: tuple[ItemLineageEdge, ...]
    requests: tuple[SharingRequest, ...]


def tables_digest(folder: Path = TABLES) -> str:
    """SHA-256 over the names and contents of all tables."""
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*.csv")):
        whole.update(f"{path.relative_to(folder)}\0{path.stat().st_size}\0".encode())
        whole.update(path.read_bytes())
    return whole.hexdigest()


def read_catalogue(folder: Path = TABLES) -> Catalogue:
    """Read all tables.

    Raises:
        Refusal: A cell that is wrong, with the file first in its path.
        SeveralReasons: All of them.
    """
    reading = Reading(folder)
    departments = reading.all("departments", organisation_sheet.read_departments)
    posts = reading.all("posts", organisation_sheet.read_posts)
    found = Catalogue(
        tables_digest(folder),
        Organisation(
            reading.all("divisions", organisation_sheet.read_divisions),
            tuple(row.department for row in departments),
            (*posts, *_contacts(departments)),
            reading.all("successions", organisation_sheet.read_successions),
        ),
        Sources(
            reading.all("legal_bases/*", sources_sheet.read_legal_bases),
            reading.all("systems/*", sources_sheet.read_systems),
            reading.all("libraries", sources_sheet.read_libraries),
        ),
        Sources(consumers=reading.all("consumers", sources_sheet.read_consumers)),
        reading.all("elements", elements_sheet.read_elements),
        reading.all("entries/*", entries_sheet.read_entries),
        reading.all("library_members", membership_sheet.read_memberships),
        licensing_sheet.with_fields(
            reading.all("license_types", licensing_sheet.read_types),
            reading.all("license_fields", licensing_sheet.read_fields),
        ),
        reading.all("issuers", licensing_sheet.read_entitlements),
        Versions(reading.rows("entry_changes"), reading.all("entries_prepared/*", entries_sheet.read_entries)),
        reading.all("lineage", lineage_sheet.read_lineage),
        reading.all("item_lineage", lineage_sheet.read_item_lineage),
        reading.all("sharing", sharing_sheet.read_requests),
    )
    reading.review.refuse()
    return found


def _contacts(rows: Iterable[organisation_sheet.DepartmentRow]) -> Iterator[Post]:
    """The contact persons of the table of departments; the heads stand among the posts."""
    return (post for row in rows for post in row.posts(SINCE) if post.kind is PostKind.CONTACT)


class Tables:
    """The tables of a folder, read once for all who ask."""

    def __init__(self, folder: Path = TABLES) -> None:
        """Know where they are; nothing is read yet."""
        self.folder = folder
        self._reading: asyncio.Task[Catalogue] | None = None

    def begin(self) -> None:
        """Read them in a thread, beside what the event loop does meanwhile."""
        if self._reading is None:
            self._reading = asyncio.create_task(asyncio.to_thread(read_catalogue, self.folder))

    async def read(self) -> Catalogue:
        """The tables; who no longer waits for them disturbs nobody else.

        Raises:
            Refusal: A cell that is wrong, with the file first in its path.
            SeveralReasons: All of them.
        """
        self.begin()
        assert self._reading is not None  # noqa: S101 - it was begun
        return await asyncio.shield(self._reading)

    def forget(self) -> None:
        """Keep nothing: who asks again has them read again."""
        self._reading = None
