"""Collecting licences that were not made here (归集: WHL-11): as they are, with that day's verdict beside them.

1. A file is kept byte for byte, locked with a key of its own, and is never altered. Its verdict is that of the day, by
   the file and the anchors of this register; what the register knows says nothing of what it has not issued.
2. What bears no seal is not taken for a sealed licence: it is paper, if whoever brings it says so, and then it is kept
   as paper and no verdict is. What bears a seal is not taken for paper.
3. Which file it is, its digest says: brought again it changes nothing; one that was issued here is the register's.
4. The file waits in its archive until the graph has it, as issued ones do (`archiving`).
"""

from __future__ import annotations

import asyncio
import io
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, unique
from pathlib import Path

import orjson
from PIL import Image

from graph.errors import NotFound, Text
from graph.office.actor import Actor
from graph.refusal_codes import Code
from graph.store import journal
from graph.store.engine import Store, Unit
from graph.store.errors import KeyTaken
from graph.store.files import digest_of
from graph.store.personal import PersonalData
from graph.store.sealed_keys import Key
from graph.subjects.licensing import collected as memory
from graph.words.china_time import china_time
from graph.words.collected import CollectedFile, CollectedKind
from licenses.proof.causes import Cause
from licenses.proof.issued.der import OtherShape
from licenses.proof.issued.recognition import facts_of, recognise
from licenses.proof.trusted import TrustBundle
from licenses.proof.verdict import Answer, Question, Verdict
from licenses.proof.verification import verify
from licenses.register.archive import FolderArchive

COLLECTED = "collected"
"""The folder of these files."""
VERDICT, NAME = "CollectedFile.verdict", "CollectedFile.name"
_PDF = "application/pdf"
_MEDIA: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", _PDF),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
)
"""How a file begins, and what it is."""


@unique
class Outcome(Enum):
    """What becomes of a file that is brought."""

    COLLECTED = "已归集"
    ALREADY = "此前已归集，未改动"
    ISSUED_HERE = "本登记簿签发的文件，无需归集"
    TOO_LARGE = "文件过大"
    OTHER_FORM = "不是 PDF、PNG 或 JPEG 文件"
    UNREADABLE = "文件无法读取"
    NO_SEAL = "没有电子签章；数字化的纸质证照请用 --paper"
    SEALED = "带有电子签章，不是数字化的纸质证照；请勿使用 --paper"

    @property
    def refused(self) -> bool:
        """Whether somebody has to do something about it."""
        return self not in (Outcome.COLLECTED, Outcome.ALREADY, Outcome.ISSUED_HERE)


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that is brought."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Collected:
    """What became of it."""

    outcome: Outcome
    digest: str
    summary: str = ""
    """The verdict of the day in a word; of what cannot be read why."""


@dataclass(frozen=True, slots=True)
class CollectingRoom:
    """What collecting works with."""

    store: Store
    personal: PersonalData
    archive: FolderArchive
    trust: TrustBundle
    most: int
    """Bytes of the largest file that is taken."""


async def collect(
    room: CollectingRoom, actor: Actor, issuer: str, brought: Brought, *, paper: bool, dry_run: bool
) -> Collected:
    """Collect a file.

    Args:
        room: What collecting works with.
        actor: Who brings it, and when.
        issuer: USCC of the department that has issued the licence.
        brought: The file.
        paper: It is said to be digitised paper.
        dry_run: Only say what would become of it.
    """
    content, digest = brought.content, digest_of(brought.content)
    media = next((media for begin, media in _MEDIA if content.startswith(begin)), None)
    if len(content) > room.most:
        return Collected(Outcome.TOO_LARGE, digest)
    if media is None:
        return Collected(Outcome.OTHER_FORM, digest)
    already, issued = await memory.known_of(room.store, [digest])
    if issued or already:
        return Collected(Outcome.ISSUED_HERE if issued else Outcome.ALREADY, digest)
    verdict = await verify(content, room.trust, actor.now) if media == _PDF else None
    if unread := await asyncio.to_thread(_unread, content) if verdict is None else _unreadable(verdict):
        return Collected(Outcome.UNREADABLE, digest, unread)
    sealed = verdict is not None and _bears_seal(verdict)
    if sealed is paper:
        return Collected(Outcome.SEALED if sealed else Outcome.NO_SEAL, digest)
    summary = verdict.summary.value if verdict is not None and sealed else ""
    if not dry_run and not await _kept(room, actor, issuer, brought, media, verdict if sealed else None):
        return Collected(Outcome.ALREADY, digest)
    return Collected(Outcome.COLLECTED, digest, summary)


