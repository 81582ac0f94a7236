"""Citizen identity number (公民身份号码), GB 11643.

* 18 places: division of first registration (6), date of birth (8), order (3; odd = male), check (0-9 or X).
* The number is personal: messages, reprs and refusals show it masked, never whole.
* Divisions have a history; a number is measured by the divisions of its year of birth.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from stdnum.cn import ric

from graph.codes.division import existed_in
from graph.codes.report import CodeFinding, CodeReport, normalise, refuse
from graph.errors import Text
from graph.refusal_codes import Code

RULE = "GB-11643"
LENGTH = 18

_FORM = re.compile(r"[1-9][0-9]{16}[0-9X]")


@dataclass(frozen=True, slots=True)
class CitizenId:
    """A citizen identity number of the right form."""

    text: str = field(repr=False)

    @property
    def division(self) -> str:
        """GB/T 2260 code of the first registration."""
        return self.text[:6]

    @property
    def birth_date(self) -> date:
        """Date of birth as registered."""
        return date(int(self.text[6:10]), int(self.text[10:12]), int(self.text[12:14]))

    @property
    def masked(self) -> str:
        """As it may be shown: division and last place."""
        return mask_citizen_id(self.text)

    def __str__(self) -> str:
        return self.masked


def parse_citizen_id(text: str, path: tuple[str, ...] = ()) -> CitizenId:
    """Read a number that has to be right.

    Raises:
        Malformed: `CITIZEN_ID_LENGTH`, `…_CHARACTERS`, `…_BIRTH_DATE`, `…_DIVISION` or `…_CHECK_DIGIT`;
            the value is masked.
    """
    report = check_citizen_id(text)
    refuse(report.findings, path, mask_citizen_id(report.text))
    assert report.value is not None  # noqa: S101 - a report without findings has a value
    return report.value


def check_citizen_id(text: str) -> CodeReport[CitizenId]:
    """Say what is wrong with a number; a division that the table does not know is tolerable."""
    code = normalise(text)
    if len(code) != LENGTH:
        return _report(
            code, Code.CITIZEN_ID_LENGTH, f"应为18位，现为{len(code)}位", f"has 18 places, this one has {len(code)}"
        )
    if not _FORM.fullmatch(code):
        return _report(
            code, Code.CITIZEN_ID_CHARACTERS, "前17位应为数字，末位为数字或 X", "has 17 digits and then a digit or X"
        )
    number = CitizenId(code)
    try:
        born = number.birth_date
    except ValueError:
        return _report(
            code,
            Code.CITIZEN_ID_BIRTH_DATE,
            "第7至14位不是有效日期",
            "has a date of birth in places 7 to 14; this is none",
        )
    expected = ric.calc_check_digit(code)
    if expected != code[-1]:
        return _report(
            code,
            Code.CITIZEN_ID_CHECK_DIGIT,
            f"校验位不符：应为 {expected}",
            f"should end with {expected}",
            expected=expected,
        )
    if not existed_in(number.division, born.year):
        finding = _finding(
            Code.CITIZEN_ID_DIVISION,
            f"前6位 {number.division} 在出生年份不是已知的行政区划",
            f"begins with a division; {number.division} is not known in the year of birth",
            tolerable=True,
        )
        return CodeReport(code, number, (finding,))
    return CodeReport(code, number)


def mask_citizen_id(text: str) -> str:
    """The division and the last place, stars between; of anything else only stars."""
    if len(text) != LENGTH:
        return "*" * min(len(text), LENGTH)
    return f"{text[:6]}***********{text[-1]}"


def _report(code: str, kind: Code, zh: str, en: str, expected: str | None = None) -> CodeReport[CitizenId]:
    return CodeReport(code, None, (_finding(kind, zh, en, expected=expected),))


def _finding(kind: Code, zh: str, en: str, *, expected: str | None = None, tolerable: bool = False) -> CodeFinding:
    message = Text(f"公民身份号码{zh}", f"a citizen identity number {en}")
    return CodeFinding(kind, message, RULE, expected, tolerable)
