"""Files that the register knows by their digest: what was found in them is kept, and they are not read again.

* Kept is only a file that the register knows, whole and with a trusted seal; of any other nothing stays.
* What a file says of itself follows from its bytes. What is found about its seal holds for the same anchors and lists,
  and between the moments at which it may change (`spans`): what is revoked, replaced or run out since is seen.
* The register itself is asked each time. What it says is not kept, but its mark is, with the verdict that came of it:
  where it says the same again, so does the verdict, and nothing personal is decrypted for it.
* Beyond a process the register keeps the same with the digest (`kept`), from when it issues a file, or from when a file
  that it knows is first verified: so no process reads one, nor has it examined. It is read with all else that the
  register says, by the digest alone; about a file of which nothing is kept the store is asked once more.
* Who can write in the store has nothing believed by it: what is kept is locked, with the digest, by a key that is never
  there. What cannot be opened, or is of another form, is as if nothing were kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from licenses.proof.brought import Brought
from licenses.proof.facts import FileFacts
from licenses.proof.grounds import Grounds
from licenses.proof.spans import Span
from licenses.proof.trusted import TrustFindings
from licenses.proof.verdict import Verdict

_MOST_KEPT = 2_048


@dataclass(frozen=True, slots=True)
class Told:
    """What was said of a file when the register was last asked."""

    mark: bytes
    """Of the register's answer."""
    verdict: Verdict
    """Without face data; for another moment only that is another."""


@dataclass(frozen=True, slots=True)
class Examination:
    """What is known of a file before the register is asked."""

    facts: FileFacts
    """Without the seal's own data."""
    findings: TrustFindings | None = None
    """Whom the seal leads to; None where there is not one."""
    holds: Span | None = None
    """For which moments of judging it is the same; None where it is not known."""
    told: Told | None = None
    """What was said of the file, where the register knew it."""
    brought: Brought | None = None
    """What its seal brings, where it was read and is wholly in order."""
    grounds: Grounds | None = None
    """What was found about that, where it holds for all files that bring the same."""


@dataclass(frozen=True, slots=True)
class _Known:
    examination: Examination
    believed: tuple[tuple[bytes, ...], tuple[bytes, ...]]


class KnownFiles:
    """The latest of them."""

    def __init__(self, most: int = _MOST_KEPT) -> None:
        """Begin without any."""
        self._most = most
        self._files: dict[str, _Known] = {}

    def get(
        self, digest: str, anchors: tuple[bytes, ...], lists: tuple[bytes, ...], at: datetime
    ) -> Examination | None:
        """What was found in the file of a digest, where it still holds."""
        known = self._files.get(digest)
        if known is None or known.believed != (anchors, lists):
            return None
        holds = known.examination.holds
        return known.examination if holds is not None and at in holds else None

    def keep(self, found: Examination, anchors: tuple[bytes, ...], lists: tuple[bytes, ...]) -> None:
        """Keep what was found in a file that the register knows, in the place of the oldest."""
        if found.holds is None:
            return
        self._files.pop(found.facts.digest, None)
        while len(self._files) >= self._most:
            self._files.pop(next(iter(self._files)))
        self._files[found.facts.digest] = _Known(found, (anchors, lists))

    def __len__(self) -> int:
        return len(self._files)
