"""The record of a licence as the register stores it; what is personal is encrypted before it gets there."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

import orjson
from cryptography.x509 import load_der_x509_certificate

from graph.codes.quoted import of_persons
from graph.codes.report import normalise
from graph.codes.uscc import LENGTH as USCC_LENGTH
from graph.store.errors import StoreError
from graph.store.personal import PersonalData
from graph.store.sealed_keys import Key
from graph.subjects.licensing.holders import CODE
from graph.subjects.licensing.keeping import FoundInFile
from graph.subjects.licensing.keys import key_of_holder, wrapped_key_of_holder
from graph.subjects.licensing.naming import NAME
from graph.subjects.licensing.recording import StateChange
from graph.words.license_files import FileKind, LicenseFile
from graph.words.licensing import (
    CHANGE_REASON,
    NUMBER,
    Holder,
    LicenseEvent,
    LicenseRecord,
    LicenseState,
    StoredHolder,
)
from licenses.register.making import Job


@dataclass(frozen=True, slots=True)
class Entries:
    """What the register enters of some licences, in one transaction."""

    records: list[LicenseRecord] = field(default_factory=list)
    policies: list[str] = field(default_factory=list)
    """Id of the policy that binds the issuer of each."""
    keys: dict[str, Key] = field(default_factory=dict, repr=False)
    """The key of each, by its id."""
    holders: list[StoredHolder] = field(default_factory=list)
    files: list[LicenseFile] = field(default_factory=list)
    found: list[FoundInFile] = field(default_factory=list)
    """What is to be kept of what was found in the issued files."""
    replaced: list[StateChange] = field(default_factory=list)
    """Licences that some of them replace, each moved on from the state in which it was read."""


def together(entries: Iterable[Entries]) -> Entries:
    """What is entered of several, in one."""
    whole = Entries()
    for each in entries:
        whole.records.extend(each.records)
        whole.policies.extend(each.policies)
        whole.keys.update(each.keys)
        whole.holders.extend(each.holders)
        whole.files.extend(each.files)
        whole.found.extend(each.found)
        whole.replaced.extend(each.replaced)
    return whole


def record_of(personal: PersonalData, key: Key, job: Job, digest: str, size: int) -> LicenseRecord:
    """The record of what was made, for a file of this digest and size.

    Its face is locked with its key, and its number too where that is personal; any other number whoever supervises
    reads, who has no such key.
    """
    order, metadata = job.order, job.metadata
    reason = personal.hidden(order.change_reason, CHANGE_REASON)
    tells = number_tells(order.number, (holder.code for holder in order.holders))
    seal = load_der_x509_certificate(job.sealer.certificate)
    return LicenseRecord(
        id=uuid.uuid4().hex,
        identifier=metadata.identifier,
        number=(key if tells else personal).encrypt(order.number, NUMBER),
        number_hash=personal.lookup(order.number),
        number_key=number_key(personal, order.type_code, order.issuer, order.number),
        number_personal=tells,
        version=int(metadata.version),
        state=LicenseState.IN_FORCE,
        history=(LicenseEvent(metadata.sealed_at, LicenseState.IN_FORCE, reason),),
        issued_on=order.issued_on,
        valid_from=order.valid_from,
        valid_until=order.valid_until,
        sealed_at=metadata.sealed_at,
        digest=digest,
        size=size,
        seal_serial=f"{seal.serial_number:X}",
        type_code=order.type_code,
        type_name=job.kind.name,
        type_version=job.kind.version,
        issuer=order.issuer,
        face_cipher=key.encrypt(orjson.dumps(order.face).decode(), "License.face"),
        holder_hashes=tuple(personal.of_code(holder.code) for holder in order.holders),
        change_reason=reason,
        replaces_id=job.predecessor.id if job.predecessor else None,
    )


def number_key(personal: PersonalData, type_code: str, issuer: str, number: str) -> str:
    """What one licence in force has at a time: a number of an issuer and type, by its hash."""
    return f"{type_code}|{issuer}|{personal.lookup_as_written(number)}"


def number_tells(number: str, codes: Iterable[str]) -> bool:
    """Whether a certificate number is personal by what stands in it.

    That is the code of a holder, whole, among other letters, or but for the last letter; or anybody's citizen identity
    number, however it is written, or a passport's beside its word. The last letter of citizen identity numbers and
    USCCs is computed from the others, so without it nothing is hidden.
    """
    written = _letters(number)
    whole = (_letters(code) for code in codes)
    tells = any((code[:-1] if len(code) == USCC_LENGTH else code) in written for code in whole if code)
    return tells or bool(of_persons(number))


def _letters(code: str) -> str:
    return "".join(filter(str.isalnum, normalise(code)))


def files_of(record: LicenseRecord, cut_back: str) -> tuple[LicenseFile, ...]:
    """The files by which the register will know a licence: as issued, and cut back to its seal, by their digests."""
    return (
        LicenseFile(record.id, record.digest, FileKind.ISSUED),
        LicenseFile(record.id, cut_back, FileKind.SEALED),
    )


def stored_holders(personal: PersonalData, holders: Iterable[Holder]) -> list[StoredHolder]:
    """The holders as the register stores them; who is known by his code already keeps his id and his key there."""
    return [stored_holder(personal, uuid.uuid4().hex, holder) for holder in holders]


def stored_holder(personal: PersonalData, identity: str, holder: Holder) -> StoredHolder:
    """A holder as the register stores him, under a key of his own."""
    key = Key.make()
    return StoredHolder(
        id=identity,
        code_hash=personal.of_code(holder.code),
        person=holder.person,
        code_type=holder.code_type,
        name_cipher=key.encrypt(holder.name, NAME),
        code_cipher=key.encrypt(holder.code, CODE),
        key_cipher=wrapped_key_of_holder(personal, identity, key),
        former_cipher=key.encrypt(holder.former_name, NAME) if holder.former_name else None,
        former_type=holder.former_type,
    )


def shown_holder(personal: PersonalData, stored: StoredHolder) -> Holder:
    """A holder as an order names him, of what is to be stored of him."""
    key = key_of_holder(personal, stored.id, stored.key_cipher)
    if key is None:
        raise StoreError("a holder who is to be stored has no key")
    former = key.decrypt(stored.former_cipher, NAME) if stored.former_cipher else ""
    name, code = key.decrypt(stored.name_cipher, NAME), key.decrypt(stored.code_cipher, CODE)
    return Holder.known_by(name, code, stored.code_type, former, stored.former_type)
