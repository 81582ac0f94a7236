"""Comparing a licence's record with what has to agree with it. Pure: record, file and keys in, faults out.

1. The record stands by itself: it can be read, its state is the last of its history, it points to the type, the issuer
   and the holders that it names, the journal says that it was issued.
2. Its keys open, and what they lock. Of a licence whose holder is erased nothing is left to open.
3. The register knows its file by the digest that the record names, and by that of its sealed part.
4. The file opens with the key of the licence, and is the one of its digest.
5. What is sealed in the file is what the record says, column for column (GB/T 36903), and the names of its holders and
   the kinds of their codes are those under which it was sealed: a later licence could once write others over them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import orjson

from graph.store.errors import StoreError
from graph.store.personal import PersonalData
from graph.store.sealed_keys import Key
from graph.subjects.licensing.checked import CheckedLicense
from graph.subjects.licensing.keys import OpenedKey
from graph.subjects.licensing.naming import NAME
from graph.words.license_files import FileKind
from graph.words.licensing import NUMBER, Holder, LicenseRecord
from licenses.paper.columns import HOLDER_NAMES, HOLDER_TYPES, says_same
from licenses.proof.facts import FileFacts
from licenses.proof.issued.der import OtherShape
from licenses.proof.issued.recognition import facts_of, recognise
from licenses.register.stated import stated
from licenses.safekeeping.faults import Fault, Head, Wrong


def key_of(checked: CheckedLicense, personal: PersonalData) -> OpenedKey | Fault | None:
    """The key of a licence; None where it is erased; a fault where it does not open."""
    record = checked.record
    if record is not None and record.erased_at is not None:
        return None
    try:
        opened = checked.key.opened(personal)
    except StoreError:
        opened = None
    return opened if opened is not None else Fault(Head.REGISTER, Wrong.KEY, checked.identifier or checked.id)


def by_itself(checked: CheckedLicense, personal: PersonalData, opened: OpenedKey | None) -> Iterator[Fault]:
    """What is wrong with a record, whatever its file is."""
    about = checked.identifier or checked.id
    record = checked.record
    if record is None:
        yield Fault(Head.REGISTER, Wrong.UNREADABLE, about)
        return
    if not record.history or record.history[-1].state is not record.state:
        yield Fault(Head.REGISTER, Wrong.STATE, about)
    hashes = tuple(each.code_hash if each else "" for each in checked.holders)
    pointed = ((record.type_code,), (record.issuer,)) == (checked.types, checked.issuers)
    if not pointed or len(hashes) != len(record.holder_hashes) or _other(hashes, record.holder_hashes):
        yield Fault(Head.REGISTER, Wrong.RELATIONS, about)
    if not checked.journaled:
        yield Fault(Head.JOURNAL, Wrong.JOURNALED, about)
    issued = [each.digest for each in checked.files if each.kind is FileKind.ISSUED]
    if issued != [record.digest]:
        yield Fault(Head.DIGESTS, Wrong.ISSUED_DIGEST, about)
    if opened is not None and _said(checked, record, personal, opened) is None:
        yield Fault(Head.REGISTER, Wrong.CIPHER, about)


def _other(hashes: tuple[str, ...], said: tuple[str, ...]) -> bool:
    """Whether a holder is another one than the record names; one who is erased has no hash any more."""
    return any(one and one != named for one, named in zip(hashes, said, strict=True))


def with_file(checked: CheckedLicense, personal: PersonalData, opened: OpenedKey, content: bytes) -> Iterator[Fault]:
    """What of a record disagrees with its file, which opens and is the one of its digest."""
    record, about = checked.record, checked.identifier or checked.id
    if record is None:
        return
    if record.size != len(content):
        yield Fault(Head.DIGESTS, Wrong.SIZE, about)
    facts = _facts(content)
    if facts is None or facts.metadata is None:  # not of the shape that is written here: only its digest is compared
        return
    sealed = {each.digest for each in checked.files if each.kind is FileKind.SEALED}
    if sealed != {facts.prefixes[-1].digest}:
        yield Fault(Head.DIGESTS, Wrong.SEALED_DIGEST, about)
    said, pairs = _said(checked, record, personal, opened), facts.metadata.pairs()
    if said is not None:
        differing = sorted(key for key in said if not says_same(key, said[key], pairs.get(key)))
        written_over = {HOLDER_NAMES, HOLDER_TYPES}.intersection(differing)
        if written_over:
            differing = [key for key in differing if key not in written_over]
            yield Fault(Head.REGISTER, Wrong.HOLDER_NAME, about)
        if differing:
            yield Fault(Head.REGISTER, Wrong.SEALED_DATA, about, " ".join(differing))


def sealed_holders(content: bytes) -> tuple[Holder, ...]:
    """The holders as a file has them; none where it is not of the shape that is written here."""
    facts = _facts(content)
    return tuple(facts.metadata.holders) if facts and facts.metadata else ()


def _said(
    checked: CheckedLicense, record: LicenseRecord, personal: PersonalData, opened: OpenedKey
) -> Mapping[str, str | list[str]] | None:
    """What the record says in the columns of the standard; None where something of it does not open, or is not it."""
    try:
        whole: Key | PersonalData = opened.of_license if record.number_personal else personal
        number = whole.decrypt(record.number, NUMBER)
        face = orjson.loads(opened.of_license.decrypt(record.face_cipher, "License.face"))
        names, codes, types = list[str](), list[str](), list[str]()
        for holder, key in zip(checked.holders, opened.of_holders, strict=True):
            if holder is None:
                return None
            codes.append(key.decrypt(holder.code_cipher, "Holder.code"))
            names.append(key.decrypt(holder.name_cipher, NAME))
            types.append(holder.code_type)
            if holder.code_hash not in (personal.of_code(codes[-1]), personal.lookup(codes[-1])):  # as up to 0.1.0
                return None
    except (StoreError, ValueError):
        return None
    if personal.lookup(number) != checked.number_hash:
        return None
    return {**stated(replace(record, number=number), face, codes), HOLDER_NAMES: names, HOLDER_TYPES: types}


def _facts(content: bytes) -> FileFacts | None:
    try:
        return facts_of(recognise(content))
    except OtherShape:
        return None
