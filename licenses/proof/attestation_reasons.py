"""The sentences about attestations (凭证): sealed statements of a register, which are no licences."""

from __future__ import annotations

from collections.abc import Mapping

from graph.errors import Text
from licenses.proof.causes import Cause

ATTESTATION_REASONS: Mapping[Cause, Text] = {
    Cause.ATTESTATION: Text(
        "这不是电子证照，而是{issuer}出具的{kind} {number}（{time} 盖章）；它自盖章后未被改动，登记簿确认由其出具。"
        "它所说的是：{about}，结论 {outcome}。",
        "This is no licence but {kind_en} {number} of {issuer} (sealed {time}); it is unchanged since, and the "
        "register has made it. It speaks of {about}, and says: {outcome_en}.",
    ),
    Cause.ATTESTATION_CLAIMED: Text(
        "这不是电子证照，而自称是{issuer}出具的{kind} {number}；是否属实，见其他各项答复。",
        "This is no licence; it claims to be {kind_en} {number} of {issuer}. Whether it is, the other answers say.",
    ),
    Cause.ATTESTED: Text("登记簿出具过该编号的凭证。", "The register has made an attestation of this number."),
    Cause.UNATTESTED: Text("登记簿没有出具过该编号的凭证。", "The register has made no attestation of this number."),
    Cause.OTHER_ATTESTATION: Text(
        "登记簿出具过该编号的凭证，但不是这一份文件。",
        "The register has made an attestation of this number, but not this file.",
    ),
    Cause.ATTESTED_ELSEWHERE: Text(
        "凭证由另一登记簿（{issuer}）出具，未查询。", "Another register ({issuer}) has made it; not asked."
    ),
    Cause.ATTESTATIONS_UNTOLD: Text(
        "信任包不载登记簿出具的凭证，未查询；请在线核验。",
        "A trust package does not tell the attestations that were made; not asked: ask online.",
    ),
    Cause.OF_AN_ATTESTATION: Text("这不是证照，未查询。", "This is no licence; not asked."),
}
