"""What is wrong with a licence type as it is defined; the standard says it, because types are the nation's as a city's.

* Its name is an official text: no blanks, nothing that acts or shows nothing, no letter of another width.
* Page form, kinds and roles of fields are closed lists; a field that says what the register says is of a kind that can.
* No part of it contradicts another (`contradictions`).
* What an order is judged by can be read: ranges of validity, form of the number, how many hold one together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from graph.codes.number_format import faults_of_form
from graph.errors import Malformed, Text, printable
from graph.refusal_codes import Code
from graph.subjects.licensing.contradictions import contradictions
from graph.words.face_fields import EVERY_HOLDER, LAST_HOLDER, FaceField, FieldKind, FieldRole, PageForm
from graph.words.licensing import LicenseType
from graph.words.validity import terms_of

STANDARD = "GB-36902"
LONGEST_NAME = 60
MOST_FIELDS = 40
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_KEY = re.compile(r"KZ_[A-Z0-9_]{1,60}")
_COUNT = re.compile(r"([1-9])(?:-([1-9]))?")
_DAYS = (FieldKind.TEXT, FieldKind.DAY)
_KINDS = {
    FieldRole.HOLDER_BORN: _DAYS, FieldRole.ISSUED_ON: _DAYS, FieldRole.VALID_FROM: _DAYS,
    FieldRole.VALID_UNTIL: _DAYS,
    FieldRole.HOLDER_NAME: (FieldKind.TEXT, FieldKind.LINES),
    FieldRole.FREE: tuple(FieldKind),
    FieldRole.OTHER_NAME: (FieldKind.TEXT, FieldKind.LINES),
    FieldRole.OTHER_NUMBER: (FieldKind.TEXT, FieldKind.LINES, FieldKind.NUMBER),
    FieldRole.OTHER_DAY: (FieldKind.TEXT, FieldKind.LINES, FieldKind.DAY),
}  # fmt: skip
"""Of which kinds a field with a role may be; what is not here is a text."""


def faults_of_type(kind: LicenseType, path: tuple[str, ...]) -> Iterator[Malformed]:
    """Everything that is wrong with a type.

    Args:
        kind: As it is to be defined.
        path: Where it stands in the batch.
    """
    for field, value, wrong in _own(kind):
        if wrong is not None:
            yield _form(*wrong, (*path, field), value)
    yield from _faults_of_fields(kind, path)
    if faults_of_form(kind.number_format) is None:
        for place, value, (zh, en) in contradictions(kind):
            yield _form(zh, en, (*path, *place), value)


def _own(kind: LicenseType) -> Iterator[tuple[str, str, tuple[str, str] | None]]:
    """Each thing that a type says of itself with what is wrong with it."""
    yield "name", kind.name, _fault_of_name(kind.name)
    yield "validity", kind.validity, _fault_of_validity(kind.validity)
    yield (
        "colour",
        kind.colour,
        None if _COLOUR.fullmatch(kind.colour) else ("主色应为 #rrggbb", "the colour is #rrggbb"),
    )
    yield "number_format", kind.number_format, faults_of_form(kind.number_format)
    yield "holder_count", kind.holder_count, _fault_of_count(kind.holder_count)
    forms = "、".join(form.zh for form in PageForm)
    known = any(kind.layout == form.zh for form in PageForm)
    yield "layout", kind.layout, None if known else (f"版式应为：{forms}", f"the page form is one of {forms}")
    framed = not known or PageForm(kind.layout).photo or not kind.photo
    yield "photo", kind.layout, None if framed else ("该版式没有照片位置", "this page form has no frame for a photo")
    begins = kind.code[:18] == kind.definer_code
    yield (
        "definer_code",
        kind.definer_code,
        None
        if begins
        else (
            "证照类型代码应以定义机关代码开头",
            "a licence type code begins with the code of the authority that defines it",
        ),
    )
    lives = kind.until is None or kind.since is None or kind.since < kind.until
    yield (
        "until",
        str(kind.until or ""),
        None if lives else ("废止日期应晚于生效日期", "abolished before it is in force"),
    )
    yield "draft", "草案", None if not (kind.draft and kind.until) else ("草案没有废止日期", "a draft is not abolished")


def _fault_of_name(name: str) -> tuple[str, str] | None:
    if not 1 <= len(name) <= LONGEST_NAME:
        return f"名称为1至{LONGEST_NAME}个字符", f"a name has 1 to {LONGEST_NAME} characters"
    plain = "".join(_PUNCTUATION.get(letter, unicodedata.normalize("NFKC", letter)) for letter in name)
    if printable(name) != name or name.split() != [name] or plain != name:
        return (
            "名称须与正式文本一字不差：不含空格、控制字符、全角字母数字",
            "an official name to the character: no blanks, nothing that shows nothing, no letters of full width",
        )
    return None


_PUNCTUATION = {letter: letter for letter in "（），、：；《》“”·—〔〕"}
"""Signs of Chinese texts that have a narrow twin."""


def _fault_of_validity(validity: str) -> tuple[str, str] | None:
    try:
        terms_of(validity)
    except ValueError:
        return (
            "有效期应为长期、n年、n月或n天，可多个，以“、”分隔",
            "validity is 长期, n年, n月 or n天, several with 、 between",
        )
    return None


def _fault_of_count(count: str) -> tuple[str, str] | None:
    found = _COUNT.fullmatch(count)
    if not count or (found and int(found[1]) <= int(found[2] or found[1])):
        return None
    return (
        "持证人数如 1、2、1-9；电子表格会把 1-9 改成日期，请先把该列设为文本格式",
        "how many holders: 1, 2, 1-9; a spreadsheet makes a date of 1-9, so format the column as text",
    )


def _faults_of_fields(kind: LicenseType, path: tuple[str, ...]) -> Iterator[Malformed]:
    if not kind.fields:
        yield _form("照面至少有一个信息项", "a face has at least one field", (*path, "fields"), "")
    if len(kind.fields) > MOST_FIELDS:
        yield _form(
            f"照面不超过{MOST_FIELDS}个信息项", f"a face has at most {MOST_FIELDS} fields", (*path, "fields"),
            str(len(kind.fields)),
        )  # fmt: skip
    for place, field in enumerate(kind.fields, start=1):
        before = kind.fields[: place - 1]
        for name, value, wrong in _of_field(field, before, kind):
            if wrong is not None:
                yield _form(*wrong, (*path, "fields", str(place), name), value)


def _of_field(
    field: FaceField, before: tuple[FaceField, ...], kind: LicenseType
) -> Iterator[tuple[str, str, tuple[str, str] | None]]:
    key = None if _KEY.fullmatch(field.key) else ("字段键应为 KZ_ 加大写字母", "a key is KZ_ and capitals")
    twice = any(field.key == other.key for other in before)
    yield "key", field.key, ("字段键重复", "the key stands twice") if twice else key
    labelled = field.label.strip() and any(field.label == other.label for other in before)
    yield "label", field.label, ("字段名称重复", "the label stands twice") if labelled else None
    kinds = "、".join(each.zh for each in FieldKind)
    if field.kind not in {each.zh for each in FieldKind}:
        yield "kind", field.kind, (f"字段类型应为：{kinds}", f"the kind of a field is one of {kinds}")
        return
    allowed = _KINDS.get(field.role, (FieldKind.TEXT,))
    fits = FieldKind(field.kind) in allowed
    words = "、".join(each.zh for each in allowed)
    yield "kind", field.kind, None if fits else (
        f"含义为“{field.role.zh}”的字段应为：{words}", f"a field that says {field.role.name} is {words}"
    )  # fmt: skip
    shown = not field.pictorial or kind.photo
    yield "kind", field.kind, None if shown else ("该类证照没有照片", "this type has no photo")
    counted = _COUNT.fullmatch(kind.holder_count)
    most = int(counted[2] or counted[1]) if counted else LAST_HOLDER
    there = not field.role.of_holder or EVERY_HOLDER <= field.holder <= most
    yield "holder", str(field.holder), None if there else (
        f"该类证照至多{most}个持证主体", f"a licence of this type has at most {most} holders"
    )  # fmt: skip


def _form(zh: str, en: str, path: tuple[str, ...], value: str) -> Malformed:
    return Malformed(Text(zh, en), code=Code.LICENSE_TYPE_FORM, rules=(STANDARD,), path=path, value=value[:64])
