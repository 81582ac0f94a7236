"""The trust anchors of a HOME: `trust/*.pem`, with the revocation lists beside them, read again when they change."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from api.process.logging import events
from graph.errors import Malformed, Text, printable
from licenses.proof.lists import lists_of
from licenses.proof.trusted import TrustBundle

if TYPE_CHECKING:
    from api.process.settings import Settings

T = TypeVar("T")

TIMESTAMP_CHAIN = "tsa.pem"
"""The chain of the timestamp service; what it certifies are times, not seals."""
LOOKED_AT_SECONDS: Final = 1.0
"""How long the files of a folder are taken as unchanged."""


def anchor_files(folder: Path) -> list[Path]:
    """The files of trusted roots, in the order of their names."""
    return [file for file in sorted(folder.glob("*.pem")) if file.name != TIMESTAMP_CHAIN]


def list_files(folder: Path) -> list[Path]:
    """The files of revocation lists, in the order of their names."""
    return sorted(folder.glob("*.crl"))


def list_folders(settings: "Settings", *, demonstration: bool) -> tuple[Path, ...]:
    """Where the revocation lists of a HOME lie: those that are brought, and those of a demonstration's authority."""
    brought = settings.trust / "crl"
    return (settings.home / "authority", brought) if demonstration else (brought,)


def bundle(anchors: Path, *lists: Path) -> TrustBundle:
    """The roots of one folder and the revocation lists of others; empty where there is none.

    Raises:
        Malformed: `TRUST_ANCHOR`; a file holds no certificate, or no list.
    """
    return bundle_of(anchor_files(anchors), (file for folder in lists for file in list_files(folder)))


def bundle_of(anchors: Iterable[Path], lists: Iterable[Path]) -> TrustBundle:
    """The roots and the revocation lists in files, each in DER or PEM.

    Raises:
        Malformed: `TRUST_ANCHOR`; a file holds no certificate, or no list: it is named.
    """
    roots = [root for file in anchors for root in _read(file, TrustBundle.of_pem).anchors]
    return TrustBundle(tuple(roots), tuple(der for file in lists for der in _read(file, lists_of)))


def _read(file: Path, taken: Callable[[bytes], T]) -> T:
    try:
        return taken(file.read_bytes())
    except Malformed as refusal:
        name, said = printable(str(file)), refusal.message
        text = Text(f"{name}：{said.zh}", f"{name}: {said.en}")
        raise Malformed(text, code=refusal.code, path=refusal.path, value=name) from refusal


@dataclass(slots=True)
class FolderTrust:
    """What a running service believes: what lies in its folders now.

    Files that cannot be read, because somebody is about to change them or has made a mistake, take nothing away: what
    was read before them stands, and the log says so.
    """

    anchors: Path
    lists: tuple[Path, ...]
    _bundle: TrustBundle = field(init=False, repr=False)
    _seen: tuple[tuple[Path, int, int], ...] = field(init=False, repr=False)
    _looked: float = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Read the folders.

        Raises:
            Malformed: `TRUST_ANCHOR`; a file holds no certificate, or no list.
        """
        self._seen, self._looked = self._stamps(), time.monotonic()
        self._bundle = bundle(self.anchors, *self.lists)

    def __call__(self) -> TrustBundle:
        """What is believed now."""
        if time.monotonic() < self._looked + LOOKED_AT_SECONDS:
            return self._bundle
        seen, self._looked = self._stamps(), time.monotonic()
        if seen != self._seen:
            self._seen = seen
            try:
                self._bundle = bundle(self.anchors, *self.lists)
            except (Malformed, OSError) as cause:
                events().error("trust_unreadable", folder=str(self.anchors), error=str(cause))
            else:
                events().info("trust_read_again", anchors=len(self._bundle.anchors), lists=len(self._bundle.crls))
        return self._bundle

    def _stamps(self) -> tuple[tuple[Path, int, int], ...]:
        return tuple(
            _stamps((*anchor_files(self.anchors), *(file for folder in self.lists for file in list_files(folder))))
        )


def _stamps(files: Iterable[Path]) -> Iterable[tuple[Path, int, int]]:
    for file in files:
        try:
            found = file.stat()
        except OSError:  # gone since the folder was read
            continue
        yield file, found.st_mtime_ns, found.st_size
