"""The register as a trust package knows it: it answers the same inquiry, as of the moment when the package was made.

* It knows states, periods, rights and objections. It knows no file and no face: what needs them is not asked.
* A licence that is not there was never issued, unless it may have been issued since, or shortly before: a batch that
  was being sealed while the package was made.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from graph.codes.identifier import check_identifier
from graph.words.china_time import china_day
from licenses.proof.package.contents import Contents
from licenses.proof.register import Inquiry, IssuingRight, Record, Standing

UNDER_WAY = timedelta(hours=12)
"""How long a batch of licences may be under way from its sealing to its record."""


@dataclass(frozen=True, slots=True)
class PackageRegister:
    """A register that answers from a package; whether that is believed was decided when it was opened."""

    contents: Contents
    _issuers: frozenset[str] = field(init=False, repr=False, compare=False)
    """Whose licences are kept: whoever may issue some type, or could in some period."""

    def __post_init__(self) -> None:
        """Know whose licences are kept."""
        object.__setattr__(self, "_issuers", frozenset(issuer for _, issuer in self.contents.rights))

    async def standing(self, inquiry: Inquiry) -> Standing:
        """Answer an inquiry."""
        said, kind, issuer = self.contents, inquiry.type_code or "", inquiry.issuer_code or ""
        known = kind in said.types and issuer in said.departments
        days = inquiry.issued_on
        return Standing(
            keeps_issuer=issuer in self._issuers,
            right=IssuingRight.of(said.rights.get((kind, issuer), ()), days, known=known),
            record=self._record(inquiry.identifier or "", inquiry.on),
            demonstration=said.demonstration,
            as_of=china_day(said.made),
            may_be_newer=not days or max(days) >= china_day(said.made - UNDER_WAY),
            fields=said.types[kind].fields if kind in said.types else (),
        )

    def _record(self, identifier: str, on: date) -> Record | None:
        known, named = self.contents.states.of(identifier), check_identifier(identifier).value
        if known is None:
            return None
        return Record(
            state=known.on(on),
            state_now=known.state,
            valid_from=known.valid_from,
            valid_until=known.valid_until,
            version=f"{named.version:03}" if named else "",
            files_known=False,
            open_objections=known.open_objections,
        )
