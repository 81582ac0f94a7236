"""Trust packages: what a register could publish, sealed by a throw-away authority."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from builders.licenses import DEPARTMENT_CODE, KIND, SEALED_AT, TYPE_CODE, Authority, MemorySealer, der, metadata

from graph.words.licensing import Entitlement, LicenseState
from licenses.proof.package.contents import Contents, TypeKnown, by_issuer
from licenses.proof.package.states import KnownState, States, written
from licenses.register.publishing import sealed

PUBLISHER = "11340200003034578Y"
PUBLISHER_NAME = "芜湖市数据资源管理局"
MADE = SEALED_AT + timedelta(days=99)
NOW = SEALED_AT + timedelta(days=100)
KEY = bytes(range(16))
IDENTIFIER = metadata().identifier
IN_FORCE = KnownState(LicenseState.IN_FORCE, None, date(2026, 5, 20), date(2028, 5, 19), 0)
RIGHT = Entitlement(TYPE_CODE, DEPARTMENT_CODE, date(2020, 1, 1), None, "WHL-9")


def states(known: Mapping[str, KnownState]) -> States:
    """The states of licences, by identifier."""
    return States(written(state.record(identifier, KEY) for identifier, state in known.items()), KEY)


def contents(authority: Authority, *rights: Entitlement, **changes: object) -> Contents:
    """What a register says of one licence in force and its issuer."""
    said = Contents(
        publisher=PUBLISHER,
        publisher_name=PUBLISHER_NAME,
        sequence=7,
        made=MADE,
        expires=MADE + timedelta(days=7),
        demonstration=True,
        anchors=(der(authority.root.certificate),),
        lists=authority.lists(MADE),
        types={TYPE_CODE: TypeKnown(KIND.name, KIND.fields)},
        departments={DEPARTMENT_CODE: "住房和城乡建设局", PUBLISHER: PUBLISHER_NAME},
        rights=by_issuer(rights or (RIGHT,)),
        states=states({IDENTIFIER: IN_FORCE}),
    )
    return replace(said, **changes)  # type: ignore[arg-type]


def publisher(authority: Authority) -> MemorySealer:
    """The seal of who publishes."""
    return authority.sealer(PUBLISHER_NAME, PUBLISHER)


def package(
    authority: Authority, said: Contents | None = None, sealer: MemorySealer | None = None, at: datetime = MADE
) -> bytes:
    """A sealed package."""
    return sealed(said or contents(authority), sealer or publisher(authority), authority, at)
