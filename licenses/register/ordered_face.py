"""The face of an order: every field that the type has, none beside them, and nothing that the register does not say.

* A field with a role (`FieldRole`) says what the register says. It may be left out of an order, and is then filled in;
  where it is given, it has to agree: names and authorities to the character, codes in capitals, days in any form in
  which days are printed. What agrees is printed in the register's own form.
* Of what no role binds, a day is a day of the calendar, and an amount a number. It is no holder's name, code or number
  in another writing, and a code of somebody else only where the type says so; and where its label says what the
  register says, as in types of earlier releases, it says that and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from graph.codes.citizen import check_citizen_id
from graph.codes.report import normalise
from graph.errors import Refusal
from graph.refusal_codes import Code
from graph.subjects.licensing.labels import meaning_of
from graph.words.face_fields import EVERY_HOLDER, FaceField, FieldKind, FieldRole
from graph.words.licensing import Holder, IssueOrder, LicenseType
from graph.words.validity import LONG_TERM, last_days, term_said
from graph.words.written_days import chinese_day, day_of, period_of
from licenses.register import starred
from licenses.register.faults import LONGEST_VALUE, STANDARD, fault_of_words, malformed
from licenses.register.free_fields import SaysOfRegister, amount_of, fault_of_free, folded, no_day, register_as_read

_CITIZEN = "111"
_SEXES = (("男方", "男"), ("女方", "女"), ("丈夫", "男"), ("妻子", "女"))
_EN = {"男": "man", "女": "woman"}


def completed(order: IssueOrder, kind: LicenseType, issuer_name: str) -> dict[str, str]:
    """The face, with what the register says in the register's own form, in the order of the type."""
    face: dict[str, str] = {}
    for field in _texts(kind):
        said = register_says(field, order, issuer_name)
        given = order.face.get(field.key, "")
        agrees = said is not None and (not given.strip() or _agrees(field.role, given, said))
        if said is None and field.kind == FieldKind.NUMBER.zh:
            given = amount_of(field, given) or given
        face[field.key] = said if said is not None and agrees else given
    return {key: text for key, text in face.items() if text or key in order.face}


def faults_of_face(order: IssueOrder, kind: LicenseType, issuer_name: str) -> Iterator[Refusal]:
    """Everything that is wrong with the face of an order."""
    fields = {field.key: field for field in _texts(kind)}
    for key in order.face:
        if key not in fields:
            yield malformed(
                Code.UNKNOWN_FIELD, ("face", key[:64]), key, "该类证照没有这个照面字段", "no such face field", STANDARD
            )
    for key in order.repeated:
        yield malformed(
            Code.FIELD_TWICE, ("face", key[:64]), key, "照面字段重复", "the face field stands twice", STANDARD
        )
    register = register_as_read(order, issuer_name)
    for field in fields.values():
        fault = _fault_of(field, order, kind, issuer_name, register)
        if fault is not None:
            yield fault
    yield from _faults_of_couple(kind, order.holders)


def register_says(field: FaceField, order: IssueOrder, issuer_name: str) -> str | None:
    """What a field has to say, as the register says it; None where nothing binds it."""
    match field.role:
        case FieldRole.FREE | FieldRole.OTHER_NAME | FieldRole.OTHER_NUMBER | FieldRole.OTHER_DAY:
            return None
        case FieldRole.HOLDER_NAME | FieldRole.HOLDER_CODE | FieldRole.HOLDER_BORN | FieldRole.HOLDER_SEX:
            return _of_holders(field, order.holders)
        case FieldRole.NUMBER:
            return order.number.strip()
        case FieldRole.ISSUER:
            return issuer_name
        case FieldRole.ISSUED_ON:
            return _written(order.issued_on, field)
        case FieldRole.VALID_FROM:
            return _written(order.valid_from, field)
        case FieldRole.VALID_UNTIL:
            return _written(order.valid_until, field)
        case FieldRole.VALIDITY:
            if order.valid_until is None:
                return LONG_TERM
            return f"{chinese_day(order.valid_from)}至{chinese_day(order.valid_until)}"


def _texts(kind: LicenseType) -> Iterator[FaceField]:
    return (field for field in kind.fields if not field.pictorial)


def _fault_of(
    field: FaceField, order: IssueOrder, kind: LicenseType, issuer_name: str, register: SaysOfRegister
) -> Refusal | None:
    given, path = order.face.get(field.key, ""), ("face", field.key)
    said = register_says(field, order, issuer_name)
    # Of who has no name or code it is told where he stands.
    nameless = said == "" and (not order.holders or field.holder <= len(order.holders))
    if not given.strip():
        if not field.required or said or nameless:
            return None
        return malformed(
            Code.FIELD_MISSING, path, None,
            f"缺少照面字段“{field.label}”", f"the face field “{field.label}” is missing", STANDARD,
        )  # fmt: skip
    words = fault_of_words(given, LONGEST_VALUE, path, lines=field.kind == FieldKind.LINES.zh)
    if words is not None:
        return words
    if said is not None:
        return (
            None if nameless or _agrees(field.role, given, said) else _contradiction(field, given, said, order.holders)
        )
    fault = None if field.role.bound else _fault_of_label(field, order, kind, issuer_name)
    return fault or fault_of_free(field, given, order, kind, register)


