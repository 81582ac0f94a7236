"""Code of a licence type (证照类型代码), GB/T 36902 and 36903.

* USCC of the authority that *defines* the type (18) + 3 digits. Defining is not issuing: who may issue a type is a
  question for the register.
"""

from dataclasses import dataclass

from graph.codes.report import CodeFinding, CodeReport, normalise
from graph.codes.uscc import Uscc, check_uscc
from graph.errors import Text
from graph.refusal_codes import Code

RULE = "GB-36902"
LENGTH = 21


@dataclass(frozen=True, slots=True)
class LicenseTypeCode:
    """A licence type code of the right form."""

    text: str

    @property
    def definer(self) -> Uscc:
        """The authority that defines the type."""
        return Uscc(self.text[:18])

    @property
    def number(self) -> int:
        """Number of the type among those of its definer."""
        return int(self.text[18:])

    def __str__(self) -> str:
        return self.text


def check_license_type(text: str) -> CodeReport[LicenseTypeCode]:
    """Say what is wrong with a code; a wrong check character of the USCC inside is tolerable."""
    code = normalise(text)
    if len(code) != LENGTH:
        message = Text(
            f"证照类型代码应为21位（定义机构统一社会信用代码18位＋3位数字），现为{len(code)}位",
            f"a licence type code has 21 characters (USCC of the defining authority + 3 digits), this one {len(code)}",
        )
        return CodeReport(code, None, (CodeFinding(Code.LICENSE_TYPE_LENGTH, message, RULE, expected="21"),))
    number = code[18:]
    if not (number.isascii() and number.isdigit()):
        message = Text(
            f"证照类型代码末3位应为数字，现为 {number}", f"a licence type code ends with 3 digits, not {number}"
        )
        return CodeReport(code, None, (CodeFinding(Code.LICENSE_TYPE_NUMBER, message, RULE),))
    definer = check_uscc(code[:18])
    return CodeReport(code, LicenseTypeCode(code) if definer.value else None, definer.findings)
