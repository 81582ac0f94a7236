"""Identifier of an electronic licence (电子证照标识), GB/T 36904.

* `1.2.156.3005.2` `.` licence type code (21) `.` USCC of the issuer (18) `.` serial `.` version (3 digits) `.` check.
* Serial: 0-9, A-Z and `-`, of any length up to 64. Version: 001, then one more at every re-issue of the same licence.
* Check: ISO 7064 MOD 37,36 over type, issuer, serial and version, without root, dots and hyphens. It does not protect
  the dots, therefore the length of each part is checked too.
* Three wrong forms are deployed in real systems. Each has its own finding, so that a clerk can write to the right
  people: letters valued A=11 … Z=36; the root 1.2.156.3003.2 without issuer; a division code for the issuer's USCC.
* What a file says is read as it stands; what a person typed is first made what he meant (`typed_identifier`).
"""

import re
from dataclasses import dataclass
from typing import Self

from stdnum.iso7064 import mod_37_36

from graph.codes.license_type import LENGTH as TYPE_LENGTH
from graph.codes.license_type import LicenseTypeCode, check_license_type
from graph.codes.report import CodeFinding, CodeReport, normalise, refuse
from graph.codes.uscc import LENGTH as USCC_LENGTH
from graph.codes.uscc import Uscc, check_uscc
from graph.errors import Malformed, Text
from graph.refusal_codes import Code

RULE = "GB-36904"
ROOT = "1.2.156.3005.2"
OLD_ROOT = "1.2.156.3003.2"
MAX_LENGTH = 128
MAX_SERIAL = 64
MAX_VERSION = 999
DIVISION_LENGTH = 6

_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SERIAL = re.compile(rf"[0-9A-Z-]{{1,{MAX_SERIAL}}}")
PARTS = 5
_NUMBER_LENGTH = range(6, 41)
_NUMBER_DIGITS = 4
"""Certificate numbers (证照编号) are that long, have that many digits at least, and no dots."""
_FORM = f"{ROOT}.<证照类型代码21位>.<颁发机构统一社会信用代码18位>.<流水号>.<版本号3位>.<校验位>"


@dataclass(frozen=True, slots=True)
class LicenseIdentifier:
    """The parts of an identifier; its text is made from them."""

    type_code: str
    issuer: str
    """USCC of the issuing authority; in one of the deployed wrong forms a division code."""
    serial: str
    version: int
    """1 to 999; counts the re-issues of the same licence."""
    check: str

    @property
    def text(self) -> str:
        """The identifier as written on the licence."""
        return f"{self.stem}.{self.version:03}.{self.check}"

    @property
    def stem(self) -> str:
        """What all versions of one licence share: everything before the version."""
        return f"{ROOT}.{self.type_code}.{self.issuer}.{self.serial}"

    def next(self) -> Self:
        """The identifier of the re-issue.

        Raises:
            Malformed: `IDENTIFIER_VERSION` after version 999.
        """
        built = build_identifier(self.type_code, self.issuer, self.serial, self.version + 1)
        return type(self)(built.type_code, built.issuer, built.serial, built.version, built.check)

    def __str__(self) -> str:
        return self.text


def build_identifier(type_code: str, issuer: str, serial: str, version: int = 1) -> LicenseIdentifier:
    """Put an identifier together and give it its check character.

    Raises:
        Malformed: A part is not what it should be; the path names it.
    """
    kind = check_license_type(type_code)
    refuse(_worse_than_check_digit(kind), ("type_code",), kind.text)
    authority = check_uscc(issuer)
    refuse(_worse_than_check_digit(authority), ("issuer",), authority.text)
    number = normalise(serial)
    if not _SERIAL.fullmatch(number):
        refuse((_serial(),), ("serial",), number)
    if not 1 <= version <= MAX_VERSION:
        refuse((_version(str(version)),), ("version",), str(version))
    check = identifier_check_character(kind.text, authority.text, number, f"{version:03}")
    return LicenseIdentifier(kind.text, authority.text, number, version, check)


