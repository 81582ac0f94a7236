"""What an entry was that is out of the catalogue, for the departments that used it or had asked for it.

* Whoever has to destroy its data (JZ-22) is told of what, and what has taken its place: code, name, cause, successor.
* A post of that department sees it: of the request or grant of its own, and where it was told of the entry itself.
  Nobody else sees more than before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import LiteralString

from graph.store.edges import value_of
from graph.subjects.entries.replacing import replaced_by
from graph.words.china_time import china_day


@dataclass(frozen=True, slots=True)
class WithdrawnEntry:
    """An entry that was withdrawn."""

    code: str
    name: str
    cause: str
    successor: str | None
    """Code of what has taken its place; None where the withdrawal names nothing."""
    on: date


def _withdrawn(resource: LiteralString, told: LiteralString) -> LiteralString:
    return (
        f"head(COLLECT {{ MATCH (r:Resource {{id: {resource}}}) WHERE r.state = 'WITHDRAWN' AND {told} "
        "RETURN [r.id, r.name, toString(r.recordedAt), "
        "coalesce(head(COLLECT { MATCH (r)-[:HAS_VERSION]->(v:EntryVersion {number: r.version}) RETURN v.cause }), '')]"
        " })"
    )


of_request = value_of(
    "SharingRequest", _withdrawn("p.resourceId", "coalesce(p.applicantId, '') IN $scope.data_notices")
)
"""What a request was for."""
of_grant = value_of("Grant", _withdrawn("p.resourceId", "coalesce(p.userId, '') IN $scope.data_notices"))
"""What a grant was of."""
of_notice = value_of(
    "Notice", _withdrawn("p.aboutId", "p.about = 'Resource' AND coalesce(p.departmentId, '') IN $scope.data_notices")
)
"""What a notice tells of."""


def withdrawn_entry(read: Sequence[str] | None) -> WithdrawnEntry | None:
    """What was read of it as a value; None where it stands, or the asker had nothing of it."""
    if read is None:
        return None
    code, name, recorded_at, cause = read
    return WithdrawnEntry(code, name, cause, replaced_by(cause), china_day(datetime.fromisoformat(recorded_at)))
