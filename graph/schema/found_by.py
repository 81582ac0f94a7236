"""What entries are found by besides their own words: names of provider, libraries and licence types, and who paid.

Whoever writes such a name or relation stamps the entries that are found by it (`store.revisions`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import LiteralString

_STAMP: LiteralString = "SET r.touched = $touched"
STAMP_BY_CODE: LiteralString = f"UNWIND $codes AS k MATCH (r:Resource {{id: k}}) {_STAMP}"
STAMP_AT: Mapping[str, LiteralString] = {
    "Department": f"UNWIND $codes AS k MATCH (:Department {{id: k}})<-[:PROVIDED_BY]-(r:Resource) {_STAMP}",
    "Library": f"UNWIND $codes AS k MATCH (:Library {{id: k}})<-[:IN_LIBRARY]-(r:Resource) {_STAMP}",
    "System": f"UNWIND $codes AS k MATCH (:System {{id: k}})<-[:FROM_SYSTEM]-(r:Resource) {_STAMP}",
    "LicenseType": f"UNWIND $codes AS k MATCH (:LicenseType {{id: k}})-[:DERIVES_FROM]->(r:Resource) {_STAMP}",
}
"""By the kind of what names were written of."""
