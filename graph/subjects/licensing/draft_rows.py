"""Rows of licences that are not issued yet, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from graph.store.edges import Row
from graph.subjects.licensing.rows import NOTHING_KNOWN, IssueSetting, setting_told
from graph.words.license_drafts import DraftState, DraftStep, LicenseDraft, MadeOf


@dataclass(frozen=True, slots=True)
class FoundDraft:
    """A licence that is not issued yet, with what it is decided by."""

    draft: LicenseDraft
    policy: str | None
    """Row of the day on which its data were received."""
    answering: str | None = None
    """The department that answers for it today; None where none does, or it was not asked."""
    shown: bool = False
    """The asker may see what is to be made, and there is something."""
    officer_filed: bool = False
    """The issuer has an e-licence officer on the view's day who is filed with the centre (WHL-21)."""
    setting: IssueSetting = NOTHING_KNOWN
    """What its data are judged by, or those that come in their place."""


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """A licence that is being made for somebody."""

    found: FoundDraft
    """Who answers for it is not asked, nor what its data are judged by."""
    issuer_name: str
    type_name: str
    others: int
    """For how many it is being made beside him."""

    @property
    def id(self) -> str:
        """Its id."""
        return self.found.draft.id


def draft_told(row: Row | None) -> FoundDraft | None:
    """One with everything that it is decided by, of what the store says of it; None where there is none."""
    if row is None:
        return None
    kept, answering, shown, filed, setting = row
    return FoundDraft(*_draft(kept), answering, shown, filed, setting_told(setting))


def open_draft(row: Row) -> OpenDraft:
    """A licence that is being made for somebody, of what the store says of it."""
    kept, issuer_name, type_name = row
    draft, policy = _draft(kept)
    others = max(len(draft.holder_hashes) - 1, 0)
    return OpenDraft(FoundDraft(draft, policy), issuer_name or draft.issuer, type_name or draft.type_code, others)


def _draft(row: Row) -> tuple[LicenseDraft, str | None]:
    """One with the row of the day on which its data were received."""
    (
        key, state, kind, issuer, received, source, order, history, holders, serial, made, number, replaces, policy,
    ) = row  # fmt: skip
    found = LicenseDraft(
        id=key,
        state=DraftState[state],
        type_code=kind,
        issuer=issuer,
        received_at=datetime.fromisoformat(received),
        source_cipher=source,
        order_cipher=order or "",
        history=tuple(map(DraftStep.parse, history)),
        holder_hashes=tuple(holders or ()),
        serial=serial or "",
        made_of=MadeOf.parse(made) if made else None,
        number_key=number or "",
        replaces_identifier=replaces,
    )
    return found, policy
