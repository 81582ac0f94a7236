"""What a trust package says, and how it is written.

* A package is two lines: canonical JSON (UTF-8, sorted keys, no blanks), and the publisher's detached seal over the
  bytes of the first line: a CMS signature with a timestamp, in base64.
* What is written in this form can be read for good: another form gets another number.
"""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import orjson

from graph.words.face_fields import FaceField
from graph.words.licensing import Entitlement
from licenses.proof.package.states import States

FORM = 1
MOST_BYTES = 256 << 20
"""Longest package that is read; one of a million licences has 37 MB."""
LONGEST = timedelta(days=31)
"""For how long a package may be believed."""
MOST_SEAL_BYTES = 128 << 10
"""Longest second line; a seal with its timestamp and both chains has about 8,000."""


@dataclass(frozen=True, slots=True)
class TypeKnown:
    """A licence type, as far as a verifier needs it."""

    name: str
    fields: tuple[FaceField, ...] = ()
    """The fields of its face, so that a label that somebody reads on the page can be given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a register says as of a moment."""

    publisher: str
    """USCC of the department that seals the package."""
    publisher_name: str
    sequence: int
    """Larger in every package of a register."""
    made: datetime
    """As of when everything is said."""
    expires: datetime
    """From when on it is no longer believed."""
    demonstration: bool
    anchors: tuple[bytes, ...] = field(repr=False)
    """Trusted roots (DER)."""
    lists: tuple[bytes, ...] = field(repr=False)
    """Revocation lists (DER)."""
    types: Mapping[str, TypeKnown] = field(repr=False)
    departments: Mapping[str, str] = field(repr=False)
    """Code and name of everyone that is known."""
    rights: Mapping[tuple[str, str], tuple[Entitlement, ...]] = field(repr=False)
    """By type and issuer, one for each period."""
    states: States

    def to_json(self) -> bytes:
        """Write the first line: equal contents give equal bytes."""
        return orjson.dumps(
            {
                "form": FORM,
                "publisher": [self.publisher, self.publisher_name],
                "sequence": self.sequence,
                "made": self.made.isoformat(),
                "expires": self.expires.isoformat(),
                "demonstration": self.demonstration,
                "anchors": [_text(der) for der in self.anchors],
                "lists": [_text(der) for der in self.lists],
                "types": {
                    code: [kind.name, [[one.key, one.label, one.kind] for one in kind.fields]]
                    for code, kind in self.types.items()
                },
                "departments": dict(self.departments),
                "rights": [_right(one) for _, each in sorted(self.rights.items()) for one in each],
                "key": _text(self.states.key),
                "states": _text(self.states.records),
            },
            option=orjson.OPT_SORT_KEYS,
        )

    @classmethod
    def from_json(cls, line: bytes) -> Contents:
        """Read the first line.

        Raises:
            ValueError: It is none, or of another form.
        """
        try:
            said = orjson.loads(line)
            if said["form"] != FORM:
                raise ValueError(f"form {said['form']}")
            return _read(said)
        except (KeyError, TypeError, IndexError, AttributeError, binascii.Error) as cause:
            raise ValueError(f"{type(cause).__name__}: {cause}") from cause


def by_issuer(rights: Iterable[Entitlement]) -> Mapping[tuple[str, str], tuple[Entitlement, ...]]:
    """Rights by type and issuer, the earliest period first."""
    found: dict[tuple[str, str], tuple[Entitlement, ...]] = {}
    for one in sorted(rights, key=lambda each: each.valid_from):
        pair = one.type_code, one.issuer
        found[pair] = (*found.get(pair, ()), one)
    return found


def joined(line: bytes, seal: bytes) -> bytes:
    """Put a package together."""
    return line + b"\n" + b64encode(seal) + b"\n"


def parted(package: bytes) -> tuple[bytes, bytes]:
    """Take a package apart into its first line and the seal.

    Raises:
        ValueError: It is none, or longer than is read.
    """
    if len(package) > MOST_BYTES:
        raise ValueError("size")
    line, _, rest = package.partition(b"\n")
    if len(rest) > MOST_SEAL_BYTES or not rest.endswith(b"\n"):
        raise ValueError("two lines")
    return line, b64decode(rest[:-1], validate=True)


def _read(said: dict[str, Any]) -> Contents:
    rights = [
        Entitlement(code, issuer, date.fromisoformat(since), date.fromisoformat(until) if until else None, basis)
        for code, issuer, since, until, basis in said["rights"]
    ]
    code, name = said["publisher"]
    made, expires = (datetime.fromisoformat(said[moment]) for moment in ("made", "expires"))
    if made.tzinfo is None or expires.tzinfo is None or not isinstance(said["sequence"], int):
        raise ValueError("made, expires or sequence")
    return Contents(
        publisher=str(code),
        publisher_name=str(name),
        sequence=said["sequence"],
        made=made,
        expires=expires,
        demonstration=said["demonstration"] is not False,
        anchors=tuple(map(_bytes, said["anchors"])),
        lists=tuple(map(_bytes, said["lists"])),
        types={
            code: TypeKnown(name, tuple(FaceField(key, label, kind) for key, label, kind in fields))
            for code, (name, fields) in said["types"].items()
        },
        departments=said["departments"],
        rights=by_issuer(rights),
        states=States(_bytes(said["states"]), _bytes(said["key"])),
    )


def _right(right: Entitlement) -> list[str | None]:
    until = right.valid_until.isoformat() if right.valid_until else None
    return [right.type_code, right.issuer, right.valid_from.isoformat(), until, right.basis]


def _text(content: bytes) -> str:
    return b64encode(content).decode()


def _bytes(text: str) -> bytes:
    return b64decode(text, validate=True)
