"""Full-text indexes: which property of which kind of node is searched by its words, and what is gathered there.

An entry is found by its own words and by those of its provider, its libraries, and the licence types made from it. Each
of these keeps the words of its names (`wordText`); they are gathered where an entry, a name or such a relation is
written, in the same transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import LiteralString


@dataclass(frozen=True, slots=True)
class FullText:
    """A full-text index over one property."""

    name: LiteralString
    label: LiteralString
    property: LiteralString


RESOURCE_TEXT = FullText("resource_text", "Resource", "searchText")
GATHERED: LiteralString = (
    "WITH DISTINCT r, COLLECT { MATCH (r)-[:PROVIDED_BY]->(d:Department) RETURN d.wordText } "
    "+ COLLECT { MATCH (r)-[:IN_LIBRARY]->(l:Library) RETURN l.wordText } "
    "+ COLLECT { MATCH (r)<-[:DERIVES_FROM]-(t:LicenseType) RETURN t.wordText } AS around "
    "SET r.searchText = reduce(text = coalesce(r.wordText, ''), each IN around | text + ' ' + coalesce(each, ''))"
)
"""The end of a statement that has found entries `r` whose words are gathered anew."""
GATHERED_BY_CODE: LiteralString = f"UNWIND $codes AS k MATCH (r:Resource {{id: k}}) {GATHERED}"
GATHERED_AT: dict[str, LiteralString] = {
    "Department": f"UNWIND $codes AS k MATCH (:Department {{id: k}})<-[:PROVIDED_BY]-(r:Resource) {GATHERED}",
    "Library": f"UNWIND $codes AS k MATCH (:Library {{id: k}})<-[:IN_LIBRARY]-(r:Resource) {GATHERED}",
    "LicenseType": f"UNWIND $codes AS k MATCH (:LicenseType {{id: k}})-[:DERIVES_FROM]->(r:Resource) {GATHERED}",
}
"""By the kind of what names were written of: the entries that are found by them are gathered anew."""
