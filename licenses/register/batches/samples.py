"""A licence that there is not, as a sheet to fill in shows it: everything right, codes with their check characters.

Free words begin with 示例, as in every template: an import passes the row over, and refuses what is left of it under
another number. Without those words the row is an order that may be carried out, but for the photo.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from graph.codes.citizen import check_citizen_id
from graph.codes.number_format import Numbered, example_of
from graph.codes.uscc import uscc_check_character
from graph.office.sheets.doubted import SAMPLE
from graph.office.sheets.forms import Column, Form
from graph.office.sheets.template import template
from graph.subjects.licensing.rows import Issuer
from graph.words.face_fields import FieldKind, FieldRole
from graph.words.licensing import HOLDER_CODE_TYPES, Holder, HolderCategory, IssueOrder, LicenseType
from graph.words.validity import LONG_TERM, last_days, terms_of
from licenses.register.batches import columns as say
from licenses.register.batches.columns import columns_of, face_field, holder_field
from licenses.register.batches.holder_codes import CITIZEN, CREDIT
from licenses.register.ordered_face import register_says
from licenses.register.ordered_holders import counts_of

_LEFT_OUT = frozenset({say.VALIDITY, say.TYPE, say.TYPE_NAME, say.ISSUER, say.ISSUER_NAME})
"""Columns that say again what others say, or what a batch is of as a whole."""
_ASKED_OF_HOLDERS = frozenset({
    FieldRole.HOLDER_BORN, FieldRole.HOLDER_SEX, *(each for each in FieldRole if not each.bound)
})  # fmt: skip
"""What of a face a template asks for: the register knows the rest of every holder."""
_MOST_SHOWN = 2
_PERSONS = (("张某", "19900101", "001"), ("李某", "19910202", "001"))
_FIRM, _ORGANISATION = "某某有限公司", "MA0000000"
_ELSEWHERE = "110101"
"""A division that there was in every year."""


def template_of(kind: LicenseType, issuer: Issuer, code: str, on: date) -> bytes:
    """An .xlsx to fill in with licences of a type.

    Args:
        kind: The type.
        issuer: The department that issues them.
        code: Its USCC.
        on: The day on which the sample is issued.
    """
    return template(form_to_fill_in(kind, issuer, code, on))


def form_to_fill_in(kind: LicenseType, issuer: Issuer, code: str, on: date) -> Form:
    """The columns that are asked for, each with its sample: of many holders the first two."""
    shown = _shown(kind, sample_of(kind, issuer, code, on))
    own = columns_of(kind).form
    return Form(own.name, tuple(_asked(own, kind, shown)))


def sample_of(kind: LicenseType, issuer: Issuer, code: str, on: date) -> IssueOrder:
    """The order that the sample is; without a photo."""
    holders = tuple(_holder(kind, issuer.division, place) for place in range(counts_of(kind).start))
    facts = Numbered(issuer.division, on, holders[0].code)
    last = last_days(on, terms_of(kind.validity))[0]
    order = IssueOrder(kind.code, code, holders, example_of(kind.number_format, facts), on, on, last, {})
    return replace(order, face=dict(_face(order, kind, issuer)))


def _face(order: IssueOrder, kind: LicenseType, issuer: Issuer) -> Iterator[tuple[str, str]]:
    for field in kind.fields:
        if field.pictorial or field.role not in _ASKED_OF_HOLDERS:
            continue
        said = register_says(field, order, issuer.name)
        if said is not None:
            yield field.key, said
        elif field.kind == FieldKind.DAY.zh:
            yield field.key, order.issued_on.isoformat()
        else:
            yield field.key, "1" if field.kind == FieldKind.NUMBER.zh else field.label


def _shown(kind: LicenseType, order: IssueOrder) -> Mapping[str, str]:
    """What the cells of the sample say, by what they fill."""
    shown = {
        say.NUMBER: SAMPLE + order.number,
        say.ISSUED_ON: order.issued_on.isoformat(),
        say.VALID_FROM: order.valid_from.isoformat(),
        say.VALID_UNTIL: order.valid_until.isoformat() if order.valid_until else LONG_TERM,
        say.PHOTO: f"{SAMPLE}1.jpg",
        say.SOURCE: f"{SAMPLE}业务系统",
    }
    for place, holder in enumerate(order.holders):
        shown[holder_field(place, "name")] = SAMPLE + holder.name
        shown[holder_field(place, "code")] = holder.code
        shown[holder_field(place, "codeType")] = holder.code_type_name
    for field in kind.fields:
        if field.key in order.face:
            free = not field.role.bound and field.kind in (FieldKind.TEXT.zh, FieldKind.LINES.zh)
            shown[face_field(field.key)] = (SAMPLE if free else "") + order.face[field.key]
    return shown


def _asked(own: Form, kind: LicenseType, shown: Mapping[str, str]) -> Iterator[Column]:
    asked = {face_field(field.key) for field in kind.fields if field.role in _ASKED_OF_HOLDERS}
    places = range(max(_MOST_SHOWN, counts_of(kind).start), counts_of(kind).stop)
    beyond = tuple(holder_field(place, "") for place in places)
    words = tuple(word for code, word in HOLDER_CODE_TYPES.items() if _may_hold(kind, code))
    for column in own.columns:
        face = column.field.startswith(face_field(""))
        rare = column.field in _LEFT_OUT or column.field.endswith("/formerCodeType")
        if rare or column.field.startswith(beyond) or (face and column.field not in asked):
            continue
        choices = words if column.field.endswith("/codeType") else ()
        yield replace(column, sample=shown.get(column.field, ""), choices=choices)


def _may_hold(kind: LicenseType, code_type: str) -> bool:
    person = Holder.known_by("", "", code_type).person
    return kind.holder_category is HolderCategory.MIXED or person is (kind.holder_category is HolderCategory.PERSON)


def _holder(kind: LicenseType, division: str, place: int) -> Holder:
    if kind.holder_category is HolderCategory.ORGANISATION:
        begun = f"91{division}{_ORGANISATION}"
        return Holder.known_by(_FIRM, begun + uscc_check_character(begun), CREDIT)
    name, born, order = _PERSONS[place % len(_PERSONS)]
    return Holder.known_by(name, _citizen(division, born, f"{int(order) + place:03}"), CITIZEN)


def _citizen(division: str, born: str, order: str) -> str:
    """A number of the division, or of its city, or of another where neither was in the year of birth."""
    for where in (division, f"{division[:4]}00", _ELSEWHERE):
        begun = f"{where}{born}{order}"
        report = check_citizen_id(f"{begun}0")
        wrong = next(iter(report.findings), None)
        number = begun + (wrong.expected if wrong and wrong.expected else "0")
        if check_citizen_id(number).right:
            return number
    raise ValueError(f"no number of {born}")
