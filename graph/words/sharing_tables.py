"""Sharing requests and grants as tables say them: what was asked, decided and granted elsewhere, or here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.words.entries import Mode
from graph.words.grants import GrantEvent, GrantState, grant_id
from graph.words.sharing import Purpose
from graph.words.sharing_cases import SharingState


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestOnFile:
    """A request with where it stands, and what was said with the decision on it."""

    id: str
    consumer: str
    resource: str
    purpose: Purpose
    purpose_words: str
    scenario: str
    opened_on: date
    state: SharingState
    legal_basis: str | None = None
    """Code of a legal basis of the catalogue."""
    basis: str = ""
    """Legal or policy basis in words, where the catalogue has none."""
    duty_basis: str = ""
    """The duty for which it is needed."""
    need: str = ""
    """The business need."""
    items: tuple[str, ...] = ()
    """Names of the items asked for; empty = all of the resource."""
    answered_on: date | None = None
    refusal: str = ""
    scope: str = ""
    """Scope of sharing and use, as who supplies stated them."""
    document_number: str = ""
    """Of a decision made outside, or of a paper."""
    document_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantOnFile:
    """A grant with its agreement, and how it ended."""

    request: str
    """Id of the request that it settles; there is one grant of it at most."""
    consumer: str
    resource: str
    purpose: Purpose
    valid_from: date
    state: GrantState
    purpose_words: str = ""
    items: tuple[str, ...] = ()
    """Names of the granted items; empty = those of the request."""
    scope: str = ""
    mode: Mode | None = None
    """None = as the entry has it."""
    valid_until: date | None = None
    """Last day on which it may be used."""
    agreement_asked: bool = False
    agreement_on: date | None = None
    """When the signed agreement was handed in."""
    agreement_digest: str | None = None
    """SHA-256 of its file."""
    ended_on: date | None = None
    """The first day on which it is cut."""
    ended_by: GrantEvent | None = None
    ending: str = ""
    """Why."""
    destroyed_on: date | None = None
    destruction: str = ""
    """How the data were destroyed."""

    @property
    def id(self) -> str:
        """Its id, which follows from the request's."""
        return grant_id(self.request)