def _bears_seal(verdict: Verdict) -> bool:
    """Whether a file bears a seal, one or more, whatever it is worth."""
    sealed = verdict[Question.SEALED]
    return sealed.answer is Answer.YES or sealed.evidence["cause"] == Cause.SEVERAL_SEALS.value


def _unreadable(verdict: Verdict) -> str:
    """Why nobody can say whether a PDF bears a seal; empty where somebody can."""
    asked = verdict[Question.SEALED].answer is not Answer.NOT_ASKED
    return "" if asked else verdict[Question.READABLE].reason.zh


def _unread(picture: bytes) -> str:
    """Why a picture cannot be shown; empty where it can."""
    try:
        with Image.open(io.BytesIO(picture), formats=("PNG", "JPEG")) as opened:
            opened.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return "图片不完整、过大或者已损坏，打不开；请重新扫描或拍摄"
    return ""


async def _kept(
    room: CollectingRoom, actor: Actor, issuer: str, brought: Brought, media: str, verdict: Verdict | None
) -> bool:
    """Keep a file and enter it; say whether somebody else had not brought it meanwhile."""
    key, digest = Key.make(), digest_of(brought.content)
    await asyncio.to_thread(room.archive.put, brought.content, key)
    found = CollectedFile(
        digest,
        CollectedKind.DIGITISED if verdict is None else CollectedKind.SEALED,
        len(brought.content),
        media,
        issuer,
        "" if verdict is None else verdict.summary.value,
        china_time(actor.now),
        actor.principal.subject,
        "" if verdict is None else key.encrypt(orjson.dumps(verdict.to_json()).decode(), VERDICT),
        key.encrypt(brought.name, NAME),
        room.personal.wrap(key, _about(digest)),
        _holders(room.personal, brought.content),
    )

    async def work(unit: Unit) -> None:
        await memory.write_collected(unit, [found])
        await journal.record(unit, actor.deed("COLLECT_FILE", digest, detail=found.kind.name))

    try:
        await room.store.write(work)
    except KeyTaken:
        return False
    await asyncio.to_thread(room.archive.settle, [digest])
    return True


def _holders(personal: PersonalData, content: bytes) -> tuple[str, ...]:
    """Keyed hashes of the holders whom a file names, where it is of a shape that is read."""
    try:
        metadata = facts_of(recognise(content)).metadata
    except OtherShape:
        return ()
    return tuple(personal.of_code(each.code) for each in metadata.holders) if metadata else ()


def key_of(personal: PersonalData, file: CollectedFile) -> Key | None:
    """The key of a file; None where it was destroyed.

    Raises:
        StoreError: It does not open.
    """
    return None if file.key_cipher is None else personal.unwrap(file.key_cipher, _about(file.digest))


async def collected_content(room: CollectingRoom, digest: str) -> tuple[CollectedFile, bytes]:
    """A file as it came, byte for byte.

    Raises:
        NotFound: `FILE_NOT_FOUND`; none of this digest was collected, or it is not there. `ERASED`.
    """
    file = await memory.collected_file(room.store, digest)
    if file is None:
        raise NotFound(Text("没有归集过这份文件", "no such file was collected"), code=Code.FILE_NOT_FOUND, value=digest)
    key = key_of(room.personal, file)
    if key is None:
        raise NotFound(
            Text("持证主体的个人信息已清除，文件不可读取", "the holder's personal data were erased"),
            code=Code.ERASED,
            value=digest,
        )
    return file, await asyncio.to_thread(room.archive.get, digest, key)


async def sweep(store: Store, archive: FolderArchive, before: datetime | None, *, alone: bool) -> None:
    """Settle or remove what processes that have ended have left waiting; see `archiving.sweep`."""
    waiting = await asyncio.to_thread(archive.left, before, alone=alone)
    known, _ = await memory.known_of(store, waiting) if waiting else (frozenset[str](), frozenset[str]())
    await asyncio.to_thread(archive.settle, sorted(known))
    await asyncio.to_thread(archive.drop, [each for each in waiting if each not in known])


def _about(digest: str) -> str:
    return f"CollectedFile {digest}"


def folder_of(home: Path) -> FolderArchive:
    """Where these files lie in a HOME."""
    return FolderArchive(home / COLLECTED)
