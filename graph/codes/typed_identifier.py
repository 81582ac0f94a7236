"""Licence identifiers as people type them: made what was meant, at every door by the same rule.

* Length comes first, and counts what was typed.
* Case, width and blanks, inside too, are matters of the keyboard. A label before it, quotes around it and a full stop
  behind it come with copying. The root may be left out, and the address of the licence's page stands for the licence.
* What a file may carry, nobody types by right: the deployed wrong forms are mistyped here like any other. Only a USCC
  inside may have a wrong check character, since genuine old codes have one and the identifier's own covers it.
"""

import re
from dataclasses import replace

from graph.codes.identifier import (
    PARTS,
    ROOT,
    LicenseIdentifier,
    check_identifier,
    parse_identifier,
    too_long,
)
from graph.codes.license_type import LENGTH as TYPE_LENGTH
from graph.codes.report import MAX_INPUT, CodeReport, normalise, refuse
from graph.errors import Text
from graph.refusal_codes import Code

_TYPED = str.maketrans({"。": ".", **dict.fromkeys("‐‑‒–—―−", "-"), **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff")})
"""What keyboards and copying make of dots and hyphens, and letters of no width that copying brings along."""
_COUNTRY = "1.2.156."
_BEFORE = re.compile(rf"\A(?:[^0-9.]*[:=][^0-9A-Z.]*|[^0-9.]*(?={re.escape(_COUNTRY)})|[^0-9A-Z.]+)")
"""A label with its colon, or anything without a digit that stands before an identifier."""
_BEHIND = re.compile(r"[^0-9A-Z]+\Z")


def parse_typed_identifier(text: str, path: tuple[str, ...] = ()) -> LicenseIdentifier:
    """Read an identifier that a person typed and that has to be right.

    Raises:
        Malformed: `IDENTIFIER_…`, `LICENSE_TYPE_…` or `USCC_…`; the message asks to look at what was typed.
    """
    report = check_typed_identifier(text)
    wrong = (finding for finding in report.findings if not finding.tolerable)
    refuse((replace(finding, message=please_check(finding.message)) for finding in wrong), path, report.text)
    return parse_identifier(report.text, path)


def please_check(wrong: Text) -> Text:
    """What to tell somebody who typed an identifier that cannot be one."""
    return Text(f"请核对输入的标识：{wrong.zh}", f"please check what you typed: {wrong.en}")


def check_typed_identifier(text: str) -> CodeReport[LicenseIdentifier]:
    """Say what is wrong with an identifier that a person typed; only an acceptable one is to be looked up.

    The text of the report is the identifier as it is written on the licence.
    """
    if len(text) > MAX_INPUT:
        return too_long(text)
    report = check_identifier(_meant(text))
    findings = (replace(each, tolerable=each.code is Code.USCC_CHECK_DIGIT) for each in report.findings)
    return replace(report, findings=tuple(sorted(findings, key=lambda finding: finding.tolerable)))


def addressed(address: str) -> str | None:
    """The identifier's part of an address `…/v/<identifier>`; None where the address is another."""
    path = address.partition("?")[0].partition("#")[0].rstrip("/")
    *_, door, last = ["", "", *path.split("/")]
    return last if door.lower() == "v" else None


def _meant(text: str) -> str:
    """The identifier in what was typed; all of it where there is none."""
    code = "".join(normalise(text).translate(_TYPED).split())
    bare = _BEHIND.sub("", _BEFORE.sub("", addressed(code) or code))
    first, *rest = bare.split(".")
    if len(first) == TYPE_LENGTH and len(rest) == PARTS - 1:
        return f"{ROOT}.{bare}"
    return bare if bare.startswith(_COUNTRY) else code
