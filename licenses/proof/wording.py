"""How a cause becomes a sentence: the blanks filled, what there is nothing to say of left out, the marks set."""

from __future__ import annotations

import re
from collections.abc import Mapping

from graph.errors import Text, quoted
from licenses.proof.causes import Cause
from licenses.proof.reasons import REASONS

_ASIDE = re.compile(r" ?[（(][^（）()]*?\{(\w+)\}[^（）()]*[）)]")
_AS_OF = "as_of"
"""Evidence of which day's trust package something was told."""


def sentence(cause: Cause, evidence: Mapping[str, str]) -> Text:
    """The reason of an answer in both languages."""
    return worded(cause, quoted_all(evidence))


def worded(cause: Cause, facts: Mapping[str, str]) -> Text:
    """The reason of an answer whose evidence is quoted already."""
    words = REASONS[cause]
    if _AS_OF in facts:
        words = _dated(words)
    return Text(_filled(words.zh, facts), _filled(words.en, facts))


def quoted_all(evidence: Mapping[str, str]) -> dict[str, str]:
    """Evidence as it may be shown: what a file says is a quotation."""
    return {name: quoted(text) for name, text in evidence.items()}


def marked(reason: Text) -> Text:
    """A reason that says that it is a demonstration's."""
    mark = REASONS[Cause.DEMONSTRATION]
    return Text(mark.zh + reason.zh, mark.en + reason.en)


def _dated(reason: Text) -> Text:
    """A reason that says of which trust package it is, before its full stop; one that says so already as it is."""
    if f"{{{_AS_OF}}}" in reason.zh:
        return reason
    by = REASONS[Cause.BY_PACKAGE]
    return Text(reason.zh.removesuffix("。") + by.zh + "。", reason.en.removesuffix(".") + by.en + ".")


def _filled(words: str, evidence: Mapping[str, str]) -> str:
    """Fill the blanks; what stands in parentheses is left out where there is nothing to say."""
    if "{" not in words:
        return words
    told = _ASIDE.sub(lambda aside: "" if evidence.get(aside[1], "") in {"", "-"} else aside[0], words)
    return told.format_map(evidence)
