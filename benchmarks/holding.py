"""Who asks in the benchmarks: somebody who holds licences, entered as the register enters them, and the platform."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from api.identity.authenticator import Identity
from api.identity.tokens import open_issuer
from api.process.clock import now
from api.service.opening import Service
from benchmarks import places
from benchmarks.specimen import ISSUER_CODE, TYPE
from graph.codes.identifier import build_identifier
from graph.store.sealed_keys import Key
from graph.subjects.licensing.recording import write_licenses
from graph.words.licensing import Holder, LicenseEvent, LicenseRecord, LicenseState
from graph.words.people import Role
from licenses.register.records import stored_holder

SUBJECT = "benchmark-holder"
LICENSES = 40
"""How many he holds: two pages."""
FIRST = date(2020, 1, 1)


async def holder_of_licenses(service: Service) -> places.Holder:
    """Enter the holder and his licences, unless they are there, and let him have a token."""
    personal = service.backend.personal
    code_hash = personal.lookup(SUBJECT)
    if not await service.store.read("MATCH (h:Holder {codeHash: $hash}) RETURN count(h)", hash=code_hash):
        known = stored_holder(personal, _id("holder"), Holder.known_by(SUBJECT, SUBJECT, "111"))
        key = Key.make()
        records = list(_licenses(key, code_hash))
        keys = {record.id: key for record in records}
        await service.store.write(lambda unit: write_licenses(unit, personal, records, keys, [known] * LICENSES, []))
    token = open_issuer(service.settings, demonstration=True).token(Identity(Role.HOLDER, SUBJECT), now())
    return places.Holder(code_hash, token)


def token_of_platform(service: Service) -> str:
    """The token of a service account, as the exchange platform has one."""
    return open_issuer(service.settings, demonstration=True).token(Identity(Role.SERVICE, "benchmark-platform"), now())


def _licenses(key: Key, code_hash: str) -> Iterator[LicenseRecord]:
    for number in range(LICENSES):
        issued = FIRST + timedelta(days=30 * number)
        at = datetime(issued.year, issued.month, issued.day, tzinfo=UTC)
        yield LicenseRecord(
            id=_id(str(number)),
            identifier=build_identifier(TYPE, ISSUER_CODE, f"B{number:012d}").text,
            number=f"B{number:06d}",
            number_hash="",
            number_key="",
            number_personal=False,
            version=1,
            state=LicenseState.IN_FORCE,
            history=(LicenseEvent(at, LicenseState.IN_FORCE, ""),),
            issued_on=issued,
            valid_from=issued,
            valid_until=None,
            sealed_at=at,
            digest=_id(f"file {number}"),
            size=1,
            seal_serial="1",
            type_code=TYPE,
            type_name="营业执照",
            issuer=ISSUER_CODE,
            face_cipher=key.encrypt("{}", "License.face"),
            holder_hashes=(code_hash,),
            change_reason="",
            replaces_id=None,
        )


def _id(name: str) -> str:
    return uuid5(NAMESPACE_URL, f"benchmark:{name}").hex