def _fault_of_label(field: FaceField, order: IssueOrder, kind: LicenseType, issuer_name: str) -> Refusal | None:
    """That a type of an earlier release leaves free what its label says is the register's, and the order says another.

    Which holder is meant it does not say: any of them, or all.
    """
    roles = meaning_of(field.label, kind.name, kind.holder_category).plainly
    given, fault = order.face.get(field.key, ""), None
    for role in (each for each in FieldRole if each in roles):
        for place in (*range(1, len(order.holders) + 1), EVERY_HOLDER) if role.of_holder else (1,):
            bound = replace(field, role=role, holder=place)
            said = register_says(bound, order, issuer_name)
            if not said or _agrees(role, given, said):
                return None
            fault = fault or _contradiction(bound, given, said, order.holders)
    return fault


def _faults_of_couple(kind: LicenseType, holders: tuple[Holder, ...]) -> Iterator[Refusal]:
    """Holders who stand in the place of the other: 男方 whose number is a woman's."""
    placed = {
        (field.holder, sex)
        for field in kind.fields
        for words, sex in _SEXES
        if field.role in (FieldRole.HOLDER_NAME, FieldRole.HOLDER_CODE) and field.label.startswith(words)
    }
    for place, sex in sorted(placed):
        holder = holders[place - 1] if 0 < place <= len(holders) else None
        said = holder and _of_holder(FieldRole.HOLDER_SEX, holder)
        if said and said != sex:
            yield malformed(
                Code.FACE_CONTRADICTS, ("holders", str(place - 1)), starred.name_of(holders[place - 1]),
                f"第{place}持证主体应为{sex}方，其公民身份号码却是{said}性；请核对持证主体的次序",
                f"holder {place} stands in the place of the {_EN[sex]}, with the identity number of a {_EN[said]}; "
                "check the order of the holders",
                STANDARD,
            )  # fmt: skip


def _contradiction(field: FaceField, given: str, said: str, holders: tuple[Holder, ...]) -> Refusal:
    role = field.role
    if role in _DAYS and given.strip() != LONG_TERM and day_of(folded(given)) is None:
        return no_day(field, given)
    personal = field.personal or (role.of_holder and any(holder.person for holder in holders))
    shown = starred.starred if personal else str
    zh = "" if not role.of_holder else "全体" if field.holder == EVERY_HOLDER else f"第{field.holder}"
    en = "" if not role.of_holder else " of all" if field.holder == EVERY_HOLDER else f" of holder {field.holder}"
    return malformed(
        Code.FACE_CONTRADICTS, ("face", field.key), shown(given), f"“{field.label}”应与{zh}{role.zh}一致",
        f"“{field.label}” has to be {_BOUND[role]}{en}, as the register says it", STANDARD, limit=shown(said),
    )  # fmt: skip


def _of_holders(field: FaceField, holders: tuple[Holder, ...]) -> str | None:
    if field.holder == EVERY_HOLDER:
        told = [_of_holder(field.role, holder) for holder in holders]
        return None if None in told else "、".join(filter(None, told))
    if field.holder > len(holders):
        return ""
    return _of_holder(field.role, holders[field.holder - 1])


def _of_holder(role: FieldRole, holder: Holder) -> str | None:
    if role is FieldRole.HOLDER_NAME:
        return holder.name.strip()
    if role is FieldRole.HOLDER_CODE:
        return normalise(holder.code)
    citizen = check_citizen_id(holder.code).value if holder.code_type == _CITIZEN else None
    if citizen is None:
        return None
    if role is FieldRole.HOLDER_BORN:
        return citizen.birth_date.isoformat()
    return "男" if int(citizen.text[16]) % 2 else "女"


def _written(day: date | None, field: FaceField) -> str:
    if day is None:
        return LONG_TERM
    return day.isoformat() if field.kind == FieldKind.DAY.zh else chinese_day(day)


def _agrees(role: FieldRole, given: str, said: str) -> bool:
    return _COMPARED.get(role, _same_text)(given, said)


def _same_text(given: str, said: str) -> bool:
    return given.strip() == said


def _same_code(given: str, said: str) -> bool:
    return normalise(given) == said


def _same_day(given: str, said: str) -> bool:
    plain = folded(given)
    return plain == said or day_of(plain) == day_of(said) is not None


def _same_period(given: str, said: str) -> bool:
    """Whether a period is the same: by its two days, or by how long it is (3年)."""
    plain, term, right = folded(given), term_said(folded(given)), period_of(said)
    if term is not None:
        return (right is None) if not term.count else right is not None and last_days(right[0], (term,)) == (right[1],)
    return plain == said or (right is not None and right == period_of(plain))


_BOUND: Mapping[FieldRole, str] = {
    FieldRole.HOLDER_NAME: "the name",
    FieldRole.HOLDER_CODE: "the code",
    FieldRole.HOLDER_BORN: "the day of birth",
    FieldRole.HOLDER_SEX: "the sex",
    FieldRole.NUMBER: "the certificate number",
    FieldRole.ISSUER: "the issuer's name",
    FieldRole.ISSUED_ON: "the day of issue",
    FieldRole.VALID_FROM: "the first day of validity",
    FieldRole.VALID_UNTIL: "the last day of validity",
    FieldRole.VALIDITY: "the period of validity",
}
"""What a field has to be that says what the register says."""
_DAYS = frozenset({FieldRole.ISSUED_ON, FieldRole.VALID_FROM, FieldRole.VALID_UNTIL, FieldRole.HOLDER_BORN})
_COMPARED: Mapping[FieldRole, Callable[[str, str], bool]] = {
    **dict.fromkeys(_DAYS, _same_day),
    FieldRole.HOLDER_CODE: _same_code,
    FieldRole.VALIDITY: _same_period,
}
"""How a given value is compared; what is not named here is the same to the character."""
