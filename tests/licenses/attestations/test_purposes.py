"""What somebody may write on a receipt himself: each refusal names the field, the value and the rule."""

from __future__ import annotations

import pytest

from graph.errors import Malformed
from graph.refusal_codes import Code
from licenses.attestations.purposes import MOST_LETTERS, purpose_of


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
        ("办\U00020bb7事", Code.MISSING_GLYPH, "\U00020bb7"),
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
