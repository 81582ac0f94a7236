"""Where sealed files wait until the register knows of them, each under the mark of the process that has it in hand.

* A name is the digest and the mark; one of a half written file ends otherwise. Names without a mark are of an earlier
  program, which is gone.
* What a process that has ended has left there is nobody's. What a process of another machine has there is its own; only
  who knows that he is alone takes it.
* A transaction that is under way when its process ends may still be written: what was left a moment ago is not nobody's
  yet, where the store outlives the process.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

from licenses.register.owners import MARK, has_ended, is_of_here, own_mark

_NAME: Final = re.compile(rf"([0-9a-f]{{64}})(?:\.({MARK}))?(?:\.[0-9a-f]{{8}})?\.(locked|part)")
_LOCKED: Final = "locked"


@dataclass(frozen=True, slots=True)
class Left:
    """A file that waits, or was never written whole."""

    path: Path
    digest: str
    mark: str
    """Of the process that has it in hand; empty where an earlier program has left it."""
    whole: bool

    @property
    def nobodys(self) -> bool:
        """Whether the process that had it in hand has ended."""
        return not self.mark or has_ended(self.mark)

    def before(self, moment: datetime) -> bool:
        """Whether it was written before a moment."""
        try:
            return datetime.fromtimestamp(self.path.stat().st_mtime, UTC) < moment
        except FileNotFoundError:
            return False


@dataclass(frozen=True, slots=True)
class WaitingRoom:
    """The folder in which they wait."""

    folder: Path

    def own(self, digest: str) -> Path:
        """Where a file of this process waits."""
        return self.folder / f"{digest}.{_own()}.{_LOCKED}"

    def part(self, digest: str) -> Path:
        """Where one is written that waits when it is whole."""
        return self.folder / f"{digest}.{_own()}.{secrets.token_hex(4)}.part"

    def of(self, digest: str) -> Path:
        """Where a file waits, whose it ever is; this process's own place where none does."""
        own = self.own(digest)
        if own.exists():
            return own
        return next((each.path for each in self._files(f"{digest}.*") if each.whole), own)

    def digests(self) -> list[str]:
        """Those of all that wait."""
        return sorted({each.digest for each in self._files() if each.whole})

    def nobodys(self, before: datetime | None, *, alone: bool) -> list[Left]:
        """What nobody has in hand any more.

        Args:
            before: Of what was written before this moment; of everything where None.
            alone: No process of another machine is there.
        """
        found = (each for each in self._files() if each.nobodys or (alone and not is_of_here(each.mark)))
        return [each for each in found if before is None or each.before(before)]

    def clear(self, digest: str) -> None:
        """Remove the file of this process; where it has none, those that nobody of this machine has in hand."""
        own = self.own(digest)
        if own.exists():
            own.unlink(missing_ok=True)
            return
        for each in self._files(f"{digest}.*"):
            if each.nobodys or not is_of_here(each.mark):
                each.path.unlink(missing_ok=True)

    def _files(self, names: str = "*") -> Iterator[Left]:
        for path in self.folder.glob(names):
            name = _NAME.fullmatch(path.name)
            if name is not None:
                yield Left(path, name[1], name[2] or "", name[3] == _LOCKED)


_own = lru_cache(own_mark)
