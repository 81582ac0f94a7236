"""The columns of every kind of node, and who may see it: the form in which the graph leaves the store.

A Shape is a list of named constant expressions over a variable, so that a row is a list and nothing else. The rooms
above register which columns they publish. `visible` is the predicate of the asker's scope (parameter `$scope`, made by
`store.view`): it stands in every statement that reads that kind of node, so that lists, counts, facets and lineage
agree. Who sees what of whom is a table of the law (`law.scope`); a predicate only compares with what it gave.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import LiteralString

_DATES: frozenset[LiteralString] = frozenset(
    {
        "validFrom", "validUntil", "publishedOn", "issuedOn", "openedOn", "answeredOn", "grantUntil", "dueOn",
        "sealedAt", "recordedAt", "raisedAt", "resolvedAt", "until", "at",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shape:
    """How one kind of node is read."""

    label: LiteralString
    columns: tuple[LiteralString, ...]
    """Property names in row order."""
    visible: LiteralString
    """Predicate over `{v}` that is true when the asker may know of the node."""
    guards: tuple[tuple[LiteralString, LiteralString], ...] = ()
    """Columns that not everybody reads who may know of the node, with the predicate of who does; others read null."""
    derived: tuple[tuple[LiteralString, LiteralString], ...] = ()
    """Columns that are read by an expression over `{v}`, where the property is not all that is known."""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all columns in row order."""
        return self.columns

    def row(self, v: LiteralString) -> LiteralString:
        """The list expression that reads variable `v`."""
        columns: list[LiteralString] = [self.column(v, name) for name in self.columns]
        return "[" + ", ".join(columns) + "]"

    def column(self, v: LiteralString, name: LiteralString) -> LiteralString:
        """The expression that reads one column of variable `v`, as far as the asker may."""
        plain: LiteralString = f"toString({v}.{name})" if name in _DATES else f"{v}.{name}"
        for column, expression in self.derived:
            if column == name:
                plain = expression.replace("{v}", v)
        for guarded, predicate in self.guards:
            if guarded == name:
                return f"CASE WHEN {predicate.replace('{v}', v)} THEN {plain} END"
        return plain

    def sees(self, v: LiteralString) -> LiteralString:
        """The visibility predicate over variable `v`."""
        return self.visible.replace("{v}", v)


_PUBLIC: LiteralString = "true"
_EXCHANGE: LiteralString = "($scope.system OR any(x IN {v}.parties WHERE x IN $scope.exchanges))"