def parse_identifier(text: str, path: tuple[str, ...] = ()) -> LicenseIdentifier:
    """Read an identifier that has to be right.

    The check character of a USCC inside it may be wrong, since genuine old codes are; see `check_identifier` for that.

    Raises:
        Malformed: `IDENTIFIER_…`, `LICENSE_TYPE_…` or `USCC_…`; the message names deployed wrong forms.
    """
    report = check_identifier(text)
    refuse(_worse_than_check_digit(report), path, report.text)
    if report.value is None:
        raise Malformed(_wrong_form(0).message, Code.IDENTIFIER_FORM, (RULE,), path, report.text)
    return report.value


def check_identifier(text: str) -> CodeReport[LicenseIdentifier]:
    """Say what is wrong with an identifier; the deployed wrong forms are tolerable, since licences carry them."""
    code = normalise(text)
    if len(code) > MAX_LENGTH:
        return too_long(code)
    if code.startswith(OLD_ROOT):
        return CodeReport(code, None, (_old_root(),))
    if not code.startswith(ROOT + "."):
        return CodeReport(code, None, (_certificate_number() if _numbers(code) else _wrong_root(),))
    parts = code.removeprefix(ROOT + ".").split(".")
    if len(parts) != PARTS:
        return CodeReport(code, None, (_wrong_form(len(parts)),))
    return _check_parts(code, parts)


def identifier_check_character(type_code: str, issuer: str, serial: str, version: str) -> str:
    """The ISO 7064 MOD 37,36 character over the four parts.

    Hyphens of a serial have no value in that alphabet and are left out like the dots (our reading).
    """
    return str(mod_37_36.calc_check_digit(_protected(type_code, issuer, serial, version)))


def _check_parts(code: str, parts: list[str]) -> CodeReport[LicenseIdentifier]:
    type_code, issuer, serial, version, check = parts
    wrong = [*check_license_type(type_code).findings, *_check_issuer(issuer)]
    if not _SERIAL.fullmatch(serial):
        wrong.append(_serial())
    if not (len(version) == 3 and version.isascii() and version.isdigit() and int(version) > 0):  # noqa: PLR2004
        wrong.append(_version(version))
    if any(not finding.tolerable for finding in wrong):
        return CodeReport(code, None, _gravest_first(wrong))
    value = LicenseIdentifier(type_code, issuer, serial, int(version), check)
    wrong.extend(_check_character(type_code, issuer, serial, version, check))
    return CodeReport(code, value, _gravest_first(wrong))


def _check_issuer(issuer: str) -> tuple[CodeFinding, ...]:
    if len(issuer) == DIVISION_LENGTH and issuer.isascii() and issuer.isdigit():
        message = Text(
            f"颁发机构部分应为统一社会信用代码，现为行政区划代码 {issuer}（已知有系统这样生成）",
            f"the issuer part should be a unified social credit code; {issuer} is a division code,"
            " as one deployed system writes it",
        )
        return (CodeFinding(Code.IDENTIFIER_ISSUER_IS_DIVISION, message, RULE, expected="18", tolerable=True),)
    return check_uscc(issuer).findings


def _check_character(type_code: str, issuer: str, serial: str, version: str, check: str) -> tuple[CodeFinding, ...]:
    expected = identifier_check_character(type_code, issuer, serial, version)
    if check == expected:
        return ()
    if check == _shifted_check_character(_protected(type_code, issuer, serial, version)):
        message = Text(
            f"校验位应为 {expected}；现有的 {check} 是把字母按 A=11 至 Z=36 取值算出的（标准为 A=10 至 Z=35）",
            f"the check character should be {expected}; {check} comes from valuing the letters A=11 to Z=36"
            " where the standard has A=10 to Z=35",
        )
        return (CodeFinding(Code.IDENTIFIER_LETTERS_SHIFTED, message, RULE, expected, tolerable=True),)
    message = Text(
        f"电子证照标识校验位不符：应为 {expected}，现为 {check}",
        f"the check character of the licence identifier should be {expected}, not {check}",
    )
    return (CodeFinding(Code.IDENTIFIER_CHECK_DIGIT, message, RULE, expected),)


