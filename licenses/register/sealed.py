"""A file that was made, and what is entered of it: everything that needs no key and no store."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.store.files import digest_of
from licenses.proof.kept.learning import as_issued
from licenses.proof.register import KeptOfFile
from licenses.seal.sealing import sealed_length


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed file."""

    content: bytes = field(repr=False)
    digest: str
    cut_back: str
    """Digest of what is left where it is cut back to its seal."""
    kept: KeptOfFile | None = field(repr=False)
    """What is to be kept of what is found in it."""
    singly: bool = True
    """It was drawn or sealed by itself, and not in a series."""

    @classmethod
    def of(cls, content: bytes, digest: str = "") -> Sealed:
        """That of a file that is read for it; its digest may be known."""
        cut_back = digest_of(content[: sealed_length(content)])
        return cls(content, digest or digest_of(content), cut_back, as_issued(content))
