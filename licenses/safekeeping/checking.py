"""Checking what there is (核对): register, digests, archive and journal with each other, a step at a time.

1. Licences in windows of their ids: each record with what stands around it and with its file, which is read, opened and
   compared (`comparing`). What seems wrong is looked at once more: somebody may be changing it.
2. The archive by the first digits of its names: every file that is kept for good has its record, which is
   written before.
3. The journal in its parts, against their marks, and against how far it was closed off when it was last looked at.
4. The files of suspected forgeries: each opens, each case has its own.

Each step is small, so that a service goes through everything beside its work, and a command at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeAlias

from graph.cases.files import CaseFolder, KeptFile
from graph.errors import NotFound
from graph.law.scope import EVERYTHING
from graph.store.engine import Store
from graph.store.errors import StoreError
from graph.store.journal_parts import Head as JournalHead
from graph.store.journal_parts import close_off, head_of, parts_read
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.forgeries import memory as forgeries
from graph.subjects.licensing import checked as licensing
from graph.subjects.licensing import collected, keeping
from graph.subjects.licensing.checked import CheckedLicense
from graph.subjects.sharing.grants import memory as grants
from graph.words.china_time import china_day
from graph.words.collected import CollectedFile
from licenses.register.archive import FolderArchive
from licenses.register.collecting import key_of as key_of_collected
from licenses.register.windows import windows
from licenses.safekeeping.comparing import by_itself, key_of, with_file
from licenses.safekeeping.faults import Fault, Head, Wrong

STEP: Final = 50
"""Licences of a step, about."""
PARTS: Final = 10
"""Parts of the journal of a step."""


@dataclass(frozen=True, slots=True)
class Licenses:
    """Licences of a window of ids."""

    begin: str
    end: str


@dataclass(frozen=True, slots=True)
class Files:
    """Files of the archive whose names begin so."""

    prefix: str


@dataclass(frozen=True, slots=True)
class Parts:
    """Parts of the journal."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class CollectedFiles:
    """Files that were not made here, of a window of digests."""

    begin: str
    end: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """All files of cases: suspected forgeries, signed agreements."""


Step: TypeAlias = Licenses | Files | Parts | CollectedFiles | Evidence


