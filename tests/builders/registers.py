"""A register with some licences in a HOME of its own, to be backed up, damaged, checked and restored."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from builders import office
from builders.office import ALICE, BOB, NOW

from graph.cases.files import CaseFolder
from graph.errors import Text
from graph.store.engine import Store
from graph.store.personal import PersonalData
from licenses.register.archive import FolderArchive
from licenses.register.collecting import folder_of
from licenses.register.publishing import Tell
from licenses.register.workshop import Workshop
from licenses.safekeeping.checking import Checker, Looked, all_looked_at
from licenses.safekeeping.faults import Fault
from licenses.safekeeping.making import Made, Source, back_up
from licenses.seal.authority import DemonstrationAuthority

LATER = NOW + timedelta(days=1)
KEY = b"\x17" * 32


def untold(_what: Text) -> Tell:
    """Nobody is told how far it is."""
    return lambda *_: None


@dataclass(frozen=True)
class Register:
    """A store and the folders that belong to it."""

    store: Store
    home: Path
    personal: PersonalData

    @property
    def archive(self) -> FolderArchive:
        return FolderArchive(self.home / "archive")

    @property
    def evidence(self) -> CaseFolder:
        return CaseFolder(self.home / "evidence", self.personal)

    @property
    def checker(self) -> Checker:
        return Checker(self.store, self.personal, self.archive, self.evidence, folder_of(self.home))

    @property
    def source(self) -> Source:
        folders = self.archive, self.home / "evidence", self.home / "keys"
        return Source(self.store, self.personal, self.home, *folders, "0.2.0")

    def workshop(self) -> Workshop:
        """What issues here; pages are drawn and sealed in a thread."""
        authority = DemonstrationAuthority.open(authority_of(self.home), office.FOUNDED)
        pool = ThreadPoolExecutor(1)
        return Workshop(self.store, self.personal, self.archive, authority, pool, office.PUBLIC_URL, demonstration=True)

    async def identifiers(self) -> list[str]:
        """Identifiers of the licences, in order."""
        found: list[str] = await self.store.read(
            "MATCH (l:License) WITH l ORDER BY l.identifier RETURN collect(l.identifier)"
        )
        return found

    async def check(self) -> list[Fault]:
        """Everything that a check finds."""
        return [fault async for _, _, looked in all_looked_at(self.checker, LATER) for fault in looked.faults]

    async def looked(self) -> Looked:
        """How much a check looks at."""
        found = [looked async for _, _, looked in all_looked_at(self.checker, LATER)]
        return Looked(*(sum(getattr(each, name) for each in found) for name in ("licenses", "files", "lines")))

    async def back_up(self, destination: Path, tell: Callable[[Text], Tell] = untold) -> Made:
        return await back_up(self.source, destination, LATER, tell)

    async def digests(self) -> list[str]:
        """Digests of the licences' files."""
        found: list[str] = await self.store.read(
            "MATCH (l:License) WITH l ORDER BY l.identifier RETURN collect(l.digest)"
        )
        return found


def authority_of(home: Path) -> Path:
    """Where the authority of all registers of a run lies."""
    return home.parent / "authority-of-registers"


async def furnished(store: Store, home: Path) -> Register:
    """A city with two licences, sealed once for the run, in an empty store and folder."""
    personal = PersonalData(KEY)
    await office.furnish(store, personal)
    for name in ("keys", "trust", "evidence", "archive"):
        (home / name).mkdir(parents=True, exist_ok=True)
    (home / "keys" / "personal.key").write_bytes(KEY)
    (home / "trust" / "root.pem").write_text("root", encoding="ascii")
    register = Register(store, home, personal)
    workshop = register.workshop()
    for holder, number in ((ALICE, "1"), (BOB, "2")):
        placed = office.order(holder, f"J340200-2026-00000{number}")
        await office.issue_sealed(workshop, placed, f"KEPT{number}", str(authority_of(home)))
    return register


def flip(file: Path, place: int = -20) -> None:
    """Change one bit of a file."""
    content = bytearray(file.read_bytes())
    content[place] ^= 1
    file.write_bytes(content)
