"""What is kept of whom a seal's certificates lead to: the answer of `licenses.proof.trust`, and how long it holds.

* Kept is only a *yes* to all three questions, of a seal with one timestamp, and no certificate of which any list has
  the number: whatever speaks against a seal is judged anew each time.
* It is kept under everything that it was answered with: the certificates of seal and timestamp and those beside them,
  the validation data of the file, the anchors and lists that are believed. Where a list is newer, the key is another.
* What else it depends on are two moments: that of the timestamp, and that of judging. For each it holds in a span
  (`licenses.proof.spans`).
"""

from __future__ import annotations

from licenses.proof.grounds import Grounds
from licenses.proof.issued.papers import Papers
from licenses.proof.issued.signed import Signed

Key = tuple[tuple[bytes, ...], ...]
"""Everything that an answer was given with, but for the moments."""

_MOST_KEPT = 4_096


def key_of(seal: Signed, papers: Papers, anchors: tuple[bytes, ...], lists: tuple[bytes, ...]) -> Key:
    """Under what the answer for a seal is kept."""
    stamp = seal.stamp or seal
    return (
        (seal.certificate, *seal.others),
        (stamp.certificate, *stamp.others),
        papers.certificates,
        papers.lists,
        anchors,
        lists,
    )


class Kept:
    """The answers that are kept, the latest ones."""

    def __init__(self, most: int = _MOST_KEPT) -> None:
        """Begin without any."""
        self._most = most
        self._grounds: dict[Key, Grounds] = {}

    def get(self, key: Key) -> Grounds | None:
        """The answer under a key."""
        return self._grounds.get(key)

    def keep(self, key: Key, grounds: Grounds) -> None:
        """Keep an answer, in the place of the oldest."""
        self._grounds.pop(key, None)
        while len(self._grounds) >= self._most:
            self._grounds.pop(next(iter(self._grounds)))
        self._grounds[key] = grounds