@dataclass(frozen=True, slots=True)
class Looked:
    """What a step has come to."""

    licenses: int = 0
    files: int = 0
    lines: int = 0
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Checker:
    """What is checked."""

    store: Store
    personal: PersonalData
    archive: FolderArchive
    evidence: CaseFolder
    collected: FolderArchive

    async def steps(self, now: datetime) -> list[Step]:
        """Everything that there is to look at; the journal is closed off first."""
        view = View(self.store, EVERYTHING, china_day(now))
        head = await close_off(self.store, self.personal, now)
        many = await licensing.count_licenses(view)
        archive = await asyncio.to_thread(self.archive.prefixes)
        return [
            *[Licenses(begin, end) for begin, end in windows(many, STEP)],
            *map(Files, archive),
            *[Parts(first, min(first + PARTS - 1, head.parts)) for first in range(1, head.parts + 1, PARTS)],
            *[CollectedFiles(begin, end) for begin, end in windows(await collected.count_collected(self.store), STEP)],
            Evidence(),
        ]

    async def look(self, step: Step, now: datetime) -> Looked:
        """Look at a step; what seems wrong is looked at once more."""
        looked = await self._look(step, now)
        if not looked.faults:
            return looked
        again = await self._look(step, now)
        return Looked(again.licenses, again.files, again.lines, tuple(sorted({*looked.faults} & {*again.faults})))

    async def _look(self, step: Step, now: datetime) -> Looked:
        match step:
            case Licenses(begin, end):
                return await self._licenses(View(self.store, EVERYTHING, china_day(now)), begin, end)
            case Files(prefix):
                return await self._files(prefix)
            case Parts(first, last):
                return await self._journal(first, last)
            case CollectedFiles(begin, end):
                return await self._collected(begin, end)
            case Evidence():
                return await self._evidence()

    async def _licenses(self, view: View, begin: str, end: str) -> Looked:
        found = await licensing.checked_licenses(view, begin, end)
        faults, files = list[Fault](), 0
        for each in found:
            wrong, opened = await asyncio.to_thread(self._license, each)
            faults += wrong
            files += opened
        return Looked(licenses=len(found), files=files, faults=tuple(faults))

    def _license(self, each: CheckedLicense) -> tuple[list[Fault], int]:
        """What is wrong with a licence, and how many files of it were opened."""
        opened = key_of(each, self.personal)
        fault = opened if isinstance(opened, Fault) else None
        key = None if isinstance(opened, Fault) else opened
        faults = [*([fault] if fault else []), *by_itself(each, self.personal, key)]
        if each.record is None:
            return faults, 0
        if not self.archive.has(each.record.digest):
            return [*faults, Fault(Head.ARCHIVE, Wrong.FILE_MISSING, each.identifier)], 0
        if key is None:
            return faults, 0
        try:
            content = self.archive.get(each.record.digest, key.of_license)
        except NotFound:
            return [*faults, Fault(Head.ARCHIVE, Wrong.FILE_DAMAGED, each.identifier)], 0
        return [*faults, *with_file(each, self.personal, key, content)], 1

    async def _files(self, prefix: str) -> Looked:
        digests, strange = await asyncio.to_thread(self.archive.under, prefix)
        known = await keeping.known_files(self.store, digests) if digests else frozenset()
        wrong = [Fault(Head.ARCHIVE, Wrong.FILE_STRANGE, each) for each in (*strange, *digests) if each not in known]
        return Looked(files=len(digests), faults=tuple(wrong))

    async def _journal(self, first: int, last: int) -> Looked:
        faults, lines = list[Fault](), 0
        for part in await parts_read(self.store, self.personal, first, last):
            lines += part.there
            about = str(part.number)
            if part.lines is None:
                faults.append(Fault(Head.JOURNAL, Wrong.PART_MISSING, about))
            elif part.lines != part.there:
                faults.append(Fault(Head.JOURNAL, Wrong.LINE_MISSING, about))
            elif part.mark != part.made:
                faults.append(Fault(Head.JOURNAL, Wrong.LINE_CHANGED, about))
        return Looked(lines=lines, faults=tuple(faults))

    async def cut(self, known: JournalHead) -> Looked:
        """Whether the journal still goes as far as it was known to go."""
        head = await head_of(self.store)
        if known.parts == 0:
            return Looked()
        there = await parts_read(self.store, self.personal, known.parts, known.parts)
        whole = head.parts >= known.parts and there[0].mark == known.mark
        return Looked(faults=() if whole else (Fault(Head.JOURNAL, Wrong.CUT, str(known.parts)),))

    async def _collected(self, begin: str, end: str) -> Looked:
        found = await collected.collected_between(self.store, begin, end)
        wrong = [await asyncio.to_thread(self._kept, each) for each in found]
        faults = tuple(
            Fault(Head.COLLECTED, each, file.digest) for file, each in zip(found, wrong, strict=True) if each
        )
        return Looked(files=len(found) - len(faults), faults=faults)

    def _kept(self, file: CollectedFile) -> Wrong | None:
        """What is wrong with a file that was collected."""
        if not self.collected.has(file.digest):
            return Wrong.FILE_MISSING
        try:
            key = key_of_collected(self.personal, file)
            if key is not None:
                self.collected.get(file.digest, key)
        except StoreError:
            return Wrong.KEY
        except NotFound:
            return Wrong.FILE_DAMAGED
        return None

    async def _evidence(self) -> Looked:
        wanted = [*await forgeries.files_of_cases(self.store), *await grants.all_agreements(self.store)]
        faults, there = await asyncio.to_thread(self._opened, wanted)
        return Looked(files=there, faults=tuple(faults))

    def _opened(self, wanted: Sequence[KeptFile]) -> tuple[list[Fault], int]:
        faults = list[Fault]()
        for kept in wanted:
            try:
                self.evidence.get(kept)
            except NotFound:
                wrong = Wrong.FILE_DAMAGED if self.evidence.has(kept) else Wrong.FILE_MISSING
                faults.append(Fault(Head.EVIDENCE, wrong, kept.case))
        return faults, len(wanted) - len(faults)


async def all_looked_at(checker: Checker, now: datetime) -> AsyncIterator[tuple[int, int, Looked]]:
    """Look at everything, a step after the other: how many are done, of how many, and what the step has come to."""
    steps = await checker.steps(now)
    for number, step in enumerate(steps, 1):
        yield number, len(steps), await checker.look(step, now)