DIVISION = Shape("Division", ("id", "name", "level"), _PUBLIC)
DEPARTMENT = Shape(
    "Department",
    ("id", "name", "shortName", "level", "kind", "divisionId", "phone", "synthetic", "validFrom", "validUntil"),
    _PUBLIC,
    guards=(("phone", "$scope.system OR {v}.id IN $scope.people"),),  # the contact's, who is on file (JZP-5.1)
)
POST = Shape(
    "Post",
    ("id", "kind", "subject", "nameCipher", "departmentId", "validFrom", "validUntil"),
    "({v}.kind = 'HEAD' OR $scope.system OR {v}.departmentId IN $scope.people)",
)
LEGAL_BASIS = Shape("LegalBasis", ("id", "kind", "title", "document", "article", "validFrom", "validUntil"), _PUBLIC)
SYSTEM = Shape("System", ("id", "name", "funding", "protectionLevel", "built", "summary", "operatorId"), _PUBLIC)
LIBRARY = Shape("Library", ("id", "policyId", "kind", "name", "summary"), _PUBLIC)
RESOURCE = Shape(
    "Resource",
    (
        "id", "name", "summary", "innerDepartment", "formatCategory", "formatType", "sharing", "sharingCondition",
        "modeCategory", "mode", "opening", "openingCondition", "cycle", "publishedOn", "usage", "state", "version",
        "recordedAt", "providerId", "policyId", "relatedIds",
    ),
    "({v}.state = 'PUBLISHED' OR $scope.system OR {v}.providerId IN $scope.entries)",
)  # fmt: skip
ITEM = Shape(
    "Item",
    ("id", "seq", "name", "dataType", "length", "kind", "identifier", "sharing", "opening", "note", "resourceId"),
    "EXISTS { MATCH ({v})<-[:HAS_ITEM]-(owner:Resource) WHERE " + RESOURCE.sees("owner") + " }",
)
ENTRY_VERSION = Shape(
    "EntryVersion",
    ("id", "number", "state", "recordedAt", "cause", "content", "resourceId"),
    "EXISTS { MATCH ({v})<-[:HAS_VERSION]-(owner:Resource) WHERE $scope.system "
    "OR owner.providerId IN $scope.entries OR (owner.state = 'PUBLISHED' AND {v}.state = 'PUBLISHED') }",
)
CONSUMER = Shape("Consumer", ("id", "kind", "name", "uscc", "synthetic", "departmentId", "systemId"), _PUBLIC)
REQUEST = Shape(
    "SharingRequest",
    (
        "id", "purpose", "purposeWords", "scenario", "basis", "openedOn", "state", "answeredOn", "refusal",
        "consumerId", "resourceId", "providerId",
    ),
    _EXCHANGE,
)  # fmt: skip
GRANT = Shape(
    "Grant",
    ("id", "purpose", "purposeWords", "mode", "validFrom", "validUntil", "itemIds", "consumerId", "resourceId"),
    _EXCHANGE,
)
LICENSE_TYPE = Shape(
    "LicenseType",
    (
        "id", "name", "definerName", "definerCode", "definerLevel", "holderCategory", "validity", "issuerLevel",
        "category", "layout", "colour", "photo", "numberFormat", "serviceItem", "serviceCode", "synthetic", "summary",
        "fields",
    ),
    _PUBLIC,
)  # fmt: skip
_HOLDERS_OF_LICENSE: LiteralString = (
    "$scope.system OR {v}.issuerId IN $scope.issuers OR $scope.holder IN {v}.holderHashes"
)
"""Who sees who holds a licence: its number where that tells, its face, its file."""
_STATE_HISTORY: LiteralString = (
    "CASE WHEN split(last({v}.stateHistory), '|')[1] = {v}.state THEN {v}.stateHistory WHEN {v}.changedAt IS NULL "
    "THEN [toString({v}.sealedAt) + '|IN_FORCE|' + coalesce({v}.changeReason, '')] "
    "ELSE [toString({v}.sealedAt) + '||', toString({v}.changedAt) + '|' + {v}.state + '|' + "
    "CASE {v}.state WHEN 'REPLACED' THEN '' ELSE coalesce({v}.changeReason, '') END] END"
)
"""Every change of a licence's state, a line each (`LicenseEvent.line`).

Release 0.1.0 kept the last change alone: of what it wrote, also after a later release had written, that change is
known, or that there was none, and nothing before it.
"""
LICENSE = Shape(
    "License",
    (
        "id", "identifier", "number", "version", "state", "issuedOn", "validFrom", "validUntil", "sealedAt", "digest",
        "size", "sealSerial", "typeId", "typeName", "issuerId", "faceCipher", "holderHashes", "changeReason",
        "replacesId", "numberPersonal", "stateHistory",
    ),
    f"({{v}}.issuerId IN $scope.licenses OR {_HOLDERS_OF_LICENSE})",
    # Of a licence that was entered when this was not yet recorded, the number is taken for personal.
    guards=(
        ("number", f"NOT coalesce({{v}}.numberPersonal, true) OR {_HOLDERS_OF_LICENSE}"),
        ("faceCipher", _HOLDERS_OF_LICENSE),
    ),
    derived=(("stateHistory", _STATE_HISTORY),),
)  # fmt: skip
HOLDER = Shape(
    "Holder",
    ("id", "person", "codeType", "nameCipher", "codeCipher"),
    "($scope.system OR {v}.codeHash = $scope.holder "
    "OR EXISTS { MATCH ({v})<-[:HELD_BY]-(held:License) WHERE held.issuerId IN $scope.issuers "
    "OR $scope.holder IN held.holderHashes })",
)
OBJECTION = Shape(
    "Objection",
    (
        "id", "onKind", "onId", "ground", "words", "raisedAt", "raisedBy", "answersId", "state", "dueOn", "provisional",
        "dueRule", "resolvedAt", "result", "policyId",
    ),
    "($scope.system OR any(x IN {v}.parties WHERE x IN $scope.objections) "
    "OR ($scope.subject <> '' AND {v}.raisedBy = $scope.subject))",
)  # fmt: skip

ALL: tuple[Shape, ...] = (
    DIVISION, DEPARTMENT, POST, LEGAL_BASIS, SYSTEM, LIBRARY, RESOURCE, ITEM, ENTRY_VERSION, CONSUMER, REQUEST, GRANT,
    LICENSE_TYPE, LICENSE, HOLDER, OBJECTION,
)  # fmt: skip
BY_LABEL: dict[str, Shape] = {shape.label: shape for shape in ALL}


def named(v: LiteralString) -> LiteralString:
    """The expression that names a node of unknown kind, as far as the asker may read its name."""
    return (
        f"coalesce({v}.name, {v}.title, CASE WHEN {v}:License THEN {LICENSE.column(v, 'number')} "
        f"ELSE {v}.number END, {v}.id)"
    )


GUARDED: tuple[Shape, ...] = tuple(shape for shape in ALL if shape.visible != _PUBLIC)


def sees_any(v: LiteralString) -> LiteralString:
    """The visibility predicate over a variable of unknown kind; a kind without a shape is never seen."""
    tests: list[LiteralString] = [f"(NOT {v}:{shape.label} OR {shape.sees(v)})" for shape in GUARDED]
    known: LiteralString = " OR ".join([f"{v}:{shape.label}" for shape in ALL])
    return f"({known}) AND " + " AND ".join(tests)
