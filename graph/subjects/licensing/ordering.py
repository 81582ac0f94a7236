"""What an order for a licence is judged by, in one read: alone, or with the draft that keeps it (`drafts`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import LiteralString

from graph.schema.nodes import LICENSE, LICENSE_TYPE, LICENSE_TYPE_VERSION
from graph.store.view import View
from graph.subjects.licensing.rows import LIFE, IssueSetting, right_of, setting_told
from graph.subjects.organisation import binding


def asked(
    type_code: LiteralString,
    issuer: LiteralString,
    replaces: LiteralString,
    number: LiteralString,
    holders: LiteralString,
) -> LiteralString:
    """Expression for what an order is judged by, which `setting_told` reads.

    Its own variables have one letter each: `c`, `d`, `e`, `l`, `t`, `z`.

    Args:
        type_code: Expression for the code of its type.
        issuer: For that of its issuer.
        replaces: For the identifier of the licence that it replaces; null where it replaces none.
        number: For the keyed hash of its number, by which one that is written otherwise is found too.
        holders: For what the register calls its holders.
    """
    # Nothing is found by nothing: for a null the embedded store would look through all licences.
    return (
        f"[head(COLLECT {{ MATCH (c:LicenseType {{id: {type_code}}}) RETURN " + LICENSE_TYPE.whole + " }), "
        f"head(COLLECT {{ MATCH (d:Department {{id: {issuer}}}) RETURN [d.name, d.divisionId, "
        f"{binding.policy_of('(d)')}, toString(d.validUntil), toString(d.validFrom), "
        f"{binding.nearest_to('(d)')}] }}), "
        f"COLLECT {{ MATCH (t:LicenseType {{id: {type_code}}})-[e:ISSUABLE_BY]->(d:Department {{id: {issuer}}}) "
        f"RETURN {right_of('t')} }}, "
        f"COLLECT {{ MATCH (c:LicenseTypeVersion {{typeId: {type_code}}}) RETURN "
        + LICENSE_TYPE_VERSION.whole
        + f" }}, head(COLLECT {{ MATCH (t:LicenseType {{id: {type_code}}}) RETURN {LIFE} }}), "
        f"{before(replaces)}, {taken(type_code, issuer, number)}, {holders}, "
        "head(COLLECT { MATCH (z:Zhengtu {id: 'store'}) RETURN coalesce(z.lost, []) })]"
    )


def before(replaces: LiteralString) -> LiteralString:
    """Expression for the row of the licence that an order replaces, `l` in it; null where there is none.

    Args:
        replaces: Expression for its identifier.
    """
    return f"head(COLLECT {{ MATCH (l:License {{identifier: coalesce({replaces}, '')}}) RETURN {LICENSE.row('l')} }})"


def taken(type_code: LiteralString, issuer: LiteralString, number: LiteralString) -> LiteralString:
    """Expression for whether a licence that counts has a number already, `l` in it.

    Args:
        type_code: Expression for the code of the order's type.
        issuer: For that of its issuer.
        number: For the keyed hash of its number.
    """
    return (
        f"EXISTS {{ MATCH (l:License {{numberHash: coalesce({number}, '')}}) WHERE l.typeId = {type_code} "
        f"AND l.issuerId = {issuer} AND l.state IN ['IN_FORCE', 'SUSPENDED'] }}"
    )


_NAMED: LiteralString = (
    "h.nameCipher IS NOT NULL RETURN [h.id, h.codeHash, h.person, h.codeType, h.nameCipher, h.codeCipher, h.keyCipher]"
)


def named_by(hashes: LiteralString) -> LiteralString:
    """Expression for what the register calls those whose codes have some keyed hashes, `h` and `x` in it.

    Args:
        hashes: Expression for the hashes.
    """
    return f"COLLECT {{ UNWIND {hashes} AS x MATCH (h:Holder {{codeHash: x}}) WHERE {_NAMED} }}"


def named_of(draft: LiteralString) -> LiteralString:
    """The same of those for whom a licence is being made.

    Args:
        draft: Its variable.
    """
    return f"COLLECT {{ MATCH ({draft})-[:MADE_FOR]->(h:Holder) WHERE {_NAMED} }}"


_SETTING: LiteralString = f"RETURN {asked('$type', '$issuer', '$replaces', '$number', named_by('$holders'))}"


async def issue_setting(
    view: View, type_code: str, issuer: str, replaces: str | None, number: str, holders: Sequence[str] = ()
) -> IssueSetting:
    """Read what an order is judged by, in one read.

    Args:
        view: What whoever asks sees, and the day.
        type_code: Its type.
        issuer: USCC of its issuer.
        replaces: Identifier of the licence that it replaces.
        number: Keyed hash of its number.
        holders: Keyed hashes of the codes of its holders.
    """
    told = await view.read(
        _SETTING, type=type_code, issuer=issuer, replaces=replaces, number=number, holders=list(holders)
    )
    return setting_told(told)
