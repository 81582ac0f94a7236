"""Nothing that somebody else wrote acts on a page."""

from __future__ import annotations

import pytest

from api.http.pages.markup import Markup, joined, tag
from graph.errors import Text


@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onload='x", "&lt;"])
def test_what_stands_in_an_element_or_an_attribute_is_text(evil: str) -> None:
    written = tag("p", evil, Text(evil, evil), title=evil)
    assert written.count("<") == 4, "the paragraph and its small print, opened and closed"
    assert evil not in written
    assert written.count('"') == 4


def test_what_turns_a_line_round_is_written_out() -> None:
    assert "\u202e" not in tag("p", "证照\u202efdp.exe", title="\u202e")


def test_elements_stand_in_elements_and_attributes_may_be_absent() -> None:
    inner = tag("input", type="text", required=True, value=None, disabled=False, aria_label="a")
    assert inner == '<input type="text" required aria-label="a">'
    assert tag("p", inner, None, class_="x") == f'<p class="x">{inner}</p>'
    assert joined("<", Markup("<b>")) == "&lt;<b>"