def _shifted_check_character(protected: str) -> str:
    """The character that deployed software computes with letters valued A=11 … Z=36.

    It also reduces modulo 37 where a letter lifts the sum above 37; without that its results do not come out.
    """
    product = 36
    for char in protected:
        index = _LETTERS.index(char)
        value = index + 1 if index >= 10 else index  # noqa: PLR2004 - A stands at 10
        total = product + value
        if value > 10 and total > 37:  # noqa: PLR2004 - a letter, and the modulus
            total %= 37
        product = (total % 36 or 36) * 2 % 37
    return _LETTERS[36 - product]


def _protected(*parts: str) -> str:
    return "".join(parts).replace("-", "")


def _worse_than_check_digit(
    report: CodeReport[LicenseTypeCode] | CodeReport[Uscc] | CodeReport[LicenseIdentifier],
) -> tuple[CodeFinding, ...]:
    return tuple(finding for finding in report.findings if finding.code is not Code.USCC_CHECK_DIGIT)


def _gravest_first(findings: list[CodeFinding]) -> tuple[CodeFinding, ...]:
    return tuple(sorted(findings, key=lambda finding: finding.tolerable))


def _numbers(code: str) -> bool:
    """Whether it has the form of a certificate number; whether there is a licence of that number is not asked."""
    digits = sum(letter.isdigit() for letter in code)
    return "." not in code and len(code) in _NUMBER_LENGTH and digits >= _NUMBER_DIGITS


def _certificate_number() -> CodeFinding:
    message = Text(
        f"这是证照编号，不是电子证照标识；标识以 {ROOT}. 开头，印在证照下方",
        f"that is a certificate number, not an identifier; an identifier begins with {ROOT} and stands at the foot"
        " of the licence",
    )
    return CodeFinding(Code.IDENTIFIER_IS_NUMBER, message, RULE, expected=ROOT)


def too_long(code: str) -> CodeReport[LicenseIdentifier]:
    """What is said of a text that is longer than any identifier; the report keeps its beginning."""
    message = Text(f"电子证照标识不超过{MAX_LENGTH}个字符", f"a licence identifier has at most {MAX_LENGTH} characters")
    finding = CodeFinding(Code.IDENTIFIER_LENGTH, message, RULE, expected=f"≤{MAX_LENGTH}")
    return CodeReport(code[:MAX_LENGTH], None, (finding,))


def _old_root() -> CodeFinding:
    message = Text(
        f"标识根应为 {ROOT}；{OLD_ROOT} 是旧系统的写法：无颁发机构部分、版本号2位、校验位连同根一起计算",
        f"the root should be {ROOT}; {OLD_ROOT} is the form of older systems: no issuer part, a version of two digits,"
        " and a check character computed with the root",
    )
    return CodeFinding(Code.IDENTIFIER_OLD_ROOT, message, RULE, expected=ROOT, tolerable=True)


def _wrong_root() -> CodeFinding:
    message = Text(f"电子证照标识应以 {ROOT}. 开头", f"a licence identifier begins with {ROOT}")
    return CodeFinding(Code.IDENTIFIER_ROOT, message, RULE, expected=ROOT)


def _wrong_form(count: int) -> CodeFinding:
    message = Text(
        f"电子证照标识在根之后应有{PARTS}个部分，现有{count}个；形式为 {_FORM}",
        f"after the root a licence identifier has {PARTS} parts (type code of {TYPE_LENGTH}, issuer of {USCC_LENGTH},"
        f" serial, version of 3, check character); this one has {count}",
    )
    return CodeFinding(Code.IDENTIFIER_FORM, message, RULE, expected=_FORM)


def _serial() -> CodeFinding:
    message = Text(
        f"流水号应为1至{MAX_SERIAL}位数字、大写字母或连字符",
        f"a serial has 1 to {MAX_SERIAL} digits, capital letters or hyphens",
    )
    return CodeFinding(Code.IDENTIFIER_SERIAL, message, RULE, expected=f"[0-9A-Z-]{{1,{MAX_SERIAL}}}")


def _version(found: str) -> CodeFinding:
    message = Text(f"版本号应为001至999的3位数字，现为 {found}", f"a version has three digits, 001 to 999, not {found}")
    return CodeFinding(Code.IDENTIFIER_VERSION, message, RULE, expected="001-999")
