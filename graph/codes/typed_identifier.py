"""Licence identifiers as people type them: made what was meant, at every door by the same rule."""

from graph.codes.identifier import (
    MAX_LENGTH,
    PARTS,
    ROOT,
    LicenseIdentifier,
    check_identifier,
    parse_identifier,
    too_long,
)
from graph.codes.license_type import LENGTH as TYPE_LENGTH
from graph.codes.report import MAX_INPUT, CodeReport, normalise
from graph.errors import Malformed, Text

_TYPED = str.maketrans({"。": ".", **dict.fromkeys("‐‑‒–—―−", "-"), **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff")})
"""What keyboards and copying make of dots and hyphens, and letters of no width that copying brings along."""


def parse_typed_identifier(text: str, path: tuple[str, ...] = ()) -> LicenseIdentifier:
    """Read an identifier that a person typed and that has to be right.

    Raises:
        Malformed: As `parse_identifier`; the message asks to look at what was typed.
    """
    report = check_typed_identifier(text)
    try:
        return parse_identifier(report.text, path)
    except Malformed as refusal:
        refusal.message = please_check(refusal.message)
        raise


def please_check(wrong: Text) -> Text:
    """What to tell somebody who typed an identifier that cannot be one."""
    return Text(f"请核对输入的标识：{wrong.zh}", f"please check what you typed: {wrong.en}")


def check_typed_identifier(text: str) -> CodeReport[LicenseIdentifier]:
    """Say what is wrong with an identifier that a person typed.

    Case, width and blanks, inside too, are matters of the keyboard, and the root may be left out. The text of the
    report is the identifier as it is written on the licence.
    """
    if len(text) > MAX_INPUT:
        return too_long(text[:MAX_LENGTH])
    code = "".join(normalise(text).translate(_TYPED).split())
    first, *rest = code.split(".")
    if len(first) == TYPE_LENGTH and len(rest) == PARTS - 1:
        code = f"{ROOT}.{code}"
    return check_identifier(code)
