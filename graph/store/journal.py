"""Who did what, when, about what, by which rule: written in the transaction of the deed itself."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from graph.store.engine import Unit

WORDS = "Journal.words"
"""As what words in it are encrypted."""
OPEN = "open"
"""In which part a line is that is not closed off yet (`journal_parts`)."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the journal; it holds no personal data beyond the subject of the actor."""

    act: str
    """What was done, in upper case (`ISSUE_LICENSE`)."""
    about: str
    """Id of what it was done to."""
    subject: str
    role: str
    at: datetime
    rules: tuple[str, ...] = ()
    detail: str = ""
    """A code, a count, a state: no words of anybody's."""
    words: str = ""
    """What was said with it, encrypted."""


async def record(unit: Unit, *deeds: Deed) -> None:
    """Add lines to the journal."""
    await unit.run(
        "UNWIND $rows AS row CREATE (j:Journal {id: row.id, act: row.act, about: row.about, subject: row.subject, "
        "role: row.role, at: datetime(row.at), rules: row.rules, detail: row.detail, "
        "wordsCipher: row.words, part: row.part})",
        rows=[
            {
                "id": uuid.uuid4().hex, "act": d.act, "about": d.about, "subject": d.subject, "role": d.role,
                "at": d.at.isoformat(), "rules": list(d.rules), "detail": d.detail, "words": d.words or None,
                "part": OPEN,
            }
            for d in deeds
        ],
    )  # fmt: skip
