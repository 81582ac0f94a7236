"""What an order for a licence is judged by, in one read: alone, or with the draft that keeps it (`drafts`)."""

from __future__ import annotations

from typing import LiteralString

from graph.schema.nodes import LICENSE, LICENSE_TYPE, LICENSE_TYPE_VERSION
from graph.store.view import View
from graph.subjects.licensing.rows import LIFE, IssueSetting, right_of, setting_told
from graph.subjects.organisation import binding


def asked(
    type_code: LiteralString, issuer: LiteralString, replaces: LiteralString, number: LiteralString
) -> LiteralString:
    """Expression for what an order is judged by, which `setting_told` reads.

    Its own variables have one letter each: `c`, `d`, `e`, `l`, `t`, `z`.

    Args:
        type_code: Expression for the code of its type.
        issuer: For that of its issuer.
        replaces: For the identifier of the licence that it replaces; null where it replaces none.
        number: For the key of its number.
    """
    # Nothing is found by nothing: for a null the embedded store would look through all licences.
    return (
        f"[head(COLLECT {{ MATCH (c:LicenseType {{id: {type_code}}}) RETURN " + LICENSE_TYPE.whole + " }), "
        f"head(COLLECT {{ MATCH (d:Department {{id: {issuer}}}) RETURN [d.name, d.divisionId, "
        f"{binding.policy_of('(d)')}, toString(d.validUntil), toString(d.validFrom)] }}), "
        f"COLLECT {{ MATCH (t:LicenseType {{id: {type_code}}})-[e:ISSUABLE_BY]->(d:Department {{id: {issuer}}}) "
        f"RETURN {right_of('t')} }}, "
        f"COLLECT {{ MATCH (c:LicenseTypeVersion {{typeId: {type_code}}}) RETURN "
        + LICENSE_TYPE_VERSION.whole
        + f" }}, head(COLLECT {{ MATCH (t:LicenseType {{id: {type_code}}}) RETURN {LIFE} }}), "
        f"head(COLLECT {{ MATCH (l:License {{identifier: coalesce({replaces}, '')}}) RETURN {LICENSE.row('l')} }}), "
        f"EXISTS {{ MATCH (:License {{numberKey: coalesce({number}, '')}}) }}, "
        "head(COLLECT { MATCH (z:Zhengtu {id: 'store'}) RETURN coalesce(z.lost, []) })]"
    )


_SETTING: LiteralString = f"RETURN {asked('$type', '$issuer', '$replaces', '$number')}"


async def issue_setting(view: View, type_code: str, issuer: str, replaces: str | None, number: str) -> IssueSetting:
    """Read what an order is judged by, in one read.

    Args:
        view: What whoever asks sees, and the day.
        type_code: Its type.
        issuer: USCC of its issuer.
        replaces: Identifier of the licence that it replaces.
        number: Key of its number.
    """
    told = await view.read(_SETTING, type=type_code, issuer=issuer, replaces=replaces, number=number)
    return setting_told(told)
