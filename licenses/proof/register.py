"""What a register knows of a licence: the port through which verification asks, and the value it is answered with."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from graph.subjects.licensing.rights import nearest_right, right_on
from graph.words.attestations import AttestationName
from graph.words.face_fields import FaceField
from graph.words.license_files import KnownFile
from graph.words.licensing import (
    Entitlement,
    LicenseState,
)
from licenses.proof.face_values import PrintedField


@dataclass(frozen=True, slots=True)
class IssuingRight:
    """Whether the authority might issue the type on the days that count."""

    entitled: bool | None
    """None: the register has no word on it."""
    valid_from: date | None = None
    valid_until: date | None = None
    article: str = ""
    """The basis, as text or rule id."""
    on: date | None = None
    """The day for which that was decided, the first on which it had no right; None where it is not known."""

    @classmethod
    def of(cls, rights: Sequence[Entitlement], days: Sequence[date], *, known: bool) -> IssuingRight:
        """Whether an authority was entitled on each of the days.

        Args:
            rights: Its rights to issue the type, one for each period, the earliest first.
            days: The days that count; without any, nothing is decided about a right that there is.
            known: Type and authority are known; of others nothing is decided.
        """
        first = next(iter(days), None)
        if not rights:
            return cls(entitled=False if known else None, on=first)
        lacking = next((day for day in days if right_on(rights, day) is None), None)
        entitled = None if first is None else lacking is None
        shown = nearest_right(rights, lacking or first)
        return cls(entitled, shown.valid_from, shown.valid_until, shown.basis, lacking or first)


@dataclass(frozen=True, slots=True)
class Record:
    """A licence as the register keeps it, on the date asked."""

    state: LicenseState | None
    """Stored state on the date asked; None where it is not known for that date."""
    state_now: LicenseState
    valid_from: date
    valid_until: date | None
    """Last day of validity; None is 长期."""
    version: str
    replaced_by: str | None = None
    """Identifier of the version after this one."""
    file: KnownFile | None = None
    """What the register recognises under one of the digests asked for."""
    files_known: bool = True
    """Whether who answers knows the files of the licence at all; a trust package does not."""
    face: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Face fields as issued, column code → text."""
    printed: tuple[PrintedField, ...] = field(default=(), repr=False)
    """Everything that stands on the page, as it may be typed from it."""
    stated: Mapping[str, str | list[str]] = field(default_factory=dict, repr=False)
    """What a file of it has to state: column code → text or texts. Empty where the register does not compare."""
    open_objections: int = 0
    erased: bool = False
    """The personal data of a holder were erased, and with them face and holders; the rest is kept."""


@dataclass(frozen=True, slots=True)
class KeptAttestation:
    """What a register has of an attestation."""

    keeps_issuer: bool
    """The attestations of this department are kept here, so one that is missing was never made."""
    digest: str | None = None
    """SHA-256 of the file that was made; None where none was."""
    may_be_lost: bool = False
    """The register came back from a backup, so that an absence says nothing."""


@dataclass(frozen=True, slots=True)
class KeptCollected:
    """What a register has of a file that was not made here, and was brought to it (WHL-11)."""

    paper: bool
    """It is digitised paper, and bears no seal."""
    on: date
    """The day on which it came."""
    issuer: str
    """The department whose licence it is."""
    summary: str = ""
    """The verdict of that day in a word; empty for paper."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The register's answer to one inquiry."""

    keeps_issuer: bool
    """The licences of this authority are kept here, so one that is missing was never issued."""
    right: IssuingRight | None = None
    record: Record | None = None
    answered_by: str | None = None
    """The authority that answers for the issuer now, where the issuer no longer exists."""
    demonstration: bool = False
    """The register is a demonstration's."""
    as_of: date | None = None
    """The day of the trust package that answers in the register's place; None: the register itself, today."""
    may_be_newer: bool = False
    """The licence may have been issued since that day, so that its absence says nothing."""
    may_be_lost: bool = False
    """The register came back from a backup, and the licence may have been issued between that and its return."""
    attestation: KeptAttestation | None = None
    """What it has of the attestation that was asked about; None where it has none at all, as a trust package."""
    collected: KeptCollected | None = None
    """What it has of just this file, where that was not made here and was brought to it."""
    fields: tuple[FaceField, ...] = ()
    """The face fields of the type, where no record tells what stands on its page."""
    mark: bytes = b""
    """What it was made from, in short: two answers with one mark are the same. Empty where nobody keeps any."""
    unchanged: bool = False
    """It is the answer whose mark the asker has; nothing else of it is told again."""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What is asked of a register, once per verification."""

    identifier: str | None
    type_code: str | None
    issuer_code: str | None
    """USCC of the issuer, from the licence data, else from the seal's certificate or the identifier."""
    on: date
    """The date for which the state is asked."""
    digests: tuple[str, ...] = ()
    """SHA-256 (hexadecimal) of the file, and of its beginnings after which more may have been added; longest first."""
    attestation: AttestationName | None = None
    """The attestation that is asked about, where it is no licence; then the rest is nothing."""
    issued_on: tuple[date, ...] = ()
    """Days on each of which the authority needs the right to issue: that of sealing first, that of issue on the face;
    without one, those that the register has recorded."""
    mark: bytes = b""
    """Of the answer that the asker has kept; empty = none."""


class Register(Protocol):
    """A register of licences."""

    async def standing(self, inquiry: Inquiry) -> Standing:
        """Answer an inquiry; what is not known is answered as not known, never refused."""


@dataclass(frozen=True, slots=True)
class KeptOfFile:
    """What a register has kept of an examination, as it was written (`kept`): nobody else can have written it."""

    found: bytes = field(repr=False)
    """What the file says of itself."""
    papers: str = field(repr=False)
    """What its seal brings; whether they are just these, what was found says."""
    grounds: bytes = field(default=b"", repr=False)
    """What was found about these papers with the anchors and lists that are believed; empty where nothing was."""


class KnownAtOnce(Protocol):
    """A file that a register knows, and everything that it says of it: read at once, before anything is asked."""

    @property
    def kept(self) -> KeptOfFile:
        """What it has kept of an examination."""

    async def standing(self, inquiry: Inquiry) -> Standing | None:
        """Answer an inquiry; None where it is about anything else than what was read."""


class KeepingRegister(ABC):
    """A register that keeps what was found in the files that it knows; it says so itself, as every file asks."""

    __slots__ = ()

    @abstractmethod
    async def standing(self, inquiry: Inquiry) -> Standing:
        """Answer an inquiry, as every register (`Register`)."""

    @abstractmethod
    async def at_once(self, digest: str, believing: str) -> KnownAtOnce | None:
        """A file that it knows and has kept something of that can be believed; None for any other.

        Args:
            digest: SHA-256 of the file, hexadecimal.
            believing: What tells the anchors and lists that are believed from any others.
        """

    @abstractmethod
    async def collected(self, digest: str) -> KeptCollected | None:
        """A file that was not made here and was brought to it, by its digest; None where none was."""

    @abstractmethod
    async def keep_found(self, digest: str, kept: KeptOfFile) -> None:
        """Keep what was found in a file that it knows; where that fails, it is found again another time."""

    @abstractmethod
    async def keep_grounds(self, papers_id: str, believing: str, grounds: bytes) -> None:
        """Keep what was found about papers; where that fails, it is found again another time."""
