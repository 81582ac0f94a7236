"""What somebody may write on a receipt himself: each refusal names the field, the value and the rule."""

from __future__ import annotations

import pytest

from graph.errors import Malformed
from graph.refusal_codes import Code
from licenses.attestations.written import MOST_LETTERS, identifier_of, purpose_of


@pytest.mark.parametrize(
    ("written", "code", "value"),
    [
        (None, Code.PURPOSE_REQUIRED, None),
        ("", Code.PURPOSE_REQUIRED, None),
        (" \u3000 ", Code.PURPOSE_REQUIRED, None),
        ("贷" * (MOST_LETTERS + 1), Code.PURPOSE_TOO_LONG, "201"),
        ("办事\n核验", Code.PURPOSE_CONTROL_CHARACTER, "U+000A"),
        ("办事\x00", Code.PURPOSE_CONTROL_CHARACTER, "U+0000"),
        ("办\u202e事", Code.PURPOSE_CONTROL_CHARACTER, "U+202E"),
        ("办\u200b事", Code.PURPOSE_CONTROL_CHARACTER, "U+200B"),
        ("办\u3164事", Code.PURPOSE_CONTROL_CHARACTER, "U+3164"),
        ("办事\ud800", Code.PURPOSE_CONTROL_CHARACTER, "U+D800"),
        ("办\U00030ede事", Code.MISSING_GLYPH, "\U00030ede"),
        ("办事\U0001f600", Code.MISSING_GLYPH, "\U0001f600"),
    ],
)
def test_a_purpose_that_cannot_stand_on_a_receipt_is_refused(written: str | None, code: Code, value: str) -> None:
    with pytest.raises(Malformed) as refusal:
        purpose_of(written)
    assert (refusal.value.code, refusal.value.path, refusal.value.value) == (code, ("purpose",), value)
    assert refusal.value.limit == ("200 letters" if code is Code.PURPOSE_TOO_LONG else None)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("办理公积金提取", "办理公积金提取"),
        ("  贷款 loan #7 <b>$1 = [x]*_`\\  ", "贷款 loan #7 <b>$1 = [x]*_`\\"),
        ("e\u0301tude", "étude"),
        ("贷" * MOST_LETTERS, "贷" * MOST_LETTERS),
    ],
)
def test_any_other_is_printed_as_it_was_written(written: str, printed: str) -> None:
    assert purpose_of(written) == printed


@pytest.mark.parametrize("typed", ["", "abc", "34020019900101101X", "张三", "J340200-2026-000001", "1.2.840.1"])
def test_what_does_not_even_begin_as_an_identifier_is_refused(typed: str) -> None:
    with pytest.raises(Malformed) as refusal:
        identifier_of(typed)
    assert refusal.value.code.startswith("IDENTIFIER_")
    assert refusal.value.path == ("identifier",)


@pytest.mark.parametrize(
    "typed",
    [
        "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U",
        "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.A",
        "11100000000013338W011.11430000006122244L.20230000403.001.U",
        "1.2.156.",
    ],
)
def test_one_with_a_slip_in_it_is_asked_about(typed: str) -> None:
    assert identifier_of(typed) == typed
