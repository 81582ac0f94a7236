"""Unified social credit code (统一社会信用代码), GB 32100.

* 18 characters of an alphabet without I, O, S, V and Z: registering authority (1), kind (1), division (6 digits),
  organisation code (9), check character (1).
* The first two places may be letters: codes of ministries, villages and the army have them.
* A few genuine old codes fail the check: an import warns, a form for new data refuses.
"""

import re
from dataclasses import dataclass

from graph.codes.report import CodeFinding, CodeReport, normalise, refuse
from graph.errors import Text
from graph.refusal_codes import Code

RULE = "GB-32100"
LENGTH = 18
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""Value of a character = its position."""
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
"""3 to the power of the position, modulo 31."""

_FORM = re.compile(rf"[{ALPHABET}]{{2}}[0-9]{{6}}[{ALPHABET}]{{10}}")


@dataclass(frozen=True, slots=True)
class Uscc:
    """A unified social credit code of the right form."""

    text: str

    @property
    def division(self) -> str:
        """GB/T 2260 code of the registering place; of the day of registration, so it may be history."""
        return self.text[2:8]

    @property
    def organisation(self) -> str:
        """The nine places of the organisation code (GB 11714) inside."""
        return self.text[8:17]

    @property
    def check(self) -> str:
        """The check character as written."""
        return self.text[17]

    def __str__(self) -> str:
        return self.text


def parse_uscc(text: str, path: tuple[str, ...] = ()) -> Uscc:
    """Read a code that has to be right.

    Raises:
        Malformed: `USCC_LENGTH`, `USCC_CHARACTERS` or `USCC_CHECK_DIGIT`, the last with the right character.
    """
    report = check_uscc(text)
    refuse(report.findings, path, report.text)
    assert report.value is not None  # noqa: S101 - a report without findings has a value
    return report.value


def check_uscc(text: str) -> CodeReport[Uscc]:
    """Say what is wrong with a code; a wrong check character is tolerable."""
    code = normalise(text)
    wrong_form = _form(code)
    if wrong_form:
        return CodeReport(code, None, (wrong_form,))
    expected = uscc_check_character(code)
    if expected == code[-1]:
        return CodeReport(code, Uscc(code))
    return CodeReport(code, Uscc(code), (_wrong_check(expected, code[-1]),))


def uscc_check_character(code: str) -> str:
    """The check character for the first 17 places.

    Raises:
        ValueError: A character is not of the alphabet.
    """
    total = sum(ALPHABET.index(char) * weight for char, weight in zip(code[:17], WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def _form(code: str) -> CodeFinding | None:
    if len(code) != LENGTH:
        return CodeFinding(
            Code.USCC_LENGTH,
            Text(
                f"统一社会信用代码应为18位，现为{len(code)}位",
                f"a unified social credit code has 18 characters, this one has {len(code)}",
            ),
            RULE,
            expected="18",
        )
    if _FORM.fullmatch(code):
        return None
    strange = sorted({char for char in code if char not in ALPHABET})
    if strange:
        listed = " ".join(strange)
        return CodeFinding(
            Code.USCC_CHARACTERS,
            Text(
                f"统一社会信用代码含有不允许的字符：{listed}（不使用字母 I、O、S、V、Z）",
                f"characters that a unified social credit code never has: {listed} (I, O, S, V and Z are left out)",
            ),
            RULE,
        )
    return CodeFinding(
        Code.USCC_CHARACTERS,
        Text(
            f"统一社会信用代码第3至8位应为6位数字的行政区划码，现为 {code[2:8]}",
            f"places 3 to 8 of a unified social credit code are the six digits of a division, not {code[2:8]}",
        ),
        RULE,
    )


def _wrong_check(expected: str, found: str) -> CodeFinding:
    return CodeFinding(
        Code.USCC_CHECK_DIGIT,
        Text(
            f"统一社会信用代码校验位不符：应为 {expected}，现为 {found}",
            f"the check character of the unified social credit code should be {expected}, not {found}",
        ),
        RULE,
        expected=expected,
        tolerable=True,
    )
