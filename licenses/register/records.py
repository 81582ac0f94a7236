"""The record of a licence as the register stores it; what is personal is encrypted before it gets there."""

from __future__ import annotations

import uuid
from typing import Any

import orjson
from cryptography.x509 import load_der_x509_certificate

from graph.store.personal import PersonalData
from graph.words.licensing import LicenseState
from licenses.register.making import Job


def record_of(personal: PersonalData, job: Job, digest: str, size: int) -> dict[str, Any]:
    """The row that `graph.subjects.licensing.memory.write_licenses` takes, for a file of this digest and size."""
    order, metadata = job.order, job.metadata
    seal = load_der_x509_certificate(job.sealer.certificate)
    hashes = [personal.lookup(holder.code) for holder in order.holders]
    return {
        "id": uuid.uuid4().hex,
        "plain": {
            "identifier": metadata.identifier, "number": order.number, "version": job.version,
            "state": LicenseState.IN_FORCE.name, "digest": digest, "size": size,
            "typeId": order.type_code, "typeName": job.kind.name, "issuerId": order.issuer,
            "faceCipher": personal.encrypt(orjson.dumps(order.face).decode(), "License.face"), "holderHashes": hashes,
            "sealSerial": f"{seal.serial_number:X}", "changeReason": order.change_reason,
        },
        "issuedOn": order.issued_on.isoformat(),
        "validFrom": order.valid_from.isoformat(),
        "validUntil": order.valid_until.isoformat() if order.valid_until else None,
        "sealedAt": metadata.sealed_at.isoformat(),
        "digest": digest,
        "replaces": job.replaces,
        "holders": [
            {
                "id": uuid.uuid4().hex, "codeHash": hashed, "seq": seq,
                "plain": {
                    "person": holder.person, "codeType": holder.code_type,
                    "nameCipher": personal.encrypt(holder.name, "Holder.name"),
                    "codeCipher": personal.encrypt(holder.code, "Holder.code"),
                },
            }
            for seq, (holder, hashed) in enumerate(zip(order.holders, hashes, strict=True), 1)
        ],
    }  # fmt: skip
